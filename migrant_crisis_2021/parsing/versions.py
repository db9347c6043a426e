"""Version numbers: ``0.10.0`` comes after ``0.9.0``, and ``0.4.0.dev0`` before ``0.4.0``."""

from __future__ import annotations

import re
from functools import cache

from ..errors import InvalidInputError, shown

Version = tuple[int, int, int]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(\.dev\d+)?", re.ASCII)


def version_key(text: object) -> Version:
    """Return the sort key of a version; one that is being prepared has that of its release.

    Raises
    ------
    InvalidInputError
        If the text is not a version.

    Examples
    --------
    >>> sorted(["0.10.0", "0.9.0"], key=version_key)
    ['0.9.0', '0.10.0']
    """
    found = _VERSION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise InvalidInputError(f"{shown(text)} is not a version: write it as 0.2.0.")
    first, second, third = map(int, found.groups()[:3])
    return first, second, third


@cache  # tables name the same few versions in thousands of rows
def version_order(text: object) -> Version:
    """Return the sort key of a version in a table; what is no version comes before all others."""
    try:
        return version_key(text)
    except InvalidInputError:  # the column checks report it
        return (-1, -1, -1)


def release_of(version: str) -> str:
    """Return the release that a version is or prepares.

    Examples
    --------
    >>> release_of("0.4.0.dev0"), release_of("0.4.0")
    ('0.4.0', '0.4.0')
    """
    return ".".join(map(str, version_key(version)))


def version_after(release: str) -> str:
    """Return the version that prepares the least release after one.

    Examples
    --------
    >>> version_after("1.0.1")
    '1.0.2.dev0'
    """
    major, minor, patch = version_key(release)
    return f"{major}.{minor}.{patch + 1}.dev0"


def is_in_preparation(version: str) -> bool:
    """Return whether a version was not released yet.

    Examples
    --------
    >>> is_in_preparation("0.4.0.dev0"), is_in_preparation("0.4.0")
    (True, False)
    """
    return version.partition(".dev")[1] != ""
