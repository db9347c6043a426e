"""The dataset as it stood at a release: rebuilt exactly, and asked like the one of today."""

import csv
import io
import json
import subprocess
from functools import cache

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.csv_files import cell
from migrant_crisis_2021.dataset.history import Fingerprint, row_key
from migrant_crisis_2021.dataset.past import dataset_at, last_release, releases_of, rows_at
from migrant_crisis_2021.errors import UnknownValueError
from migrant_crisis_2021.names import RECORDED
from tests.conftest import ROOT
from tests.datasets import day, small_dataset, small_rows

RELEASES = list(releases_of(shipped()))
TABLES = [(version, table) for version in RELEASES for table in releases_of(shipped())[version]]


@cache
def in_git(path):
    """Read a file of the project at a tag, such as ``v0.2.0:data/events.csv``."""
    command = ["git", "-C", str(ROOT), "show", path]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("there is no git history with the tags of the releases")


@cache
def rebuilt(version):
    return rows_at(shipped(), version)


@pytest.mark.parametrize(("version", "table"), TABLES)
def test_a_rebuilt_table_has_the_fingerprint_of_its_release(version, table):
    released = releases_of(shipped())[version][table]
    rows = rebuilt(version)[table]
    assert len(rows) == released["n_rows"]
    columns = released["columns"].split("; ")
    assert Fingerprint(rows, columns).content == released["content_hash"]


@pytest.mark.parametrize(("version", "table"), TABLES)
def test_a_rebuilt_table_is_that_of_the_tag_cell_for_cell(version, table):
    header, *lines = csv.reader(io.StringIO(in_git(f"v{version}:data/{table}.csv"), newline=""))
    rows = rebuilt(version)[table]
    keys = [row_key(table, dict(zip(header, line, strict=True))) for line in lines]
    found = {row_key(table, row): [cell(row[name]) for name in header] for row in rows}
    assert found == dict(zip(keys, lines, strict=True))


@pytest.mark.parametrize("version", RELEASES)
def test_the_hashes_are_those_that_the_release_itself_published(version):
    manifest = json.loads(in_git(f"v{version}:data/datapackage.json"))
    published = {one["name"]: one["contentHash"] for one in manifest["resources"]}
    released = releases_of(shipped())[version]
    assert {name: row["content_hash"] for name, row in released.items()} == {
        name: published[name] for name in released
    }
    assert {str(row["released_on"]) for row in released.values()} == {manifest["created"][:10]}


def test_only_the_last_release_has_hashes_of_rows():
    last = last_release(shipped())
    hashed = {row["version"] for row in shipped()["releases"] if row["column_hashes"]}
    assert hashed == {last}


# --- asking ---------------------------------------------------------------------------------------


def history():
    """Make a small dataset with two releases: in the second, a title and a row came.

    The first release had no table ``countries`` or ``place_parts``, but a column ``part_of``.
    """
    rows = small_rows()
    columns = {name: list(rows[name][0]) for name in RECORDED if rows[name]}
    first = {name: columns[name] for name in ("events", "figures", "sources", "actors", "evidence")}
    first["places"] = [*columns["places"], "part_of"]
    changed = [
        ("1.1.0", "events", "evt-0001", "title", "Before", rows["events"][0]["title"]),
        ("1.1.0", "figures", "fig-0002", None, None, "added"),
        ("1.1.0", "places", "town", "part_of", "border", None),
    ]
    names = ("version", "table", "record_id", "field", "old_value", "new_value")
    changes = [dict(zip(names, one, strict=True)) | {"reason": "correction"} for one in changed]
    releases = [
        {"version": version, "released_on": on, "table": table, "columns": "; ".join(names_)}
        for version, on, tables in (
            ("1.0.0", day("2022-01-01"), first),
            ("1.1.0", day("2022-02-01"), columns),
        )
        for table, names_ in tables.items()
    ]
    return small_dataset(changes={0: changes}, releases={0: releases})


def test_cells_rows_and_the_timeline_are_those_of_the_release():
    now, past = history(), history().as_of("1.0.0")
    assert past["events"].by_id["evt-0001"]["title"] == "Before"
    assert now["events"].by_id["evt-0001"]["title"] != "Before"
    assert set(now["figures"].by_id) - set(past["figures"].by_id) == {"fig-0002"}
    assert "fig-0002" not in past["timeline"].by_id
    assert past["timeline"].by_id["evt-0001"]["title"] == "Before"
    assert {row["version"] for row in past["releases"]} == {"1.0.0"}
    assert len(past["changes"]) == 0
    assert history().as_of("1.1.0")["events"].by_id == now["events"].by_id


