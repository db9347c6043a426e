"""Proposing windows: what they contain, what they avoid, and why others are refused."""

import re
from dataclasses import asdict, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.fingerprint.fp1 import (
    LENGTHS,
    Stream,
    Window,
    find_windows,
    fp1,
    fp1_frame,
)
from migrant_crisis_2021.fingerprint.windows import Refusal, clash, plan_windows, propose_windows
from tests.articles import ARTICLE, NUMBERS

STREAM = Stream.of(ARTICLE)
LEAD, TAIL = "date 2021-11-30 ", "\n[video id=7,935]\n\nRelated: 64 drivers reach the village"
COPY = f"{LEAD}{ARTICLE}{TAIL}"
ALLOWED = [(len(LEAD), len(LEAD) + len(ARTICLE))]


def span(window):
    return window.fp_start, window.fp_len


def test_the_fields_are_columns_of_the_evidence():
    columns = set(table_schema("evidence").columns)
    assert {field.name for field in fields(Window)} == {c for c in columns if c.startswith("fp_")}


@pytest.mark.parametrize("printed", NUMBERS.values())
def test_a_window_of_a_number(printed):
    proposals = propose_windows(ARTICLE, printed)
    assert proposals.windows
    for window in proposals.windows:
        text = STREAM.text[window.fp_start : window.fp_start + window.fp_len]
        place = window.fp_value_start, window.fp_value_len
        assert window.fp_len in LENGTHS
        assert window.fp_start in STREAM.word_starts
        assert text[place[0] : sum(place)] == printed.replace(",", "").replace(".", "")
        assert window.fp_hash == fp1(text)
        assert window.fp_frame == fp1_frame(text, *place)
        assert [r.exact for r in find_windows(STREAM, [window], everywhere=True)[window]] == [True]


def test_the_best_window_is_short_and_does_not_have_the_number_at_its_edge():
    best = propose_windows(ARTICLE, "7,935").windows[0]
    assert best.fp_len == 48
    assert 4 <= best.fp_value_start <= 48 - 4 - best.fp_value_len


def test_a_longer_window_is_better_than_one_with_its_phrase_at_the_edge():
    text = (
        "On that wet day the clerks of the long northern quay of Vellmar counted and recounted all"
    )
    best = propose_windows(text, "clerks of the long northern quay of Vellmar counted").windows[0]
    assert best.fp_len == 72


def test_windows_without_other_digits_come_first():
    text = (
        "On the log of the 12th day the clerks saw 64 crates of tea and flour and salt and pepper"
    )
    best = propose_windows(text, "64").windows[0]
    assert best.fp_start > Stream.of(text).text.index("12")


def test_the_number_is_found_inside_a_phrase():
    window = propose_windows(ARTICLE, "counted 7,935 crates").windows[0]
    start = window.fp_start + window.fp_value_start
    assert STREAM.text[start : start + window.fp_value_len] == "7935"


@pytest.mark.parametrize(
    ("held", "is_value"),
    [("7,935 crates", False), ("soup and blankets", True), ("club carried soup", False)],
)
def test_phrases_have_no_value_and_no_frame(held, is_value):
    window = propose_windows(ARTICLE, held, is_value=is_value).windows[0]
    assert (window.fp_frame, window.fp_value_start, window.fp_value_len) == (None, None, None)
    start = STREAM.text.index(Stream.of(held).text)
    assert window.fp_start <= start
    assert start + len(Stream.of(held).text) <= window.fp_start + window.fp_len


def test_two_numbers_in_a_phrase_have_no_frame():
    text = "The clerks counted from 2,000 to 3,000 crates on the northern quay on that Tuesday"
    assert propose_windows(text, "2,000 to 3,000").windows[0].fp_frame is None
    glued = text.replace(" to ", "-")
    assert propose_windows(glued, "2,000-3,000").windows[0].fp_frame is None


def test_offsets_may_be_given_instead_of_a_phrase():
    start = ARTICLE.index("7,935")
    assert propose_windows(ARTICLE, (start, start + 5)) == propose_windows(ARTICLE, "7,935")


