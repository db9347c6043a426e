"""Croissant 1.1: the metadata that loaders of machine-learning data and search engines read.

It has no `references` between record sets: mlcroissant 1.1 refuses a table that refers to itself,
and loads the wrong rows of a table to which others refer. The keys are in the data package. The
Parquet files are its distribution: from the CSV files, mlcroissant guesses types and nulls.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..citation.item import Citation
from ..citation.items import dataset_item
from ..citation.styles import bibtex
from .schema_org import about

_CROISSANT = (
    *("citeAs", "column", "containedIn", "extract", "field", "fileObject", "fileProperty"),
    *("fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
    *("arrayShape", "parentField", "path", "recordSet", "references", "regex", "repeated"),
    *("replace", "samplingRate", "sdVersion", "separator", "source", "subField", "transform"),
    *("equivalentProperty",),
)
"""Terms of Croissant's own namespace; the other terms are those of schema.org."""

_LANGUAGES = {"@container": "@language"}
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{term: f"cr:{term}" for term in _CROISSANT},
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": _LANGUAGES,
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": _LANGUAGES,
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
}
_TYPES = {"string": "sc:Text", "date": "sc:Date", "integer": "sc:Integer", "number": "sc:Float"}


def croissant(manifest: Mapping[str, Any]) -> str:
    """Write the Croissant description of a dataset from its manifest.

    Parameters
    ----------
    manifest : dict
        The content of ``datapackage.json``.

    Returns
    -------
    str
        JSON-LD: one file object and one record set per table.

    Examples
    --------
    >>> from migrant_crisis_2021.dataset import shipped
    >>> json.loads(croissant(shipped().manifest))["recordSet"][0]["key"]
    {'@id': 'events/event_id'}
    """
    resources = manifest["resources"]
    described = {
        "@context": dict(sorted(_CONTEXT.items())),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        **about(manifest),
        "citeAs": bibtex.render(Citation([], [], dataset_item(manifest))),
        "distribution": [_file(resource) for resource in resources],
        "recordSet": [_record_set(resource) for resource in resources],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _file(resource: Mapping[str, Any]) -> dict[str, Any]:
    parquet = resource["parquet"]
    return {
        "@type": "cr:FileObject",
        "@id": parquet["path"],
        "name": parquet["path"],
        "description": resource["description"],
        "contentUrl": parquet["path"],
        "contentSize": f"{parquet['bytes']} B",
        # mlcroissant knows Parquet by the name that was usual before it was registered.
        "encodingFormat": ["application/x-parquet", parquet["mediatype"]],
        "sha256": parquet["hash"].removeprefix("sha256:"),
    }


def _record_set(resource: Mapping[str, Any]) -> dict[str, Any]:
    table, schema = resource["name"], resource["schema"]
    keys = [{"@id": f"{table}/{column}"} for column in schema.get("primaryKey", ())]
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": resource["description"],
        **({"key": keys[0] if len(keys) == 1 else keys} if keys else {}),
        "field": [_field(resource, column) for column in schema["fields"]],
    }


def _field(resource: Mapping[str, Any], column: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{resource['name']}/{column['name']}",
        "name": column["name"],
        "description": column["description"],
        "dataType": _TYPES[column["type"]],
        "source": {
            "fileObject": {"@id": resource["parquet"]["path"]},
            "extract": {"column": column["name"]},
        },
    }
