"""Asking the data: one public question per file."""
