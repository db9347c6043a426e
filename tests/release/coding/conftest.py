"""A folder to add to, with an article."""

import pytest

from tests.articles import ARTICLE
from tests.projects import ferry_project


@pytest.fixture
def root(tmp_path):
    """Return the folder of the ferry strike, with the copy of an article."""
    ferry_project(tmp_path)
    (tmp_path / "herald.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path
