"""What a dataset is: its tables, files, vocabulary and wording."""
