"""The specification shows the vectors that the tests run."""

import json
import unicodedata

import pytest

from tests.conftest import ROOT

VECTORS = json.loads((ROOT / "tests" / "fingerprint" / "vectors.json").read_text("utf-8"))
FINGERPRINTS = VECTORS["fingerprints"]
PAGE = (ROOT / "docs" / "fingerprint.md").read_text("utf-8")


def shown(text):
    """Write a text so that what cannot be seen on a page can."""
    visible = (
        c if c == " " or unicodedata.category(c)[0] not in "MZC" else _escape(c) for c in text
    )
    return "".join(visible).join("``" if "`" not in text else ("`` ", " ``"))


def _escape(character):
    return f"\\u{ord(character):04x}"


def block(vector):
    """Write a vector as it stands on the page."""
    lines = [f"**{vector['name']}** ({vector['language']}). {vector['note']}", ""]
    lines += [f"* text: {shown(vector['text'])}", f"* stream: `{vector['stream']}`"]
    lines += [f"* length {vector['length']}, words begin at {vector['word_starts']}"]
    if vector["frame"]:
        lines += [f"* value digits at {vector['value_start']}, length {vector['value_len']}"]
    lines += [f"* hash: `{vector['hash']}`"]
    lines += [f"* frame: `{vector['frame']}`"] if vector["frame"] else []
    lines += [f"* same hash: {shown(text)}" for text in vector["same"]]
    lines += [f"* another hash: {shown(text)}" for text in vector["unlike"]]
    return "\n".join(lines) + "\n"


def number_line(printed, digits, decimals):
    reading = f"`{digits}`, {decimals} decimals" if digits else "not one number"
    return f"| {shown(printed)} | {reading} |"


@pytest.mark.parametrize("vector", FINGERPRINTS, ids=lambda v: v["name"])
def test_the_page_shows_each_vector(vector):
    assert block(vector) in PAGE


def test_the_page_shows_no_other_hash():
    known = {v[key] for v in FINGERPRINTS for key in ("hash", "frame")}
    words = {word.strip("`*.,") for word in PAGE.split()}
    assert {w for w in words if len(w) == 32 and set(w) <= set("0123456789abcdef")} == known - {
        None
    }


def test_the_page_shows_the_numbers_and_the_markup():
    for case in VECTORS["numbers"]:
        assert number_line(*case) in PAGE
    for markup, folded in VECTORS["html"]:
        assert f"| {shown(markup)} | `{folded}` |" in PAGE
