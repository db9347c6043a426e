"""rdflib reads ``data/schema_org.json`` without a network, and knows each of its terms."""

import copy
import hashlib
import json

import pytest

from tests.conformance.truth import DATA, RESOURCES

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of rdflib
]

DESCRIBED = json.loads((DATA / "schema_org.json").read_text(encoding="utf-8"))


def graph(described, monkeypatch):
    rdflib = pytest.importorskip("rdflib")

    def refuse(*_, **__):
        raise OSError("no network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    return rdflib.Graph().parse(data=json.dumps(described), format="json-ld")


def unknown_terms(found):
    """List the classes and properties that rdflib's vocabulary of schema.org does not have."""
    from rdflib import RDF, SDO

    terms = set(found.predicates()) - {RDF.type} | set(found.objects(predicate=RDF.type))
    return sorted(str(term) for term in terms if term not in SDO)


def wrong_files(found):
    """List the downloads that are not the files of the dataset."""
    from rdflib import RDF, SDO

    wrong = []
    downloads = list(found.subjects(RDF.type, SDO.DataDownload))
    for download in downloads:
        said = {name: str(found.value(download, SDO[name])) for name in ("sha256", "contentSize")}
        content = (DATA / str(found.value(download, SDO.contentUrl))).read_bytes()
        is_so = {
            "sha256": hashlib.sha256(content).hexdigest(),
            "contentSize": f"{len(content)} B",
        }
        if said != is_so:
            wrong.append(str(found.value(download, SDO.contentUrl)))
    assert len(downloads) == 2 * len(RESOURCES)
    return wrong


def test_every_term_is_known_and_every_file_as_described(monkeypatch):
    found = graph(DESCRIBED, monkeypatch)
    assert unknown_terms(found) == []
    assert wrong_files(found) == []


def test_it_says_what_search_engines_ask_for(monkeypatch):
    rdflib = pytest.importorskip("rdflib")
    RDF, SDO = rdflib.RDF, rdflib.SDO  # noqa: N806
    found = graph(DESCRIBED, monkeypatch)
    dataset = found.value(predicate=RDF.type, object=SDO.Dataset)
    for name in ("name", "description", "license", "creator", "keywords", "temporalCoverage"):
        assert found.value(dataset, SDO[name], any=True), name
    assert 50 <= len(str(found.value(dataset, SDO.description))) <= 5000  # Google's limits


def broken(path, value):
    described = copy.deepcopy(DESCRIBED)
    *parents, last = path
    owner = described
    for step in parents:
        owner = owner[step]
    owner[last] = value
    return described


@pytest.mark.parametrize(
    ("path", "value"),
    [(["distribution", 0, "@type"], "DataDownlaod"), (["licence"], "CC0"), (["@type"], "Data")],
)
def test_a_misspelt_term_is_noticed(monkeypatch, path, value):
    assert len(unknown_terms(graph(broken(path, value), monkeypatch))) == 1


@pytest.mark.parametrize(("name", "value"), [("sha256", "0" * 64), ("contentSize", "1 B")])
def test_a_wrong_hash_or_size_is_noticed(monkeypatch, name, value):
    found = graph(broken(["distribution", 0, name], value), monkeypatch)
    assert wrong_files(found) == [DESCRIBED["distribution"][0]["contentUrl"]]


def test_a_context_on_the_network_would_be_noticed(monkeypatch):
    with pytest.raises(OSError):
        graph(broken(["@context"], "https://schema.org"), monkeypatch)
