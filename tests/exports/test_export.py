"""What is exported, where to, and what happens if it cannot be."""

import errno
import json
import os
import shutil
import stat
import sys
from pathlib import Path

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError, MigrantCrisisError, UnknownValueError
from migrant_crisis_2021.exports.formats import SUFFIXES, format_of
from migrant_crisis_2021.names import EXPORT_FORMATS
from tests.datasets import small_dataset
from tests.exports.rows import plain

SMALL = small_dataset()


def read(file):
    return pd.DataFrame(json.loads(Path(file).read_text("utf-8")))  # what is returned is a path


# --- what ---------------------------------------------------------------------------------------


def test_a_frame_is_exported_as_it_was_filtered(tmp_path):
    frame = mc.events(event_type="clash").query("confidence == 'high'")[["event_id", "title"]]
    done = mc.export(tmp_path / "clashes.json", frame)
    assert read(done)["event_id"].tolist() == frame["event_id"].tolist()
    assert (done.format, done.n, done.path) == ("json", len(frame), tmp_path / "clashes.json")
    assert str(done) == f"wrote {tmp_path / 'clashes.json'}: {len(frame)} rows"


@pytest.mark.parametrize("name", ["events", "EVENTS", ["events"]])
def test_a_table_is_exported_whole(tmp_path, name):
    dataset = small_dataset(events={1: {"status": "withdrawn"}})
    assert len(read(dataset.export(tmp_path / "events.json", name))) == 2


@pytest.mark.parametrize("data", ["fig-0001", "FIG-1", ["fig-0001"], SMALL.record("fig-0001")])
def test_an_id_is_exported_as_accessors_show_it(tmp_path, data):
    found = read(SMALL.export(tmp_path / "one.json", data))
    assert found["figure_id"].tolist() == ["fig-0001"]
    assert list(found) == list(SMALL.figures())


def test_ids_of_several_kinds_are_several_tables(tmp_path):
    SMALL.export(tmp_path / "some.json", ["one", "fig-0001", "evt-0002", "pos-0001"])
    tables = json.loads((tmp_path / "some.json").read_text("utf-8"))["tables"]
    assert {name: len(rows) for name, rows in tables.items()} == {
        "events": 1,
        "figures": 1,
        "positions": 1,
        "sources": 1,
    }


@pytest.mark.parametrize("engine", ["pandas", "pyarrow", "polars"])
def test_frames_of_every_library(tmp_path, engine):
    if engine == "polars":
        pytest.importorskip("polars")
    done = mc.export(tmp_path / "places.json", mc.table("places", engine=engine))
    assert read(done)["place_id"].tolist() == mc.table("places")["place_id"].tolist()


def test_a_named_index_is_a_column(tmp_path):
    matrix = mc.stances("russian_role", matrix=True)
    found = read(mc.export(tmp_path / "stances.json", matrix))
    assert found["proposition"].tolist() == matrix.index.tolist()
    assert list(found)[1:] == list(matrix)


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        ("evnts", UnknownValueError, "unknown table or id 'evnts'. Valid, nearest first: events"),
        (["fig-0001", "fig-9999"], UnknownValueError, "unknown table or id 'fig-9999'"),
        (["events", "fig-0001"], InvalidInputError, "tables or ids, not both: events, fig-0001"),
        (7, InvalidInputError, "cannot export a int"),
        ({"events": []}, InvalidInputError, "cannot export a dict"),
        ([], InvalidInputError, "nothing to export"),
        (pd.DataFrame({"a": []}), InvalidInputError, "no rows"),
        (pd.DataFrame(), InvalidInputError, "no columns"),
        (pd.DataFrame({"a": [float("inf")]}), InvalidInputError, "column a holds inf"),
        (pd.DataFrame({"a": [[1]]}), InvalidInputError, "column a holds a list"),
        (pd.DataFrame({"a": [2**64]}), InvalidInputError, "too large a number"),
        (pd.DataFrame({"a": ["\ud800"]}, dtype=object), InvalidInputError, "not valid Unicode"),
    ],
)
@pytest.mark.parametrize("suffix", ["json", "xlsx", "sqlite"])
def test_what_cannot_be_exported(tmp_path, data, error, message, suffix):
    with pytest.raises(error, match=message):
        SMALL.export(tmp_path / f"x.{suffix}", data)
    assert list(tmp_path.iterdir()) == []


def test_a_lazy_frame_is_refused(tmp_path):
    polars = pytest.importorskip("polars")
    with pytest.raises(InvalidInputError, match="collect it first"):
        mc.export(tmp_path / "x.csv", polars.LazyFrame({"a": [1]}))


# --- as what ------------------------------------------------------------------------------------


