"""R24: no text of ours holds a passage of a source."""

from migrant_crisis_2021.dataset.parquet_files import to_arrow
from migrant_crisis_2021.fingerprint.fp1 import Stream, fp1
from migrant_crisis_2021.validation.rules import RULES
from migrant_crisis_2021.validation.validate import check_frames
from tests.datasets import small_rows

PASSAGE = "The clerks of the harbour counted the crates on the long northern quay at night."


def test_a_cell_that_holds_a_passage_is_named(monkeypatch):
    window = Stream.of(PASSAGE).text[:48]
    rows = small_rows(
        evidence={0: {"fp_hash": fp1(window), "fp_len": 48}},
        events={0: {"summary": f"As was said: {PASSAGE.upper()} So it was."}},
    )
    frames = {table: to_arrow(table, values) for table, values in rows.items()}
    problems = check_frames(frames).problems
    assert [(p.rule, p.table, p.column) for p in problems] == [("R24", "events", "summary")]
    monkeypatch.delitem(RULES, "R24")
    assert check_frames(frames).ok
