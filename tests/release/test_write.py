"""How the build writes: whole files, the manifest last, and nothing left behind."""

import shutil

import pytest

from migrant_crisis_2021.dataset.manifest import MANIFEST, checked_bytes, read_manifest, released_on
from migrant_crisis_2021.errors import BuildError, DataIntegrityError
from migrant_crisis_2021.names import AUTHORED, TABLES
from migrant_crisis_2021.release.build import build, out_of_date
from migrant_crisis_2021.release.checkout import find_checkout
from tests.datasets import day
from tests.projects import small_checkout


@pytest.fixture
def checkout(tmp_path):
    """Make a checkout of the small dataset, not built yet."""
    return small_checkout(tmp_path)


def names(checkout):
    return {file.name for file in checkout.data.iterdir()}


def test_everything_that_follows_from_the_tables_is_written(checkout):
    changed = build(checkout)
    assert {"CITATION.cff", "docs/codebook.md", "data/timeline.csv"} <= set(changed)
    assert changed[-1] == f"data/{MANIFEST}"
    tables = {f"{t}.{s}" for t in TABLES for s in ("csv", "parquet")}
    assert names(checkout) == tables | {"croissant.json", "schema_org.json", MANIFEST}
    manifest = read_manifest(checkout.data / MANIFEST)
    for file in checkout.data.iterdir():
        assert file.stat().st_mode & 0o777 == 0o644 or file.suffix == ".csv"
        if file.name != MANIFEST:
            checked_bytes(file, manifest)
    assert (manifest["version"], released_on(manifest)) == ("1.2.0", day("2026-11-24"))
    rows = {r["path"]: (r["rows"], r["bytes"]) for r in manifest["resources"]}
    assert rows["figures.csv"] == (4, (checkout.data / "figures.csv").stat().st_size)
    assert rows["timeline.csv"][0] == 6
    assert out_of_date(checkout) == build(checkout) == []


def test_until_the_manifest_is_there_nothing_passes_for_a_release(checkout):
    (checkout.data / "timeline.csv").mkdir()
    with pytest.raises(DataIntegrityError, match=r"timeline\.csv is not a file"):
        build(checkout)
    assert MANIFEST not in names(checkout)
    assert not [name for name in names(checkout) if name.startswith(".")]


def test_who_reads_a_file_while_it_is_written_reads_the_old_one_to_its_end(checkout):
    build(checkout)
    old = (checkout.data / MANIFEST).read_bytes()
    changelog = checkout.root / "CHANGELOG.md"
    changelog.write_text(changelog.read_text("utf-8").replace("-24)", "-25)"), "utf-8")
    with (checkout.data / MANIFEST).open("rb") as reader:
        described = [f"data/{name}" for name in ("croissant.json", "schema_org.json", MANIFEST)]
        assert build(type(checkout)(checkout.root)) == ["CITATION.cff", *described]
        assert reader.read() == old
    assert b"2026-11-25" in (checkout.data / MANIFEST).read_bytes()


@pytest.mark.parametrize("name", ["old.csv", "old.parquet"])
def test_stray_tables_are_named_and_other_files_are_not(checkout, name):
    build(checkout)
    (checkout.data / name).write_bytes(b"")
    (checkout.data / "notes.txt").write_bytes(b"")
    assert out_of_date(checkout) == [f"data/{name} does not belong here: remove it."]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (f"data/{MANIFEST}", "does not describe the files as they are"),
        ("data/actors.csv", "is not sorted by its key or not written in the plainest form"),
        ("data/timeline.csv", "does not follow from the authored tables"),
        ("data/actors.parquet", "does not follow from the authored tables"),
        ("CITATION.cff", "does not follow from the authored tables"),
    ],
)
def test_a_file_that_differs_is_named_with_the_reason(checkout, name, reason):
    build(checkout)
    file = checkout.root / name
    file.write_bytes(
        file.read_bytes().replace(b"Guard,armed", b'"Guard",armed')
        + b"\n" * ("actors.csv" not in name)
    )
    assert out_of_date(checkout) == [f"{name} {reason}: run {checkout.build_command}."]


def test_rows_of_a_key_of_several_columns_are_sorted_by_all_of_them(checkout):
    build(checkout)
    file = checkout.data / "event_actors.csv"
    file.write_text(file.read_text("utf-8") + "evt-0002,guard,speaker\n", "utf-8")
    build(checkout)
    assert file.read_text("utf-8").splitlines()[1:] == [
        "evt-0001,guard,initiator",
        "evt-0002,guard,speaker",
        "evt-0002,speaker,speaker",
    ]


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("pyproject.toml", "has no version, and there is no pyproject.toml"),
        ("CHANGELOG.md", "CHANGELOG.md is missing"),
        ("schemas/datapackage.json", "is not the folder of a dataset that can be built"),
    ],
)
def test_a_dataset_has_a_description_a_version_and_a_day(checkout, missing, words):
    before = names(checkout)
    (checkout.root / missing).unlink()
    with pytest.raises((BuildError, DataIntegrityError), match=words):
        build(find_checkout(checkout.data))
    assert names(checkout) == before


def test_a_rule_that_does_not_hold_stops_the_build(checkout):
    shutil.copy(checkout.data / "claims.csv", checkout.root / "claims.csv")
    (checkout.data / "claims.csv").write_text(
        (checkout.data / "claims.csv").read_text("utf-8").replace("quiet.", "quiet. "), "utf-8"
    )
    with pytest.raises(BuildError, match=r"nothing was written:\nR20 claims clm-0001"):
        build(checkout)
    assert names(checkout) == {f"{table}.csv" for table in AUTHORED}
