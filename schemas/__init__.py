"""One Table Schema a table: the only place where a column is declared."""
