"""What `new` derives beside ids: values of the vocabulary, comparison groups, days of report."""

import re

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.coding.cells import PRECISIONS
from tests.articles import ARTICLE
from tests.command_line.test_code import contents, rows, run, written
from tests.datasets import day
from tests.ferry import TABLES
from tests.projects import ferry_project

COURIER = {
    "source_id": "courier",
    "title": "Quay still closed",
    "publisher": "Vellmar Courier",
    "publisher_kind": "newspaper",
    "language": "en",
    "published_on": "2023-03-08",
}
LORRIES = {
    "title": "Lorries before the gate of Vellmar",
    "measure": "other_count",
    "measure_kind": "flow",
    "counted_unit": "items",
    "printed": "64",
    "period_start": "2023-03-06",
    "period_end": "2023-03-07",
    "asserted_by": "harbour-office",
    "reality": "occurred",
    "place_id": "vellmar",
}
VALUE = {"list": "event_type", "label": "Work stoppage", "definition": "Workers stop work."}


@pytest.fixture
def root(tmp_path):
    return ferry_project(tmp_path)


def added(root, *figures, source=COURIER, **sections):
    return run(
        root, "new", "--from", written(root, {"source": source, "figures": figures} | sections)
    )


def figure(root, ident="fig-0003"):
    (row,) = [row for row in rows(root, "figures") if row["figure_id"] == ident]
    return row


@pytest.mark.parametrize(
    ("cells", "source", "expected"),
    [
        ({}, {}, "2023-03-08"),  # yesterday's number in today's news
        ({"period_end": "2023-03-06"}, {}, None),
        ({"measure_kind": "amount"}, {}, None),
        ({"asserted_by": ""}, {}, "2023-03-08"),
        ({}, {"publisher": "Harbour office"}, "2023-03-08"),
        ({"period_end": "2023-03-08"}, {}, "2023-03-08"),
        ({"period_end": "2023-03-08", "measure_kind": "cumulative", "period_basis": "to_report"},
         {}, "2023-03-08"),
        ({"period_end": "2023-03-08", "period_basis": "inferred"}, {}, "2023-03-08"),
        ({"period_basis": "inferred", "measure_kind": "cumulative"}, {}, None),
        ({"period_end": "2023-03-08", "period_basis": "within"}, {}, None),
        ({"period_end": "2023-03-08", "reality": "planned"}, {}, None),
        ({"asserted_by": ""}, {"published_on": ""}, None),
    ],
)  # fmt: skip
def test_the_day_of_report_is_that_of_the_document_where_it_can_be_no_other(
    root, cells, source, expected
):
    result = added(root, LORRIES | cells, source=COURIER | source)
    assert result.exit_code == 0, result.output
    assert figure(root)["reported_on"] == (expected and day(expected))
    told = f"Filled in: reported_on = {expected}, the day of the document, in fig-0003."
    assert (told in result.stderr) is bool(expected)


def test_a_day_of_report_that_is_given_is_kept(root):
    result = added(root, LORRIES | {"asserted_by": "", "reported_on": "2023-03-07"})
    assert figure(root)["reported_on"] == day("2023-03-07")
    assert "Filled in" not in result.stderr


TOTAL = LORRIES | {"measure_kind": "cumulative", "period_end": ""}


@pytest.mark.parametrize("published", ["2023-03-08", ""])
def test_a_running_total_without_a_last_day_ends_when_it_is_reported(root, published):
    result = added(root, TOTAL, source=COURIER | {"published_on": published})
    assert result.exit_code == 0, result.output
    new = figure(root)
    assert new["period_basis"] == "to_report"
    assert new["period_end"] == new["reported_on"] == ((published and day(published)) or None)
    told = f"Filled in: period_end = {published}, the day of the document, in fig-0003."
    assert (told in result.stderr) is bool(published)


@pytest.mark.parametrize("cells", [{"period_basis": "stated"}, {"reality": "planned"}])
def test_the_last_day_of_another_running_total_is_asked_for(root, cells):
    result = added(root, TOTAL | cells)
    assert result.exit_code == 1
    assert "  period_end: a running total has a last day" in result.stderr


