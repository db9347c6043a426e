"""Passages of records that are added one by one, and the messages when there is none."""

import re
import shlex
import shutil

import pytest

from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from tests.command_line.test_code import contents, rows, run
from tests.projects import ferry_project

TEXT = """Council pays

The Council of Vellmar said on Tuesday after a long meeting that it had decided to set up a fund \
of four million euros for all crews who lost a boat, a net or a shed in the last storm.

It is due soon."""
SOURCE = {
    "title": "Council pays", "publisher": "Vellmar Courier", "publisher-kind": "newspaper",
    "language": "en", "published-on": "2023-03-07", "source-id": "courier",
}  # fmt: skip
EVENT = {
    "title": "The council sets up a fund", "summary": "The council decides on a fund.",
    "event-type": "statement", "reality": "occurred", "date-edtf": "2023-03-07",
    "place-id": "vellmar",
}  # fmt: skip
FIGURE = {
    "title": "Fund of the council", "measure": "other_count", "measure-kind": "flow",
    "counted-unit": "items", "qualifier": "exact", "period-start": "2023-03-07",
    "period-end": "2023-03-07", "reality": "occurred", "place-id": "vellmar",
}  # fmt: skip


@pytest.fixture(scope="module")
def with_event(tmp_path_factory):
    root = ferry_project(tmp_path_factory.mktemp("ferry"))
    (root / "courier.txt").write_text(TEXT, encoding="utf-8")
    assert run(root, "new", "source", *options(SOURCE)).exit_code == 0
    added = new(root, "event", EVENT, passage="decided to set up a fund")
    assert added.exit_code == 0, added.output
    return root


@pytest.fixture
def root(with_event, tmp_path):
    return shutil.copytree(with_event, tmp_path, dirs_exist_ok=True)


def options(cells):
    return [word for name, value in cells.items() for word in (f"--{name}", value)]


def new(root, kind, cells, **more):
    copy = {"source": "courier", "copy": root / "courier.txt"}
    return run(root, "new", kind, *options(cells | copy | more))


def windows(root):
    return {
        row["record_id"]: (row["fp_start"], row["fp_len"])
        for row in rows(root, "evidence")
        if row["source_id"] == "courier"
    }


def test_a_record_shares_the_passage_of_another_that_holds_its_words(root):
    shared = new(root, "figure", FIGURE, printed="four million")
    assert shared.exit_code == 0, shared.output
    found = windows(root)
    assert found["fig-0003"] == found["evt-0002"] != (None, None)
    build(find_checkout(root))


def test_words_are_found_in_a_text_with_wrapped_lines(root):
    wrapped = TEXT.replace("set up a fund of four million", "set up a fund\nof four\nmillion")
    (root / "courier.txt").write_text(wrapped, encoding="utf-8")
    passage = "fund of four million euros for all crews"
    added = new(root, "figure", FIGURE, printed="four million", passage=passage)
    assert added.exit_code == 0, added.output
    (row,) = (row for row in rows(root, "evidence") if row["record_id"] == "fig-0003")
    assert row["value_as_printed"] == "four million"
    found = windows(root)
    assert found["fig-0003"] == found["evt-0002"] != (None, None)


def test_words_that_differ_only_in_capitals_are_spelt_as_the_text_has_them(root):
    passage = "Fund of FOUR million euros"
    added = new(root, "figure", FIGURE, printed="Four Million", passage=passage)
    assert added.exit_code == 0, added.output
    (row,) = (row for row in rows(root, "evidence") if row["record_id"] == "fig-0003")
    assert row["value_as_printed"] == "four million"
    again = run(
        root, "propose", "courier", root / "courier.txt", "--write", "fig-0003=FOUR MILLION"
    )
    assert again.exit_code == 0, again.output
    (row,) = (row for row in rows(root, "evidence") if row["record_id"] == "fig-0003")
    assert row["value_as_printed"] == "four million"


def test_words_that_occur_several_times_but_for_capitals_are_not_guessed(root):
    refused = new(root, "event", EVENT, passage="COUNCIL")
    assert re.search(r"'COUNCIL' occurs 2 times in .*, in lines 1, 3: give a lon", refused.stderr)


def test_words_of_two_paragraphs_are_no_passage(root):
    refused = new(root, "event", EVENT, passage="pays The Council of Vellmar")
    assert "extends past the end of a paragraph: choose other words" in refused.stderr


def test_words_beside_a_passage_are_marked_by_the_way_that_the_message_names(root):
    before = contents(root)
    refused = new(root, "figure", FIGURE, printed="four million euros")
    assert refused.exit_code == 1
    assert contents(root) == before
    assert "would overlap that of evt-0002, 'meeting that it had decided" in refused.stderr
    command = re.search(r"at once: `migrant-crisis-2021 (.*)`", refused.stderr)[1]
    given = shlex.split(command.replace("ITS WORDS", "decided to set up a fund"))
    given = [word.replace("RECORD=", "fig-0003=") for word in given]
    plain = run(root, "new", "figure", *options(FIGURE), "--source", "courier", "--printed",
                "four million euros")  # fmt: skip
    assert plain.exit_code == 0, plain.output
    both = run(root, *given[2:])  # without --data, which `run` gives
    assert both.exit_code == 0, both.output
    assert windows(root)["fig-0003"] == windows(root)["evt-0002"] != (None, None)
    build(find_checkout(root))


def test_a_paragraph_that_is_too_short_is_said_to_be(root):
    refused = new(root, "event", EVENT, passage="due soon")
    assert "  --passage: 'due soon': its paragraph has fewer than 48 letters and" in refused.stderr
    assert "leave `passage` out: the record then has no fingerprint" in refused.stderr


def test_words_that_occur_several_times_are_shown_with_their_lines(root):
    refused = new(root, "figure", FIGURE, printed="a")
    assert "give `value`" in refused.stderr  # it is no number
    refused = new(root, "event", EVENT, passage="Council")
    assert re.search(r"'Council' occurs 2 times in .*courier\.txt, in lines 1, 3:", refused.stderr)
