"""Files of a document that are no YAML or JSON, or give a key twice."""

import pytest

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.release.coding.document_form import read_document_file
from migrant_crisis_2021.release.coding.entries import Form, actors_with_roles

YAML = """
events:
  - title: A hall is opened
    reality: planned
    reality: occurred
    actors: {initiator: mayor, initiator: choir}
source: {title: A hall, title: A hall, title: "No"}
defaults: {place_id: pier, place_id: quay}
events:
"""
JSON = """{
  "events": [{"title": "A hall is opened", "reality": "planned", "reality": "occurred",
              "actors": {"initiator": "mayor", "initiator": "choir"}}],
  "source": {"title": "A hall", "title": "A hall", "title": "No"},
  "defaults": {"place_id": "pier", "place_id": "quay"}
}"""


def read(folder, text, name):
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_document_file(file)


def faults(entry):
    return [f"{fault.column}: {fault.message}" for fault in entry.faults]


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_a_key_that_is_given_twice_is_named_where_it_stands(tmp_path, name):
    if name.endswith("yaml"):
        pytest.importorskip("yaml")
    given = read(tmp_path, YAML.rpartition("events:")[0] if "yaml" in name else JSON, name)
    form = Form(given)
    (event,) = form.entries["events"]
    assert faults(event) == ["reality: given twice ('planned', 'occurred'): keep one"]
    assert faults(form.source) == ["title: given 3 times ('A hall', 'A hall', 'No'): keep one"]
    assert faults(form.whole) == ["place_id: given twice ('pier', 'quay'): keep one"]
    with pytest.raises(InvalidInputError, match=r"initiator: given twice .*, or write a list"):
        list(actors_with_roles(event.cells["actors"]))


def test_a_section_that_is_given_twice_is_a_problem_of_the_file(tmp_path):
    pytest.importorskip("yaml")
    form = Form(read(tmp_path, YAML, "a.yaml"))
    message = "events: given twice: write it once, with everything that belongs to it"
    assert message in faults(form.whole)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("events:\n  - title: Ceuta: thousands\n",
         "line 2, column 17: mapping values are not allowed here. Put quotes around text"),
        ("events:\n  - title: Ceuta\n\tsummary: x\n",
         "line 3, column 1: .* cannot start any token. Indent with spaces, not with tabs"),
        ('events:\n  - title: "Ceuta\n    summary: x\n',
         "line 4, column 1: found unexpected end of stream while scanning a quoted scalar, line 2"),
        ("events:\n  - title: Ce\x01uta\n",
         r"line 2, column 14: the character \\x01 is not allowed. Delete it"),
        ("events:\n  - {title: *Ceuta}\n", "line 2, column 13: found undefined alias"),
        ("? [a, b]\n: c\n", "line 1, column 3: found unhashable key"),
    ],
)  # fmt: skip
def test_text_that_is_no_yaml_is_named_by_its_line_with_the_way_out(tmp_path, text, words):
    pytest.importorskip("yaml")
    with pytest.raises(InvalidInputError, match=f"a.yaml is not YAML: {words}") as error:
        read(tmp_path, text, "a.yaml")
    assert "unicode string" not in str(error.value)


def test_json_that_cannot_be_read_is_named_by_its_line(tmp_path):
    with pytest.raises(InvalidInputError, match=r"a.json is not JSON: .*: line 2 column 1"):
        read(tmp_path, '{"events": [\n', "a.json")
