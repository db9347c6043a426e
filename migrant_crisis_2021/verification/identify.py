"""Work out which document a copy is a copy of, if its fingerprints do not show it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePath
from urllib.parse import unquote

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..parsing.words import fold
from .copies import Copy

_ADDRESS = re.compile(  # without limits, a long word would be tried from each of its letters
    r"(?<![\w-])(?:https?://)?(?:[\w-]{1,63}\.){1,10}[a-z]{2,63}/[^\s<>\"'«»“”]*", re.IGNORECASE
)
_ARCHIVE = re.compile(r"^web\.archive\.org/web/\w+/(?:https?://)?(?:www\.)?", re.IGNORECASE)
_TRACKING = re.compile(r"[?&](?:utm_|fbclid=|gclid=).*")
_FIRST_LINES = 10
_FEWEST_WORDS = 4
_SITE_NAME = re.compile(r"\s[|–—-]\s")


def by_file_name(dataset: Dataset, copy: Copy) -> str | None:
    """Return the document whose id is the name of the file, without its suffix."""
    name = PurePath(copy.file.partition("?")[0]).stem.casefold()
    return name if name in dataset["sources"].by_id else None


def by_address(dataset: Dataset, copy: Copy) -> str | None:
    """Return the document whose address the copy declares as its own or, without one, names.

    If the text names the addresses of several documents, it is not taken for any of them.
    """
    given = copy.addresses or [
        match[0].rstrip(".,;:!?)]")
        for line in _lines_with("/", copy.text)
        for match in _ADDRESS.finditer(line)
    ]
    known = _addresses(dataset)
    return _only({source for each in given for source in known.get(plain_address(each), ())})


def _lines_with(mark: str, text: str) -> Iterator[str]:
    """Find the lines that contain a mark, which is quick if few do."""
    at = text.find(mark)
    while at >= 0:
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text[start:end]
        at = text.find(mark, end)


def by_title(dataset: Dataset, copy: Copy) -> str | None:
    """Return the document whose whole title is one of the first lines of the copy.

    Titles of fewer than four words do not identify a document.
    """
    known = _titles(dataset)
    lines = [line for line in copy.text[:20_000].splitlines() if line.strip()][:_FIRST_LINES]
    parts = {part for line in lines for part in (line, *_SITE_NAME.split(line))}
    return _only({source for part in parts for source in known.get(fold(part), ())})


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


@kept_on_dataset
def _addresses(dataset: Dataset) -> dict[str, set[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for row in dataset["sources"]:
        for address in (row["url"], row["archived_url"]):
            if address:
                known[plain_address(address)].add(row["source_id"])
    return dict(known)


@kept_on_dataset
def _titles(dataset: Dataset) -> dict[str, set[str]]:
    known: dict[str, set[str]] = defaultdict(set)
    for row in dataset["sources"]:
        title = fold(row["title"] or "")
        if len(title.split()) >= _FEWEST_WORDS:
            known[title].add(row["source_id"])
    return dict(known)


def plain_address(address: str) -> str:
    """Reduce an address to the part that differs between documents."""
    bare = re.sub(r"^https?://(?:www\.)?|^www\.", "", address.partition("#")[0].strip())
    bare = _TRACKING.sub("", _ARCHIVE.sub("", bare))
    return unquote(bare).rstrip("/").casefold()
