"""The text of pages: vectors, broken markup, and what is left out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrant_crisis_2021.fingerprint.fp1 import Stream, stream
from migrant_crisis_2021.fingerprint.html_text import html_text
from migrant_crisis_2021.parsing.numerals import read_number
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
    "piece",
    [
        "<!--<p>",
        "<!--",
        "<a ",
        "</",
        "<a href='",
        "<?",
        "<!",
        "<![",
        "<",
        "<!-- > ",
        "<![CDATA[",
        "<title>",
        "<s>",
        "</s>",
        "<a b='\">",
    ],
)
def test_broken_markup_is_read_in_a_moment(piece):
    # Without the guard these take from half a minute to hours.
    text = html_text("<p>first</p>" + piece * 20_000)
    assert text.startswith("\nfirst")


@pytest.mark.parametrize(
    ("comment", "end"),
    [
        ("<!-->", True), ("<!--->", True), ("<!---->", True), ("<!-- x --->", True),
        ("<!-- x --!>", True), ("<!----!>", True), ("<!-- -- > -->", True),
        ("<!--[if IE]>-->", True),
        ("<!-- x -- >", False), ("<!-- x ->", False), ("<!--x>", False), ("<!--!>", False),
        ("<!-- <!-- x --> ", True), ("<![if IE]>", True), ("<?pi?>", True), ("</ x>", True),
    ],
)  # fmt: skip
def test_comments_end_where_browsers_end_them(comment, end):
    """What browsers hide until the end of the page cannot be quoted from it."""
    assert stream(html_text(f"<p>a</p>{comment}<p>b</p>")) == ("ab" if end else "a")


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template"])
@pytest.mark.parametrize("end", ["</{}/>", "</{} >", "</{}\n>", "</{} x='1>2'>", "</{}//>"])
def test_an_end_tag_may_have_more_than_its_name(tag, end):
    page = f"a<{tag}>b{end.format(tag.upper())}c"
    assert stream(html_text(page)) == "ac"
    assert stream(html_text(f"a<{tag}>b</{tag}s></x{tag}>c</{tag}>d")) == "ad"


@pytest.mark.parametrize("tag", ["title", "textarea", "xmp", "iframe", "noembed", "noframes"])
def test_in_some_elements_only_the_end_tag_is_a_tag(tag):
    assert stream(html_text(f"a<{tag}>b<i></b><!--c--></{tag}>d")) == "abibcd"
    assert stream(html_text(f"a<svg><{tag}>b<i>c</i></{tag}></svg>d")) == "abcd"
    assert stream(html_text(f"a<{tag}>b<i>c")) == "abc"


def test_a_script_may_write_a_script():
    inner = "<script><!-- write('<script>a</script>') --></script>"
    assert stream(html_text(f"x{inner}y")) == "xy"
    assert stream(html_text("x<script><!-- a</script>y")) == "xy"
    assert stream(html_text("x<script>'<script>'</script>y")) == "xy"


def test_an_empty_script_closes_itself_where_it_can():
    assert stream(html_text("<?xml version='1.0'?><html><p>a<script src='x'/>b</html>")) == "ab"
    assert stream(html_text("<html>a<svg><style/></svg>b</html>")) == "ab"
    assert stream(html_text("<html>a<script src='x'/>b</html>")) == "a"


@pytest.mark.parametrize(
    ("markup", "folded"),
    [
        ("<rss><item><![CDATA[a<br/>b &amp; c]]></item></rss>", "abc"),
        ("<?xml version='1.0'?><html>a<![CDATA[b]]>c</html>", "abc"),
        ("<p>a<![CDATA[b]]]]><![CDATA[>c]]></p>", "abc"),
        ("<d><![CDATA[a <!-- b --> c]]></d><!-- <![CDATA[ d ]]> -->e", "ace"),
        ("<d><![CDATA[a<br>b", "ab"),
        ("<!doctype html><p>a<![CDATA[b]]>c", "ac"),
        ("<html><svg>a<![CDATA[b<c>]]></svg>d<![CDATA[e]]>", "abcd"),
    ],
)
def test_sections_are_text_except_in_pages(markup, folded):
    assert stream(html_text(markup)) == folded


@pytest.mark.parametrize(
    "mark",
    [
        "<sup class='footnote-ref'><a href='#fn1'>1</a></sup>",
        "<sup><a href='https://example.org/a#note'>1</a></sup>",
        "<a href='#_ftn1'><sup>1</sup></a>",
        "<a href='#x'><span style='vertical-align: super'>1</span></a>",
        "<a class='footnote-anchor' href='#1'>1</a>",
        "<a role='doc-noteref' href='#1'>1</a>",
        "<a epub:type='noteref' href='#1'>1</a>",
        "<span class='fnref'><span>1</span></span>",
        "<sup id='cite_ref-1'>1</sup>",
    ],
)
def test_footnote_marks_are_dropped_wherever_they_stand(mark):
    assert html_text(f"7,935{mark} crates") == "7,935 crates"
    assert html_text(f"{mark}7,935 crates") == "7,935 crates"


@pytest.mark.parametrize(
    "raised",
    [
        "<sup>1</sup>", "<sup>[1]</sup>", "<sub>1</sub>", "<small>1</small>", "<a href='x'>1</a>",
        "<sup>1,2</sup>", "<sup> 12</sup>", "<sup>123</sup>", "<sup><b>1</b></sup>",
        "<span style='vertical-align:super'>1</span>", "<span class='superscript'>1</span>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", ["7,935", "64", "12.5", "7 935"])
def test_no_number_continues_into_something_raised(number, raised):
    for page in (f"{number}{raised}", f"{number} {raised}", f"{number},{raised}"):
        assert read_number(html_text(page)) is None, page
    assert read_number(html_text(f"{raised}{number}")) is None
    assert read_number(html_text(f"<b>{number[:2]}</b>{number[2:]}")) == read_number(number)


@pytest.mark.parametrize(
    ("markup", "folded"),
    [
        ("a<del>b</del>c<ins>d</ins>", "acd"),
        ("a<s>b<s>c</s>d</s>e<strike>f</strike>g", "aeg"),
        ("<del><p>a</p><p>b</p></del><p>c", "c"),
        ("<p><del>a</p><p>b", "b"),
        ("a<s>b</p><p>c", "a"),
        ("a<span style='text-decoration: line-through red'>b<span>c</span>d</span>e", "ae"),
        ("<p style='text-decoration-line:line-through'>a</p><p>b</p>", "b"),
        ("a<span class='x line-through'>b</span>c", "ac"),
        ("a<span class='text-decoration-line-through'>b</span>c", "ac"),
        ("<span>a</span><section>b</section><summary>c</summary>", "abc"),
    ],
)
def test_struck_out_text_is_dropped(markup, folded):
    assert stream(html_text(markup)) == folded


def test_in_a_title_nothing_else_is_a_tag():
    assert stream(html_text("<title>a <!-- b</title>c")) == "abc"
    assert stream(html_text("<title>" * 9 + "a<b>c")) == "ac"


@pytest.mark.parametrize("part", ["text-decoration ", "line-through-", "vertical-align :", "fn-"])
@pytest.mark.parametrize("attribute", ["style", "class", "id", "role"])
def test_a_long_attribute_is_read_in_a_moment(attribute, part):
    assert html_text(f"<p>a</p><sup {attribute}='{part * 50_000}'>b</sup>").startswith("\na")


@pytest.mark.parametrize("unit", ['<b/=/c="==><b\'"', 'b=\'>b=\'=c="<a "c="'])
def test_quotation_marks_that_never_close_are_read_in_a_moment(unit):
    assert html_text("<p>first</p>" + unit * 10_000).startswith("\nfirst")


def test_a_tag_with_a_quotation_mark_that_never_closes_ends_at_its_bracket():
    assert stream(html_text("a<b c='>d<i>e")) == "ade"


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
    assert (list(inline.word_starts), list(block_.word_starts)) == ([0], [0, 2, 4])


def test_a_footnote_mark_ends_with_its_own_tag_and_not_with_one_inside():
    mark = "<sup class='reference'>note <sup>2</sup> more</sup>"
    assert stream(html_text(f"quay{mark}s")) == "quays"
