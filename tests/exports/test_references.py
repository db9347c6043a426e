"""Reference lists."""

import json
import re

import pytest

from migrant_crisis_2021.errors import InvalidInputError
from tests.datasets import small_dataset
from tests.exports.rows import HOSTILE
from tests.ferry import MANIFEST, ferry

FORMATS = {"bibtex": "bib", "ris": "ris", "csl-json": "csl-json"}


@pytest.fixture(scope="module")
def dataset():
    rows = {name: list(small_dataset()[name]) for name in small_dataset().tables}
    return type(ferry()).of(rows, MANIFEST)


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("data", ["evt-0001", ["fig-0001", "one"], "frame"])
def test_they_are_what_cite_returns(tmp_path, dataset, style, data):
    given = dataset.events() if isinstance(data, str) and data == "frame" else data
    done = dataset.export(tmp_path / "a", given, FORMATS[style])
    assert done.path.read_text("utf-8") == dataset.cite(given, style=style).rstrip("\n") + "\n"


def ids(done):
    return [item["id"] for item in json.loads(done.path.read_text("utf-8"))]


def test_the_whole_dataset_and_tables_give_their_documents(tmp_path, dataset):
    def exported(data):
        return dataset.export(tmp_path / "a.json", data, "csl-json", force=True)

    every = [*dataset["sources"].by_id, MANIFEST["name"]]
    assert ids(exported(None)) == every
    assert ids(exported("sources")) == every
    assert exported(None).n == len(every)
    behind = {row["source_id"] for row in dataset["evidence"] if row["record_id"][:3] == "evt"}
    assert set(ids(exported("events"))) == behind | {MANIFEST["name"]}
    both = set(ids(exported(["events", "figures"])))
    assert both >= set(ids(exported("figures"))) | behind


@pytest.mark.parametrize("data", [None, "sources", "events", ["events", "figures"]])
def test_of_an_empty_dataset_there_is_nothing_to_cite(tmp_path, data):
    empty = type(ferry()).of({}, MANIFEST)
    with pytest.raises(InvalidInputError, match="there is nothing to cite: no documents"):
        empty.export(tmp_path / "a.bib", data)
    assert not [*tmp_path.iterdir()]


def test_a_table_without_rows_does_not_hinder_another(tmp_path):
    rows = type(ferry()).of({"sources": list(ferry()["sources"])}, MANIFEST)
    done = rows.export(tmp_path / "a.bib", ["events", "sources"])
    assert done.n == len(ferry()["sources"].by_id) + 1


def test_a_record_is_a_dataset_of_its_own(tmp_path, dataset):
    items = json.loads(dataset.export(tmp_path / "a", "fig-0001", "csl-json").path.read_text())
    assert items[0]["id"] == "fig-0001"
    assert items[0]["type"] == "dataset"
    assert items[0]["container-title"] == MANIFEST["title"]
    assert (
        "TY  - DATA\nID  - fig-0001"
        in dataset.export(tmp_path / "a.ris", "fig-0001").path.read_text()
    )


def test_rows_without_ids_cannot_be_cited(tmp_path, dataset):
    with pytest.raises(InvalidInputError, match="no ids"):
        dataset.export(tmp_path / "a.bib", "vocabulary")


@pytest.mark.parametrize("format_", ["bibtex", "ris"])
def test_texts_stay_inside_their_field(tmp_path, format_):
    title = f"{HOSTILE}\nER  - \nTY  - BOOK }} @book{{x, title"
    rows = {name: list(small_dataset()[name]) for name in small_dataset().tables}
    rows["sources"] = [{**row, "title": title} for row in rows["sources"]]
    made = type(ferry()).of(rows, MANIFEST)
    text = made.export(tmp_path / "a", "one", format_).path.read_text("utf-8")
    begins = r"^@\w+\{" if format_ == "bibtex" else r"^TY  - "
    assert len(re.findall(begins, text, re.MULTILINE)) == 2  # the document and the dataset
