"""Whether a file is one that was released; each way in which it is not is named."""

import json

import pytest

from migrant_crisis_2021.errors import DataIntegrityError
from migrant_crisis_2021.manifest import MANIFEST, check_bytes, manifest, sha256


@pytest.fixture
def released(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"a\n")
    resources = [{"path": "a.csv", "hash": sha256(b"a\n")}, {"path": "b.csv", "hash": "sha256:0"}]
    (tmp_path / MANIFEST).write_text(json.dumps({"resources": resources}), encoding="utf-8")
    return tmp_path


def test_a_file_as_it_was_released(released):
    check_bytes(released / "a.csv")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"a", r"a\.csv is not the file that datapackage\.json names.*expected sha256:"),
        ("a.csv", None, r"a\.csv is missing in"),
        ("ab.csv", b"a\n", r"ab\.csv is not in datapackage\.json"),
        ("b.csv", b"a\n", r"b\.csv is not the file.*another release"),
    ],
)
def test_a_file_that_was_not_released(released, name, content, message):
    (released / name).unlink(missing_ok=True)
    if content is not None:
        (released / name).write_bytes(content)
    with pytest.raises(DataIntegrityError, match=message):
        check_bytes(released / name)


def test_a_manifest_that_is_missing_or_spoilt(released):
    (released / MANIFEST).write_text("{", encoding="utf-8")
    with pytest.raises(DataIntegrityError, match=r"datapackage\.json cannot be read as JSON"):
        check_bytes(released / "a.csv")
    (released / MANIFEST).unlink()
    with pytest.raises(DataIntegrityError, match=r"datapackage\.json is missing"):
        check_bytes(released / "a.csv")


def test_a_changed_manifest_never_spoils_the_next():
    first = manifest()
    first["version"] = "changed"
    assert manifest()["version"] != "changed"
