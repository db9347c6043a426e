"""The file to fill in that has what a copy shows: `new --template document --copy`."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.coding.document_form import (
    SECTIONS,
    SUGGESTED,
    read_document_file,
    yaml_text,
)
from migrant_crisis_2021.release.coding.draft import draft
from migrant_crisis_2021.release.coding.suggestions import Suggestion, Suggestions
from tests.articles import ARTICLE
from tests.command_line.test_code import contents, rows, run, written
from tests.command_line.test_new_rows import COURIER
from tests.projects import YEARS, ferry_project

DOCUMENT = {
    "publisher": "Quay Gazette",
    "publisher_kind": "newspaper",
    "language": "en",
    "published_on": "2023-03-08",
}
FIGURE = {
    "measure_kind": "stock",
    "period_start": "2023-03-07",
}
SHARED = {"reality": "occurred", "place_id": "vellmar"}
TEXT = (
    "Quay: still full\n\nThe clerks of the harbour office said that the quay had about 40 lorries "
    "and 15 drivers on Monday, when the ferries of the other shore did not sail because of ice.\n\n"
    "On the other side of the water the mayor of the village counted 40 carts and as many as 300 "
    "people, of whom two were the captains of the ferries that the ice kept in the harbour.\n"
)


@pytest.fixture
def root(tmp_path):
    ferry_project(tmp_path / "ferries")
    (tmp_path / "ferries" / "article.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "ferries" / "quay.txt").write_text(TEXT, "utf-8")
    return tmp_path / "ferries"


def printed(root, name="article.txt"):
    result = run(root, "new", "--template", "document", "--copy", root / name)
    assert result.exit_code == 0, result.output
    return result.stdout


def filled(text):
    """Fill in a file as a coder does who codes every figure, and asks for no decision."""
    number = 0
    lines = []
    section = ""
    for line in text.splitlines():
        section = line.partition(":")[0] if re.match(r"\w", line) else section
        key = re.fullmatch(r"(?P<lead> +(?:- )?)(?P<name>\w+):(?:  #.*)?", line)
        cells = {"source": DOCUMENT, "defaults": SHARED, "figures": FIGURE}.get(section, {})
        if key and section == "figures" and key["name"] == "title":
            number += 1
            line = f"{key['lead']}title: What was counted as number {number}"
        elif key and section == "figures" and key["name"] == "measure":
            unit = "kilometres" if "About 12.5" in text else "items"
            line = f"    measure: other_count\n    counted_unit: {unit}"
        elif key and section == "figures" and key["name"] == "qualifier":
            line = "    qualifier: at_most"
        elif key and key["name"] in cells:
            line = f"{key['lead']}{key['name']}: {cells[key['name']]}"
        lines.append(line)
    return "\n".join(lines)


def added(root, text, name="coded.yaml"):
    (root / name).write_text(text, "utf-8")
    return run(root, "new", "--from", root / name)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("article.txt", {"7,935": "exact", "1,250 at most": "at_most", "64": "exact",
                         "About 12.5": "about"}),
        ("quay.txt", {"about 40": "about", "15": "exact", "40": "exact", "two": "exact",
                      "as many as 300": "at_most"}),
    ],
)  # fmt: skip
def test_what_a_copy_shows_is_filled_in_and_coded(root, name, numbers):
    pytest.importorskip("yaml")
    before = len(rows(root, "figures"))
    result = added(root, filled(printed(root, name)))
    assert result.exit_code == 0, result.output
    build(find_checkout(root))
    ask = mc.open(root)
    new = [*ask["figures"]][before:]
    evidence = {row["record_id"]: row for row in ask["evidence"]}
    found = {evidence[row["figure_id"]]["value_as_printed"]: row["qualifier"] for row in new}
    assert found == numbers
    assert all(evidence[row["figure_id"]]["fp_hash"] for row in new)
    (source,) = [row for row in ask["sources"] if row["publisher"] == "Quay Gazette"]
    assert source["title"] == (root / name).read_text("utf-8").partition("\n")[0]
    assert source["read_as"] == "full_text"


def test_a_file_that_nobody_filled_in_is_refused_with_a_line_for_each_figure(root):
    pytest.importorskip("yaml")
    before = contents(root)
    message = "has no title and no measure: fill them in, or delete the entry"
    document = "\n".join(f"  {name}: {value}" for name, value in DOCUMENT.items())
    text = printed(root, "quay.txt").replace("  publisher:\n", f"{document}\n", 1)
    text = re.sub(r"\n  (publisher_kind|language|published_on):(  #.*)?(?=\n)", "", text)
    result = added(root, text)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[1:-1] == [
        "the file",
        *(
            f"  figures, entry {number}: {words!r} {message}"
            for number, words in enumerate(
                ["about 40", "15", "40 carts", "as many as 300", "two"], 1
            )
        ),
    ]
    (root / "coded.yaml").unlink()
    assert contents(root) == before


def test_an_entry_with_anything_else_is_read_as_one_that_was_filled_in(root):
    figure = {"printed": "64", "title": "Lorries"}
    result = run(root, "new", "--from", written(root, {"source": COURIER, "figures": [figure]}))
    assert "no title and no measure" not in result.stderr
    assert "  measure: must not be empty" in result.stderr
    figure = {"printed": "64", "passage": "64 lorries", "titel": ""}
    result = run(root, "new", "--from", written(root, {"source": COURIER, "figures": [figure]}))
    assert "no title and no measure" not in result.stderr
    assert "titel: no such cell of figures" in result.stderr


def test_defaults_alone_do_not_fill_in_a_suggestion(root):
    given = {"source": COURIER, "defaults": SHARED, "figures": [{"printed": "64"}]}
    result = run(root, "new", "--from", written(root, given))
    assert "has 1 problem," in result.stderr
    assert "  figures, entry 1: '64' has no title and no measure" in result.stderr


def test_the_file_reads_well(root):
    text = printed(root, "quay.txt")
    assert text.startswith("# A document and its records. What is filled in was read from the copy")
    assert "\ncopy: quay.txt\ndefaults:  # for cells" in text
    assert '\n  title: "Quay: still full"\n' in text
    entry = """
  # ...of the village counted 40 carts and as many as 300 people, of whom two were the...
  - title:
    measure:
    measure_kind:
    printed: as many as 300
    qualifier:
    period_start:
    period_end:
    asserted_by:

