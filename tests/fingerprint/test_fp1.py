"""Streams, hashes and the search, against vectors, a plain reference and brute force."""

import ast
import hashlib
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.fingerprint import fp1 as fingerprint
from migrant_crisis_2021.fingerprint import html_text
from migrant_crisis_2021.fingerprint.fp1 import (
    Reading,
    Stream,
    Window,
    contains_any,
    find_windows,
    fp1,
    fp1_frame,
    hashes_by_length,
    stream,
)
from migrant_crisis_2021.parsing import numerals
from tests.conftest import ROOT

VECTORS = json.loads((ROOT / "tests" / "fingerprint" / "vectors.json").read_text("utf-8"))
FINGERPRINTS = VECTORS["fingerprints"]

EUROPEAN = "aąbcćdeęėfgģhiįījkķlłļmnńņoópqrsśštuųūvwxyzźżžäöüßабвгґдеёжзиійклмнопрстуўфхцчшщъыьэюя"
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from(EUROPEAN + EUROPEAN.upper() + "0123٣,. ’"))
)


def by_name(vector):
    return vector["name"].replace(" ", "-")


def reference(text):
    """Compute the stream as the specification describes it: the whole text, step by step."""
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Mn", "Cf"))
    text = text.casefold().translate({0x142: "l", 0x111: "d", 0xF8: "o", 0x131: "i"})
    digits = {c: str(unicodedata.decimal(c)) for c in text if unicodedata.category(c) == "Nd"}
    return "".join(digits.get(c, c) for c in text if unicodedata.category(c)[0] in "LN")


@pytest.mark.parametrize("vector", FINGERPRINTS, ids=by_name)
def test_vectors(vector):
    folded = Stream.of(vector["text"])
    assert folded.text == stream(vector["text"]) == vector["stream"]
    assert len(folded.text) == vector["length"]
    assert list(folded.word_starts) == vector["word_starts"]
    assert fp1(vector["text"]) == fp1(vector["stream"]) == vector["hash"]
    for same in vector["same"]:
        assert fp1(same) == vector["hash"]
    for unlike in vector["unlike"]:
        assert fp1(unlike) != vector["hash"]


@pytest.mark.parametrize("vector", [v for v in FINGERPRINTS if v["frame"]], ids=by_name)
def test_frames_of_vectors(vector):
    place = vector["value_start"], vector["value_len"]
    assert stream(vector["text"])[place[0] : sum(place)].isdigit()
    assert fp1_frame(vector["text"], *place) == vector["frame"]
    for same in vector["same"]:
        assert fp1_frame(same, *place) == vector["frame"]


def test_the_hash_is_the_one_that_the_page_describes():
    folded = "officialssaid7935peopletriedtocrossnearkuznica"
    assert fp1(folded) == hashlib.sha256(b"fp1\0" + folded.encode()).hexdigest()[:32]


