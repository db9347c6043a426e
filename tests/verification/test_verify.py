"""The verifier against renderings, alterations and several copies."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.errors import UnknownValueError
from migrant_crisis_2021.fingerprint.fp1 import Stream
from migrant_crisis_2021.parsing.numerals import read_number
from migrant_crisis_2021.verification.report import STATES, Check
from migrant_crisis_2021.verification.verify import verify
from tests.articles import (
    ARTICLE,
    DATASET,
    EVIDENCE,
    NUMBERS,
    OTHER,
    OTHER_ARTICLE,
    SOURCE,
    as_page,
    hyphenated,
    on_record,
    straight_quotes,
    without_marks,
)

ROWS = [row for row in EVIDENCE if row["source_id"] == SOURCE]
ALL_MATCH = {**dict.fromkeys(STATES, 0), "match": len(ROWS)}


def states(report):
    return {check.record_id: check.state for check in report.rows}


# --- renderings that keep letters and numbers -------------------------------------------------

MARKS = ["<b>%s</b>", "<a href='/a?b=1&amp;c=2'>%s</a>", "%s<sup class='reference'>[3]</sup>"]
STEPS = {
    "upper case": str.upper,
    "without diacritics": without_marks,
    "straight quotes": straight_quotes,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "thin spaces": lambda text: text.replace(",", "\u2009"),
    "soft hyphens": lambda text: re.sub(r"(\w{3})(\w{2})", "\\1\u00ad\\2", text),
    "other text around": lambda text: f"Yesterday, 7,935 days ago.\n\n{text}\n\nRead on: 64 tips",
    "forty columns": hyphenated,
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("step", STEPS)
def test_each_rendering_matches(step):
    report = verify(DATASET, STEPS[step](ARTICLE))
    assert (report.sources, report.counts) == ([SOURCE], ALL_MATCH)
    assert report.exit_code == 0


@st.composite
def renderings(draw):
    """Render the article by several steps, then perhaps as a page with markup in sentences."""
    text = ARTICLE
    for step in draw(st.lists(st.sampled_from(sorted(STEPS)), max_size=4, unique=True)):
        text = STEPS[step](text)
    text = draw(st.sampled_from([text, hyphenated(text, draw(st.integers(20, 90)))]))
    if draw(st.booleans()):
        return text
    random = draw(st.randoms(use_true_random=False))
    return as_page(text, lambda word: random.choice(["%s", *MARKS]) % word)


@given(renderings())
def test_any_mixture_of_renderings_matches(text):
    report = verify(DATASET, text)
    assert (report.sources, report.counts, report.exit_code) == ([SOURCE], ALL_MATCH, 0)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_text_around_does_not_matter(before, after):
    around = verify(DATASET, f"{before} \n\n{ARTICLE}\n\n {after}", source=SOURCE)
    assert around.counts == ALL_MATCH


def test_a_copy_without_any_spaces_is_read():
    assert verify(DATASET, re.sub(r"\s", "", ARTICLE), source=SOURCE).counts == ALL_MATCH


def test_glued_passages_are_found_once_the_source_is_identified():
    glued = ARTICLE[:120] + ARTICLE[120:].replace(" ", "")
    assert verify(DATASET, glued).counts == ALL_MATCH


# --- altered numbers and words ----------------------------------------------------------------

OTHER_NUMBERS = st.builds(
    lambda value, form: form.format(value).replace("|", "\u00a0"),
    st.integers(0, 10**9),
    st.sampled_from(["{}", "{:,}"]),
)


@pytest.mark.parametrize("printed", ["7,935", "7.935", "7\u00a0935"])
@pytest.mark.parametrize("mark", ["<i>a</i>", "<i>1</i>", "<font size='1'>12</font>", "1"])
def test_a_number_with_a_mark_does_not_contradict_itself(printed, mark):
    """Marks without the markup of marks are glued to the number: 7,9351 is no other number."""
    page = as_page(ARTICLE.replace("7,935", "%")).replace("%", printed + mark)
    state = states(verify(DATASET, page, source=SOURCE))["fig-0001"]
    assert state in ("not_found", "ambiguous")
    assert (state == "ambiguous") is (mark != "<i>a</i>" and "\u00a0" not in printed)


@pytest.mark.parametrize("other", ["79,351", "79351", "7,935,000", "7,936", "7,935.5", "17,935"])
def test_a_number_that_begins_like_the_recorded_one_is_another(other):
    report = verify(DATASET, ARTICLE.replace("7,935", other), source=SOURCE)
    assert states(report)["fig-0001"] == "value_mismatch"


@given(st.sampled_from(sorted(NUMBERS)), OTHER_NUMBERS)
def test_another_number_is_a_mismatch_and_is_read(record, other):
    printed = NUMBERS[record]
    assume(read_number(other) != read_number(printed))
    report = verify(DATASET, ARTICLE.replace(printed, other))
    checks = {check.record_id: check for check in report.rows}
    mismatch = Check(record, SOURCE, "value_mismatch", printed, other, "<text>")
    assert checks[record] == replace(mismatch, number_compared="yes")
    others = [check.state for check in report.rows if check.record_id != record]
    assert others == ["match"] * (len(ROWS) - 1)
    assert report.exit_code == 1


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["fp_frame"]], ids=lambda r: r["record_id"]
)
@pytest.mark.parametrize("digit", "0123456789")
def test_each_changed_inserted_or_lost_digit_is_a_mismatch(row, digit):
    printed = row["value_as_printed"]
    for place in range(len(printed)):
        for other in (
            printed[:place] + digit + printed[place + 1 :],
            printed[:place] + digit + printed[place:],
            printed[:place] + printed[place + 1 :],
        ):
            report = verify(DATASET, ARTICLE.replace(printed, other), source=SOURCE)
            check = next(c for c in report.rows if c.record_id == row["record_id"])
            same = read_number(other) == read_number(printed)
            assert (check.state == "match") is same
            if read_number(other) and not same:
                assert check.value_found == other.strip(",.")
                is_marked = "," in printed and re.fullmatch(rf"{printed}\d", other)
                assert check.state == ("ambiguous" if is_marked else "value_mismatch")


@given(st.sampled_from(ROWS), st.data())
def test_another_word_never_matches(row, data):
    folded = Stream.of(ARTICLE)
    inside = range(row["fp_start"], row["fp_start"] + row["fp_len"])
    letters = [at for at in inside if folded.text[at].isalpha()]
    place = data.draw(st.sampled_from(letters))
    at = folded.raw_offset(place)
    letter = data.draw(st.sampled_from("кж7"))
    # What is put before the first letter is outside.
    kept = ARTICLE[at + 1 if place == row["fp_start"] or data.draw(st.booleans()) else at :]
    report = verify(DATASET, ARTICLE[:at] + letter + kept, source=SOURCE)
    assert states(report)[row["record_id"]] in ("not_found", "value_mismatch")
    if letter != "7":
        assert states(report)[row["record_id"]] == "not_found"


@pytest.mark.parametrize(
    ("other", "state", "found"),
    [
        ("12,5", "match", "12,5"),
        ("１２．５", "match", "１２．５"),
        ("1.25", "value_mismatch", "1.25"),
        ("125", "value_mismatch", "125"),
        ("12-5", "ambiguous", "12-5"),
        ("1, 2 or 5", "not_found", None),
        ("8, 2021", "not_found", None),
        ("12.5[1]", "not_found", None),
        ("twelve", "not_found", None),
        ("", "not_found", None),
    ],
)
def test_how_the_number_reads_decides(other, state, found):
    report = verify(DATASET, ARTICLE.replace("12.5", other), source=SOURCE)
    check = next(c for c in report.rows if c.record_id == "fig-0004")
    assert (check.state, check.value_found) == (state, found)


def test_a_record_that_disagrees_with_its_own_passage_is_a_mismatch():
    wrong = [{**row, "value_as_printed": "7,953"} for row in ROWS[:1]]
    dataset = on_record(wrong)
    (check,) = verify(dataset, ARTICLE).rows
    assert (check.state, check.value_found) == ("value_mismatch", "7,935")


def test_the_value_may_be_one_number_of_what_is_printed():
    phrase = [{**row, "value_as_printed": "more than 7,935 of 8,000"} for row in ROWS[:1]]
    dataset = on_record(phrase)
    assert verify(dataset, ARTICLE).counts["match"] == 1
    # The other number of the phrase, in its place, is still a different number.
    assert verify(dataset, ARTICLE.replace("7,935", "8,000")).counts["value_mismatch"] == 1


def test_digits_of_an_event_need_no_printed_value():
    event = [{**row, "value_as_printed": None} for row in ROWS[:1]]
    dataset = on_record(event)
    assert verify(dataset, ARTICLE).counts["match"] == 1


# --- more than once ---------------------------------------------------------------------------


def test_a_passage_that_occurs_twice_is_ambiguous():
    report = verify(DATASET, f"{ARTICLE}\n\n{ARTICLE}")
    assert set(states(report).values()) == {"ambiguous"}
    assert {c.value_found for c in report.rows} == {*NUMBERS.values(), None}


def test_a_passage_that_occurs_with_two_numbers_is_ambiguous():
    report = verify(DATASET, ARTICLE + "\n\n" + ARTICLE.split("\n\n")[1].replace("7,935", "8,100"))
    check = report.rows[0]
    assert (check.state, check.value_found) == ("ambiguous", "7,935 / 8,100")


# --- which source -----------------------------------------------------------------------------


def test_a_source_is_identified_by_most_of_what_is_found():
    mixed = f"{ARTICLE}\n\n{OTHER_ARTICLE.split(chr(10))[0]}"
    report = verify(DATASET, mixed)
    assert (report.sources, report.counts) == ([SOURCE], ALL_MATCH)
    assert report.not_given == 2
    assert report.not_checkable == 1


def test_with_as_many_found_the_greater_share_decides():
    first, second = ARTICLE.split("\n\n")[3:5]
    bells = OTHER_ARTICLE.split("\n\n")[0]
    assert verify(DATASET, f"{first}\n\n{bells}").sources == [OTHER]
    assert verify(DATASET, f"{first}\n\n{second}\n\n{bells}").sources == [SOURCE]


def test_a_frame_alone_identifies_a_source():
    paragraph = ARTICLE.split("\n\n")[1].replace("7,935", "8,100")
    report = verify(DATASET, paragraph)
    assert report.sources == [SOURCE]
    assert report.counts == {**dict.fromkeys(STATES, 0), "value_mismatch": 1, "not_found": 4}


def test_a_text_that_is_not_a_copy_is_not_identified():
    report = verify(DATASET, "Nothing of the kind happened at the harbour that night.")
    assert (report.rows, report.sources, report.unidentified) == ([], [], ["<text>"])
    assert report.exit_code == 1
    assert report.not_given == len(EVIDENCE) - 1


def test_a_named_source_is_taken_at_its_word():
    report = verify(DATASET, OTHER_ARTICLE, source=SOURCE)
    assert set(states(report).values()) == {"not_found"}
    assert (report.sources, report.unidentified, report.exit_code) == ([SOURCE], [], 1)


def test_a_named_source_without_fingerprints_says_so():
    report = verify(DATASET, ARTICLE, source="read-as-excerpt")
    assert (report.rows, report.exit_code, report.ok) == ([], 1, False)
    assert "no passage of read-as-excerpt was marked for its records" in str(report)


def test_an_unknown_source_is_an_error_that_names_the_nearest():
    with pytest.raises(UnknownValueError, match=r"vellmar-herold.*nearest first: vellmar-herald"):
        verify(DATASET, ARTICLE, source="vellmar-herold")


# --- several copies ---------------------------------------------------------------------------


def test_every_copy_is_compared_with_every_row():
    altered = ARTICLE.replace("7,935", "8,100")
    report = verify(DATASET, [ARTICLE, altered])
    assert [(c.state, c.file) for c in report.rows if c.record_id == "fig-0001"] == [
        ("match", "<text 1>"),
        ("value_mismatch", "<text 2>"),
    ]
    assert report.exit_code == 1


def test_an_article_in_two_parts_is_whole():
    paragraphs = ARTICLE.split("\n\n")
    report = verify(DATASET, ["\n\n".join(paragraphs[:3]), "\n\n".join(paragraphs[3:])])
    assert report.counts == ALL_MATCH
    assert report.exit_code == 0
    assert {check.file for check in report.rows} == {"<text 1>", "<text 2>"}


def test_copies_of_two_sources(tmp_path):
    (tmp_path / "a.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.html").write_text(as_page(OTHER_ARTICLE), "utf-8")
    (tmp_path / "c.md").write_text("Notes of 64 readers", "utf-8")
    (tmp_path / "style.css").write_text("p {}", "utf-8")
    (tmp_path / ".hidden.txt").write_text(ARTICLE, "utf-8")
    report = verify(DATASET, tmp_path)
    assert report.sources == [SOURCE, OTHER]
    assert report.counts == {**ALL_MATCH, "match": len(EVIDENCE) - 1}
    assert report.unidentified == [str(tmp_path / "c.md")]
    assert {Path(c.file).name for c in report.rows} == {"a.txt", "b.html"}
    assert (report.not_given, report.exit_code) == (0, 0)


# --- the report -------------------------------------------------------------------------------


def test_the_report_says_what_happened_and_what_absence_means():
    copy = ARTICLE.replace("7,935", "8,100").replace("soup", "stew").replace("12.5", "12-5")
    text = str(verify(DATASET, copy))
    assert "2 of 5 checks hold: 2 match, 1 value_mismatch, 1 ambiguous, 1 not_found." in text
    assert "in vellmar-herald (<text>): recorded 7,935, the copy has 8,100" in text
    assert "An absent passage does not prove the record wrong" in text
    assert "does not mean that it is true" in text
    assert "2 evidence rows of documents for which no copy was given" in text
    assert text.isascii()


def test_the_report_leaves_out_what_does_not_apply():
    text = str(verify(DATASET, ARTICLE))
    assert "value_mismatch:" not in text
    assert "not_found:" not in text
    assert repr(verify(DATASET, ARTICLE)) == text


def test_long_lists_are_cut():
    many = [{**ROWS[0], "record_id": f"fig-{n:04d}"} for n in range(30)]
    dataset = on_record(many)
    assert "… and 10 more: to_frame() and --format json have" in str(
        verify(dataset, ARTICLE.replace("7,935", "8,100"))
    )
    dataset = on_record(many[:20])
    assert (
        "more"
        not in str(verify(dataset, ARTICLE.replace("7,935", "8,100"))).split("Not checked")[0]
    )


def test_html_is_escaped():
    evil = [{**ROWS[0], "record_id": "<script>alert(1)</script>"}]
    dataset = on_record(evil)
    page = verify(dataset, ARTICLE.replace("7,935", "8,100"))._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert ">value_mismatch</td>" in page


def test_a_notebook_shows_the_copy_as_text_and_the_document_as_a_link():
    figure = next(row for row in shipped()["figures"] if row["value"] == 11200)
    found = verify(shipped(), "11 200 nielegalnych wjazdów", record=figure["figure_id"])
    page = found._repr_html_()
    assert found.addresses
    for name, address in found.addresses.items():
        assert f'{name}: <a href="{address}">' in page
    assert ">11 200</td>" in page


def test_the_report_as_data():
    report = verify(DATASET, ARTICLE)
    assert set(report.counts) == set(STATES)
    assert json.loads(json.dumps(report.to_dicts()))[0] == {
        "record_id": "fig-0001",
        "source_id": SOURCE,
        "state": "match",
        "value_as_printed": "7,935",
        "value_found": "7,935",
        "file": "<text>",
        "title": None,
        "value": None,
        "recorded": None,
        "number_compared": "yes",
        "near_words": None,
        "line": None,
        "context": None,
    }


@pytest.mark.parametrize("copy", [ARTICLE, "A text of another kind."])
def test_the_report_as_a_frame(copy):
    frame = verify(DATASET, copy).to_frame()
    assert list(frame.columns) == list(Check.__dataclass_fields__)
    assert "object" not in set(frame.dtypes.astype(str))
    assert len(frame) in (0, len(ROWS))


def test_a_report_is_neither_true_nor_false():
    with pytest.raises(TypeError, match=r"use \.ok"):
        bool(verify(DATASET, ARTICLE))


def test_nothing_heavy_is_loaded():
    code = (
        "import sys; import migrant_crisis_2021 as mc; str(mc.verify('some text'));"
        "print({'pandas', 'pyarrow', 'pandera', 'narwhals', 'pypdf'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_shipped_evidence_can_be_checked():
    evidence = shipped()["evidence"]
    fingerprinted = {row["source_id"] for row in evidence if row["fp_hash"]}
    assert fingerprinted
    for source in fingerprinted:
        report = verify(shipped(), "No copy.", source=source)
        assert {check.state for check in report.rows} == {"not_found"}
        checked = len(report.rows) + report.not_given + report.not_checkable
        assert (checked, report.sources) == (len(evidence), [source])


@pytest.mark.parametrize(
    ("printed", "compared"), [("soup and blankets", "no"), ("nineteen", "yes"), (None, None)]
)
def test_words_that_are_not_read_are_said_not_to_be_compared(printed, compared):
    row = next(row for row in EVIDENCE if row["record_id"] == "evt-0001")
    dataset = on_record(evidence=[row | {"value_as_printed": printed}])
    report = verify(dataset, ARTICLE)
    assert states(report) == {"evt-0001": "match"}
    for text in (str(report), report._repr_html_()):
        assert ("the number on record was not compared with them" in text) is (compared == "no")
    assert [row["number_compared"] for row in report.to_dicts()] == [compared]
    assert report.to_frame()["number_compared"].fillna("").tolist() == [compared or ""]
