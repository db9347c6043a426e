"""A damaged file gives the right answer or an error of our own: a sample of every file and kind."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.reliability import damage


@pytest.mark.parametrize(
    ("step", "right"), [(240, 20), pytest.param(80, 100, marks=pytest.mark.exhaustive)]
)
def test_no_damage_gives_a_wrong_answer_a_hang_or_a_foreign_error(step, right):
    with tempfile.TemporaryDirectory() as folder:  # nobody may look into those of pytest
        root = Path(folder)
        root.chmod(0o755)
        data = damage.small_copy(root)
        schemas = shutil.copytree(ROOT / "schemas", root / "compared")
        counts, bad = damage.run(data, schemas, step=step)
    assert bad == []
    assert counts["cases"] > 600
    assert counts["right"] > right
    assert counts["own error"] > 200
