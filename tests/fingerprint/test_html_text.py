"""The text of pages: vectors, broken markup, and what is left out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.fingerprint.fp1 import Stream, stream
from migrant_crisis_2021.fingerprint.html_text import html_text
from tests.conftest import ROOT

VECTORS = json.loads((ROOT / "tests" / "fingerprint" / "vectors.json").read_text("utf-8"))


@pytest.mark.parametrize(("markup", "folded"), VECTORS["html"])
def test_html_vectors(markup, folded):
    assert stream(html_text(markup)) == folded


TOKENS = "< > </ <! <![ <!-- --> ]]> <? & &# ; ' \" = / p script sup template CDATA[ b 7 \n \0"
PIECES = st.sampled_from([*TOKENS.split(" "), "class=reference", " "])


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_markup_is_refused(markup):
    html_text(markup)


@pytest.mark.parametrize(
    "piece", ["<!--<p>", "<!--", "<a ", "</", "<a href='", "<?", "<!", "<![", "<", "<!-- > "]
)
def test_broken_markup_is_read_in_a_moment(piece):
    # Without the guard these take from half a minute to hours.
    text = html_text("<p>first</p>" + piece * 100_000)
    assert text.startswith("\nfirst")


def test_a_comment_that_is_never_closed_ends_with_its_bracket():
    assert html_text("<p>first</p>" + "<!--x>" * 3 + "<p>last</p>").split() == ["first", "last"]


def test_a_reference_of_too_many_digits_is_no_character():
    assert html_text(f"a&#{'1' * 5000};b&#49;") == "a\ufffdb1"


@pytest.mark.parametrize("tag", ["script", "style", "template", "noscript"])
def test_what_is_not_text_is_dropped_with_all_that_is_in_it(tag):
    assert stream(html_text(f"a<{tag} x='1'>b<i>c</i></{tag}>d")) == "ad"
    assert stream(html_text(f"a<{tag.upper()}>b</{tag.upper()}>d")) == "ad"


def test_nested_templates_end_with_the_outer_one():
    assert stream(html_text("a<template>b<template>c</template>d</template>e")) == "ae"


def test_of_what_is_raised_only_footnote_marks_are_removed():
    mark = "<sup class='x reference'>[<sup>2</sup>]</sup>"
    page = f"7<sup>th</sup> quay{mark}, 4 m<sup class='preference'>2</sup>"
    assert stream(html_text(page)) == "7thquay4m2"
    assert stream(html_text("<span class='reference'>7</span>")) == "7"


def test_inline_elements_do_not_separate_words_and_others_do():
    inline, block_ = (
        Stream.of(html_text("ha<b>rb</b>our")),
        Stream.of(html_text("ha<div>rb</div>our")),
    )
    assert inline.text == block_.text == "harbour"
    assert (inline.word_starts, block_.word_starts) == ([0], [0, 2, 4])


def test_a_footnote_mark_ends_with_its_own_tag_and_not_with_one_inside():
    mark = "<sup class='reference'>note <sup>2</sup> more</sup>"
    assert stream(html_text(f"quay{mark}s")) == "quays"
