"""html5lib, which reads pages as browsers do, judges the text that we read from a page.

The judge has a tree, and applies the rules of ``docs/fingerprint.md`` to it. What we read
differently on purpose is listed there.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrant_crisis_2021.fingerprint.fp1 import Stream
from migrant_crisis_2021.fingerprint.html_text import html_text
from migrant_crisis_2021.verification.decoding import decode

html5lib = pytest.importorskip("html5lib")
webencodings = pytest.importorskip("webencodings")  # html5lib needs it
pytestmark = pytest.mark.conformance

INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q s samp "
    "small span strike strong sub sup time tt u var wbr"
)
INLINE = set(INLINE_NAMES.split())
DROPPED = {"script", "style", "template", "noscript"}
STRUCK = {"del", "s", "strike"}
RAISED = {"sub", "sup", "small"}
EDGE = "\ue000"


def of_browsers(markup):
    """Return the text of a page by the rules, from the tree that html5lib builds."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    text = "".join(parts(parser.parse(markup, scripting=True), frozenset()))
    return re.sub(f"{EDGE}+", "", re.sub(rf"(\d\W*){EDGE}\W*(?=\d)", r"\1|", text))


def parts(element, around):
    if not isinstance(element.tag, str):  # a comment
        return
    name = element.tag.rpartition("}")[2]
    kind = kind_of(element, name)
    edge = EDGE if name == "a" or kind else "" if name in INLINE else "\n"
    yield edge
    within = around | {kind} if kind else around
    if name not in DROPPED | STRUCK and kind != "mark" and not within >= {"raised", "link"}:
        yield element.text or ""
        for inner in element:
            yield from parts(inner, within)
            yield inner.tail or ""
    yield edge


def kind_of(element, name):
    of = element.attrib
    is_reference = name == "sup" and "reference" in of.get("class", "").split()
    if is_reference or of.get("role") == "noteref":
        return "mark"
    if name == "a" and "#" in of.get("href", ""):
        return "link"
    return "raised" if name in RAISED else None


def read(text):
    """Return what the search sees of a text: its letters and digits, and where words start."""
    stream = Stream.of(text)
    return stream.text, list(stream.word_starts)


PAGE = "<!doctype html><html><head><title>A &lt;page&gt;</title></head><body>{}</body></html>"
# More bytes to a letter, or of no use for pages.
OTHERS = ("utf-", "gb", "hz-", "big5", "euc-", "iso-2022-", "shift_jis", "x-user", "replacement")
KINDS = [
    *(f"a 1<script>b{end}c 2" for end in ("</script/>", "</SCRIPT >", "</scripts></script\n>")),
    *(f"a<style>b{end}c" for end in ("</style/>", "</style x='>'>", "</ style></style>")),
    *(f"a<!-- b {end}c<p>d<!-- e -->f" for end in ("-->", "--!>", "-- >", "--->", "-- -->", "->")),
    *(f"a{comment}b<!-- c -->d" for comment in ("<!-->", "<!--->", "<!>", "<?b?>", "</ b>", "</>")),
    "a<![CDATA[b]]>c<svg><text><![CDATA[d <e>]]></text></svg>f",
    "<svg><title>a<b>c</b></title><style>d</style>e</svg>f",
    "<p>7,935 crates <del>8 crates</del><s>9</s><strike>10</strike> came</p>",
    "<del><p>7,935 crates</p><p>8</p></del><p>came",
    *(f"<p>7,935<sup{mark}>1</sup> crates" for mark in ("", " class=reference", " role=noteref")),
    "<p>7,935<sup><a href='#fn1'>1</a></sup> crates, 12 km<sup>2</sup>, <a href='#x'>5</a>6",
    "<p><sup>1</sup>7,935 crates<small>2</small>3",
    "<p title='a>b' x=\"c>d\" y=e'f>g<br/>h<a b=c/>i</a></p/>j",
    *(f"a<{name}>b<i>c</i><!--d--></{name}>e" for name in ("title", "textarea", "xmp", "iframe")),
    *(f"a<{name}>b<p>c</p></{name}>d" for name in ("noembed", "noframes", "noscript", "template")),
    "a<script><!-- <script>b</script> --></script>c",
    "<ul><li>1<li>2</ul><dl><dt>3<dd>4</dl><table><tr><td>5<td>6<tr><th>7</table>8",
    "a &amp b &#x80; &#0; &notin; &notit; &#1114112; &nosuch; &copy2021",
    "<b>a<p>b</b>c<i>d</p>e</i>f",
]


