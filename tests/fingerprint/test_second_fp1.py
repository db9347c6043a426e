"""A second implementation of `fp1`, the vectors and the package agree."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.fingerprint import fp1 as fingerprint
from migrant_crisis_2021.fingerprint.html_text import html_text
from migrant_crisis_2021.parsing.numerals import read_number
from tests.fingerprint import second_fp1

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
# Any code point, lone surrogates too; and, more often, what the steps are about.
TEXTS = st.text(st.characters()) | st.text(
    "aZ 7,.-\n\u00adłŁđĐøØıİßẞµſ٧۳²½③Ⅷǅﬃ\u0301\u0345\u0903\u20dd\u200bʼᾳΐ´각क्षᏸꭰ\U0001d7d8\ufeff"
)

PIECES = [
    *("a", "7,9", " ", "\n", "35", "&nbsp;", "&amp;", "&#52;", "1 < 2"),
    *("<p>", "</p>", "<br/>", '<div class="reference">', "</div>", "<svg:p>", "<P\n>"),
    *("<b>", "</b>", '<a title="a > b">', "</a>", "<sup>", "</sup>", "<SUP CLASS='x reference'>"),
    *("<script>b('<p>')</script>", "<style>d{}</style>", "<noscript><p>e</p></noscript>"),
    *("<!-- <p>c</p> -->", "<!doctype html>", "</>", "</ b>", "<?xml version='1.0'?>"),
]


@pytest.fixture(scope="module")
def documents() -> list[str]:
    folder = os.environ.get("FULL_TEXTS")
    if not folder:
        pytest.skip("the documents are not shipped: FULL_TEXTS names a folder with them")
    found = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]
    assert len(found) == 5
    return found


@pytest.mark.parametrize("vector", VECTORS["fingerprints"], ids=lambda vector: vector["name"])
def test_fingerprint_vectors(vector: dict[str, Any]) -> None:
    text, own_hash = vector["text"], vector["hash"]
    assert second_fp1.stream(text) == vector["stream"]
    assert len(vector["stream"]) == vector["length"]
    assert second_fp1.word_starts(text) == vector["word_starts"]
    assert second_fp1.fingerprint(text) == own_hash
    assert second_fp1.find(f"Before. {text} After.", own_hash, vector["length"]) == [6]
    assert all(second_fp1.fingerprint(same) == own_hash for same in vector["same"])
    assert all(second_fp1.fingerprint(unlike) != own_hash for unlike in vector["unlike"])


@pytest.mark.parametrize("vector", VECTORS["fingerprints"], ids=lambda vector: vector["name"])
def test_frame_vectors(vector: dict[str, Any]) -> None:
    start, length = vector.get("value_start"), vector.get("value_len")
    if start is None:
        assert length is None
        assert vector.get("frame") is None
    else:
        assert vector["stream"][start : start + length].isdecimal()
        assert second_fp1.frame(vector["text"], start, length) == vector["frame"]


@pytest.mark.parametrize(("printed", "digits", "decimals"), VECTORS["numbers"])
def test_number_vectors(printed: str, digits: str | None, decimals: int | None) -> None:
    expected = None if digits is None else (digits, decimals)
    assert second_fp1.reading(printed) == expected


@pytest.mark.parametrize(("markup", "expected"), VECTORS["html"])
def test_html_vectors(markup: str, expected: str) -> None:
    assert second_fp1.stream(second_fp1.html_text(markup)) == expected


@given(TEXTS)
def test_both_implementations_agree(text: str) -> None:
    assert second_fp1.stream(text) == fingerprint.stream(text)
    assert second_fp1.fingerprint(text) == fingerprint.fp1(text)


@given(TEXTS, st.data())
def test_both_implementations_agree_on_frames(text: str, data: st.DataObject) -> None:
    size = len(second_fp1.stream(text))
    start = data.draw(st.integers(0, size))
    length = data.draw(st.integers(0, size - start))
    ours = second_fp1.frame(text, start, length)
    assert ours == fingerprint.fp1_frame(text, start, length)


@given(st.text("ab12 ,и", max_size=80), st.booleans(), st.data())
def test_both_implementations_find_the_same(
    text: str, everywhere: bool, data: st.DataObject
) -> None:
    recorded = second_fp1.stream(text)
    rows = []
    for length in data.draw(st.lists(st.sampled_from([3, 5, 8]), max_size=6)):
        if length > len(recorded):
            continue
        start = data.draw(st.integers(0, len(recorded) - length))
        window = recorded[start : start + length]
        runs = [match.span() for match in re.finditer("[0-9]+", window)]
        row = dict.fromkeys(("fp_frame", "fp_value_start", "fp_value_len"))
        row |= {"fp_hash": second_fp1.fingerprint(window), "fp_len": length}
        if runs:
            begin, end = data.draw(st.sampled_from(runs))
            row |= {"fp_value_start": begin, "fp_value_len": end - begin}
            row["fp_frame"] = second_fp1.frame(window, begin, end - begin)
        rows.append(row)
    copy = text.replace("1", data.draw(st.sampled_from(["1", "21", "1,2", " 1", ""])))
    found = fingerprint.find_windows(copy, [fingerprint.Window(**row) for row in rows], everywhere)
    for row in rows:
        readings = found.get(fingerprint.Window(**row), [])
        ours = {(each.start, *(each.value or (each.start, each.start))) for each in readings}
        assert ours == second_fp1.find_all(copy, row, everywhere)


@given(TEXTS)
def test_both_implementations_agree_on_word_starts(text: str) -> None:
    assert second_fp1.word_starts(text) == list(fingerprint.Stream.of(text).word_starts)


@given(st.text("0123579²½٧ ,.'’·٬٫\u00a0\u202f\n\r\u2028-\u00ad/", max_size=12))
def test_both_implementations_agree_on_numbers(printed: str) -> None:
    number = read_number(printed)
    assert second_fp1.reading(printed) == (number and (number.digits, number.decimals))


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_both_implementations_agree_on_markup(markup: str) -> None:
    one, other = second_fp1.html_text(markup), html_text(markup)
    assert second_fp1.stream(one) == fingerprint.stream(other)
    assert second_fp1.word_starts(one) == second_fp1.word_starts(other)


def test_every_shipped_fingerprint_is_found_once(documents: list[str]) -> None:
    marked = [row for row in shipped()["evidence"] if row["fp_hash"]]
    assert marked
    for row in marked:
        at = [
            (number, start)
            for number, text in enumerate(documents)
            for start in second_fp1.find(text, row["fp_hash"], row["fp_len"])
        ]
        assert len(at) == 1, row
        number, start = at[0]
        assert start == row["fp_start"], row
        if row["fp_frame"]:
            whole = second_fp1.stream(documents[number])
            window = whole[start : start + row["fp_len"]]
            where = row["fp_value_start"], row["fp_value_len"]
            assert second_fp1.frame(window, *where) == row["fp_frame"], row
