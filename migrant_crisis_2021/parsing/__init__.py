"""Parse dates, numbers, phrases and words."""
