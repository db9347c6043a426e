"""The parts of a dataset: tables, files, vocabulary and wording."""

from .dataset import Dataset, shipped

__all__ = ["Dataset", "shipped"]
