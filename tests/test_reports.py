"""What a report says of frames that do not hold, and of rules that could not run."""

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.release.init import init
from tests.runner import runner


def with_untidy_names(number):
    return (
        mc.table("actors")
        .assign(role=None)
        .pipe(
            lambda f: f.assign(
                role=pd.Series(["x "] * number + [None] * (len(f) - number), dtype="str")
            )
        )
    )


@pytest.mark.parametrize(("number", "more"), [(1, ""), (50, ""), (51, "… and 1 more; to_frame()")])
def test_fifty_problems_are_printed_and_the_rest_are_counted(number, more):
    report = mc.validate(with_untidy_names(number), "actors")
    assert (report.ok, len(report)) == (False, number)
    assert str(report).count("R20 actors") == min(number, 50)
    assert more in str(report)
    assert ("more; to_frame()" in str(report)) is bool(more)
    assert len(report.to_frame()) == number


def test_problems_are_in_the_order_of_the_rules():
    figures = mc.table("figures").assign(value_low=1e12, reality="rumoured", scope="crisis")
    rules = [problem.rule for problem in mc.validate(figures, "figures").problems]
    assert {"R06", "R07", "R22"} <= set(rules)
    assert rules == sorted(rules)


def test_all_columns_of_a_report_are_text():
    for frame in (mc.validate(with_untidy_names(1)), mc.validate(with_untidy_names(0))):
        assert {str(dtype) for dtype in frame.to_frame().dtypes} <= {"str", "string"}


def test_a_lone_frame_is_held_against_the_shipped_words():
    events = mc.table("events")
    events.loc[0, "summary"] = "The regime spoke."
    assert [problem.rule for problem in mc.validate(events).problems] == ["R20"]


def test_a_vocabulary_that_is_given_goes_before_the_shipped_one():
    events = mc.table("events").assign(event_type="picnic")
    words = mc.table("vocabulary")
    added = words[words["list"] == "event_type"].head(1).assign(value="picnic")
    given = pd.concat([words, added], ignore_index=True)
    assert mc.validate({"events": events, "vocabulary": given}).counts["R22"] == 0


def test_rules_of_other_tables_are_said_not_to_have_run():
    report = mc.validate(mc.table("places"))
    assert report.not_run["R04"] == "concerns other tables"
    assert report.not_run["R02"].startswith("also needs: events, figures, ")
    assert "R18" in report.ran
    verdict, others = str(report).splitlines()
    assert verdict.endswith("No problems were found.")
    assert others == f"{len(report.not_run)} rules did not run; `.not_run` says why."


def test_a_few_rules_that_did_not_run_are_named_with_the_reason(tmp_path):
    init(tmp_path / "new")
    ask = ["--data", str(tmp_path / "new"), "validate"]
    printed = " ".join(runner().invoke(commands, ask).stdout.split())  # however wide it is
    assert printed.endswith(
        "2 rules did not run: R23 (needs the files of a built dataset), R45 (also needs: timeline)."
    )


def test_every_column_of_another_type_is_named():
    events = mc.table("events")
    several = events.assign(
        title=[["a", "b"]] * len(events), date_start=events["date_start"].astype(str) + "?"
    )
    found = [(p.rule, p.column) for p in mc.validate(several, "events").problems]
    assert found == [("C02", "title"), ("C02", "date_start")]


def test_columns_in_another_order_do_not_tell_which_table_it_is():
    with pytest.raises(InvalidInputError, match="no table has exactly the columns"):
        mc.validate(mc.table("events").iloc[:, ::-1])


def test_a_folder_is_checked_by_every_rule(built):
    folder = built.data
    report = mc.validate(folder)
    assert report.ok
    assert not report.not_run
    (folder / "actors.parquet").unlink()
    assert {(p.rule, p.key) for p in mc.validate(folder).problems} == {("R23", "actors.parquet")}
