"""Citing the dataset, its records and its documents."""
