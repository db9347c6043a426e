"""The dataset: people edit the CSV files; the build writes their Parquet twins and the manifest."""
