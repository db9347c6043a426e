"""Citation styles, one file per style."""
