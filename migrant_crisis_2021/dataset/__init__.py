"""What a dataset is: its tables, files, vocabulary and wording."""

from .dataset import Dataset, shipped

__all__ = ["Dataset", "shipped"]