"""
    assert entry in text
    assert "    printed: 40\n    qualifier: exact\n    passage: 40 carts\n" in text
    assert text.count("# rival_of: id or ref") == 1
    assert {line for line in text.splitlines() if len(line) > 100} == set()


def test_numbers_that_are_not_suggested_are_named():
    found = Suggestions(
        "a.txt", "", "", [Suggestion("64", "exact", "", "64 came")], ["12", "5m"], 9
    )
    words = " ".join(draft(shipped(), {"temporal": YEARS}, found).replace("#", " ").split())
    assert "give `value`, or `magnitude`, and `qualifier` instead of `printed`: 12; 5m" in words
    assert "Further numbers, from line 9 of the text on, are not listed." in words


def test_a_copy_without_numbers_leaves_the_usual_entry(root):
    (root / "still.txt").write_text("The quay is still full, and nobody counts.\n", "utf-8")
    whole = run(root, "new", "--template", "document").stdout
    start = whole.index("\nclaims:")
    assert printed(root, "still.txt").endswith(whole[start:])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--copy", "article.txt"),
        ("--copy", "article.txt", "--template", "parties"),
        ("--copy", "article.txt", "--from", "a.yaml"),
        ("--copy", "article.txt", "event"),
    ],
)
def test_a_copy_needs_the_template_of_a_document(root, arguments):
    result = run(root, "new", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_copy_for_another_template_is_refused_with_the_way_out(root):
    result = run(root, "new", "--template", "parties", "--copy", root / "article.txt")
    assert "--copy FILE needs --template document" in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("name", "message"),
    [("no.txt", "does not exist"), ("empty.txt", "contains no text"), (".", "is a folder")],
)
def test_a_copy_that_cannot_be_read_is_refused(root, name, message):
    (root / "empty.txt").write_text("", "utf-8")
    result = run(root, "new", "--template", "document", "--copy", root / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


@given(st.text(max_size=40))
def test_any_text_is_a_value_of_yaml(text):
    yaml = pytest.importorskip("yaml")
    assert yaml.load(f"key: {yaml_text(text)}", Loader=yaml.BaseLoader) == {"key": text}


def test_the_keys_are_those_of_a_file(root):
    pytest.importorskip("yaml")
    (root / "a.yaml").write_text(printed(root), "utf-8")
    content = read_document_file(root / "a.yaml")
    assert content.keys() <= {"copy", "defaults", "source", *SECTIONS}
    assert all({*SUGGESTED} - {"passage"} <= figure.keys() for figure in content["figures"])


def test_a_publisher_is_what_its_earlier_documents_say(root):
    first = COURIER | {"publisher_country": "FI", "state_affiliated": "yes"}
    second = {"title": "Quay open", "publisher": first["publisher"], "language": "en"}
    for source in (first, second):
        assert run(root, "new", "--from", written(root, {"source": source})).exit_code == 0
    (row,) = [one for one in rows(root, "sources") if one["title"] == "Quay open"]
    assert (row["publisher_kind"], row["publisher_country"]) == ("newspaper", "FI")
    assert row["state_affiliated"] == "yes"
    other = second | {"title": "Quay shut", "state_affiliated": "no"}
    assert run(root, "new", "--from", written(root, {"source": other})).exit_code == 0
    unsure = second | {"title": "Quay lost"}
    assert run(root, "new", "--from", written(root, {"source": unsure})).exit_code == 0
    (row,) = [one for one in rows(root, "sources") if one["title"] == "Quay lost"]
    assert (row["publisher_kind"], row["state_affiliated"]) == ("newspaper", "unknown")
