"""The build: same bytes twice, nothing half written, and every difference named."""

import csv
import json
import os
import re
import shutil
import tempfile

import pytest

import migrant_crisis_2021 as mc
import migrant_crisis_2021.release.build as release_build
from migrant_crisis_2021.dataset.csv_files import read_csv
from migrant_crisis_2021.dataset.manifest import MANIFEST, read_manifest
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.dataset.timeline import timeline_rows
from migrant_crisis_2021.errors import (
    BuildError,
    DataIntegrityError,
    InvalidInputError,
    MigrantCrisisError,
)
from migrant_crisis_2021.names import AUTHORED, GENERATED, TABLES
from migrant_crisis_2021.release.build import build, out_of_date
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.validation.validate import validate_folder
from tests.conftest import ROOT
from tests.projects import ferry_project


@pytest.fixture
def checkout(built):
    return built


def contents(checkout):
    return {file.name: file.read_bytes() for file in checkout.data.iterdir() if file.is_file()}


def drop_row(checkout, table, number=1):
    file = checkout.data / f"{table}.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:number] + lines[number + 1 :]), encoding="utf-8")


def forget_releases(checkout):
    """Drop the history, so that a change of a table needs no row in `changes`."""
    file = checkout.data / "releases.csv"
    file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")


def test_the_shipped_files_are_up_to_date():
    assert out_of_date(find_checkout(ROOT / "data")) == []


def test_the_derived_timeline_is_checked_too(checkout, monkeypatch):
    def derive(dataset):
        return [row | {"n_sources": -1} for row in timeline_rows(dataset)]

    monkeypatch.setattr(release_build, "timeline_rows", derive)
    before = contents(checkout)
    with pytest.raises(BuildError, match=r"C06 timeline .* n_sources"):
        build(checkout)
    assert contents(checkout) == before


def test_two_builds_give_the_same_bytes(checkout):
    for file in checkout.data.glob("*.parquet"):
        file.unlink()
    build(checkout)
    first = contents(checkout)
    for file in checkout.data.glob("*.parquet"):
        file.unlink()
    build(checkout)
    assert contents(checkout) == first
    assert build(checkout) == []


def test_a_deleted_row_is_named_and_nothing_is_written(checkout):
    drop_row(checkout, "events")
    before = contents(checkout)
    for command in (out_of_date, build):
        with pytest.raises(BuildError, match="evt-0001"):
            command(checkout)
    assert contents(checkout) == before


def test_a_changed_cell_makes_every_twin_out_of_date(checkout):
    file = checkout.data / "loaded_terms.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("is a verdict", "judges"), encoding="utf-8")
    forget_releases(checkout)
    reasons = "\n".join(out_of_date(checkout))
    assert "loaded_terms.parquet" in reasons
    assert MANIFEST in reasons
    assert "data/events" not in reasons
    build(checkout)
    assert out_of_date(checkout) == []


def test_unsorted_rows_are_named_and_sorted(checkout):
    file = checkout.data / "actors.csv"
    header, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    sorted_text = file.read_text(encoding="utf-8")
    file.write_text(header + "".join(reversed(lines)), encoding="utf-8")
    assert "sorted" in out_of_date(checkout)[0]
    build(checkout)
    assert file.read_text(encoding="utf-8") == sorted_text


def test_missing_and_altered_files_are_named(checkout):
    names = ["data/events.parquet", "data/timeline.csv", "docs/codebook.md", f"data/{MANIFEST}"]
    files = [checkout.root / name for name in names]
    originals = [file.read_bytes() for file in files]
    for file, original in zip(files, originals, strict=True):
        file.write_bytes(original[:-1] + b"x")
    reasons = out_of_date(checkout)
    assert all(any(reason.startswith(name) for reason in reasons) for name in names)
    for file in files:
        file.unlink()
    reasons = out_of_date(checkout)
    assert all(any(one.startswith(f"{name} is missing") for one in reasons) for name in names)
    build(checkout)
    assert out_of_date(checkout) == []
    assert [file.read_bytes() for file in files] == originals


