"""The page on quality: what the data says about how far it can be trusted."""
