"""Checking the fingerprints on record against copies of the documents."""
