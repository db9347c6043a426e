"""A dataset that is opened answers all questions, from itself alone."""

import inspect
import pickle
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset.folders import as_typed
from migrant_crisis_2021.errors import (
    DataIntegrityError,
    InvalidInputError,
    NothingFoundWarning,
    UnknownValueError,
)
from migrant_crisis_2021.interface import QUESTIONS
from tests.articles import ARTICLE
from tests.ferry import ferry

CALLS = {
    "actors": lambda ask: ask.actors(),
    "changes": lambda ask: ask.changes(since="0.2.0"),
    "cite": lambda ask: ask.cite("fig-0001", style="bibtex"),
    "claims": lambda ask: ask.claims(status=None),
    "conflicts": lambda ask: ask.conflicts(all=True),
    "connect": None,  # needs duckdb: the next test
    "deaths": lambda ask: str(ask.deaths()),
    "events": lambda ask: ask.events(start="2021-11-08", country="Poland", side="Poland"),
    "evidence": lambda ask: ask.evidence("fig-0001"),
    "export": None,  # writes a file: tests/exports
    "explore": None,  # writes a file: tests/explorer
    "figures": lambda ask: ask.figures(measure="attempted_crossings", scope=None),
    "path": lambda ask: ask.path("events").read_bytes(),
    "places": lambda ask: ask.places(),
    "positions": lambda ask: ask.positions(actor="Putin"),
    "record": lambda ask: str(ask.record("evt-0013")),
    "schema": lambda ask: list(ask.schema("events").columns),
    "search": lambda ask: ask.search("tear gas"),
    "series": lambda ask: ask.series("attempted_crossings", place="poland-belarus-border"),
    "sources": lambda ask: ask.sources(),
    "stances": lambda ask: ask.stances(matrix=True),
    "table": lambda ask: ask.table("figures"),
    "timeline": lambda ask: ask.timeline(kind="event"),
    "validate": lambda ask: str(ask.validate(ask.table("places"))),
    "verify": lambda ask: str(ask.verify("No copy.")),
    "vocabulary": lambda ask: ask.vocabulary("stance"),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The shipped dataset, in another folder."""
    folder = tmp_path_factory.mktemp("copy") / "elsewhere"
    return mc.open(shutil.copytree(mc.path("events").parent, folder))


def without_folder(answer, dataset):
    """Leave out how commands name the folder of a dataset that is not the shipped one."""
    if isinstance(answer, str):
        return answer.replace(f"--data {as_typed(dataset.folder)} ", "")
    return answer


def test_every_question_is_tried():
    assert set(CALLS) == set(QUESTIONS)
    assert set(QUESTIONS) <= set(mc.__all__)
    assert set(QUESTIONS) <= set(dir(mc.open(mc.path("events").parent)))


@pytest.mark.parametrize("question", [name for name, call in CALLS.items() if call])
def test_a_copy_answers_as_the_shipped_dataset_does(copied, question):
    found, expected = CALLS[question](copied), CALLS[question](mc)
    if isinstance(expected, pd.DataFrame):
        pd.testing.assert_frame_equal(found, expected)
        assert len(found) > 0
    else:
        assert without_folder(found, copied) == without_folder(expected, copied)


def test_a_copy_is_read_from_its_own_folder(copied):
    assert copied.path("events").parent != mc.path("events").parent
    assert copied["events"] is not mc.open(copied.folder)["events"]


@pytest.mark.parametrize("dataset", ["copied", "ferry"])
def test_duckdb_reads_it(copied, dataset):
    pytest.importorskip("duckdb")
    asked = copied if dataset == "copied" else ferry()
    with asked.connect() as connection:
        counts = connection.execute("select count(*) from events").fetchone()
    assert counts == (len(asked.table("events")),)


# --- another crisis -----------------------------------------------------------------------------


def test_its_records_are_its_own():
    dataset = ferry()
    assert dataset.events()["title"].tolist() == ["The harbour of Vellmar is closed"]
    assert dataset.figures(place="vellmar", asserted_by="Harbour office")["value"].tolist() == [
        7935.0,
        8100.0,
    ]
    assert dataset.timeline()["record_id"].tolist() == ["evt-0001", "fig-0001", "fig-0002"]
    assert len(dataset.sources()) == len(dataset.places()) == len(dataset.actors()) == 1
    with pytest.raises(UnknownValueError, match="unknown actor 'poland'"):
        dataset.events(actor="poland")


def test_search_record_and_conflicts_know_no_other():
    dataset = ferry()
    assert dataset.search("crates")["record_id"].tolist() == ["fig-0001", "fig-0002"]
    with pytest.warns(NothingFoundWarning):
        assert dataset.search("tear gas").empty
    text = str(dataset.record("fig-0001"))
    assert "Harbour office" in text
    assert "Belarus" not in text
    assert dataset.conflicts()["excludes"].tolist() == ["fig-0002", "fig-0001"]
    assert dataset.stances()["actor"].tolist() == ["Harbour office"]
    with pytest.raises(UnknownValueError, match="unknown id 'evt-0002'"):
        dataset.record("evt-0002")


def test_a_citation_names_its_own_title_and_authors():
    text = ferry().cite("fig-0001")
    assert "Event timeline of the ferry strike at Vellmar" in text
    assert "Vellmar Port Archive" in text
    assert "version 1.0.0" in text
    assert "CC0-1.0" in text
    assert "migrant" not in text
    assert "Belarus" not in text
    with pytest.raises(UnknownValueError, match="evt-0002"):
        ferry().cite("evt-0002")


def test_copies_are_checked_against_its_own_evidence():
    report = ferry().verify(ARTICLE)
    assert report.counts["match"] == 2
    assert report.sources == ["vellmar-herald"]
    assert mc.verify(ARTICLE).unidentified == ["<text>"]
    with pytest.raises(UnknownValueError, match="vellmar-herald"):
        ferry().verify(ARTICLE, source="tass-2021-11-17-zakharova")


def test_it_is_validated_by_its_own_period_and_words():
    report = ferry().validate()
    assert report.ok, str(report)
    assert set(report.not_run) == {"R23"}
    early = ferry().table("events").assign(scope="crisis")
    assert ferry().validate(early, "events").ok
    assert "R06" in {problem.rule for problem in mc.validate(early, "events").problems}


def test_two_datasets_side_by_side_in_threads():
    others = [ferry() for _ in range(4)]
    asked = [*others, *[mc] * 4]
    with ThreadPoolExecutor(8) as pool:
        titles = list(pool.map(lambda ask: ask.record("evt-0001").row["title"], asked))
    assert titles == ["The harbour of Vellmar is closed"] * 4 + [titles[-1]] * 4
    assert titles[-1] != titles[0]


def test_a_dataset_without_a_manifest_is_not_cited_as_another():
    bare = type(ferry()).of({"sources": [{"source_id": "one", "publisher": "One"}]})
    with pytest.raises(InvalidInputError, match="has no manifest"):
        bare.cite()


# --- opening ------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["nowhere", Path("nowhere")])
def test_a_folder_that_is_not_there(folder):
    with pytest.raises(InvalidInputError, match="'nowhere' is not a folder"):
        mc.open(folder)


@pytest.mark.parametrize("value", [5, None, b"data", ["data"]])
def test_what_is_no_path_is_named(value):
    with pytest.raises(InvalidInputError, match=f"{re.escape(repr(value))} is not a folder"):
        mc.open(value)


def test_a_folder_without_permission(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_file", refuse)
    with pytest.raises(InvalidInputError, match=r"cannot be used: Permission denied\. Get read"):
        mc.open(tmp_path)


def test_a_folder_without_a_manifest(tmp_path):
    with pytest.raises(DataIntegrityError, match=r"events\.csv is missing"):
        mc.open(tmp_path).events()
    folder = shutil.copytree(mc.path("events").parent, tmp_path / "copy")
    (folder / "datapackage.json").unlink()
    with pytest.raises(DataIntegrityError, match=r"datapackage\.json is missing"):
        mc.open(folder).events()


def test_an_undeclared_column_or_table_is_refused():
    with pytest.raises(InvalidInputError, match="events has no column 'day'"):
        type(ferry()).of({"events": [{"day": "2021-11-08"}]}).record("evt-0001")
    with pytest.raises(UnknownValueError, match="unknown table 'event'"):
        type(ferry()).of({"event": []})


_BEHIND_EVENTS = ("events", "event_actors", "actors", "places", "vocabulary")


def test_frames_of_any_library_make_a_dataset():
    frames = {name: mc.table(name) for name in _BEHIND_EVENTS}
    arrow = {name: mc.table(name, engine="pyarrow") for name in frames}
    for given in (frames, arrow):
        dataset = type(ferry()).of(given)
        pd.testing.assert_frame_equal(dataset.events(), mc.events())


def test_public_functions_can_be_sent_to_other_processes(copied):
    for asked in (mc, copied):
        record = pickle.loads(pickle.dumps(asked.record))
        found = without_folder(str(record("fig-0001")), copied)
        assert found == str(mc.record("fig-0001"))
    assert len(pickle.dumps(mc.record)) < 1000
    assert pickle.loads(pickle.dumps(ferry())).record("evt-0001").kind == "event"


def test_an_attribute_that_does_not_exist():
    with pytest.raises(AttributeError, match="nothing"):
        _ = ferry().nothing


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_an_argument_that_a_function_does_not_take_is_an_own_error(name):
    with pytest.raises(
        mc.UnknownArgumentError, match=rf"^{name}\(\) has no argument 'zebra'\."
    ) as e:
        getattr(mc, name)(zebra=1)
    assert isinstance(e.value, TypeError)
    assert all(one in str(e.value) for one in inspect.signature(getattr(mc, name)).parameters)


def test_the_argument_that_was_meant_is_named():
    with pytest.raises(mc.UnknownArgumentError, match="Nearest: event_type"):
        mc.events(type="death")
    with pytest.raises(mc.UnknownArgumentError, match="Nearest: place"):
        mc.figures(palce="Poland")
