"""schema.org: the metadata that search engines for datasets read on a page about the dataset."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..dataset.description import doi, period
from ..dataset.manifest import released_on

_MAIN_TABLE = "timeline"
"""The table with one row per record, whose columns are listed."""


def schema_org(manifest: Mapping[str, Any]) -> str:
    """Describe a dataset as a ``Dataset`` of schema.org, from its manifest.

    Parameters
    ----------
    manifest : dict
        The content of ``datapackage.json``.

    Returns
    -------
    str
        JSON-LD with an inline context, so that no reader has to fetch one.

    Examples
    --------
    >>> from migrant_crisis_2021.dataset import shipped
    >>> json.loads(schema_org(shipped().manifest))["temporalCoverage"]
    '2021-01-01/2022-12-31'
    """
    described = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "Dataset",
        **about(manifest),
        "distribution": list(_downloads(manifest)),
        "variableMeasured": list(_columns(manifest)),
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def about(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Describe the dataset as a whole in terms of schema.org."""
    day, start_end = released_on(manifest), period(manifest)
    address, known_as = manifest.get("homepage"), doi(manifest)
    people = [
        {"@type": "Organization", "name": person["title"]} for person in manifest["contributors"]
    ]
    return {
        "name": manifest["title"],
        "alternateName": manifest["name"],
        "description": manifest["description"],
        "version": manifest["version"],
        **({"datePublished": str(day)} if day else {}),
        **({"url": address} if address else {}),
        **({"identifier": f"https://doi.org/{known_as}"} if known_as else {}),
        # The first licence is that of the data; any others apply to the code.
        "license": manifest["licenses"][0].get("path", manifest["licenses"][0]["name"]),
        "creator": people,
        "keywords": manifest["keywords"],
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "temporalCoverage": "/".join(map(str, start_end)),
    }


def _downloads(manifest: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in manifest["resources"]:
        for file in (resource, resource["parquet"]):
            yield {
                "@type": "DataDownload",
                "name": file["path"],
                "description": resource["description"],
                "contentUrl": file["path"],
                "contentSize": f"{file['bytes']} B",
                "encodingFormat": file["mediatype"],
                "sha256": file["hash"].removeprefix("sha256:"),
            }


def _columns(manifest: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for resource in manifest["resources"]:
        for column in resource["schema"]["fields"] if resource["name"] == _MAIN_TABLE else ():
            unit = column.get("unit")
            yield {
                "@type": "PropertyValue",
                "name": column["name"],
                "description": column["description"],
                **({"unitText": unit} if unit else {}),
            }
