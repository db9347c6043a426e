"""Build a release from the authored CSV files."""
