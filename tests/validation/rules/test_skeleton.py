"""What compares as equal has one skeleton, or one of the two is odd: so R39 misses nothing."""

from collections import defaultdict
from itertools import product
from urllib.parse import quote

import narwhals as nw
import pyarrow as pa
import pytest

from migrant_crisis_2021.parsing.words import fold
from migrant_crisis_2021.validation.rules.skeleton import (
    address_skeleton,
    is_odd,
    is_odd_address,
    skeleton,
)
from migrant_crisis_2021.verification.identify import plain_address

CHARACTERS = [
    *map(chr, range(0x3000)),
    *map(chr, range(0xA640, 0xAC00)),
    *map(chr, range(0xF900, 0x20000)),
]
"""Without surrogates and the letters of Chinese and Korean, which have no case and no accents."""

HOST = "https://example.org/"
BEFORE = (
    "https://",
    "http://www.",
    "www.",
    "",
    " https://",
    "HTTPS://",
    "\u00a0https://",
    "\thttps://",
)
ARCHIVES = (
    "",
    "web.archive.org/web/2021/",
    "web.archive.org/web/2021id_/http://",
    "web.archive.org/web/2021*/",
    "WEB.archive.org/web/2021/",
    "web.archive.org/web/é/",
)
ADDRESSES = (
    "example.org",
    "example.org/b7",
    "example.org/%627",
    "example.org/%25b7",
    "Example.org/B7/",
)
AFTER = (
    "",
    "/",
    "#b7",
    "#b\n7",
    "?utm_b=7",
    "?UTM_b=7",
    "&fbclid=7b#p",
    "?gclid=7b",
    "%3Futm_b=7",
    "?b=7",
)


def evaluated(texts, of_text, is_odd_text):
    """Return the skeleton of each text; None for an odd one."""
    table = nw.from_native(pa.table({"text": texts}))
    found = table.select(skeleton=of_text(nw.col("text")), odd=is_odd_text(nw.col("text")))
    return [None if odd else kept for kept, odd in found.iter_rows()]


def differing(texts, skeletons, expected):
    """List the texts with another skeleton than expected, except odd ones."""
    return [one for one, a, b in zip(texts, skeletons, expected, strict=True) if a not in (None, b)]


def test_folding_a_character_keeps_its_skeleton():
    now = evaluated(CHARACTERS, skeleton, is_odd)
    folded = evaluated([fold(one) for one in CHARACTERS], skeleton, nw.Expr.is_null)
    assert differing(CHARACTERS, now, folded) == []
    assert sum(kept is not None for kept in now) > 400
    assert "".join(filter(None, now[:128])) == "0123456789bfmpqvxbfmpqvx"


@pytest.mark.parametrize("write", [str, quote])
def test_an_address_of_any_character_has_the_skeleton_of_its_plain_form(write):
    addresses = [HOST + write(one) + "!" for one in CHARACTERS if one not in "#%"]
    plain = [plain_address(one) for one in addresses]
    now = evaluated(addresses, address_skeleton, is_odd_address)
    expected = evaluated(plain, address_skeleton, nw.Expr.is_null)
    assert differing(addresses, now, expected) == []
    assert sum(kept is None for kept in now) < 5_000


def test_addresses_that_compare_as_equal_have_one_skeleton():
    addresses = ["".join(parts) for parts in product(BEFORE, ARCHIVES, ADDRESSES, AFTER)]
    same = defaultdict(set)
    for one, kept in zip(
        addresses, evaluated(addresses, address_skeleton, is_odd_address), strict=True
    ):
        same[plain_address(one)].add(kept)
    assert [(one, kept) for one, kept in same.items() if len(kept - {None}) > 1] == []
    assert sum(kept != {None} for kept in same.values()) > 20


def test_most_addresses_are_not_odd():
    addresses = [HOST + "one", "https://web.archive.org/web/2021/" + HOST + "%C5%BC", HOST + "żж"]
    assert evaluated(addresses, address_skeleton, is_odd_address) == ["xmp", "xmp", "xmp"]
