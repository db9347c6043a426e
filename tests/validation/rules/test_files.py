"""R23 on files that cannot be read."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from migrant_crisis_2021.dataset.parquet_files import (
    read_parquet,
    same_content,
    written_by_running_pyarrow,
)
from migrant_crisis_2021.validation.validate import validate_folder


@pytest.fixture
def folder(built):
    return built.data


def reported(folder):
    return {(problem.rule, problem.key) for problem in validate_folder(folder).problems}


ERRORS = [
    pa.ArrowNotImplementedError("Nested data conversions"),
    pa.ArrowKeyError("no such type"),
    pa.ArrowTypeError("odd"),
    pa.ArrowInvalid("broken"),
    OSError("Unexpected end of stream"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_parquet_that_pyarrow_cannot_read_is_a_problem(folder, monkeypatch, error):
    """Some of its errors are neither an OSError nor a ValueError."""
    file = folder / "places.parquet"

    class Broken(pq.ParquetFile):
        def __init__(self, source, **options):
            super().__init__(source, **options)
            self.read_from = Path(source)

        def read(self, **options):
            if self.read_from == file:
                raise error
            return super().read(**options)

    monkeypatch.setattr(pq, "ParquetFile", Broken)
    assert reported(folder) == {("R23", "places.parquet")}
    assert not same_content(file, pa.table({}), {})
    with pytest.raises((OSError, ValueError)):
        read_parquet(file)


def test_parquet_whose_metadata_is_no_text_is_a_problem(folder):
    file = folder / "places.parquet"
    content = file.read_bytes()
    name = content.rindex(b"ferry_strike_2023")
    file.write_bytes(content[:name] + b"\xed" + content[name + 1 :])
    assert reported(folder) == {("R23", "places.parquet")}
    assert not same_content(file, read_parquet(file), {})


def test_a_file_that_is_no_parquet_was_not_written_by_pyarrow(folder):
    (folder / "places.parquet").write_bytes(b"PAR1 but no more")
    assert not written_by_running_pyarrow(folder / "places.parquet")
    assert reported(folder) == {("R23", "places.parquet")}


def test_a_file_that_may_not_be_read_is_a_problem(folder, monkeypatch):
    whole = Path.read_bytes

    def read_bytes(path):
        if path.name == "places.parquet":
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    problems = [p for p in validate_folder(folder).problems if p.key == "places.parquet"]
    assert any("cannot be read: Permission denied" in problem.message for problem in problems)
