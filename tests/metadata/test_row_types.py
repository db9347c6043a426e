"""The generated row types are those of the schemas, and a type checker relies on them."""

import subprocess
import sys
from pathlib import Path

import pytest

from migrant_crisis_2021.dataset import row_types
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.metadata.row_types import row_type, row_types_module
from migrant_crisis_2021.names import TABLES
from tests.conftest import ROOT

GENERATED = Path(row_types.__file__)


def test_the_generated_file_is_up_to_date():
    assert GENERATED.read_text(encoding="utf-8") == row_types_module(), "run the build"


@pytest.mark.parametrize("table", TABLES)
def test_a_row_type_has_the_columns_of_its_table(table):
    declared = getattr(row_types, row_type(table))
    assert tuple(declared.__annotations__) == table_schema(table).columns


@pytest.mark.exhaustive  # mypy reads the whole library
def test_a_misspelt_column_is_a_type_error(tmp_path):
    pytest.importorskip("mypy")
    file = tmp_path / "misspelt.py"
    file.write_text(
        "from migrant_crisis_2021.dataset import shipped\n"
        "for event in shipped()['events']:\n"
        "    print(event['title'].upper(), event['titel'])\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.count("error:") == 1, done.stdout
    assert 'TypedDict "EventRow" has no key "titel"' in done.stdout
