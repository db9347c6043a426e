"""A damaged file gives the right answer or an error of our own: a sample of every file and kind."""

import shutil
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.reliability import damage


def test_no_damage_gives_a_wrong_answer_a_hang_or_a_foreign_error():
    with tempfile.TemporaryDirectory() as folder:  # nobody may look into those of pytest
        root = Path(folder)
        root.chmod(0o755)
        data = damage.small_copy(root)
        schemas = shutil.copytree(ROOT / "schemas", root / "compared")
        counts, bad = damage.run(data, schemas, step=80)
    assert bad == []
    assert counts["cases"] > 600
    assert counts["right"] > 100
    assert counts["own error"] > 200