def test_a_stray_file_is_named(checkout):
    (checkout.data / "old.parquet").write_bytes(b"")
    (checkout.data / "old.json").write_bytes(b"{}")
    assert out_of_date(checkout) == [
        "data/old.json does not belong here: remove it.",
        "data/old.parquet does not belong here: remove it.",
    ]


def test_files_from_two_releases_are_named(checkout):
    """R23: what the manifest does not name, and twins that hold other rows."""
    shutil.copy(checkout.data / "claims.parquet", checkout.data / "actors.parquet")
    report = validate_folder(checkout.data)
    assert {problem.rule for problem in report.problems} == {"R23"}
    assert {problem.key for problem in report.problems} == {"actors.parquet"}
    assert "columns" in {problem.column for problem in report.problems}


def test_a_twin_with_other_rows_is_named(checkout):
    """R23, although its bytes are the ones that the manifest names."""
    import pyarrow.parquet as pq

    from migrant_crisis_2021.dataset.manifest import sha256

    file = checkout.data / "actors.parquet"
    table = pq.read_table(str(file), use_threads=False)
    pq.write_table(table.slice(1), str(file))
    manifest = json.loads((checkout.data / MANIFEST).read_text(encoding="utf-8"))
    resource = next(r for r in manifest["resources"] if r["path"] == "actors.csv")
    resource["parquet"]["hash"] = sha256(file.read_bytes())
    (checkout.data / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    problems = validate_folder(checkout.data).problems
    assert {(p.rule, p.key) for p in problems} == {("R23", "actors.parquet")}
    assert [p.column for p in problems] == ["bytes", "rows"]


def reseal(checkout, **changes):
    """Change what the manifest says of events.csv, or of the package."""
    file = checkout.data / MANIFEST
    manifest = json.loads(file.read_text(encoding="utf-8"))
    for name, value in changes.items():
        (manifest if name == "version" else manifest["resources"][0])[name] = value
    file.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("name", ["bytes", "rows", "hash", "contentHash", "schema", "encoding"])
def test_whatever_the_manifest_says_wrongly_is_named(checkout, name):
    reseal(checkout, **{name: 7})
    problems = validate_folder(checkout.data).problems
    assert [(p.rule, p.key, p.column) for p in problems] == [("R23", "events.csv", name)]


def test_altered_metadata_in_the_terms_of_another_standard_is_named(checkout):
    """R23, and the comparison with what the build would write."""
    file = checkout.data / "croissant.json"
    file.write_text(file.read_text(encoding="utf-8").replace("sc:Date", "sc:Text", 1), "utf-8")
    problems = validate_folder(checkout.data).problems
    assert [(p.rule, p.key, p.column) for p in problems] == [("R23", "croissant.json", "hash")]
    assert out_of_date(checkout) == [
        "data/croissant.json does not follow from the authored tables: run "
        f"{checkout.build_command}."
    ]
    file.unlink()
    problems = validate_folder(checkout.data).problems
    assert [(p.key, p.column) for p in problems] == [("croissant.json", "file")]


def test_a_manifest_of_another_version_is_named(checkout):
    reseal(checkout, version="9.9.9")
    problems = validate_folder(checkout.data).problems
    assert {(p.key, p.column) for p in problems} == {(f"{t}.parquet", "metadata") for t in TABLES}


def test_a_file_of_no_table_in_the_manifest_is_named(checkout):
    reseal(checkout, path="old.csv")
    found = {(p.key, p.column) for p in validate_folder(checkout.data).problems}
    assert (MANIFEST, "old.csv") in found


def test_a_file_by_another_pyarrow_with_the_same_rows_is_kept(checkout, monkeypatch):
    monkeypatch.setattr(
        "migrant_crisis_2021.release.build.written_by_running_pyarrow", lambda file: False
    )
    import pyarrow.parquet as pq

    file = checkout.data / "actors.parquet"
    before = pq.read_metadata(str(file)).metadata
    table = pq.read_table(str(file), use_threads=False)
    with pq.ParquetWriter(str(file), table.schema, compression="none", store_schema=False) as out:
        out.write_table(table)
        out.add_key_value_metadata({k.decode(): v.decode() for k, v in before.items()})
    other = file.read_bytes()
    build(checkout)
    assert file.read_bytes() == other
    assert out_of_date(checkout) == []


def test_a_version_without_a_heading_in_the_changelog(checkout):
    (checkout.root / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    with pytest.raises(BuildError, match="no heading for version"):
        build(checkout)


def test_an_installed_package_has_nothing_to_build(tmp_path):
    with pytest.raises(BuildError, match=r"no folder data/ .* clone of the project"):
        find_checkout(tmp_path / "data")


def spoil(text, how):
    header, *lines = text.splitlines(keepends=True)
    return {
        "header": header.replace("actor_id", "id") + "".join(lines),
        "order": ",".join(reversed(header.strip().split(","))) + "\n" + "".join(lines),
        "extra cell": header + lines[0].rstrip("\n") + ",more\n" + "".join(lines[1:]),
        "missing cell": header + lines[0].rsplit(",", 1)[0] + "\n" + "".join(lines[1:]),
        "quote": header + '"open\n' + "".join(lines),
        "carriage return": text.replace("\n", "\r\n"),
        "mark": "\ufeff" + text,
    }[how]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("header", "actors.csv has a wrong header"),
        ("order", "wrong order"),
        ("extra cell", r"actors.csv, line 2: 9 cells instead of 8"),
        ("missing cell", r"actors.csv, line 2: 7 cells instead of 8"),
        ("quote", "actors.csv, line"),
        ("carriage return", "LF alone"),
        ("mark", "byte order mark"),
    ],
)
def test_a_spoilt_csv_is_named(checkout, how, words):
    file = checkout.data / "actors.csv"
    file.write_bytes(spoil(file.read_text(encoding="utf-8"), how).encode())
    with pytest.raises(BuildError, match=words):
        build(checkout)
    with pytest.raises(InvalidInputError):
        read_csv(file, "actors")