def test_tables_that_came_later():
    past = history().as_of("1.0.0")
    assert [tuple(row.values()) for row in past["place_parts"]] == [("town", "border")]
    assert len(past["countries"]) == len(history()["countries"]), "filters need it"
    assert len(past["claims"]) == 0
    assert len(past.events(place="border")) == len(past.events(place="border", country="Poland"))


def test_a_record_knows_its_versions():
    timeline = history().timeline(scope=None).set_index("record_id")
    columns = ["first_version", "last_changed_version"]
    assert timeline.loc["evt-0001", columns].tolist() == ["1.0.0", "1.1.0"]
    assert timeline.loc["fig-0002", "first_version"] == "1.1.0"
    assert timeline.loc["fig-0002", columns].isna().tolist() == [False, True]
    assert small_dataset().timeline(scope=None)[columns].isna().all(axis=None)


def test_an_unknown_release_names_those_that_are_known():
    with pytest.raises(UnknownValueError, match=r"unknown release '1\.0'\. .*1\.0\.0"):
        history().events(as_of="1.0")
    with pytest.raises(UnknownValueError, match="the dataset lists no releases") as error:
        small_dataset().events(as_of="1.0.0")
    assert "Leave out --as-of." in error.value.for_command_line


ASKED = {
    "events": lambda ask, as_of: ask.events(as_of=as_of),
    "figures": lambda ask, as_of: ask.figures(as_of=as_of),
    "claims": lambda ask, as_of: ask.claims(as_of=as_of),
    "positions": lambda ask, as_of: ask.positions(as_of=as_of),
    "sources": lambda ask, as_of: ask.sources(as_of=as_of),
    "actors": lambda ask, as_of: ask.actors(as_of=as_of),
    "places": lambda ask, as_of: ask.places(as_of=as_of),
    "evidence": lambda ask, as_of: ask.evidence(as_of=as_of),
    "timeline": lambda ask, as_of: ask.timeline(as_of=as_of),
    "table": lambda ask, as_of: ask.table("figures", as_of=as_of),
}


@cache
def shipped_at(version):
    return mc.open(mc.path("events").parent).as_of(version)


@cache
def asked_now(question):
    now = ASKED[question](mc, None)
    assert ASKED[question](mc, mc.__version__).equals(now)
    return now


@pytest.mark.parametrize("version", RELEASES)
@pytest.mark.parametrize("question", ASKED)
def test_a_question_as_of_a_release_is_that_question_to_its_dataset(question, version):
    there = ASKED[question](shipped_at(version), None)
    assert ASKED[question](mc, version).equals(there)
    now = asked_now(question)
    assert list(there.columns) == list(now.columns)
    assert version == "0.3.0" or not there.equals(now)


def test_what_the_newcomer_asks_of_an_old_release():
    assert len(mc.table("figures", as_of="0.2.0")) == 737
    was, now = mc.record("fig-0625", as_of="0.2.0"), mc.record("fig-0625")
    assert (was.row["measure"], now.row["measure"]) == (
        "attempted_crossings",
        "prevented_crossings",
    )
    assert was.changes[-1]["version"] == "0.2.0"
    assert "fig-0625" in set(mc.figures(measure="attempted_crossings", as_of="0.2.0")["figure_id"])
    inside = mc.events(place="poland", country="PL", side="Poland", as_of="0.2.0")
    assert len(inside) > 20


def test_the_past_dataset_is_cited_by_its_version():
    past = dataset_at(shipped(), "0.2.0")
    assert past.manifest["version"] == "0.2.0"
    text = shipped_at("0.2.0").cite("fig-0625")
    assert "Attempted crossings of the Latvian border" in text
    assert "(Version 0.2.0) [Data set]. Released November 24, 2026." in text


def test_an_empty_answer_says_that_later_releases_have_more():
    with pytest.warns(mc.NothingFoundWarning, match=r"Without as_of='0\.2\.0': \d"):
        mc.events(event_type="burial", as_of="0.2.0")
