"""Where search() looks, and what counts as the same word, number or date."""

import contextlib
import re
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021.accessors.search import hits
from migrant_crisis_2021.accessors.search_index import Index, terms
from migrant_crisis_2021.accessors.search_words import indexed, tokens
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import InvalidInputError, MigrantCrisisError
from migrant_crisis_2021.parsing.words import fold
from tests.datasets import day, small_dataset

NOTHING_IS_AN_ANSWER = pytest.mark.filterwarnings(
    "ignore::migrant_crisis_2021.errors.NothingFoundWarning"
)


@pytest.fixture(scope="module")
def small():
    return small_dataset(
        places={0: [{"place_id": "quay", "name": "Quay", "name_local": "Nabrzeże"}]},
        actors={0: [{"actor_id": "crew", "name": "Crew", "aliases": "Sailors; Dockers"}]},
        events={
            0: [
                {"event_id": "evt-0003", "place_id": "quay"},
                {"event_id": "evt-0004", "title": "Rope", "status": "withdrawn"},
            ]
        },
        event_actors={0: [{"event_id": "evt-0002", "actor_id": "crew"}]},
        figures={
            0: [
                {"figure_id": "fig-0005", "place_id": "quay", "note": "Of lanterns."},
                {"figure_id": "fig-0006", "asserted_by": "crew"},
                {"figure_id": "fig-0007", "title": "Rope", "status": "superseded"},
            ]
        },
        positions={
            0: [
                {"position_id": "pos-0002", "actor_id": "crew"},
                {"position_id": "pos-0003", "actor_id": "crew", "status": "withdrawn"},
            ]
        },
    )


@pytest.mark.parametrize(
    ("words", "records"),
    [
        ("briefing held", ["evt-0002"]),
        ("answers questions", ["evt-0002"]),
        ("nabrzeze", ["evt-0003", "fig-0005"]),
        ("QUAY", ["evt-0003", "fig-0005"]),
        ("lanterns", ["fig-0005"]),
        ("crew", ["evt-0002", "fig-0006", "pos-0002"]),
        ("dock", ["evt-0002", "fig-0006", "pos-0002"]),
        ("crew attempts", ["fig-0006"]),
        ("quiet", ["pos-0001", "pos-0002"]),
        ("crew quiet", ["pos-0002"]),
        ("ockers", []),
        ("rope", []),
    ],
)
@NOTHING_IS_AN_ANSWER
def test_a_record_is_found_by_all_its_texts_and_names(small, words, records):
    assert small.search(words)["record_id"].tolist() == records


@NOTHING_IS_AN_ANSWER
def test_what_is_found_is_shown_with_its_dates_reality_and_scope(small):
    found = small.search("crew").astype(str).to_dict("records")
    assert found[0] | {"kind": "event", "text": "A briefing is held"} == found[0]
    assert (found[0]["date_start"], found[0]["date_end"]) == ("2021-11-08", "2021-11-14")
    assert [row["scope"] for row in found[:2]] == ["crisis", "crisis"]
    assert small.search("crew")["reality"].fillna("").tolist() == ["occurred", "occurred", ""]
    assert found[2]["text"] == "Crew asserts: The border is quiet."
    assert {str(small.search(words)["date_end"].dtype) for words in ("crew", "rope")} == {
        "datetime64[ms]"
    }


@pytest.mark.parametrize("text", ["", " ", "…", "_"])
def test_a_search_without_a_word(small, text):
    with pytest.raises(InvalidInputError, match="no word to search for"):
        small.search(text)


def ids(text):
    return {found["record_id"] for found in hits(shipped(), text)}


def active(table):
    return [row for row in shipped()[table] if row["status"] == "active"]


def figures_of(number):
    columns = ("value", "value_low", "value_high")
    return {row["figure_id"] for row in active("figures") if number in [row[c] for c in columns]}


@pytest.mark.parametrize("number", [7935, 39670, 12000, 1500, 2000, 72.4, 186.25])
def test_a_number_is_found_however_it_is_written(number):
    assert figures_of(number)
    written = [number, float(number), str(number), f"{number:,}", f"{number:,}".replace(",", " ")]
    assert {frozenset(ids(one)) for one in written} == {frozenset(ids(number))}
    assert figures_of(number) <= ids(number)


def test_only_the_whole_number_is_found():
    mentioning = {row["figure_id"] for row in active("figures") if "7,935" in (row["note"] or "")}
    assert figures_of(7935) == {"fig-0001"}
    assert ids(7935) == ids("7.935") == {"fig-0001", *mentioning}
    assert ids(79350) == ids("79350") == ids(793) == ids("935") == set()
    assert figures_of(366e6) <= ids("366 million")
    assert ids("fig-0001") == {"fig-0001", *mentioning}
    assert "fig-0735" not in ids("0735")


def test_orders_of_magnitude():
    thousands = {row["figure_id"] for row in active("figures") if row["magnitude"] == 1000}
    hundreds = {row["figure_id"] for row in active("figures") if row["magnitude"] == 100}
    assert thousands
    assert thousands <= ids("several thousand") & ids("thousands of people")
    assert hundreds <= ids("several hundred")


