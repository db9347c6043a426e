"""Figures without fingerprints: their numbers are looked for in the copy."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.dataset.wording import quantity
from migrant_crisis_2021.errors import InvalidInputError, UnknownValueError
from migrant_crisis_2021.verification.mentions import mentions_of
from migrant_crisis_2021.verification.text import CopyText

DATASET = shipped()
FIGURES = DATASET["figures"].by_id
WITHOUT = {
    row["record_id"]: row["source_id"]
    for row in DATASET["evidence"]
    if row["record_id"] in FIGURES and row["fp_hash"] is None
}
LONG, SMALL = "fig-0155", "fig-0018"  # about 11,200 entries; 36 people detained


def check(text, record):
    (row,) = mc.verify(text, source=WITHOUT[record], record=record).rows
    return row


def state(text, record):
    return check(text, record).state


@pytest.mark.parametrize("record", WITHOUT)
def test_every_figure_is_found_beside_the_words_of_its_title(record):
    figure = FIGURES[record]
    unit = DATASET.lists.label("counted_unit", figure["counted_unit"]).lower()
    row = check(f"{figure['title']}, we read: {quantity(figure)} {unit}.", record)
    assert (row.state, row.near_words, row.line) == ("number_found", "yes", 1)
    assert len(row.context) <= 60
    assert row.title == figure["title"]
    assert row.value == figure["value"]


@pytest.mark.parametrize(
    "printed",
    [
        "11,200",
        "11 200",
        "11.200",
        "11200",
        "11’200",
        "11\xa0200",
        "11.2 thousand",
        "11,2 tys.",
        "eleven thousand two hundred",
        "１１，２００",
        "11,000 to 11,200",
        "11,200-12,000",
    ],
)
def test_any_digit_grouping_is_found(printed):
    assert state(f"The police counted {printed} entries to Germany.", LONG) == "number_found"
    row = check(f"The answer was {printed} after all.", LONG)
    if "-" not in printed:  # a dash could be that of a telephone number
        assert (row.state, row.near_words) == ("number_found", "no")


@pytest.mark.parametrize(
    "printed",
    [
        "111,200",
        "11,200,000",
        "11.200.000",
        "4 11 200 000",
        "11,201",
        "1120",
        "112,00",
        "11,200.5",
        "+48 11200",
        "tel. 11200",
        "22 11200 33",
        "555-11200",
        "11200-2021-5",
        "A11200",
        "11200th",
        "https://a.example/11200",
        "https://a.example/x-11200-people.html",
        "11,200 km",
        "11,200%",
        "11200/21",
        "11,200 million",
        "no number",
    ],
)
def test_a_longer_number_or_a_name_is_not_the_number(printed):
    text = f"The police counted {printed} entries to Germany."
    assert state(text, LONG) == "number_not_found"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The guard detained 36 migrants at the border.", True),
        ("The guard detained thirty-six migrants.", True),
        ("Zatrzymano 36 cudzoziemców przy granicy.", True),
        ("The recipe needs 36 apples and a pear.", False),
        ("The guard detained 136 migrants at the border.", False),
        ("The guard walked 36 kilometres along the Polish border.", False),
        ("36% of the people at the Polish border", False),
        ("The guard detained nobody at 10:36, the Polish side said.", False),
    ],
)
def test_a_small_number_needs_words_of_the_figure(text, found):
    assert state(text, SMALL) == ("number_found" if found else "number_not_found")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There were 2020 unauthorised entries.", True),
        ("There were 2,020 unauthorised entries.", True),
        ("Unauthorised entries rose in 2020 and the police noticed.", False),
        ("Since January 2020 unauthorised entries rose.", False),
        ("W 2020 roku entries to Germany", False),
    ],
)
def test_a_year_is_not_a_count(text, found):
    assert state(text, "fig-0430") == ("number_found" if found else "number_not_found")


def test_a_number_may_begin_a_line():
    text = CopyText.of("They counted\n7,935\nattempts at Kuznica\n12, and one of COVID-\n19.")
    assert {7935, 12} <= {*mentions_of(text, frozenset()).numbers}


@pytest.mark.parametrize("text", ["On 5 November", "on November 5,", "5-7 November", "4 and 5 May"])
def test_a_day_of_a_month_is_not_a_count(text):
    found = mentions_of(CopyText.of(f"{text} at the border"), frozenset({"en"}))
    assert 5.0 not in found.numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.6 billion zlotys", 1.6e9),
        ("1,6 mld zł", 1.6e9),
        ("5 to 6 thousand people", 5000.0),
        ("half a million", 500_000.0),
        ("a dozen", 12.0),
        ("2.500 Personen", 2500.0),
        ("in 2021 7,935 people", 7935.0),
        ("5.5-metre fence", 5.5),
        ("€353m for it", 353e6),
    ],
)
def test_what_a_number_reads_as(text, value):
    assert value in mentions_of(CopyText.of(text), frozenset({"en"})).numbers


@pytest.mark.parametrize("text", ["two thirds", "twenty-first", "one point six billion", "7/8"])
def test_what_is_not_a_number(text):
    assert not {*mentions_of(CopyText.of(text), frozenset({"en"})).numbers} - {20.0}


GROUPED = st.sampled_from([",", ".", " ", "\u00a0", "\u202f", "'", "’", ""])


@given(st.integers(10_000, 99_999_999), GROUPED)
def test_a_number_in_any_grouping_is_read_and_no_other(number, mark):
    text = CopyText.of(f"They counted {number:,} people.".replace(",", mark))
    assert list(mentions_of(text, frozenset({"en"})).numbers) == [float(number)]


@given(st.sampled_from(sorted(WITHOUT)))
def test_the_title_without_digits_and_number_words_does_not_hold_the_number(record):
    assert state("The people at the border were not counted.", record) == "number_not_found"


# --- which document and which record ------------------------------------------------------------

EXCERPT = next(
    row
    for row in DATASET["sources"]
    if row["read_as"] == "excerpt" and row["url"] and row["title"]
    and row["source_id"] in WITHOUT.values() and len(row["title"].split()) > 5
)  # fmt: skip
OTHER = next(
    row for row in DATASET["sources"] if row["url"] and row["source_id"] != EXCERPT["source_id"]
)


@pytest.mark.parametrize(
    ("copy", "how"),
    [
        (f"<link rel=canonical href='{EXCERPT['url']}'><p>Text {OTHER['url']}</p>", "address"),
        (f"<meta content='{EXCERPT['url']}' property='og:url'><p>Text</p>", "address"),
        (f"A text. Source: {EXCERPT['url']}.", "address"),
        (f"{EXCERPT['title']}\n\nA text.", "title"),
        (f"<title>{EXCERPT['title']} | A site</title><p>A text.</p>", "title"),
    ],
)
def test_a_document_is_recognised(copy, how):
    report = mc.verify(copy)
    assert report.sources == [EXCERPT["source_id"]]
    assert report.recognised == {"<text>": how}


@pytest.mark.parametrize(
    "copy",
    [
        f"See {EXCERPT['url']} and {OTHER['url']}",
        f"<link rel=canonical href='https://a.example/b'><p>See {EXCERPT['url']}</p>",
        "A line\n" * 12 + f"{EXCERPT['title']}",
        f"On {EXCERPT['title']} and more",
    ],
)
def test_a_document_that_is_only_mentioned_is_not_recognised(copy):
    assert mc.verify(copy).unidentified == ["<text>"]


def test_the_name_of_a_file_names_the_document(tmp_path):
    source = WITHOUT[LONG]
    (tmp_path / f"{source}.txt").write_text("11 200 entries to Germany", "utf-8")
    report = mc.verify(tmp_path)
    assert report.sources == [source]
    assert "number_found" in {row.state for row in report.rows if row.record_id == LONG}


def test_a_record_is_checked_against_all_its_documents():
    documents = [s["source_id"] for s in DATASET.supporting(LONG)]
    report = mc.verify("11 200 entries to Germany", record="FIG-0155")
    assert [row.source_id for row in report.rows] == documents
    assert (report.exit_code, {row.record_id for row in report.rows}) == (0, {LONG})
    assert "not recognised; compared as if" in str(report)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"record": "fig-00011"}, UnknownValueError, r"fig-00011.*fig-0001\b"),
        ({"record": "clm-0001"}, InvalidInputError, "is a claim"),
        ({"record": LONG, "source": EXCERPT["source_id"]}, InvalidInputError, "not a document"),
    ],
)
def test_wrong_records(arguments, error, words):
    with pytest.raises(error, match=words):
        mc.verify("A text.", **arguments)


def test_what_has_neither_fingerprint_nor_number_is_not_checkable():
    event = next(
        row["record_id"] for row in DATASET["evidence"]
        if row["record_id"].startswith("evt") and row["fp_hash"] is None
    )  # fmt: skip
    source = next(row["source_id"] for row in DATASET["evidence"].where("record_id", event))
    report = mc.verify("A text.", record=event, source=source)
    assert (report.rows, report.not_checkable, report.exit_code) == ([], 1, 1)


def test_the_report_says_that_absence_is_no_refutation():
    report = mc.verify("Nothing of it here.", record=LONG)
    assert report.exit_code == 1
    assert str(report).count("This does not refute the record") == 1
    frame = report.to_frame()
    assert frame["value"].tolist() == [11200.0] * len(frame)
    assert "object" not in set(frame.dtypes.astype(str))


def command(*arguments, given=b""):
    line = [sys.executable, "-m", "migrant_crisis_2021", "verify", *arguments]
    return subprocess.run(line, input=given, capture_output=True)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"11 200 entries to Germany", 0),
        (b"<p>11&nbsp;200 entries to <b>Germany</b></p>", 0),
        (b"1 120 entries", 1),
        (b"", 2),
    ],
)
def test_standard_input(given, code):
    done = command("-", "--record", LONG, "--format", "json", given=given)
    assert done.returncode == code
    if code < 2:
        (row, *_) = json.loads(done.stdout)
        assert row.keys() >= {"record_id", "source_id", "state", "title", "value"}


@pytest.mark.parametrize(
    "arguments", [["-", "-"], ["-", "--record", "fig-0155x"], ["-", "--source", "anadolu-2021"]]
)
def test_wrong_usage(arguments):
    assert command(*arguments, given=b"text").returncode == 2
