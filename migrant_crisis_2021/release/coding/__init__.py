"""New rows: what people who code documents give, and what follows from it."""