@pytest.mark.parametrize("body", KINDS)
def test_kinds_of_odd_markup(body):
    page = PAGE.format(body)
    assert read(html_text(page)) == read(of_browsers(page))


def test_labels_of_encodings_mean_what_they_mean_to_html5lib():
    """Encodings of one byte, all of whose letters can be tried."""
    letters = bytes(range(0x80, 0x100))
    one_byte = [label for label, name in webencodings.LABELS.items() if not name.startswith(OTHERS)]
    assert len(one_byte) > 150
    for label in one_byte:
        page = f"<meta charset={label}>".encode() + letters
        theirs, _ = webencodings.decode(letters, label, "replace")
        assert decode(page)[-128:] == theirs, label


def element(names, content, attributes=("",)):
    return st.builds(
        lambda name, more, inner: f"<{name}{more}>{''.join(inner)}</{name}>",
        st.sampled_from(names),
        st.sampled_from(attributes),
        st.lists(content, max_size=4),
    )


def linked(content):
    return element(["a"], content, [" href='#n'", " href=x", " name=n"])


text = st.sampled_from(["a", "b c", "7", "7,9", " ", "\n", "&amp;", "&#53;", "1 < 2", "č", "-"])
hidden = st.sampled_from(["<!-- a -->", "<!--1--!>", "<script>'<p>b'</script>", "<style>c</style>"])
raised = element(sorted(RAISED), text, ["", " class=reference"])
around_a_link = element(sorted(RAISED), text | linked(text), ["", " class=reference"])
in_line = st.recursive(
    text | hidden | around_a_link | linked(text | raised),
    lambda inner: element(["b", "i", "em", "span", "font", "u"], inner, ["", " class=x"]),
    max_leaves=8,
)
rows = element(["tr"], element(["td", "th"], in_line))
block = st.recursive(
    in_line | st.just("<br>") | element(["title", "textarea"], text),
    lambda inner: (
        element(["div", "li", "h1", "section", "blockquote", "del", "center"], inner)
        | element(["p", "s", "strike"], in_line)
        | st.builds("<table>{}</table>".format, rows)
    ),
    max_leaves=12,
)


@given(st.lists(block, max_size=5).map("".join))
def test_well_formed_pages_have_the_same_text_and_words(body):
    page = PAGE.format(body)
    assert read(html_text(page)) == read(of_browsers(page))


# No tag with a rule of its own may stand open: where it ends is for us to say.
PIECES = [
    *("a", "1", " ", "é", "&amp", "&#65", "&lt;b&gt;", "<", ">", '"', "'", "/", "=", "-", "!"),
    *("<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<br/>", "</br>", "<hr>"),
    *("<a href='b>c'>", "</a>", '<a href="', "<p title=c", "<b a='d'e>", "<h1>", "</h2>", "<li>"),
    *("<!--", "-->", "--!>", "-->", "<!", "<?", "</", "<!doctype html>", "<![CDATA[", "]]>"),
    *("<script>", "</script>", "</script/>", "<style>", "</style >", "</scripts>", "<SCRIPT>"),
    *("<noscript>", "</noscript>", "<span>", "</span>", "<td>", "</body>", "</html>"),
    *("<textarea>d</textarea>", "<title>e<i></title>", "<xmp>f</xmp>", "<iframe>g<b></iframe>"),
    *("<svg><text>h<path/></svg>", "<svg><![CDATA[i>]]></svg>", "<math><mi>j</mi></math>"),
]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join))
def test_odd_markup_has_the_same_text(body):
    page = PAGE.format(body) + "<!-- \"'> -->"  # ends what is open: else it is ours to say
    assert read(html_text(page))[0] == read(of_browsers(page))[0]
