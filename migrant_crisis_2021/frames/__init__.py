"""Tables as pandas, polars or pyarrow frames."""
