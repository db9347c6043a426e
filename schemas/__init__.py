"""One Table Schema per table, the only place where a column is declared, and the description."""
