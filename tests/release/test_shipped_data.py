"""The shipped data is ready for a release."""

import csv
import re
from collections import Counter

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.history import ADDED, undo
from migrant_crisis_2021.dataset.past import last_release
from migrant_crisis_2021.names import RECORDED, TABLES
from tests.conftest import ROOT
from tests.release import release_checks

LAST = last_release(shipped())


def test_no_unused_source_actor_or_place():
    assert release_checks.unused("sources", "source_id", release_checks.used_sources()) == []
    assert release_checks.unused("actors", "actor_id", release_checks.used_actors()) == []
    assert release_checks.unused("places", "place_id", release_checks.used_places()) == []


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [
        ("event_type", "events", "event_type"),
        ("measure", "figures", "measure"),
        ("topic", "claims", "topic"),
    ],
)
def test_no_unused_kind(name, table, column):
    used = {row[column] for row in shipped()[table]}
    listed = {row["value"] for row in shipped()["vocabulary"] if row["list"] == name}
    assert listed - used == set()


def test_near_duplicates_were_gone_through():
    """Every pair that looks alike is in the list with the reason why it is two events."""
    with (ROOT / "tests" / "release" / "near_duplicates.csv").open(encoding="utf-8") as file:
        explained = {(row["event_id"], row["other_id"]) for row in csv.DictReader(file)}
    found = set(release_checks.near_duplicates())
    assert found - explained == set()
    assert explained - found == set(), "stale entries"


def test_other_events_are_few():
    kinds = [row["event_type"] for row in shipped()["events"]]
    assert kinds.count("other") < 0.05 * len(kinds)


@pytest.mark.parametrize("table", ["events", "figures"])
def test_confidence_follows_from_the_documents(table):
    active = [row for row in shipped()[table] if row["status"] == "active"]
    wrong = {
        next(iter(row.values())): release_checks.confidence_of(row)
        for row in active
        if row["confidence"] != release_checks.confidence_of(row)
    }
    assert wrong == {}


def test_an_announced_or_planned_number_has_the_day_on_which_it_was_given():
    """By docs/coding-rules.md: that of its earliest dated document, or an earlier one."""
    for row in shipped()["figures"]:
        if row["status"] == "active" and row["reality"] in ("announced", "planned"):
            documents = shipped().supporting(row["figure_id"])
            days = [day for one in documents if (day := one["published_on"])]
            assert not days or (row["reported_on"] and row["reported_on"] <= min(days)), row


def test_one_publisher_has_one_description():
    facts = {}
    for row in shipped()["sources"]:
        columns = ("publisher_kind", "publisher_country", "state_affiliated")
        described = tuple(row[column] for column in columns)
        assert facts.setdefault(row["publisher"], described) == described, row["publisher"]


def test_country_codes_exist():
    pycountry = pytest.importorskip("pycountry")
    columns = (
        ("actors", "country"),
        ("places", "country"),
        ("places", "neighbour"),
        ("sources", "publisher_country"),
    )
    codes = {row[column] for table, column in columns for row in shipped()[table]} - {None}
    assert all(pycountry.countries.get(alpha_2=code) for code in codes)
    assert all(pycountry.languages.get(alpha_2=row["language"]) for row in shipped()["sources"])


def test_the_best_known_figures_lead():
    shown = {row["figure_id"]: (row["value"], row["qualifier"]) for row in shipped()["figures"]}
    assert shown["fig-0001"] == (7935, "exact")
    assert shown["fig-0002"] == (2000, "about")
    assert shown["fig-0003"] == (12000, "more_than")


@pytest.mark.parametrize("table", RECORDED)
def test_every_change_agrees_with_the_table(table):
    """From the last version to the first, each new value is the one that the cell had then."""
    changes = shipped()["changes"].where("table", table)
    _, contradictions = undo(table, shipped()[table], changes)
    assert contradictions == []


def test_every_change_is_of_a_recorded_table():
    assert {row["table"] for row in shipped()["changes"]} <= set(RECORDED)


def releases():
    entries = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1:]
    return [pytest.param(entry, id=entry.split()[0]) for entry in entries]


def test_every_release_of_the_changelog_has_its_fingerprints():
    headings = [entry.values[0].splitlines()[0] for entry in releases()]
    released = {tuple(one.split()) for one in headings if "(unreleased)" not in one}
    days = {(row["version"], f"({row['released_on']})") for row in shipped()["releases"]}
    assert released == days


@pytest.mark.parametrize("entry", [r for r in releases() if r.id in {"0.3.0", LAST}])
def test_the_changelog_counts_what_changed(entry):
    """The counts of records under a release are those of the table `changes`."""
    version = entry.split()[0]
    kinds = ("events", "figures", "positions", "claims")
    news = [
        row for row in shipped()["changes"] if row["version"] == version and row["table"] in kinds
    ]
    if not news:
        assert "- No record was added, changed or withdrawn." in entry
        return
    added = Counter(row["table"] for row in news if row["new_value"] == ADDED)
    line = next(line for line in entry.splitlines() if line.startswith("- Added:"))
    assert {kind: int(n) for n, kind in re.findall(r"(\d+) (\w+)", line)} == {
        kind: added[kind] for kind in kinds
    }
    changed = [row for row in news if row["field"] is not None]
    assert f"- Changed: {len({row['record_id'] for row in changed})} records" in entry
    fields = re.findall(r"(\d+) × (\w+)", entry)
    assert {field: int(n) for n, field in fields} == Counter(row["field"] for row in changed)


def known_conflicts():
    with (ROOT / "tests" / "accessors" / "known_conflicts.csv").open(encoding="utf-8") as file:
        return [pytest.param(row, id=row["what"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("known", known_conflicts())
def test_a_known_conflict_stands_side_by_side(known):
    """Documents that are known to differ have figures in one group, hidden if both can be true."""
    shown = mc.conflicts().groupby("comparison_group")["figure_id"].agg(set)
    grouped = mc.conflicts(all=True).groupby("comparison_group")["figure_id"].agg(set)
    wanted = known["source_ids"].split("; ")
    carried = [
        {row["record_id"] for row in shipped()["evidence"] if row["source_id"] == source}
        for source in wanted
    ]
    together = {name for name, figures in grouped.items() if all(figures & one for one in carried)}
    assert together
    assert bool(together & set(shown.index)) == (known["where"] == "conflicts")


def words_lost_by_pandas(file):
    """List the cells that `pandas.read_csv` without options takes for null, but for empty ones."""
    lost = pd.read_csv(file, dtype=str).isna()
    kept = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    return sorted({cell for name in kept for cell in kept[name][lost[name] & kept[name].notna()]})


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_is_a_word_that_pandas_takes_for_null(table):
    # A label was "None" until 0.3.0, and `changes` keeps what it was.
    expected = ["None"] if table == "changes" else []
    assert words_lost_by_pandas(mc.path(table, "csv")) == expected


def test_a_word_that_pandas_takes_for_null_is_noticed(tmp_path):
    (tmp_path / "words.csv").write_text("a,b\nNone,yes\nNA,\n,null\n", encoding="utf-8")
    assert words_lost_by_pandas(tmp_path / "words.csv") == ["NA", "None", "null"]


def test_every_place_with_coordinates_from_geonames_has_its_identifier_there():
    known = {row["entity_id"] for row in shipped()["external_ids"] if row["scheme"] == "geonames"}
    placed = {
        row["place_id"]
        for row in shipped()["places"]
        if row["coordinates_from"] == "geonames" and row["kind"] != "site"  # those of its town
    }
    assert placed <= known
