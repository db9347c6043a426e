"""Folders: authored tables before they are built, each fault once, ways out that fit the folder."""

import pytest

from migrant_crisis_2021.dataset.folders import as_typed
from migrant_crisis_2021.errors import DataIntegrityError, InvalidInputError
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.publish import publish
from migrant_crisis_2021.validation.validate import validate_folder
from tests.ferry import TABLES
from tests.projects import describe, ferry_project, write_table


def events(**cells):
    return [TABLES["events"][0] | cells]


def test_authored_tables_are_checked_before_they_are_built(tmp_path):
    root = ferry_project(tmp_path)
    report = validate_folder(root)
    assert report.ok, str(report)
    assert set(report.not_run) == {"R23", "R45"}
    write_table(root, "events", events(event_type="picnic"))
    (problem,) = validate_folder(root / "data").problems
    assert (problem.rule, problem.table) == ("R22", "events")


def test_the_period_is_that_of_the_description_before_the_build_and_after(tmp_path):
    root = ferry_project(tmp_path)
    describe(root, temporal={"start": "1990-01-01", "end": "1990-12-31"})
    assert validate_folder(root).counts["R06"] == 3
    describe(root)
    build(find_checkout(root))
    assert validate_folder(root).counts["R06"] == 0
    describe(root, temporal={"start": "1990-01-01", "end": "1990-12-31"})
    assert validate_folder(root).counts["R06"] == 3


def test_without_a_description_no_other_period_is_used(tmp_path):
    root = ferry_project(tmp_path)
    (root / "schemas" / "datapackage.json").unlink()
    report = validate_folder(root)
    assert report.ok
    assert report.not_run["R06"] == "needs a manifest with the period of the dataset"


def test_a_broken_description_is_named(tmp_path):
    root = ferry_project(tmp_path)
    describe(root, title=7)
    with pytest.raises(DataIntegrityError, match=r"datapackage.json does not .* `title` is 7"):
        validate_folder(root)


def test_a_fault_is_reported_where_it_is_corrected_and_not_in_the_timeline_again(tmp_path):
    root = ferry_project(tmp_path)
    build(find_checkout(root))
    write_table(root, "actors", [TABLES["actors"][0] | {"name": "Harbour office "}])
    for table in ("events", "timeline"):
        file = root / "data" / f"{table}.csv"
        text = file.read_text("utf-8").replace("protest", "picnic")
        file.write_text(text.replace("Harbour office", "Harbour office "), "utf-8")
    found = [p for p in validate_folder(root).problems if p.rule in ("R20", "R22")]
    assert {(p.rule, p.table) for p in found} == {("R20", "actors"), ("R22", "events")}


def test_a_fault_of_the_timeline_alone_is_reported(tmp_path):
    root = ferry_project(tmp_path)
    build(find_checkout(root))
    write_table(root, "events", events(event_type="feast"))
    file = root / "data" / "timeline.csv"
    file.write_text(file.read_text("utf-8").replace("protest", "picnic"), "utf-8")
    found = [(p.table, p.value) for p in validate_folder(root).problems if p.rule == "R22"]
    assert found == [("events", "'feast'"), ("timeline", "'picnic'")]


def test_what_the_next_build_mends_is_told_once_beside_what_it_does_not(tmp_path):
    root = ferry_project(tmp_path)
    build(find_checkout(root))
    write_table(root, "events", events(title="Another title", summary="Another. "))
    report = validate_folder(root)
    stale = [p for p in report.problems if p.rule in ("R23", "R45")]
    assert len(report.to_frame()) == len(report) == len(stale) + 1 > 3
    told, together, verdict = str(report).splitlines()
    assert told.startswith("R20 events evt-0001, summary")
    assert together.startswith("R23, R45: ")
    files = {p.key if p.rule == "R23" else "timeline.csv" for p in stale}
    assert f"in {len(files)} file(s) ({len(stale)} problems): build again" in together
    assert f" {len(report)} problem(s)." in verdict
    page = report._repr_html_()
    assert (page.count("<tr>"), page.count("build again")) == (2, 1)
    write_table(root, "events", events(title="Another title"))
    page = validate_folder(root)._repr_html_()
    assert ("<table>" in page, page.count("build again")) == (False, 1)


def test_a_single_file_that_the_next_build_mends_is_named(tmp_path):
    root = ferry_project(tmp_path)
    build(find_checkout(root))
    (root / "data" / "schema_org.json").unlink()
    first, _ = str(validate_folder(root)).splitlines()
    assert first.startswith("R23 files schema_org.json")


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_what_is_no_folder_is_refused(folder, tmp_path):
    with pytest.raises(InvalidInputError, match="is not a folder"):
        validate_folder(folder)
    with pytest.raises(InvalidInputError, match=r"has no tables\. Give the folder of a dataset"):
        validate_folder(tmp_path)


def test_ways_out_name_the_command_for_the_folder(tmp_path):
    root = ferry_project(tmp_path / "my crisis")
    describe(root, version="1.0.0", created="2024-01-01")
    publish(find_checkout(root), "1.0.0")
    write_table(root, "claims", [TABLES["claims"][0] | {"topic": "security"}])
    (problem,) = [one for one in validate_folder(root).problems if one.rule == "R36"]
    assert f"`migrant-crisis-2021 --data '{as_typed(root)}' diff`" in problem.message
