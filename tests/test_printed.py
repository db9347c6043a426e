"""What notebooks show: everything escaped, web addresses as links."""

import json
import pickle
import re
from html import escape

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.names import STYLES
from migrant_crisis_2021.printed import grid, linked, listing, paragraph

HOSTILE = "<script>alert(1)</script> javascript:alert(2) https://x.org/\"onmouseover='alert(3)'"


def link(address):
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def test_every_address_on_record_is_a_link_as_it_stands():
    addresses = [row["url"] for row in shipped()["sources"] if row["url"]]
    assert addresses
    for address in addresses:
        assert linked(f"see {address}.") == f"see {link(address)}."


@pytest.mark.parametrize("after", [".", ",", ")", "]", "}", ";", " <b>", '"', "\n"])
def test_what_follows_an_address_does_not_belong_to_it(after):
    address = "https://example.org/a?b=1&c=(d)e"
    assert linked(f"({address}{after}") == f"({link(address)}{escape(after)}"


@pytest.mark.parametrize(
    "page",
    [paragraph(HOSTILE), listing(HOSTILE, [(HOSTILE, [HOSTILE])]), grid([HOSTILE], [[HOSTILE]])],
)
def test_no_text_becomes_markup(page):
    assert "<script" not in page
    assert set(re.findall(r'href="([^"]*)"', page)) <= {"https://x.org/"}
    names = set(re.findall(r"<(\w+)", page))
    assert names <= {"a", "br", "div", "table", "tbody", "td", "th", "thead", "tr"}
    assert not re.search(r"<[^>]*\son\w+=", page)


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_is_a_str_in_all_but_notebooks(style):
    cited = mc.cite("fig-0155", style=style)
    assert isinstance(cited, str)
    assert repr(cited) == repr(str(cited))
    assert type(str(cited)) is type(cited + "") is str
    assert pickle.loads(pickle.dumps(cited)) == cited
    assert json.loads(json.dumps(cited)) == cited
    page = cited._repr_html_()
    assert page.startswith('<div style="white-space: pre-wrap">')
    assert page.count("<a href=") == cited.count("https://") > 0