def test_windows_stay_inside_the_article_and_count_from_the_start_of_the_copy():
    for printed in NUMBERS.values():
        at = COPY.index(printed, len(LEAD))
        whole = propose_windows(COPY, (at, at + len(printed)), allowed=ALLOWED)
        article = propose_windows(ARTICLE, printed)
        lead = len(Stream.of(LEAD).text)
        assert {w.fp_start - lead for w in whole.windows} <= {w.fp_start for w in article.windows}
        assert whole.windows[0].fp_hash in {w.fp_hash for w in article.windows}


@pytest.mark.parametrize("held", ["video", "date", "Related", (0, 4), (len(COPY) - 4, len(COPY))])
def test_what_is_not_the_article_has_no_window(held):
    (refusal,) = (proposals := propose_windows(COPY, held, allowed=ALLOWED)).refusals
    assert proposals.windows == []
    assert "0 times in the article" in refusal.reason or "not inside" in refusal.reason


def test_windows_that_extend_beyond_the_article_are_refused():
    proposals = propose_windows(COPY, "kitchen open", allowed=ALLOWED)
    end = len(Stream.of(LEAD + ARTICLE).text)
    assert all(sum(span(window)) <= end for window in proposals.windows)
    beyond = [r for r in proposals.refusals if "near the end of its paragraph" in r.reason]
    assert beyond
    assert all(r.start + r.length > end for r in beyond)


LAST_WORDS = (
    "The keeper of the light said that no help had come before she was back in the harbour."
)


def test_words_at_the_end_of_a_paragraph_have_windows_that_end_inside_the_last_one():
    text = f"{LAST_WORDS}\n\nThe council of Vellmar meets on Friday, and hears the crews then."
    stream = Stream.of(text)
    windows = propose_windows(text, "back in the harbour", is_value=False).windows
    assert windows
    end = len(Stream.of(LAST_WORDS).text)
    for window in windows:
        held = stream.text[window.fp_start : window.fp_start + window.fp_len]
        assert window.fp_start + window.fp_len < end
        assert window.fp_start in stream.word_starts
        assert re.search("backintheh[arbou]*$", held)
    whole = propose_windows(text, "no help had come", is_value=False).windows
    assert all("nohelphadcome" in stream.text[w.fp_start : w.fp_start + w.fp_len] for w in whole)


@pytest.mark.parametrize(("held", "is_value"), [("harbour", False), ("the harbour", True)])
def test_neither_a_number_nor_a_single_word_is_cut(held, is_value):
    proposals = propose_windows(LAST_WORDS.replace(" the light", ""), held, is_value=is_value)
    assert proposals.windows == []
    assert "near the end of its paragraph" in proposals.refusals[0].reason


def test_windows_do_not_begin_before_the_article():
    text = LEAD + ARTICLE.split("\n\n")[1]
    windows = propose_windows(text, "clerks", allowed=[(len(LEAD), len(text))]).windows
    assert min(window.fp_start for window in windows) == len(Stream.of(LEAD).text)


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ("no such words", "occurs 0 times"),
        ("harbour", "occurs 3 times"),
        ("", "times in the article"),
        ((5, 5), "are not inside the article"),
        ((9, 5), "are not inside the article"),
        ((-3, 5), "are not inside the article"),
        ((0, 10**6), "are not inside the article"),
        ("Vellmar\n\nVELLMAR", "extends past the end of a paragraph"),
        ("–", "contains no letter or number"),
    ],
)
def test_what_no_window_can_contain(held, reason):
    proposals = propose_windows(ARTICLE, held)
    assert proposals.windows == []
    assert reason in proposals.refusals[0].reason


@pytest.mark.parametrize("space", ["\n", "\r\n", "  ", " \n ", "\u00a0"])
def test_a_phrase_is_found_where_its_line_is_broken(space):
    text = "On that day the guards counted 7,935 attempts along the whole border, they said."
    broken = text.replace(" attempts along", f"{space}attempts{space}along")
    for phrase in ("7,935 attempts along", "7,935\nattempts  along "):
        assert propose_windows(broken, phrase).windows == propose_windows(text, phrase).windows
    assert propose_windows(text, "7,935 attempts").windows
    for phrase, other in [("7,935attempts", broken), ("7,935 attempts", text.replace("5 a", "5a"))]:
        assert "occurs 0 times" in propose_windows(other, phrase).refusals[0].reason


