"""From the authored CSV files to a release."""
