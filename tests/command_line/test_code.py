"""`new` and `propose`: ids, derived cells, links and passages; checked rows, or none."""

import csv
import io
import json
import os
import re

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.command_line.code import KINDS
from migrant_crisis_2021.dataset.csv_files import read_csv
from migrant_crisis_2021.dataset.folders import as_typed
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from tests.articles import ARTICLE
from tests.datasets import day
from tests.ferry import TABLES
from tests.projects import ferry_project
from tests.runner import runner

DOCUMENT = {
    "copy": "herald.txt",
    "source": {
        "title": "Rail line under water",
        "publisher": "Vellmar Courier",
        "publisher_kind": "newspaper",
        "language": "en",
        "published_on": "2023-03-08",
        "url": "https://courier.example/rail",
    },
    "actors": [{"name": "Rail engineers", "kind": "group", "party": "no"}],
    "places": [
        {
            "name": "Rail line",
            "kind": "site",
            "country": "NO",
            "geo_precision": "point",
            "within": ["vellmar"],
        }
    ],
    "claims": [
        {"ref": "frost", "proposition": "The line reopens before frost.", "topic": "access"}
    ],
    "events": [
        {
            "ref": "hall",
            "title": "A school hall is opened for drivers",
            "summary": "The mayor lets drivers sleep in the hall of the school.",
            "event_type": "camp_or_shelter",
            "reality": "occurred",
            "date_edtf": "2023-03-07/2023-03-08",
            "place_id": "vellmar",
            "actors": {"initiator": ["rail-engineers"]},
            "figures": ["drivers"],
            "passage": "opened the school hall",
        }
    ],
    "figures": [
        {
            "ref": "drivers",
            "title": "Drivers in the school hall",
            "measure": "people_gathered",
            "printed": "64",
            "passage": "the school hall to 64 drivers",
            "period_start": "2023-03-07",
            "reality": "occurred",
            "place_id": "vellmar",
        }
    ],
    "positions": [
        {
            "claim_id": "frost",
            "actor_id": "rail-engineers",
            "stance": "asserts",
            "date_edtf": "2023-03-08",
            "event_id": "hall",
            "passage": "the engineers of the railway",
        }
    ],
}


