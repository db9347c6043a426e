"""Write a dataset as one web page that needs no network."""