def test_every_format_has_a_suffix_or_must_be_named():
    named = set(EXPORT_FORMATS) - set(SUFFIXES.values())
    assert named == {"csv-excel", "csl-json", "acled-like", "ucdp-like"}


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("a.CSV", None, "csv"),
        ("a.b.db", None, "sqlite"),
        ("a.csv", "CSV excel", "csv-excel"),
        ("a", "bib", "bibtex"),
        ("a.json", "timelinejs", "timelinejs"),
    ],
)
def test_formats(tmp_path, name, given, expected):
    assert format_of(tmp_path / name, given) == expected


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("a.txt", None, r"suffix '.txt' of 'a.txt'.*\.xlsx.*Formats: csv, csv-excel"),
        ("a", None, "missing suffix of 'a'"),
        ("a.csv", "excel", "unknown format 'excel'"),
        ("a.csv", 7, "unknown format 7"),
    ],
)
def test_an_unknown_format(tmp_path, name, given, message):
    with pytest.raises(UnknownValueError, match=message):
        SMALL.export(tmp_path / name, "events", given)


# --- where to -----------------------------------------------------------------------------------


def test_an_existing_file_stays_unless_forced(tmp_path):
    file = tmp_path / "events.csv"
    file.write_text("mine")
    with pytest.raises(InvalidInputError, match=r"exists already.*force=True"):
        SMALL.export(file, "events")
    assert file.read_text() == "mine"
    SMALL.export(file, "events", force=True)
    assert file.read_text().startswith("event_id,")


@pytest.mark.skipif(os.name == "nt", reason="needs modes of files")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path, umask, mode):
    new, old = tmp_path / "new.csv", tmp_path / "old.csv"
    old.write_text("mine")
    old.chmod(0o640)
    before = os.umask(umask)
    try:
        SMALL.export(new, "events")
        SMALL.export(old, "events", force=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE(new.stat().st_mode) == mode
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_is_followed(tmp_path):
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "events.csv", tmp_path / "link.csv"
    target.write_text("mine")
    link.symlink_to(Path("folder", "events.csv"))
    with pytest.raises(InvalidInputError, match="exists already"):
        SMALL.export(link, "events")
    SMALL.export(link, "events", force=True)
    assert link.is_symlink()
    assert target.read_text().startswith("event_id,")
    assert [one.name for one in target.parent.iterdir()] == ["events.csv"]


@pytest.mark.parametrize("format_", ["csv", "sqlite", "xlsx", "ics", "bibtex", "timelinejs"])
def test_a_failed_export_leaves_the_old_file_and_nothing_else(tmp_path, format_):
    file = tmp_path / "old"
    file.write_text("mine")
    long = pd.DataFrame({"text": ["x" * 40_000], "TEXT": ["two columns of one name for SQLite"]})
    data = ["events", "figures"] if format_ == "csv" else long
    with pytest.raises(MigrantCrisisError):
        SMALL.export(file, data, format_, force=True)
    assert [one.name for one in tmp_path.iterdir()] == ["old"]
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("no/such/events.csv", "folder .*such does not exist"),
        ("folder.csv", "folder.csv is not a file"),
        ("", "is not a path"),
        (None, "path=None is not a path"),
        ("a\0.csv", "is not a path"),
        ("-", "is not a file name"),
    ],
)
def test_a_path_that_cannot_be_written(tmp_path, monkeypatch, path, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InvalidInputError, match=message):
        SMALL.export(path, "events", force=True)


def test_a_name_that_the_system_refuses(tmp_path):
    with pytest.raises(MigrantCrisisError, match="cannot be written: File name too long"):
        SMALL.export(tmp_path / f"{'x' * 300}.csv", "events")


@pytest.mark.parametrize("format_", EXPORT_FORMATS)
def test_a_full_disk(tmp_path, monkeypatch, format_):
    def fill(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)
    monkeypatch.setattr(Path, "write_text", fill)
    with pytest.raises(MigrantCrisisError, match=r"x\.out cannot be written: No space") as raised:
        mc.export(tmp_path / "x.out", "evt-0001", format_)
    assert not isinstance(raised.value, InvalidInputError)  # of which the rows would be guilty
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_device_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "link.csv").symlink_to(tmp_path / "pipe.csv")
    for name in ("pipe.csv", "link.csv"):
        with pytest.raises(InvalidInputError, match=rf"{name} is not a file, so it cannot"):
            SMALL.export(tmp_path / name, "events", force=True)
    assert stat.S_ISFIFO((tmp_path / "pipe.csv").stat().st_mode)


def test_force_is_a_flag(tmp_path):
    with pytest.raises(InvalidInputError, match="must be True or False"):
        SMALL.export(tmp_path / "a.csv", "events", force="no")


@pytest.mark.parametrize(("module", "suffix"), [("xlsxwriter", "xlsx"), ("icalendar", "ics")])
def test_a_library_that_is_not_installed(tmp_path, monkeypatch, module, suffix):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(mc.MissingExtraError, match=r"\[export\]"):
        SMALL.export(tmp_path / f"a.{suffix}", "events")
    assert list(tmp_path.iterdir()) == []


def test_an_opened_dataset_exports_its_own_rows(tmp_path):
    copied = mc.open(shutil.copytree(mc.path("events").parent, tmp_path / "copy"))
    for ask, name in ((copied, "one.json"), (mc, "two.json")):
        ask.export(tmp_path / name, ask.figures(measure="deaths"))
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    found = read(SMALL.export(tmp_path / "three.json", SMALL.figures()))
    assert found["title"].tolist() == [row["title"] for row in plain(SMALL.figures())]