@pytest.mark.parametrize("module", [fingerprint, html_text, numerals])
def test_the_modules_can_be_copied_elsewhere(module):
    with open(module.__file__, encoding="utf-8") as file:  # noqa: PTH123
        tree = ast.parse(file.read())
    imported = {
        (alias.name if isinstance(node, ast.Import) else "." * node.level + (node.module or ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names | {"__future__"}


CHARACTERS = [chr(code) for code in (*range(0x40000), *range(0xE0000, 0xE0200), sys.maxunicode)]
"""All characters of Unicode: planes 4 to 13 have none, planes 15 and 16 are for private use."""


def test_every_character_folds_as_in_the_specification():
    unlike = [hex(ord(one)) for one in CHARACTERS if stream(one) != reference(one)]
    assert unlike == []


def test_folding_twice_changes_nothing_so_no_second_decomposition_is_needed():
    once = set(map(stream, CHARACTERS))
    assert [folded for folded in once if stream(folded) != folded] == []


@given(TEXTS)
def test_streams_are_those_of_the_specification(text):
    folded = Stream.of(text)
    assert folded.text == stream(text) == reference(text)
    assert set(folded.text) & set("0123456789") == {c for c in folded.text if c.isdecimal()}


@given(TEXTS)
def test_word_starts(text):
    starts, inside, at = [], False, 0
    for character in unicodedata.normalize("NFKD", text):
        folded = reference(character)
        if folded and not inside:
            starts.append(at)
        if unicodedata.category(character)[0] != "M" and unicodedata.category(character) != "Cf":
            inside = bool(folded)
        at += len(folded)
    assert list(Stream.of(text).word_starts) == starts


@given(TEXTS, st.integers(1, 5))
def test_a_long_text_is_read_piece_by_piece(text, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fingerprint, "_PIECE", size)
        patch.setattr(fingerprint, "_BLOCK", size)
        piecewise = Stream.of(text)
        offsets = [piecewise.raw_offset(place) for place in range(len(piecewise.text))]
    whole = Stream.of(text)
    assert (piecewise.text, piecewise.word_starts) == (whole.text, whole.word_starts)
    assert offsets == [whole.raw_offset(place) for place in range(len(whole.text))]


def test_marks_of_every_kind_stay_inside_a_word():
    assert Stream.of("ka\u0903ra a\u20ddb e\u0301x so\u00adft").word_starts.tolist() == [0, 4, 6, 8]


@given(TEXTS, TEXTS)
def test_a_stream_does_not_depend_on_the_text_around(one, other):
    assert stream(one + other) == stream(one) + stream(other)
    assert list(Stream.of(one + " " + other).word_starts) == [
        *Stream.of(one).word_starts,
        *(len(stream(one)) + start for start in Stream.of(other).word_starts),
    ]


@given(TEXTS)
def test_offsets_lead_back_to_the_characters(text):
    folded = Stream.of(text)
    offsets = [folded.raw_offset(place) for place in range(len(folded.text))]
    came_from = (offset for offset, each in enumerate(text) for _ in stream(each))
    assert offsets == list(came_from)
    with pytest.raises(IndexError, match="none at"):
        folded.raw_offset(len(folded.text))


@given(st.text(EUROPEAN + EUROPEAN.upper() + " '’", max_size=40))
def test_case_does_not_count(text):
    assert stream(text) == stream(text.upper()) == stream(text.lower()) == stream(text.title())


def windows_of(text, places):
    for start, length, value_start, value_len in places:
        window = text[start : start + length]
        place = (value_start, value_len)
        yield Window(fp1(window), length, fp1_frame(window, *place), *place, start)


@given(st.text("ab1 2,", max_size=60), st.data())
def test_the_search_finds_what_brute_force_finds(text, data):
    folded = Stream.of(text)
    if len(folded.text) < 8:
        return
    start = data.draw(st.integers(0, len(folded.text) - 8))
    length = data.draw(st.integers(4, 8))
    window = Window(fp1(folded.text[start : start + length]), length)
    every = range(len(folded.text) - length + 1)
    same = [
        at for at in every if folded.text[at : at + length] == folded.text[start : start + length]
    ]
    found = find_windows(folded, [window], everywhere=True)[window]
    assert found == [Reading(at, True) for at in same]
    at_words = find_windows(text, [window]).get(window, [])
    assert at_words == [Reading(at, True) for at in same if at in folded.word_starts]


@pytest.mark.parametrize(
    "number", ["7,935", "8 100", "12,345", "935", "1", "٨١٠٠", "1,234,567,890"]
)
@pytest.mark.parametrize("year", ["", "in 2021, ", "since 1999 "])
def test_a_frame_is_found_around_another_number(number, year):
    recorded = f"harbour clerks counted {year}7,935 crates on the quay"
    start = len(stream(f"harbour clerks counted {year}"))
    window = next(windows_of(stream(recorded), [(0, len(stream(recorded)), start, 4)]))
    copy = recorded.replace("7,935", number)
    (reading,) = find_windows("News: " + copy, [window])[window]
    assert reading.exact is (number == "7,935")
    assert Stream.of("News: " + copy).printed(*reading.value) == number


def test_where_numbers_may_begin_and_end():
    folded = Stream.of("in 12,34,567 boats 1,2345,6 a 7")
    assert list(folded.numbers()) == [
        (2, [4, 6, 9]),
        (4, [6, 9]),
        (6, [9]),
        (14, [15, 19]),
        (15, [19, 20]),
        (19, [20]),
        (21, [22]),
    ]


def test_places_are_in_order_whatever_was_found_there():
    recorded = "harbour clerks counted 7,935 crates on the quay"
    (window,) = windows_of(stream(recorded), [(0, len(stream(recorded)), 20, 4)])
    copy = f"{recorded.replace('7,935', '8,100')}. {recorded}"
    assert [reading.exact for reading in find_windows(copy, [window])[window]] == [False, True]


def test_a_window_with_a_value_and_no_frame():
    recorded = "harbour clerks counted 7,935 crates on the quay"
    window = Window(fp1(recorded), len(stream(recorded)), None, 20, 4)
    assert find_windows(recorded, [window]) == {window: [Reading(0, True, (20, 24))]}
    assert find_windows(recorded.replace("7,935", "8,100"), [window]) == {}


def test_a_frame_is_found_before_digits_that_belong_to_it():
    recorded = "on november 8 2021 the clerks closed the harbour"
    window = next(windows_of(stream(recorded), [(0, len(stream(recorded)), 10, 1)]))
    (reading,) = find_windows(recorded.replace(" 8 ", " 19 "), [window])[window]
    assert reading == Reading(0, False, (10, 12))


def test_a_glued_passage_is_found_everywhere_and_not_at_word_starts():
    recorded = "harbour clerks counted 7,935 crates on the quay"
    window = next(windows_of(stream(recorded), [(0, len(stream(recorded)), 20, 4)]))
    for copy, exact in ((f"News{recorded}", True), (f"News{recorded}".replace("7,", "8,"), False)):
        assert find_windows(copy, [window]) == {}
        (reading,) = find_windows(copy, [window], everywhere=True)[window]
        assert (reading.start, reading.exact) == (4, exact)


def test_windows_at_the_very_ends_are_found():
    text = "1,250 boats lay there and nobody knew whose they were, all 64"
    folded = stream(text)
    first, last = windows_of(folded, [(0, 20, 0, 4), (len(folded) - 20, 20, 18, 2)])
    for everywhere in (False, True):
        found = find_windows(text, [first], everywhere)
        assert found == {first: [Reading(0, True, (0, 4))]}
        assert find_windows(text, [last], True)[last][0].value == (len(folded) - 2, len(folded))
    changed = find_windows(text.replace("64", "7,000"), [last], True)[last]
    assert changed == [Reading(len(folded) - 20, False, (len(folded) - 2, len(folded) + 2))]


@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize(("value", "place"), [("7,935", (0, 4)), ("7,935", (13, 4))])
def test_a_number_at_the_edge_of_its_window_must_be_whole(value, place, everywhere):
    words = "harbour clerks counted"
    text = f"{value} {words}" if place[0] == 0 else f"{words[8:]} {value}"
    (window,) = windows_of(stream(text), [(0, len(stream(text)), *place)])
    for other, exact in [("7,935", True), ("8,100", False), ("1,250,000", False)]:
        copy = f"On quays {text.replace(value, other)} and so"
        (reading,) = find_windows(copy, [window], everywhere)[window]
        assert reading.exact is exact
        assert reading.value[1] - reading.value[0] == len(stream(other))
    for beyond in ("17,935", "79,350", "7,935,000", "5,7,935"):
        found = find_windows(text.replace(value, beyond), [window], everywhere)
        assert not any(reading.exact for reading in found.get(window, []))


def test_what_is_not_there_is_not_in_the_answer():
    window = Window(fp1("a passage of another text"), 21, fp1_frame("x1", 1, 1), 1, 1)
    assert find_windows("Nothing of that kind, 7 times.", [window]) == {}
    assert find_windows("", [window], everywhere=True) == {}
    assert find_windows("some text", []) == {}


class Counted:
    """A hash that counts how often a hash is asked for its digest."""

    digests = 0

    def __init__(self, hashed):
        self.hashed = hashed

    def copy(self):
        return Counted(self.hashed.copy())

    def update(self, data):
        self.hashed.update(data)

    def digest(self):
        Counted.digests += 1
        return self.hashed.digest()


def test_a_passage_that_is_too_short_for_its_window_is_not_found():
    assert find_windows("a short text", [Window(fp1("a short text"), 48)]) == {}


def test_the_cuts_of_a_long_row_of_digits_are_not_copied_for_each_of_them(monkeypatch):
    sizes = []
    original = fingerprint._ends
    monkeypatch.setattr(
        fingerprint, "_ends", lambda start, cuts: sizes.append(len(cuts)) or original(start, cuts)
    )
    list(Stream.of("1 " * 500).numbers())
    assert len(sizes) == 500
    assert max(sizes) <= 15


def test_a_long_row_of_digits_costs_no_more_than_its_length(monkeypatch):
    original = hashlib.sha256
    monkeypatch.setattr(hashlib, "sha256", lambda data: Counted(original(data)))
    window = Window("0" * 32, 48, "0" * 32, 10, 4)
    costs = []
    for cells in (500, 1000, 2000):
        monkeypatch.setattr(Counted, "digests", 0)
        find_windows("1 " * cells, [window])
        costs.append(Counted.digests)
    assert costs[0] >= 500
    assert costs[2] < 2.2 * costs[1] < 2.2**2 * costs[0] * 1.1


def test_a_place_is_hashed_once_for_all_windows_of_one_length(monkeypatch):
    original = hashlib.sha256
    monkeypatch.setattr(hashlib, "sha256", lambda data: Counted(original(data)))
    monkeypatch.setattr(Counted, "digests", 0)
    find_windows("word " * 100, [Window(f"{n:032x}", 48) for n in range(50)])
    assert Counted.digests <= 100


def test_nothing_is_hashed_that_is_too_short_for_its_window(monkeypatch):
    original = hashlib.sha256
    monkeypatch.setattr(hashlib, "sha256", lambda data: Counted(original(data)))
    monkeypatch.setattr(Counted, "digests", 0)
    find_windows("word " * 19, [Window("0" * 32, 48), Window("0" * 32, 72)])
    assert Counted.digests == 8 + 2


@pytest.mark.parametrize("length", [30, 48, 72])
@pytest.mark.parametrize("before", ["", "No: ", "Łódź "])
@pytest.mark.parametrize("after", ["", "s", ". That was all"])
def test_a_text_contains_a_passage_as_the_search_finds_it(before, after, length):
    passage = (
        "the harbour clerks of Kuźnica counted boats and crates on every quay until the evening"
    )
    assert len(stream(passage)) == 72
    window = Window(fp1(stream(passage)[:length]), length)
    other = Window("0" * 32, 48)
    hashes = hashes_by_length([window, other])
    for text in (before + passage + after, before + passage[1:] + after, passage[:-1], before):
        found = find_windows(text, [window, other])
        assert contains_any(text, hashes) is bool(found)
        assert not contains_any(text, {})
    assert contains_any(before + passage + after, hashes)


@pytest.mark.parametrize(("digits", "ends"), [(15, [15]), (16, [])])
def test_a_number_has_at_most_fifteen_digits(digits, ends):
    assert list(Stream.of("1" * digits).numbers()) == [(0, ends)]