@pytest.mark.parametrize(
    "text",
    ["2021-11-16", "16 November 2021", "16th of Nov. 2021", "November 16, 2021", "16.11.2021"],
)
def test_a_day_finds_the_records_of_that_day(text):
    that = day("2021-11-16")
    events = {
        row["event_id"] for row in active("events") if row["date_end"] == row["date_start"] == that
    }
    totals = {
        row["figure_id"]
        for row in active("figures")
        if row["period_end"] == that and row["period_basis"] != "within"
    }
    assert events
    assert "fig-0001" in totals
    assert events | totals <= ids(text)
    others = {row["event_id"] for row in active("events") if row["date_start"].year < 2021}
    assert not others & ids(text)


@pytest.mark.parametrize("text", ["2021-11", "November 2021", "Nov 2021"])
def test_a_month_finds_its_records(text):
    inside = {
        row["event_id"] for row in active("events") if str(row["date_start"]).startswith("2021-11")
    }
    early = {row["event_id"] for row in active("events") if str(row["date_start"]) < "2021-01-01"}
    assert inside <= ids(text)
    assert not early & ids(text)


@NOTHING_IS_AN_ANSWER
def test_a_record_of_a_week_or_month_is_not_of_its_first_day(small):
    assert "evt-0002" not in set(small.search("2021-11-08")["record_id"])
    assert "evt-0001" in set(small.search("8 November")["record_id"])
    assert {"evt-0001", "evt-0002"} <= set(small.search("November 2021")["record_id"])
    assert small.search("2021-10").empty


@pytest.mark.parametrize(
    ("text", "table", "column", "value"),
    [
        ("repatriation", "events", "event_type", "repatriation"),
        ("repatriated", "events", "event_type", "repatriation"),
        ("push-back", "events", "event_type", "pushback"),
        ("court decision", "events", "event_type", "court_decision"),
        ("emergency_measure", "events", "event_type", "emergency_measure"),
        ("attempted crossing", "figures", "measure", "attempted_crossings"),
        ("sanctions listings", "figures", "measure", "listings"),
        ("zloty", "figures", "counted_unit", "pln"),
        ("cumulative", "figures", "measure_kind", "cumulative"),
    ],
)
def test_labels_and_values_are_searched(text, table, column, value):
    key = f"{table[:-1]}_id"
    wanted = {row[key] for row in active(table) if row[column] == value}
    assert wanted
    assert wanted <= ids(text)


def test_topics_roles_and_offices():
    claims = {row["claim_id"] for row in shipped()["claims"] if row["topic"] == "russian_role"}
    positions = active("positions")
    assert {row["position_id"] for row in positions if row["claim_id"] in claims} <= ids(
        "Russian role"
    )
    said = {row["position_id"] for row in positions if row["actor_id"] == "mariusz-kaminski"}
    assert said
    assert said <= ids("Interior Minister of Poland")


@pytest.mark.parametrize(
    "spellings",
    [
        ("pushback", "push-back", "push back", "pushbacks", "PUSH-BACKS"),
        ("teargas", "tear-gas", "tear gas"),
        ("repatriated", "repatriation", "repatriations"),
        ("deployed", "deployment"),
        ("migrant", "migrants"),
        ("Straż Graniczna", "straz graniczna"),
    ],
)
def test_spellings_and_word_forms_are_one(spellings):
    assert ids(spellings[0])
    assert {frozenset(ids(one)) for one in spellings} == {frozenset(ids(spellings[0]))}


def test_short_words_are_whole_words(small):
    texts = small_dataset(events={0: {"title": "Ukraine"}, 1: {"title": "The UK and the war"}})
    assert texts.search("UK")["record_id"].tolist() == ["evt-0002"]
    assert texts.search("war")["record_id"].tolist() == ["evt-0002"]
    assert texts.search("Ukr")["record_id"].tolist() == ["evt-0001"]


@NOTHING_IS_AN_ANSWER
def test_a_phrase_keeps_its_order(small):
    assert small.search('"answers questions"')["record_id"].tolist() == ["evt-0002"]
    assert small.search('"questions answers"').empty
    assert small.search("questions answers")["record_id"].tolist() == ["evt-0002"]


def test_names_in_other_scripts_and_the_country_of_a_place():
    names = "Łukaszenka; Лукашенко; Лукашэнка"
    dataset = small_dataset(
        actors={1: {"name": "Alexander Lukashenko", "aliases": names}},
        places={
            0: [{"place_id": "quay", "name": "Grodno", "name_local": "Гродна", "country": "PL"}]
        },
        events={0: {"place_id": "quay"}},
    )
    for name in ("Łukaszenka", "lukaszenka", "Лукашенко", "ЛУКАШЭНКА"):
        assert {"evt-0002", "pos-0001"} == set(dataset.search(name)["record_id"]), name
    assert dataset.search("гродна")["record_id"].tolist() == ["evt-0001"]
    assert "evt-0001" in set(dataset.search("Poland")["record_id"])