def test_wrong_encoding_and_wrong_types_are_named(checkout):
    (checkout.data / "actors.csv").write_bytes("actor_id,ü\n".encode("latin-1"))
    figures = checkout.data / "figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8") + "one,cell\n", encoding="utf-8")
    (checkout.data / "claims.csv").unlink()
    with pytest.raises(BuildError) as error:
        build(checkout)
    assert "actors.csv is not UTF-8" in str(error.value)
    assert "figures.csv, line" in str(error.value)
    assert "claims.csv is missing" in str(error.value)


@pytest.mark.parametrize(
    ("table", "column", "cell", "kind"),
    [
        ("sources", "published_on", "20211108xx", "date"),
        ("sources", "published_on", "2021-W45-1", "date"),
        ("sources", "published_on", "2021-02-30", "date"),
        ("figures", "value", "1" * 400, "number"),
        ("figures", "value", "1e309", "number"),
        ("figures", "magnitude", "2147483648", "whole number"),
        ("figures", "magnitude", "1" * 5000, "whole number"),
    ],
)
def test_a_cell_that_is_not_of_its_type_is_named(checkout, table, column, cell, kind):
    file = checkout.data / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        header, first, *_ = csv.reader(stream)
    first[header.index(column)] = cell
    file.write_text(f"{','.join(header)}\n{'|'.join(first).replace(',', ';').replace('|', ',')}\n")
    with pytest.raises(BuildError, match=f"line 2, column {column}: .* is not a {kind}: "):
        build(checkout)


@pytest.mark.parametrize("how", ["a folder", "a pipe", "a loop", "a name without end"])
def test_what_is_no_file_is_refused_at_once(tmp_path, how):
    file = tmp_path / ("x" * 3000 if how == "a name without end" else "datapackage.json")
    if how == "a folder":
        file.mkdir()
    elif how == "a pipe":
        os.mkfifo(file)
    elif how == "a loop":
        file.symlink_to(file)
    with pytest.raises(DataIntegrityError, match=r"(not a file|cannot be read).*(build|init)"):
        read_manifest(file)


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "[]",
        "1",
        "[" * 100_000,
        '{"resources": [1]}',
        '{"resources": null}',
        "NaN",
        "\ufeff{}",
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path, text):
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(DataIntegrityError, match=r"datapackage.json (cannot be|is not).*build"):
        read_manifest(tmp_path / MANIFEST)


