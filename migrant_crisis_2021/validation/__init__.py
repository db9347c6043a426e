"""Check tables against their schemas and the numbered rules."""
