"""Write the metadata of the dataset: manifest, citation file, codebook."""