@pytest.mark.parametrize(
    ("field", "value"),
    [("version", None), ("created", "2026-13-45"), ("title", 1), ("licenses", "MIT")],
)
def test_a_manifest_that_lacks_what_readers_need_is_refused(tmp_path, field, value):
    manifest = json.loads((ROOT / "data" / MANIFEST).read_text(encoding="utf-8"))
    (tmp_path / MANIFEST).write_text(json.dumps({**manifest, field: value}), encoding="utf-8")
    with pytest.raises(DataIntegrityError, match="not a valid manifest"):
        read_manifest(tmp_path / MANIFEST)
    assert read_manifest(ROOT / "data" / MANIFEST)["version"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("pyproject.toml", b"[project", "cannot be read as TOML"),
        ("pyproject.toml", b"", "has no version"),
        ("pyproject.toml", b"project = 1", "has no version"),
        ("pyproject.toml", b"\xff\xfe", "not UTF-8"),
        ("CHANGELOG.md", b"\xff\xfe", "not UTF-8"),
        ("CHANGELOG.md", b"## VERSION (2026-13-45)", "which is not a day"),
        ("CHANGELOG.md", b"## VERSION (0000-00-00)", "which is not a day"),
        ("CHANGELOG.md", b"## VERSION (2026-01-01)\n## VERSION (2026-01-02)", "2 headings"),
        ("CHANGELOG.md", "## VERSION (٢٠٢٦-٠١-٠١)".encode(), "no heading"),
        ("CHANGELOG.md", b"## VERSION (unreleased)", "which is not a day"),
    ],
)
def test_version_and_release_date_must_be_readable(checkout, name, content, words):
    (checkout.root / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n', "utf-8")
    (checkout.root / name).write_bytes(content.replace(b"VERSION", b"1.2.3"))
    fresh = find_checkout(checkout.data)
    with pytest.raises(BuildError, match=words):
        assert fresh.version, fresh.released_on
        fresh.released_on  # noqa: B018


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("## 1.2.3 (unreleased)", None),
        ("## 1.2.3 (2026-01-01)", "2026-01-01 for version 1.2.3.dev0, which is in preparation"),
        ("## 1.2.3.dev0 (unreleased)", "needs exactly one, `## 1.2.3 (unreleased)`"),
        ("## 1.2.4 (unreleased)", "no heading for version 1.2.3.dev0"),
    ],
)
def test_a_version_in_preparation_has_no_day(checkout, heading, words):
    (checkout.root / "pyproject.toml").write_text('[project]\nversion = "1.2.3.dev0"\n', "utf-8")
    (checkout.root / "CHANGELOG.md").write_text(heading, encoding="utf-8")
    fresh = find_checkout(checkout.data)
    if words is None:
        assert (fresh.version, fresh.release, fresh.released_on) == ("1.2.3.dev0", "1.2.3", None)
        build(fresh)
        manifest = read_manifest(fresh.data / MANIFEST)
        assert manifest["version"] == "1.2.3.dev0"
        assert "created" not in manifest
        citation = (fresh.root / "CITATION.cff").read_text(encoding="utf-8")
        assert "1.2.3.dev0" in citation
        assert "date-released" not in citation
    else:
        with pytest.raises(BuildError, match=re.escape(words)):
            fresh.released_on  # noqa: B018


def test_what_is_no_version_is_named(checkout):
    (checkout.root / "pyproject.toml").write_text('[project]\nversion = "1.2rc"\n', "utf-8")
    with pytest.raises(BuildError, match="'1.2rc' is not a version".replace(".", r"\.")):
        build(find_checkout(checkout.data))