def test_a_phrase_that_is_too_long():
    paragraph = ARTICLE.split("\n\n")[1]
    (refusal,) = propose_windows(ARTICLE, paragraph).refusals
    assert "no window of (48, 72) characters" in refusal.reason


def test_a_paragraph_that_is_too_short():
    (refusal,) = propose_windows(ARTICLE, "Ferry").refusals
    assert refusal.reason == "its paragraph has fewer than 48 letters and digits"


def test_a_passage_that_occurs_twice_is_refused_even_with_another_number():
    again = ARTICLE.split("\n\n")[1].replace("7,935", "8,100")
    proposals = propose_windows(f"{ARTICLE}\n\n{again}", "7,935")
    assert proposals.windows == []
    assert any("occurs 2 times" in refusal.reason for refusal in proposals.refusals)


def test_a_passage_that_occurs_again_glued_to_a_word_is_refused():
    paragraph = ARTICLE.split("\n\n")[3]
    proposals = propose_windows(f"{paragraph}\n\nx{paragraph}", (0, len("In the village")))
    refused = {r.start: r.reason for r in proposals.refusals}
    assert refused[0] == "the passage, or its frame with a number, occurs 2 times"


def test_digits_next_to_other_digits_are_refused():
    text = "In the log the clerks of the quay wrote 20217935 crates for the month of the storms"
    at = text.index("7935")
    proposals = propose_windows(text, (at, at + 4))
    assert proposals.windows == []
    assert any("other digits come right before" in refusal.reason for refusal in proposals.refusals)


def test_a_window_that_begins_amid_a_number_is_refused():
    text = (
        "said 12-13 1.5 people slept in the hall of the old school by the quay in the storm of May"
    )
    proposals = propose_windows(text, "1.5 people")
    assert any("other digits come right before" in refusal.reason for refusal in proposals.refusals)


@pytest.mark.parametrize("before", ["’", "-", "7,"])
def test_windows_begin_after_white_space(before):
    text = (
        f"Near the quay{before}wall the clerks saw 64 crates and the drivers of the lorries slept"
    )
    folded = Stream.of(text)
    starts = {window.fp_start for window in propose_windows(text, "64").windows}
    assert folded.text.index("wall") in folded.word_starts
    assert folded.text.index("wall") not in starts
    assert starts


@pytest.mark.parametrize(
    ("one", "other", "clashes"),
    [
        ((0, 48), (0, 48), False),
        ((0, 48), (0, 72), True),
        ((0, 48), (47, 48), True),
        ((0, 48), (48, 48), True),
        ((0, 48), (49, 48), False),
        ((10, 48), (0, 72), True),
    ],
)
def test_clashes_work_both_ways(one, other, clashes):
    assert clash(one, other) is clash(other, one) is clashes


def test_a_window_is_shared_whole_or_not_at_all():
    first = propose_windows(ARTICLE, "7,935").windows[0]
    second = propose_windows(ARTICLE, "crates", is_value=False, taken=[span(first)])
    assert span(second.windows[0]) == span(first)
    assert second.windows[0].fp_hash == first.fp_hash
    assert all(not clash(span(window), span(first)) for window in second.windows)
    overlapping = [r for r in second.refusals if "overlaps or touches" in r.reason]
    assert overlapping
    assert all(clash((r.start, r.length), span(first)) for r in overlapping)


WORDS = sorted({word.strip("“”,.–") for word in ARTICLE.split() if ARTICLE.count(word) == 1} - {""})


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8, unique=True))
def test_windows_planned_together_never_clash(words):
    wanted = [(word, word[0].isdigit()) for word in words if ARTICLE.count(word) == 1]
    plans = plan_windows(ARTICLE, wanted)
    chosen = [plan for plan in plans if isinstance(plan, Window)]
    assert len(plans) == len(wanted)
    for window in chosen:
        assert not any(clash(span(window), span(other)) for other in chosen)
    for (word, is_value), plan in zip(wanted, plans, strict=True):
        alone = propose_windows(ARTICLE, word, is_value=is_value)
        if isinstance(plan, Window):
            assert plan in alone.windows
        else:
            assert plan.reason
            assert not alone.windows or len(chosen) > 0