@pytest.fixture
def root(tmp_path):
    ferry_project(tmp_path)
    (tmp_path / "herald.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def run(root, *arguments):
    result = runner().invoke(commands, ["--data", str(root), *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def contents(root):
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


def rows(root, table):
    return read_csv(root / "data" / f"{table}.csv", table)


def written(root, document, name="document.json"):
    file = root / name
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def changed(section, **cells):
    return DOCUMENT | {section: [DOCUMENT[section][0] | cells]}


def test_all_rows_of_a_document_are_added_and_build(root):
    added = run(root, "new", "--from", written(root, DOCUMENT))
    assert added.exit_code == 0, added.output
    assert "events: evt-0002" in added.stdout
    assert f"--data {as_typed(root)} build" in added.stderr
    build(find_checkout(root))
    ask = mc.open(root)
    source = "vellmar-courier-2023-03-08-rail-line"
    document = ask["sources"].by_id[source]
    assert (document["read_as"], document["published_basis"]) == ("full_text", "stated")
    event, figure = ask["events"].by_id["evt-0002"], ask["figures"].by_id["fig-0003"]
    assert (event["date_start"], event["date_end"]) == (day("2023-03-07"), day("2023-03-08"))
    assert (event["date_precision"], event["scope"], event["confidence"]) == (
        "range",
        "crisis",
        "medium",
    )
    assert (figure["value"], figure["qualifier"], figure["bounds_basis"]) == (64, "exact", "none")
    assert (figure["counted_unit"], figure["measure_kind"]) == ("people", "stock")
    assert figure["period_end"] == day("2023-03-07")
    position = ask["positions"].by_id["pos-0002"]
    assert (position["claim_id"], position["event_id"]) == ("clm-0002", "evt-0002")
    links = [(row["event_id"], row["figure_id"]) for row in ask["event_figures"]]
    assert ("evt-0002", "fig-0003") in links
    assert ("rail-line", "vellmar") in [tuple(row.values()) for row in ask["place_parts"]]
    report = ask.verify(root / "herald.txt", source=source)
    assert report.exit_code == 0
    assert len(report.to_dicts()) == 3


@pytest.mark.parametrize(
    ("printed", "value", "recorded"),
    [
        ("yaklaşık 64 bin", "", 64_000),
        ("64 elfu", "64000", 64_000),
        ("64 ferrymen", "64", 64),
        ("64 elfu", "", "'64 elfu': 'elfu' is not read, and may multiply the number"),
        ("64 elfu", "65000", "printed: '64 elfu' reads as 64, but the figure has value 65000"),
        ("64 people", "64000", "but the figure has value 64000: correct one of them\n"),
        ("nineteen", "", 19),
        ("twenty-three", "", 23),
        ("one hundred and fifty", "", 150),
        ("dix-neuf", "", "printed: 'dix-neuf' contains no number"),
        ("a man", "", "leave `printed` out and give `value`: the record then has no fingerprint"),
        ("dix-neuf", "19", "contains no number and no order of magnitude. Give the digits or"),
    ],
)
def test_a_word_after_a_number_is_never_passed_over(root, printed, value, recorded):
    (root / "herald.txt").write_text(ARTICLE.replace("64", printed), encoding="utf-8")
    passage = f"the school hall to {printed} drivers"
    given = changed("figures", printed=printed, value=value, qualifier="about", passage=passage)
    added = run(root, "new", "--from", written(root, given))
    if isinstance(recorded, str):
        assert added.exit_code > 0
        assert recorded in added.stderr
    else:
        assert added.exit_code == 0, added.output
        (new,) = [row for row in rows(root, "figures") if row["figure_id"] == "fig-0003"]
        assert new["value"] == recorded


def test_an_id_that_is_taken_asks_for_another(root):
    other = {"title": "Rail line open again", "url": "https://vellmar.example/second"}
    second = {"source": DOCUMENT["source"] | other}
    assert run(root, "new", "--from", written(root, DOCUMENT)).exit_code == 0
    again = run(root, "new", "--from", written(root, second))
    assert (again.exit_code, again.stdout) == (1, "")
    ident = "vellmar-courier-2023-03-08-rail-line"
    assert (
        f"  source_id: sources has {ident} already: give the new row another source_id; if it is "
        f"the same document, write `source: {ident}`\n" in again.stderr
    )
    second["source"] |= {"source_id": f"{ident}-2"}
    added = run(root, "new", "--from", written(root, second))
    assert (added.exit_code, added.stdout) == (0, f"sources: {ident}-2 (Rail line open again)\n")
    twice = [{"name": "Port choir", "kind": "group", "party": "no"}] * 2
    refused = run(root, "new", "--from", written(root, {"actors": twice}))
    assert "another entry has port-choir: keep one of them, or give one another actor_id" in (
        refused.stderr
    )


def test_yaml_is_read_as_text(root):
    pytest.importorskip("yaml")
    file = root / "document.yaml"
    file.write_text(
        "source: {publisher: A, publisher_kind: ngo, language: no, weak: no, title: On and off}\n"
        "actors:\n- {name: Port choir, kind: group, party: no}\n",
        encoding="utf-8",
    )
    assert run(root, "new", "--from", file).exit_code == 0
    (new,) = [row for row in rows(root, "sources") if row["publisher"] == "A"]
    assert (new["language"], new["weak"], new["read_as"]) == ("no", "no", "excerpt")
    assert new["source_id"] == "a-undated-on-and"


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (changed("figures", printed="65"), "'65' does not occur exactly once in its passage"),
        (changed("events", event_type="picnic"), r"event_type = 'picnic': .* \(R22\)"),
        (changed("events", place_id="nowhere"), r"place_id = 'nowhere': .* \(R02\)"),
        (changed("events", place_id="velmar"), r"\(nearest: vellmar\) or add the row"),
        (changed("events", actors={"initiator": "harbor-office"}), "nearest: harbour-office"),
        (
            changed("figures", period_start="25 March"),
            "period_start: '25 March' is not a date: write YYYY",
        ),
        (changed("figures", value="4,000,000"), "digits alone, such as 4000000"),
        (changed("figures", value="9" * 32), "is not a number: .* up to 9007199254740992"),
        (
            DOCUMENT | {"source": DOCUMENT["source"] | {"language": "english"}},
            r"must match \[a-z\]\{2\}, such as en",
        ),
        (
            changed("events", passage="no such words"),
            r"passage: 'no such words' does not occur in .*herald\.txt: give the words exactly",
        ),
        (changed("events", date_edtf="sometime"), "date_edtf: 'sometime' is not"),
        (changed("events", colour="red"), "colour: no such cell of events. Valid: event_id, title"),
        (changed("events", actors=["guard"]), "actors: .* a mapping from roles to actors"),
        (changed("figures", value="many"), "value: 'many' is not a number"),
        (
            changed("figures", printed=None, value="64"),
            "printed: the passage of a figure says where its printed number stands",
        ),
        (DOCUMENT | {"figures": "none"}, "figures: 'none' is not a list of entries"),
        (DOCUMENT | {"figures": ["none"]}, "figures: entry 1, 'none', is not a mapping of cells"),
        (DOCUMENT | {"happenings": []}, "happenings: no such section of a file. Valid: source"),
        (DOCUMENT | {"source": "nobody"}, "unknown source 'nobody'"),
        (DOCUMENT | {"source": ["a"]}, "not an id or a mapping of cells"),
        (DOCUMENT | {"copy": "nowhere.txt"}, "copy: .*nowhere.txt"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(root, document, words):
    file = written(root, document)
    before = contents(root)
    result = run(root, "new", "--from", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert re.search(words, result.stderr), result.stderr
    assert "has 1 problem, so nothing was written" in result.stderr
    assert contents(root) == before


@pytest.mark.parametrize("content", ["{", "[" * 1_500, "\ud800"])
def test_a_file_that_cannot_be_read_is_named(root, content):
    for name in ("a.json", "a.yaml"):
        (root / name).write_bytes(content.encode("utf-8", "surrogatepass"))
        result = run(root, "new", "--from", root / name)
        assert result.exit_code == 2
        assert name in result.stderr


def test_a_file_without_sections_is_refused(root):
    result = run(root, "new", "--from", written(root, []))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "document.json is [], not a mapping with a `source`" in result.stderr


def test_a_file_that_is_missing_or_no_text_is_said_to_be_in_plain_words(root):
    assert "nowhere.yaml does not exist" in run(root, "new", "--from", root / "nowhere.yaml").stderr
    (root / "photo.yaml").write_bytes(b"\x89PNG\xff\xfe")
    assert "is not a text file in UTF-8" in run(root, "new", "--from", root / "photo.yaml").stderr


def test_single_rows_get_the_next_id_and_their_links(root):
    figure = run(
        root, "new", "figure", "--title", "Crates moved", "--measure", "other_count",
        "--measure-kind", "flow", "--counted-unit", "items", "--value", 12,
        "--qualifier", "more_than", "--period-start", "2023-03-07", "--period-end", "2023-03-07",
        "--reality", "occurred", "--place-id", "vellmar", "--source", "vellmar-herald",
        "--events", "evt-0001",
    )  # fmt: skip
    assert figure.exit_code == 0, figure.output
    (row,) = [one for one in rows(root, "figures") if one["figure_id"] == "fig-0003"]
    assert (row["value_low"], row["bounds_basis"]) == (12.0, "implied_by_qualifier")
    assert {"event_id": "evt-0001", "figure_id": "fig-0003"} in rows(root, "event_figures")
    assert run(root, "new", "actor", "--name", "Świt Choir", "--kind", "group", "--party", "no")
    assert [one["actor_id"] for one in rows(root, "actors")] == ["harbour-office", "swit-choir"]
    place = ["--name", "Quay", "--kind", "site", "--country", "NO", "--geo-precision", "point"]
    assert run(root, "new", "place", *place, "--within", "vellmar").exit_code == 0
    assert rows(root, "place_parts") == [{"part_id": "quay", "whole_id": "vellmar"}]
    country = run(root, "new", "country", "--country", "SE", "--iso3", "SWE", "--name", "Sweden")
    assert country.exit_code == 0
    build(find_checkout(root))


def test_a_removed_id_is_not_given_again(root):
    gone = {
        "version": "0.9.0", "table": "claims", "record_id": "clm-0007", "field": None,
        "old_value": None, "new_value": "record removed", "reason": "duplicate",
    }  # fmt: skip
    ferry_project(root, changes=[gone])
    claim = run(root, "new", "claim", "--proposition", "It is late.", "--topic", "access")
    assert "claims: clm-0008" in claim.stdout


def test_a_rule_broken_before_does_not_stop_new_rows(root):
    ferry_project(root, actors=[*TABLES["actors"], {"actor_id": "x", "name": " X", "kind": "group",
                                                    "party": "no"}])  # fmt: skip
    actor = ["new", "actor", "--name", "Choir", "--kind", "group", "--party"]
    assert run(root, *actor, "no").exit_code == 0
    refused = run(root, *actor, "perhaps", "--actor-id", "other-choir")
    assert refused.exit_code == 1
    assert "R22" in refused.stderr
    assert "R20" not in refused.stderr


def test_usage(root):
    for wrong in (["new"], ["new", "--from", "x.json", "event"], ["new", "poem"]):
        assert run(root, *wrong).exit_code == 2
    pair = run(root, "new", "event", "--actors", "harbour-office")
    assert "ROLE=ACTOR" in pair.stderr
    for kind in KINDS:
        assert "Usage:" in run(root, "new", kind, "--help").stdout


def test_passages_are_proposed_and_written(root):
    ask = ["propose", "vellmar-herald", root / "herald.txt"]
    ferry_project(root, sources=[TABLES["sources"][0] | {"stream_len": None}], evidence=[
        {"record_id": one, "source_id": "vellmar-herald", "relation": "supports"}
        for one in ("fig-0001", "fig-0002", "evt-0001", "pos-0001")
    ])  # fmt: skip
    printed = run(root, *ask, "7,935", "soup and blankets")
    (number, words) = csv.DictReader(io.StringIO(printed.stdout))
    assert (number["value_as_printed"], number["fp_value_len"]) == ("7,935", "4")
    assert (words["value_as_printed"], words["fp_frame"]) == ("", "")
    before = contents(root)
    assert run(root, *ask, "--write", "7,935").exit_code == 2
    assert contents(root) == before
    done = run(root, *ask, "--write", "fig-0001=7,935", "evt-0001=soup and blankets")
    assert done.exit_code == 0, done.output
    assert len(rows(root, "evidence")) == 4
    assert rows(root, "sources")[0]["stream_len"] > 500
    build(find_checkout(root))
    assert mc.open(root).verify(root / "herald.txt", record="fig-0001").exit_code == 0
    again = run(root, *ask, "--write", "fig-0001=7,935", "evt-0001=soup and blankets")
    assert again.exit_code == 0, again.output


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nobody", "herald.txt", "7,935"], 2, "unknown source 'nobody'"),
        (["vellmar-herald", "nowhere.txt", "7,935"], 2, "nowhere.txt"),
        (["vellmar-herald", "herald.txt", "the"], 1, "occurs"),
        (["vellmar-herald", "herald.txt", "9,999"], 1, "'9,999' does not occur in"),
        (["vellmar-herald", "herald.txt", "harbour"], 1, "in lines 1, 3, 5: give a longer"),
        (["vellmar-herald", "herald.txt", "fig-0001="], 2, "has no phrase"),
    ],
)
def test_what_cannot_be_proposed_is_named(root, arguments, code, words):
    ferry_project(root, sources=[TABLES["sources"][0] | {"stream_len": None}])
    before = contents(root)
    given = [root / one if one.endswith(".txt") else one for one in arguments]
    result = run(root, "propose", *given)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert contents(root) == before


def test_another_copy_than_the_one_that_was_read_is_refused(root):
    result = run(root, "propose", "vellmar-herald", root / "herald.txt", "7,935")
    assert result.exit_code == 1
    assert "vellmar-herald was read from one with 900: give that copy" in result.stderr


@pytest.mark.parametrize("endless", ["/dev/zero", "pipe", "huge"])
def test_a_file_of_a_document_without_end_is_not_read(tmp_path, endless):
    pytest.importorskip("yaml")
    data = ferry_project(tmp_path) / "data"
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "huge").write_text("a:\n" * 2**19, encoding="utf-8")
    words = ["--data", str(data), "new", "--from", str(tmp_path / endless)]
    result = runner().invoke(commands, words)
    assert result.exit_code == 2
    assert any(said in result.stderr for said in ("is a device", "is None", "one document at a"))


def test_a_file_of_reasons_that_is_no_csv_is_named(tmp_path):
    data = ferry_project(tmp_path) / "data"
    head = "table,record_key,field,reason\n"
    (tmp_path / "reasons.csv").write_text(f"{head}{'x' * 200_000}\n", encoding="utf-8")
    words = ["--data", str(data), "diff", "--write", "--reasons", str(tmp_path / "reasons.csv")]
    result = runner().invoke(commands, words)
    assert result.exit_code == 2
    assert "reasons.csv cannot be read: field larger" in result.stderr