def test_a_rival_shares_a_comparison_group_with_the_figure_before_it(root):
    assert added(root, LORRIES).exit_code == 0
    rival = LORRIES | {"title": "Lorries at Vellmar, as drivers count", "asserted_by": ""}
    second = {"source": "courier", "figures": [rival | {"printed": "70", "rival_of": "fig-0003"}]}
    result = run(root, "new", "--from", written(root, second))
    assert result.exit_code == 0, result.output
    assert "figures: fig-0004 (Lorries at Vellmar, as drivers count)\n" in result.stdout
    assert "figures: fig-0003 (Lorries before the gate of Vellmar), changed\n" in result.stdout
    group = "other-count-fig-0003"
    assert [figure(root, one)["comparison_group"] for one in ("fig-0003", "fig-0004")] == [
        group
    ] * 2
    assert f"comparison_group = {group} in fig-0003, too" in result.stderr
    build(find_checkout(root))


def test_rivals_of_one_file_and_of_a_group_that_there_is(root):
    crates = {name: value for name, value in TABLES["figures"][0].items() if name != "figure_id"}
    third = crates | {
        "title": "Crates as the union counts them",
        "value": 9000,
        "asserted_by": "",
    }
    third |= {"period_start": "2023-03-07", "period_end": "2023-03-07"}
    pair = [LORRIES | {"rival_of": "b"}, LORRIES | {"title": "More", "printed": "90", "ref": "b"}]
    result = added(root, *pair, third | {"comparison_group": "", "rival_of": "fig-0001"})
    assert result.exit_code == 0, result.output
    groups = [figure(root, f"fig-000{one}")["comparison_group"] for one in (3, 4, 5)]
    assert groups == ["other-count-fig-0004"] * 2 + ["crates"]
    assert "in fig-0001, too" not in result.stderr


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"rival_of": "fig-0099"}, "rival_of: 'fig-0099' is neither a `ref`"),
        ({"rival_of": "fig-0003"}, "'fig-0003' is neither .* \\(the last figure is fig-0002\\)"),
        ({"rival_of": "fig-0001", "comparison_group": "lorries"}, "comparison_group crates: leave"),
        (
            {"rival_of": "fig-0001", "counted_unit": "people"},
            "rival_of: fig-0001 has counted_unit items",
        ),
        ({"comparison_group": "lorries"}, "with --from, or leave the group empty .*\\(R14\\)"),
    ],
)
def test_what_is_no_rival_is_refused(root, cells, words):
    before = contents(root)
    result = added(root, LORRIES | cells)
    (root / "document.json").unlink()
    assert result.exit_code > 0
    assert re.search(words, result.stderr.replace("\n", " "))
    assert contents(root) == before


def test_a_new_value_and_its_label_follow_from_each_other(root):
    options = ["--list", "event_type", "--definition", "Workers stop work."]
    assert run(root, "new", "vocabulary", *options, "--label", "Work stoppage").exit_code == 0
    assert run(root, "new", "vocabulary", *options, "--value", "go_slow").exit_code == 0
    agency = ["--list", "agency", "--definition", "Agency of Vellmar.", "--label", "Vellmar Wire"]
    result = run(root, "new", "vocabulary", *agency, "--state-affiliated", "no")
    assert result.stdout == "vocabulary: agency + Vellmar Wire\n"
    known = {row["value"]: row["label"] for row in rows(root, "vocabulary")}
    assert known["work_stoppage"] == "Work stoppage"
    assert known["go_slow"] == "Go slow"
    assert known["Vellmar Wire"] == "Vellmar Wire"