def test_a_plan_leaves_room_where_the_best_window_would_not():
    text = (
        "By the latest count of the harbour clerks, 7,935 crates came over the northern quay,"
        " which is up from 150 in the year before that."
    )
    greedy = propose_windows(text, "7,935").windows[0]
    after = propose_windows(text, "150", taken=[span(greedy)]).windows
    assert not [window for window in after if span(window) != span(greedy)]
    first, second = plan_windows(text, [("7,935", True), ("150", True)])
    assert not clash(span(first), span(second))
    assert span(first) != span(second)
    assert plan_windows(text, [("150", True), ("7,935", True)]) == [second, first]


def test_phrases_share_a_window_in_a_plan():
    wanted = [("stranded", False), ("Volunteers", False)]
    best = [propose_windows(ARTICLE, *held, is_value=False).windows[0] for *held, _ in wanted]
    one, other = plan_windows(ARTICLE, wanted)
    assert one == other
    assert best[0] != best[1]


def test_what_is_far_apart_has_its_best_window_in_a_plan():
    wanted = [(printed, True) for printed in NUMBERS.values()]
    best = [propose_windows(ARTICLE, printed).windows[0] for printed in NUMBERS.values()]
    assert plan_windows(ARTICLE, wanted) == best


def test_phrases_side_by_side_have_windows_that_end_inside_their_last_words():
    text = (
        "El sindicato negó que su bloqueo hubiera demorado la ambulancia. Terminal Alerce, en "
        "cambio, culpó a los huelguistas de la demora."
    )
    wanted = [
        ("negó que su bloqueo hubiera demorado la ambulancia", False),
        ("culpó a los huelguistas de la demora", False),
    ]
    one, other = plan_windows(text, wanted)
    spans = [(window.fp_start, window.fp_len) for window in (one, other)]
    assert not clash(*spans)
    printed = [Stream.of(text).printed(start, start + length) for start, length in spans]
    assert "negó que su bloqueo hubiera demorado la a" in printed[0]
    assert "culpó a los huelguistas de la d" in printed[1]


def test_what_has_no_room_in_a_plan_is_refused_with_a_reason():
    text = "The clerks of the long northern quay of Vellmar counted 64 crates of tea that day"
    taken = [(0, 48)]
    (plan,) = plan_windows(text, [("crates of tea", False)], taken=taken)
    assert isinstance(plan, Refusal)
    assert "overlaps or touches" in plan.reason
    assert plan_windows(text, [("no such words", True)]) == [
        Refusal("'no such words' occurs 0 times in the article: give its offsets")
    ]
    assert plan_windows(text, []) == []


def test_a_phrase_without_room_names_the_phrases_that_are_in_its_way():
    before = "In the village of Świnkowo the mayor opened the school"
    after = "the school hall to 64 drivers who could not leave the peninsula"
    wanted = [("northern quay", False), (before, False), (after, False)]
    _, chosen, refused = plan_windows(ARTICLE, wanted)
    assert isinstance(chosen, Window)
    assert isinstance(refused, Refusal)
    assert refused.others == ((1, (chosen.fp_start, chosen.fp_len)),)


def test_a_window_can_be_written_as_an_evidence_row():
    window = propose_windows(ARTICLE, "7,935").windows[0]
    assert Window(**asdict(window)) == window


def test_a_window_may_end_with_what_it_contains():
    text = f"{'a' * 40} {'b' * 8}"
    assert [span(window) for window in propose_windows(text, "b" * 8).windows] == [(0, 48)]


def test_four_characters_are_edge_enough():
    text = f"x near {'b' * 40} {'c' * 40}"
    assert span(propose_windows(text, "b" * 40).windows[0]) == (1, 48)
