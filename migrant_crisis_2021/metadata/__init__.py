"""Describing the dataset to others: manifest, citation file, codebook."""