def test_records_with_the_words_in_their_text_come_first():
    dataset = small_dataset(
        events={0: {"summary": "A harbour."}, 1: {"title": "The harbour is closed"}}
    )
    assert dataset.search("harbour")["record_id"].tolist() == ["evt-0002", "evt-0001"]


PIECES = st.sampled_from(
    [*"7٠_,.- ", "evt-", "0001", "2021", "16", "november", "may", "people", "’s", "th", "Kuźnica"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@example("evt-0001")
@example("evt-\N{FULLWIDTH DIGIT ONE}001")
def test_a_text_is_indexed_by_what_is_read_in_it(text):
    read = [token.text for token in tokens(text)]
    assert indexed(text).split()[: len(read) + 1] == [*read, "."]


def test_a_text_that_several_rows_have_finds_each_of_them():
    quay, pier = indexed("Quay of Rope"), indexed("Pier")
    index = Index([(quay, [pier]), (pier, [quay, pier]), (indexed("Rope Pier"), [])])
    assert index.rows(terms("quay")) == {0, 1}
    assert index.rows(terms("quay"), in_title=True) == {0}
    assert index.rows(terms("pier rope")) == {0, 1, 2}
    assert index.rows(terms('"rope pier"')) == {2}, "a phrase lies within one text"
    assert index.occurrences()["quay"] == {0, 1}


def test_publishers_and_agencies():
    rows = shipped()["sources"]
    of = {
        row["source_id"]
        for row in rows
        if "Anadolu" in (row["publisher"] + str(row["wire_origin"]))
    }
    wanted = {
        row["record_id"]
        for row in shipped()["evidence"]
        if row["source_id"] in of and row["relation"] == "supports"
    }
    in_force = {row["event_id"] for row in active("events")}
    assert wanted & in_force <= ids("Anadolu")


@pytest.mark.parametrize(
    "text", [None, ["tear", "gas"], b"gas", True, float("nan"), float("inf"), {}]
)
def test_what_is_neither_text_nor_number(text):
    with pytest.raises(InvalidInputError, match="one or more words in one text, or a number"):
        mc.search(text)


@pytest.mark.parametrize("text", ["2021-02-30", "31 November 2021", "45.11.2021"])
def test_a_day_that_does_not_exist(text):
    with pytest.raises(InvalidInputError, match="no such day"):
        mc.search(text)


def test_many_threads_ask_one_index():
    start = threading.Barrier(8)

    def ask(_):
        start.wait()
        return ids("tear gas")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert answers == [ids("tear gas")] * 8


def test_a_python_without_fts5(monkeypatch):
    class Connection:
        def executescript(self, script):
            raise sqlite3.OperationalError("no such module: fts5")

        def close(self):
            pass

    monkeypatch.setattr(sqlite3, "connect", lambda *args, **options: Connection())
    with pytest.raises(MigrantCrisisError, match="FTS5"):
        small_dataset().search("border")


def test_a_python_without_sqlite(monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    with pytest.raises(MigrantCrisisError, match="needs SQLite"):
        small_dataset().search("border")


SYNTAX = [
    "*",
    '"',
    "NEAR",
    "OR",
    "NOT",
    "-",
    ":",
    "(",
    ")",
    "^",
    "+",
    "title",
    "{",
    "'",
    "\x00",
    ";",
]


@given(st.lists(st.one_of(st.sampled_from(SYNTAX), st.text(max_size=8))).map("".join))
def test_no_text_reaches_the_query_syntax(text):
    with contextlib.suppress(InvalidInputError):
        list(hits(shipped(), text))


@given(st.floats() | st.integers() | st.just(10**5000))
def test_no_number_fails_otherwise(number):
    with contextlib.suppress(InvalidInputError):
        list(hits(shipped(), number))


RECORDS = [(row["event_id"], row["title"]) for row in active("events")]
RECORDS += [(row["figure_id"], row["title"]) for row in active("figures")]
WORDS = sorted({word for _, title in RECORDS for word in re.findall(r"[a-z]{4,}", fold(title))})


@given(st.sampled_from(RECORDS))
def test_a_record_is_found_by_each_word_of_its_title_and_by_all(record):
    ident, title = record
    assert ident in ids(title)
    for word in title.split():
        if fold(word):
            assert ident in ids(word), word


@given(st.integers(0, 10**7))
def test_grouping_of_digits_never_matters(number):
    assert (
        ids(number)
        == ids(str(number))
        == ids(f"{number:,}")
        == ids(f"{number:,}".replace(",", " "))
    )


@given(st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_another_word_never_adds_results(first, second):
    assert ids(f"{first} {second}") <= ids(first)


@pytest.mark.parametrize("unit", ["border ", "9 ", "a-", '"a" '])
def test_a_text_that_nobody_searches_for_is_refused(unit):
    with pytest.raises(InvalidInputError, match=r"has more than 1,000 characters: search"):
        mc.search(unit * 1_000)


def test_a_word_given_twice_is_searched_once():
    assert terms("border border fence") == terms("border fence")
