"""Skeletons: what two texts have in common if they compare as equal, as engines can compute it.

No engine folds accents or decodes addresses as Python does. But there are characters into which
that turns no other common character, such as b and 7. They are the *skeleton* of a text: texts with
different skeletons differ. An *odd* text has characters that could become some of them.
"""

from __future__ import annotations

import narwhals as nw

from .sieve import any_of
from .unusual import COMMON

_PLAIN = "0-9BFMPQVXbfmpqvx"
_CYRILLIC = "А-ВДЖЗЛ-ТФ-Яа-вджзл-тф-я"
_CODE = "%[0-9A-Fa-f]{2}"
_CODE_OF_PLAIN = "%(?:3[0-9]|[46][26Dd]|[57][0168])"
_LIGATURE = "[ﬀ-ﬄ]|%[Ee][Ff]%[Aa][Cc]"
_ARCHIVE = "web[.]archive[.]org"
_BEFORE = rf"\A *(?:https?://)?(?:(?:www[.])?{_ARCHIVE}/web/[0-9A-Za-z_]+/(?:https?://)?)?"
_AFTER = "#.*|[?&](?:utm_|fbclid=|gclid=).*"


def skeleton(text: nw.Expr) -> nw.Expr:
    """Return the skeleton of a text that is compared by `fold`."""
    return _kept(text, _PLAIN + _CYRILLIC)


def is_odd(text: nw.Expr) -> nw.Expr:
    """Return a mask of the texts that `fold` may give another skeleton."""
    return text.str.contains(f"[^{COMMON}]|[²³¹¼-¾]")


def address_skeleton(address: nw.Expr) -> nw.Expr:
    """Return the skeleton of an address that is compared by `plain_address`."""
    return _kept(_bare(address).str.replace_all(_CODE, ""), _PLAIN)


def is_odd_address(address: nw.Expr) -> nw.Expr:
    """Return a mask of the addresses that `plain_address` may give another skeleton."""
    return any_of(
        address.str.contains(rf"{_CODE_OF_PLAIN}|{_LIGATURE}|[\x00-\x1f]|\A[^ -~]"),
        _bare(address).str.contains(f"(?i){_ARCHIVE}"),
    )


def _bare(address: nw.Expr) -> nw.Expr:
    """Leave out the scheme, the archive, and what does not tell documents apart."""
    return address.str.replace_all(_AFTER, "").str.replace_all(_BEFORE, "")


def _kept(text: nw.Expr, characters: str) -> nw.Expr:
    return text.str.replace_all(f"[^{characters}]+", "").str.to_lowercase()