def test_cells_of_the_same_file_follow_from_a_new_measure(root):
    given = {"list": "measure", "label": "Lorries held", "definition": "Lorries that wait."}
    measure = given | {"units": "items", "kinds": "stock"}
    cells = {"measure": "lorries_held", "counted_unit": "", "measure_kind": "", "period_end": ""}
    result = added(root, LORRIES | cells, vocabulary=[measure])
    assert result.exit_code == 0, result.output
    assert (figure(root)["counted_unit"], figure(root)["measure_kind"]) == ("items", "stock")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"label": "Protest"}, "vocabulary has event_type protest already"),
        ({"list": "event_typ"}, "unknown list 'event_typ'. Valid, nearest first: event_type"),
        ({"list": "stance"}, "the list stance is closed"),
        ({"definition": ""}, "definition: must not be empty"),
        ({"label": ""}, "has 1 problem.*  label: must not be empty"),
        ({"list": "measure", "kinds": "flow"}, "units: give at least one of the list .*\\(R15\\)"),
        ({"list": "measure", "kinds": "flow", "units": "lorries"}, "lorries is not in the list"),
    ],
)
def test_what_is_no_new_value_is_refused(root, cells, words):
    before = contents(root)
    result = run(root, "new", "--from", written(root, {"vocabulary": [VALUE | cells]}))
    (root / "document.json").unlink()
    assert result.exit_code > 0
    assert re.search(words, result.stderr.replace("\n", " "))
    assert contents(root) == before


def test_a_copy_of_a_document_of_which_an_excerpt_was_known_makes_it_a_full_text(root):
    sources = [TABLES["sources"][0] | {"read_as": "excerpt", "stream_len": None}]
    bare = [row | {name: None for name in row if name.startswith("fp_")}
            for row in TABLES["evidence"]]  # fmt: skip
    ferry_project(root, sources=sources, evidence=bare)
    (root / "copy.txt").write_text(ARTICLE, encoding="utf-8")
    claim = ["new", "position", "--claim-id", "clm-0001", "--actor-id", "harbour-office",
             "--stance", "denies", "--date-edtf", "2023-03-07", "--source", "vellmar-herald",
             "--copy", root / "copy.txt", "--passage"]  # fmt: skip
    result = run(root, *claim, "soup and blankets")
    assert result.exit_code == 0, result.output
    assert "sources: vellmar-herald (Ferry harbour full), changed\n" in result.stdout
    assert "positions: pos-0002 (harbour-office denies clm-0001)\n" in result.stdout
    (source,) = rows(root, "sources")
    assert (source["read_as"], source["stream_len"] > 500) == ("full_text", True)
    build(find_checkout(root))
    (root / "copy.txt").write_text(ARTICLE + " More.", encoding="utf-8")
    other = run(root, *claim, "remarkable")
    assert other.exit_code == 1
    assert "vellmar-herald was read from one with" in other.stderr


def test_a_second_document_is_added_to_a_record_as_its_context(root):
    copy = root / "courier.txt"
    copy.write_text(
        "The choir of the harbour said that it would sing on the quay at noon on Tuesday."
    )
    options = [f"--{name.replace('_', '-')}={value}" for name, value in COURIER.items()]
    assert run(root, "new", "source", *options).exit_code == 0
    given = ["new", "evidence", "--record-id", "evt-0001", "--source", "courier"]
    assert run(root, *given, "--relation", "context").exit_code == 0
    (row,) = [one for one in rows(root, "evidence") if one["source_id"] == "courier"]
    assert (row["record_id"], row["relation"], row["fp_hash"]) == ("evt-0001", "context", None)
    marked = run(root, *given, "--copy", copy, "--passage", "sing on the quay")
    assert marked.stdout.startswith("sources: courier (Quay still closed), changed\nevidence: ")
    (row,) = [one for one in rows(root, "evidence") if one["source_id"] == "courier"]
    assert (row["relation"], row["fp_len"]) == ("supports", 48)
    assert run(root, *given, "--relation", "context").exit_code == 0
    (again,) = [one for one in rows(root, "evidence") if one["source_id"] == "courier"]
    assert again == row | {"relation": "context"}
    build(find_checkout(root))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--record-id", "evt-0001"], "needs a document"),
        (["--source", "vellmar-herald"], "--record-id: must be the id of one record"),
        (["--source", "vellmar-herald", "--record-id", ""],
         "--record-id: must be the id of one record"),
        (["--record-id", "evt-0099", "--source", "vellmar-herald"],
         "--record-id: 'evt-0099' is not the id of any event, figure or position"),
        (["--record-id", "fig-0001", "--source", "vellmar-herald", "--passage", "on the quay"],
         "the passage of a figure says where its printed number stands"),
    ],
)  # fmt: skip
def test_evidence_that_does_not_fit_is_refused(root, options, words):
    before = contents(root)
    refused = run(root, "new", "evidence", *options)
    assert refused.exit_code > 0
    assert words in refused.stderr.replace("\n", " ")
    assert contents(root) == before