@pytest.mark.parametrize("step", ["staged", "placed"])
def test_a_full_disk_leaves_all_as_it_was(checkout, monkeypatch, step):
    drop_row(checkout, "event_figures")
    forget_releases(checkout)
    (checkout.root / "CITATION.cff").write_text(f"# {GENERATED}", encoding="utf-8")
    before = contents(checkout)
    make = tempfile.mkstemp

    def refuse(*, prefix, **options):
        if MANIFEST in prefix:
            raise OSError(28, "No space left on device")
        return make(prefix=prefix, **options)

    if step == "staged":
        monkeypatch.setattr(tempfile, "mkstemp", refuse)
    else:
        (checkout.root / "docs" / "codebook.md").unlink()
        (checkout.root / "docs" / "codebook.md").mkdir()
    with pytest.raises((BuildError, DataIntegrityError), match=r"No space left|is not a file"):
        build(checkout)
    assert contents(checkout) == before
    assert (checkout.root / "CITATION.cff").read_text(encoding="utf-8") == f"# {GENERATED}"
    assert not list(checkout.root.rglob("*.part"))


def test_what_a_killed_build_left_is_named(checkout):
    (checkout.root / ".CITATION.cff.abc.part").write_bytes(b"")
    (checkout.data / ".events.csv.abc.part").write_bytes(b"")
    assert [reason.split(" ")[0] for reason in out_of_date(checkout)] == [
        ".CITATION.cff.abc.part",
        "data/.events.csv.abc.part",
    ]


def test_tables_without_rows_are_built(checkout):
    for table in AUTHORED:
        file = checkout.data / f"{table}.csv"
        file.write_text(
            file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8"
        )
    assert "data/events.parquet" in build(checkout)
    assert out_of_date(checkout) == []


def test_a_duplicate_key_is_named(checkout):
    file = checkout.data / "actors.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text.splitlines(keepends=True)[-1], encoding="utf-8")
    with pytest.raises(BuildError, match="R01 actors"):
        build(checkout)


@pytest.mark.parametrize(
    ("name", "ask"),
    [("actors.parquet", lambda data: data.table("actors")), ("actors.csv", lambda d: d.actors())],
)
def test_altered_and_missing_files_are_refused_at_the_first_load(checkout, name, ask):
    file = checkout.data / name
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(DataIntegrityError, match=f"{re.escape(name)} is not the file that"):
        ask(mc.open(checkout.data))
    file.unlink()
    with pytest.raises(DataIntegrityError, match=f"{re.escape(name)} is missing"):
        ask(mc.open(checkout.data))


def test_every_table_has_both_files():
    names = {file.name for file in (ROOT / "data").iterdir()}
    assert {f"{t}.{s}" for t in TABLES for s in ("csv", "parquet")} <= names
    assert set(AUTHORED) < set(TABLES)


def test_types_on_disk_are_the_four():
    import pyarrow.parquet as pq

    for file in (ROOT / "data").glob("*.parquet"):
        metadata = pq.read_metadata(str(file))
        schema = pq.read_schema(str(file))
        assert {str(t) for t in schema.types} <= {"string", "date32[day]", "int32", "double"}
        assert metadata.num_row_groups == (1 if metadata.num_rows else 0)
        assert metadata.format_version == "2.6"
        columns = range(metadata.num_columns if metadata.num_rows else 0)
        assert {metadata.row_group(0).column(n).compression for n in columns} <= {"SNAPPY"}
        keys = [key.decode() for key in metadata.metadata]
        assert sorted(keys) == ["content_hash", "dataset", "licence", "table", "version"]
        required = [field.name for field in table_schema(file.stem).fields if field.required]
        assert [field.name for field in schema if not field.nullable] == required


def test_a_pipe_in_place_of_a_built_file_is_not_waited_for(tmp_path):
    data = ferry_project(tmp_path) / "data"
    build(find_checkout(data))
    (data / "events.parquet").unlink()
    os.mkfifo(data / "events.parquet")
    for command in (build, out_of_date):
        with pytest.raises(MigrantCrisisError, match=r"events.parquet is not a file. Remove it"):
            command(find_checkout(data))
