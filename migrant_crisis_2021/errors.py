"""The library's own errors: each names the bad value, the valid ones and the way out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Never, NoReturn

from .names import DISTRIBUTION


class MigrantCrisisError(Exception):
    """Base of every error that this library raises on purpose."""


class InvalidInputError(MigrantCrisisError, ValueError):
    """An argument or a file is not of the form that was asked for."""


class UnknownValueError(MigrantCrisisError, ValueError):
    """A name, id or option that does not exist."""


class DataIntegrityError(MigrantCrisisError):
    """A shipped file is missing, was altered, or does not belong with the others."""


class BuildError(MigrantCrisisError):
    """The tables cannot be built, or what was built is out of date."""


class MissingExtraError(MigrantCrisisError, ImportError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(
            f"{module} is not installed. It comes with the extra `{extra}`: "
            f'pip install "{DISTRIBUTION}[{extra}]"'
        )


_LISTED = 12
_LONGEST = 80  # characters of a value that a message shows, and that are compared


def shown(value: object) -> str:
    """Show a value in a message: on one line, and cut if it is long.

    Examples
    --------
    >>> shown("clash"), shown("x" * 1000)[-25:]
    ("'clash'", 'xx… (of 1,002 characters)')
    """
    text = re.sub(r"\s*\n\s*", " ", repr(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… (of {len(text):,} characters)"


def listed(names: Sequence[str], most: int = _LISTED) -> str:
    """Write names in a message, as many as `most`, and count the rest.

    Examples
    --------
    >>> listed(["apa", "bibtex", "ris"], most=2)
    'apa, bibtex and 1 more'
    """
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}"


def shortened(lines: Sequence[str], most: int, more: str) -> list[str]:
    """Keep the first lines of a long list; `more` says how many are left out, as ``{n}``."""
    rest = [more.format(n=len(lines) - most)] if len(lines) > most else []
    return [*lines[:most], *rest]


def no_meaning(kind: str, value: Never) -> NoReturn:
    """Refuse a value to which the code gives no meaning; type checkers prove that none is left."""
    raise DataIntegrityError(
        f"{kind} {shown(value)} has no meaning in this library: the list {kind} is closed. "
        "Use one of its values, or extend the library."
    )


def check_option(kind: str, value: object, valid: Iterable[str]) -> None:
    """Raise an error that lists the valid values unless `value` is one of them."""
    allowed = list(valid)
    if not isinstance(value, str) or value not in allowed:
        raise unknown(kind, value, allowed)


def check_flag(name: str, value: object) -> None:
    """Raise an error unless `value` is True or False; the text "no" would count as True."""
    if not isinstance(value, bool):
        raise InvalidInputError(f"{name}={shown(value)} must be True or False.")


def unknown(kind: str, value: object, valid: Iterable[str], way_out: str = "") -> UnknownValueError:
    """Make an error for `value`, listing the valid values with the nearest first.

    Parameters
    ----------
    kind : str
        What the value should have been, such as ``"event_type"``.
    value : object
        What was given.
    valid : iterable of str
        All values that would have been accepted.
    way_out : str, optional
        A sentence that says where to look further.

    Returns
    -------
    UnknownValueError
        To be raised by the caller.

    Examples
    --------
    >>> str(unknown("style", "apaa", ["apa", "ris"]))
    "unknown style 'apaa'. Valid, nearest first: apa, ris."
    """
    ordered = nearest(str(value), valid)
    message = f"unknown {kind} {shown(value)}. Valid, nearest first: {listed(ordered)}."
    return UnknownValueError(f"{message} {way_out}".rstrip())


def nearest(value: str, valid: Iterable[str]) -> list[str]:
    """Sort the valid values by likeness to `value`, ties by name."""
    folded = value[:_LONGEST].casefold()

    def distance(candidate: str) -> tuple[float, str]:
        ratio = difflib.SequenceMatcher(None, folded, candidate.casefold()).ratio()
        return -ratio, candidate

    return sorted(valid, key=distance)