@pytest.mark.parametrize(
    ("kind", "precision"),
    [("country", "country"), ("village", "town"), ("crossing_point", "point"), ("sea", "region")],
)
def test_the_precision_of_a_place_follows_from_its_kind(root, kind, precision):
    cells = ["--name", "Vellmar Sound", "--kind", kind, "--country", "NO"]
    result = run(root, "new", "place", *cells)
    assert result.exit_code == 0, result.output
    (new,) = [row for row in rows(root, "places") if row["name"] == "Vellmar Sound"]
    assert new["geo_precision"] == precision


def test_what_does_not_follow_from_a_kind_is_asked_for(root):
    site = run(root, "new", "place", "--name", "Shed", "--kind", "site", "--country", "NO")
    assert "  --geo-precision: must not be empty: fill it in. Valid: " in (site.stderr)
    union = run(root, "new", "actor", "--name", "Union", "--kind", "ngo")
    assert "  --party: must not be empty: fill it in. Valid: " in union.stderr
    crew = run(root, "new", "actor", "--name", "Crew", "--kind", "group")
    assert crew.exit_code == 0, crew.output
    assert {row["name"]: row["party"] for row in rows(root, "actors")}["Crew"] == "no"


def test_each_kind_of_place_and_its_precision_are_in_the_vocabulary():
    lists = shipped().lists
    assert set(PRECISIONS) < set(lists.values("place_kind"))
    assert set(PRECISIONS.values()) <= set(lists.values("geo_precision"))


def test_defaults_fill_what_the_records_of_a_file_leave_empty(root):
    given = {name: cell for name, cell in LORRIES.items() if name not in ("place_id", "reality")}
    document = {
        "source": "vellmar-herald",
        "defaults": {"place_id": "vellmar", "reality": "occurred", "date_edtf": ""},
        "figures": [given, given | {"title": "Lorries in a plan", "reality": "planned"}],
    }
    result = run(root, "new", "--from", written(root, document))
    assert result.exit_code == 0, result.output
    made = [figure(root, ident) for ident in ("fig-0003", "fig-0004")]
    assert [(row["place_id"], row["reality"]) for row in made] == [
        ("vellmar", "occurred"),
        ("vellmar", "planned"),
    ]


@pytest.mark.parametrize(
    ("defaults", "words"),
    [
        (
            {"realty": "occurred"},
            "realty: no such cell of defaults. Nearest: reality",
        ),
        ({"event_id": "evt-0001"}, "event_id: no such cell of defaults"),
        ("occurred", "defaults: 'occurred': give a mapping of cells"),
    ],
)
def test_defaults_of_another_form_are_refused(root, defaults, words):
    document = {"source": "vellmar-herald", "defaults": defaults, "figures": [LORRIES]}
    result = run(root, "new", "--from", written(root, document))
    assert result.exit_code > 0
    assert words in result.stderr.replace("\n", " ")


@pytest.mark.parametrize("given", [{}, {"date_edtf": "2023-03-06"}])
def test_a_position_without_a_date_has_that_of_its_occasion(root, given):
    said = {"claim_id": "clm-0001", "actor_id": "harbour-office", "stance": "denies"}
    event = {"title": "The harbour office answers", "summary": "It speaks to the press.",
             "event_type": "statement", "reality": "occurred", "ref": "answer",
             "date_edtf": "2023-03-07", "date_basis": "inferred", "place_id": "vellmar",
             "actors": {"speaker": "harbour-office"}}  # fmt: skip
    positions = [said | {"event_id": "answer"} | given]
    document = {"source": "vellmar-herald", "events": [event], "positions": positions}
    result = run(root, "new", "--from", written(root, document))
    assert result.exit_code == 0, result.output
    (made,) = [row for row in rows(root, "positions") if row["position_id"] == "pos-0002"]
    expected = ("2023-03-06", "stated") if given else ("2023-03-07", "inferred")
    assert (made["date_edtf"], made["date_basis"]) == expected
