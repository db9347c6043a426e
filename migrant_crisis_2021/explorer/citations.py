"""The citations of every record in every style, small enough for a page.

A citation is cut where its style separates items, and each item is kept once: most records share
their documents, and all share the dataset. Titles and addresses that the page has anyway stand as
references. The page puts everything together again, so that its text is what `cite` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..citation.cite import rendered
from ..citation.item import Citation
from ..citation.items import assemble
from ..citation.selection import select
from ..dataset import Dataset
from ..names import Style

SEPARATORS: dict[Style, str] = {
    "apa": "\n\n",
    "chicago": "\n\n",
    "bibtex": "\n\n",
    "ris": "\nTY  - ",
    "csl-json": "\n  },\n  {\n",
    "text": "\n",
}
"""What stands between two items of a style."""

_SHORTEST = 12  # a shorter text is not worth a reference


def citations(
    dataset: Dataset, records: Mapping[str, int], sources: Mapping[str, int]
) -> dict[str, Any]:
    r"""Return the items of all citations, and which of them each citation joins.

    Parameters
    ----------
    dataset : Dataset
        The dataset.
    records, sources : mapping of str to int
        The positions of records and documents in the payload.

    Returns
    -------
    dict
        ``styles``: each style with its separator. ``items``: texts, in which ``\x01r7\x02`` is the
        title of record 7, ``\x01s7\x02`` and ``\x01u7\x02`` are title and address of document 7.
        ``cites``: for each record and style, the numbers of its items, each as the difference from
        the one before; the last of them belongs to the dataset itself.
    """
    items: dict[str, int] = {}
    cites = []
    for what in (*records, None):
        cited = assemble(dataset, *select(dataset, what))
        references = _references(dataset, cited, records, sources)
        cites.append([_numbers(cited, style, references, items) for style in SEPARATORS])
    return {"styles": SEPARATORS, "items": list(items), "cites": cites}


def _numbers(
    cited: Citation, style: Style, references: Mapping[str, str], items: dict[str, int]
) -> list[int]:
    text = rendered(cited, style)
    for known, reference in references.items():
        text = text.replace(known, reference)
    numbers = [items.setdefault(part, len(items)) for part in text.split(SEPARATORS[style])]
    return [now - before for before, now in zip([0, *numbers], numbers, strict=False)]


def _references(
    dataset: Dataset, cited: Citation, records: Mapping[str, int], sources: Mapping[str, int]
) -> dict[str, str]:
    """Map the texts of a citation that the page has elsewhere to references, the longest first."""
    positions = dataset["positions"].by_id
    texts = {}
    for item in cited.records:
        ident = item["id"]
        titled = positions[ident]["claim_id"] if ident in positions else ident
        texts[item["title"]] = f"r{records[titled]}"  # a position is cited by what the claim says
    for item in cited.sources:
        number = sources[item["id"]]
        texts |= {item["title"]: f"s{number}", item.get("URL", ""): f"u{number}"}
    found = sorted((text for text in texts if len(text) >= _SHORTEST), key=len, reverse=True)
    return {text: f"\x01{texts[text]}\x02" for text in found}
