"""The worked example of a new dataset: an invented article, and the file from which it is coded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..dataset import Dataset
from ..dataset.description import Description
from .coding.add_rows import NewRows
from .coding.document_file import DocumentFile

PERIOD = {"start": "2031-01-01", "end": "2031-12-31"}

_ARTICLE = """Ferry terminal at Lantern Point shut after night of crowds

The harbour service of Example Island closed the ferry terminal at Lantern Point before sunrise on \
Sunday, and told travellers to wait in the old customs hall until further notice.

A spokesperson for the service said on Sunday that 1,250 people had been registered in the hall by \
noon, more than its benches can hold, and that blankets were on the way.
"""
_CODED: Mapping[str, Any] = {
    "copy": "herald.txt",
    "source": {
        "title": "Ferry terminal at Lantern Point shut after night of crowds",
        "publisher": "Example Herald",
        "publisher_kind": "newspaper",
        "publisher_country": "GB",
        "state_affiliated": "no",
        "language": "en",
        "published_on": "2031-05-04",
        "url": "https://herald.example/lantern-point",
        "note": "An invented document, to show how one is coded. Delete it.",
    },
    "actors": [
        {"name": "Example Island", "kind": "state", "party": "yes", "country": "GB"},
        {
            "name": "Harbour Service",
            "kind": "state_body",
            "party": "yes",
            "country": "GB",
            "affiliation": "example-island",
        },
    ],
    "places": [
        {"name": "Lantern Point", "kind": "site", "country": "GB", "geo_precision": "point"}
    ],
    "events": [
        {
            "title": "The ferry terminal at Lantern Point is closed",
            "summary": "The harbour service stops all ferries from Lantern Point.",
            "event_type": "transport_restriction",
            "reality": "occurred",
            "date_edtf": "2031-05-04",
            "place_id": "lantern-point",
            "about_country": "GB",
            "actors": {"initiator": "harbour-service"},
            "figures": "registered",
            "passage": "ferry terminal at Lantern Point before",
        }
    ],
    "figures": [
        {
            "ref": "registered",
            "title": "People registered in the customs hall at Lantern Point",
            "measure": "people_in_camp",
            "measure_kind": "stock",
            "printed": "1,250",
            "period_start": "2031-05-04",
            "asserted_by": "harbour-service",
            "reality": "occurred",
            "place_id": "lantern-point",
        }
    ],
}


def example_rows(dataset: Dataset, described: Description) -> NewRows:
    """Return the rows by table, as `new --from` makes them."""
    with TemporaryDirectory() as folder:
        (Path(folder) / _CODED["copy"]).write_text(_ARTICLE, encoding="utf-8")
        return DocumentFile(_CODED, Path(folder)).rows(dataset, described)


def _yaml(coded: Mapping[str, Any]) -> Iterator[str]:
    """Yield lines of YAML: texts, mappings, and lists of mappings."""
    for section, content in coded.items():
        if isinstance(content, str):
            yield f"{section}: {content}"
            continue
        yield f"{section}:"
        for entry in [content] if isinstance(content, Mapping) else content:
            lead = "  " if entry is content else "  - "
            for name, value in entry.items():
                yield f"{lead}{name}: {_inline(value)}"
                lead = " " * len(lead)


def _inline(value: str | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return value
    return f"{{{', '.join(f'{name}: {text}' for name, text in value.items())}}}"


FILES = {
    "articles/herald.txt": _ARTICLE,
    "articles/herald.yaml": "".join(f"{line}\n" for line in _yaml(_CODED)),
}
"""The article and the file that codes it, by their names in the folder of the dataset."""
