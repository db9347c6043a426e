"""Output fits the terminal: nothing is broken that is read as one."""

import json
import re
from collections import Counter
from functools import cache

import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.command_line.layout import table
from migrant_crisis_2021.command_line.terminal import harmless, wrapped
from migrant_crisis_2021.dataset.csv_files import read_csv
from migrant_crisis_2021.dataset.manifest import MANIFEST, sha256
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from tests.projects import ferry_project

TABLES = [
    ["timeline", "--start", "2021-11-15", "--end", "2021-11-17"],
    ["events", "--start", "2021-11-08", "--end", "2021-11-17"],
    ["figures", "--measure", "deaths"],
    ["sources", "--start", "2021-11-10", "--end", "2021-11-11"],
    ["search", "putin"],
    ["series", "attempted_crossings"],
    ["positions", "--actor", "vladimir-putin"],
    ["claims", "--topic", "access"],
    ["evidence", "--source", "tass-2021-11-17-zakharova"],
    ["changes", "--since", "0.3.0", "--table", "claims"],
    ["actors", "--side", "Poland"],
    ["places"],
]
LISTS = ["vocabulary"]


@cache
def run(*arguments, columns=None):
    result = CliRunner(env={"COLUMNS": columns}).invoke(commands, [*arguments])
    assert result.exit_code == 0, result.output
    return result.output


def words(text):
    """Count the words below the headings of a table."""
    lines = text.splitlines()
    if len(lines) > 1 and set(lines[1]) == {"─"}:
        lines = lines[2:]
    return Counter(word for line in lines for word in line.split() if word != "·")


@pytest.mark.parametrize("arguments", TABLES, ids=" ".join)
def test_no_word_number_date_or_id_is_broken(arguments):
    whole = run(*arguments)
    lines = whole.splitlines()
    assert len(lines) - 2 == len(json.loads(run(*arguments, "--format", "json")))
    for columns in ("60", "80", "120"):
        fitted = run(*arguments, columns=columns)
        assert words(fitted) == words(whole)
        assert [
            line
            for line in fitted.splitlines()
            if len(line) > int(columns) and len(line.split()) > 1
        ] == []


@pytest.mark.parametrize("columns", ["40", "80", "100", None])
def test_the_vocabulary_fits_and_has_all_values_with_what_a_coder_types_first(columns):
    text = run(*LISTS, columns=columns)
    rows = json.loads(run(*LISTS, "--format", "json"))
    expected = Counter(
        word for row in rows for word in f"{row['value']} {row['definition']}".split()
    )
    assert expected - words(text) == Counter()
    assert max(map(len, text.splitlines())) <= int(columns or 100)
    heads = re.findall("^[a-z_]+$", text, re.MULTILINE)
    assert sorted(heads) == sorted({row["list"] for row in rows})
    last = heads[heads.index("bounds_basis") :]
    assert {"coder", "change_reason", "id_scheme"} <= {*last}
    assert {"measure", "event_type", "yes_no"}.isdisjoint(last)


def test_the_vocabulary_has_the_kinds_and_units_of_a_measure():
    text = run("vocabulary", "measure", "stance", columns="80")
    assert "  deaths  " in text
    assert re.search(r"^ +kinds: cumulative; flow\n +units: people$", text, re.MULTILINE)
    assert re.findall("^[a-z_]+$", text, re.MULTILINE) == ["measure", "stance"]


@pytest.mark.parametrize(
    "arguments", [*TABLES, LISTS, ["conflicts"], ["stances"], ["show", "fig-0001"], ["cite"]]
)
def test_no_line_ends_in_blanks(arguments):
    for columns in ("80", "120"):
        lines = run(*arguments, columns=columns).splitlines()
        assert [line for line in lines if line != line.rstrip()] == []


LINE = {
    "when": "2021-01-01 to 2021-06-18",
    "number": "400 people",
    "what": "Migrants without papers detained after crossing from Belarus",
    "asserted by": "Polish Border Guard",
    "id": "fig-0113",
}
WHOLE = """
when                            number  what                                                          asserted by          id
2021-01-01 to 2021-06-18    400 people  Migrants without papers detained after crossing from Belarus  Polish Border Guard  fig-0113
                          1,240 people                                                                                     fig-0114
"""  # noqa: E501
AT_140 = """
when                          number  what                                                          asserted by          id
2021-01-01 to 2021-06-18  400 people  Migrants without papers detained after crossing from Belarus  Polish Border Guard  fig-0113
"""  # noqa: E501
AT_119 = """
when               number  what                                                          asserted by          id
2021-01-01 to  400 people  Migrants without papers detained after crossing from Belarus  Polish Border Guard  fig-0113
2021-06-18
"""  # noqa: E501
AT_99 = """
when               number  what                                      asserted by          id
2021-01-01 to  400 people  Migrants without papers detained after    Polish Border Guard  fig-0113
2021-06-18                 crossing from Belarus
"""
AT_81 = """
when               number  what                                         id
2021-01-01 to  400 people  Migrants without papers detained after       fig-0113
2021-06-18                 crossing from Belarus
                             Polish Border Guard
"""
AT_50 = """
2021-01-01 to 2021-06-18  400 people  fig-0113
  Migrants without papers detained after crossing
    from Belarus
  Polish Border Guard
"""


@pytest.mark.parametrize(
    ("columns", "expected"),
    [("140", AT_140), ("119", AT_119), ("99", AT_99), ("81", AT_81), ("50", AT_50)],
)
def test_details_stand_under_the_text_where_space_is_short(monkeypatch, columns, expected):
    monkeypatch.setenv("COLUMNS", columns)
    lines = [line for line in table([LINE]).splitlines() if set(line) != {"─"}]
    assert lines == expected.strip().splitlines()


def test_without_a_terminal_a_row_is_one_line(monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    other = dict.fromkeys(LINE, "") | {"number": "1,240 people", "id": "fig-0114"}
    head, rule, *rows = table([LINE, other]).splitlines()
    assert [head, *rows] == WHOLE.strip().splitlines()
    assert rule == "─" * (len(rows[0]) + 1)
    assert table([LINE, other | {"what": "漢字"}]).splitlines()[2] == rows[0]


def test_a_word_longer_than_its_column_is_folded(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    address = "https://example.org/" + "long/" * 20
    lines = table([{"id": "a-1", "what": f"See {address} there"}]).splitlines()
    assert max(map(len, lines)) <= 60
    assert address in "".join(line[5:].strip() for line in lines[2:])


def test_other_columns_get_what_the_text_can_spare(monkeypatch):
    """It keeps 80 characters; a column that then still wraps gets a part."""
    actors = "Polish Border Guard; Police of Podlasie; Territorial Defence Force"
    line = {"when": "2021-01-01 to 2021-06-18", "what": "word " * 30, "who": actors, "id": "fig-1"}
    for columns, who, is_whole in [(130, 25, False), (140, 24, True), (150, 34, True)]:
        monkeypatch.setenv("COLUMNS", str(columns))
        head, rule, *rows = table([line]).splitlines()
        assert (line["when"] in rows[0]) == is_whole
        assert head.index("id") - head.index("who") - 2 == who
        assert len(rule) <= columns


def test_positions_stand_in_a_block_for_each_claim():
    rows = json.loads(run("stances", "--format", "json"))
    for columns in ("60", "120"):
        blocks = run("stances", columns=columns).split("\n\n")
        claims = list(dict.fromkeys(row["claim_id"] for row in rows))
        assert [block.split()[0] for block in blocks] == claims
        for block in blocks:
            on_it = [row for row in rows if row["claim_id"] == block.split()[0]]
            printed = " ".join(block.split())
            assert on_it[0]["proposition"] in printed
            for row in on_it:
                day = r"\S+" if row["date_start"] else "undated"
                said = rf"{row['position_id']} {row['stance']} {day}.* {re.escape(row['actor'])}"
                assert re.search(said, printed)
            assert max(map(len, block.splitlines())) <= int(columns)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_rivals_stand_in_a_block_for_each_group(columns):
    frame = mc.conflicts()
    blocks = run("conflicts", columns=columns).split("\n\n")
    groups = [members for _, members in frame.groupby("comparison_group", sort=False)]
    assert len(blocks) == len(groups) > 20
    assert max(len(line) for block in blocks for line in block.splitlines()) <= int(columns)
    for block, members in zip(blocks, groups, strict=True):
        text = " ".join(block.split())
        assert re.findall(r"^  (fig-\d+)  ", block, re.MULTILINE) == members["figure_id"].tolist()
        for row in members.itertuples():
            for told in (row.title, row.asserted_by_name, row.publishers):
                assert not isinstance(told, str) or told in text
            after = text.split(f" {row.figure_id} ", 1)[1]
            if isinstance(row.excludes, str):
                assert f"excludes {row.excludes.replace('; ', ', ')}" in after
            if isinstance(row.differs_from, str):
                assert f"differs from {row.differs_from.replace('; ', ', ')}" in after


@pytest.mark.parametrize(
    "arguments",
    [["show", "fig-0001", "evt-0006", "clm-0001"], ["cite", "fig-0001"], ["cite", "--all"]],
)
def test_texts_are_wrapped_and_lose_no_word(arguments):
    whole = run(*arguments)
    for columns in ("60", "80"):
        fitted = run(*arguments, columns=columns)
        assert fitted.split() == whole.split()
        for line in fitted.splitlines():
            longer_alone = len(line.split()) <= 1 or "migrant-crisis-2021 verify" in line
            assert len(line) <= int(columns) or longer_alone


def test_what_follows_in_a_wrapped_line_is_indented():
    text = "Sources\n  one: a title (2021-11-16) that is long, https://example.org/a/b"
    assert wrapped(text, 30).splitlines() == [
        "Sources",
        "  one: a title (2021-11-16)",
        "    that is long,",
        "    https://example.org/a/b",
    ]
    command = "  migrant-crisis-2021 verify COPY --source a-very-long-id   looks for fig-0001"
    assert wrapped(command, 40).splitlines() == [
        "  migrant-crisis-2021 verify COPY --source a-very-long-id",
        "    looks for fig-0001",
    ]


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
def test_citations_for_programs_are_not_wrapped(style):
    arguments = ["cite", "fig-0001", "--style", style]
    assert run(*arguments, columns="40") == run(*arguments)


def test_whole_numbers_have_no_decimals_in_json():
    text = run("show", "fig-0001", "--format", "json")
    assert '"value": 7935,' in text
    assert ".0" not in re.sub(r"\d+\.\d+\.\d+", "", text)  # versions
    assert (
        json.loads(text)[0]["record"]
        == json.loads(json.dumps(mc.record("fig-0001").to_dict()))["record"]
    )


CONTROLS = "\x07\x08\x1b]0;\x1b[2J\x7f\x9b\u2028\u202e\u2066"


def test_the_data_of_others_does_not_control_the_terminal(tmp_path):
    """A folder may have any text with the right hashes, since reading does not validate."""
    data = ferry_project(tmp_path) / "data"
    build(find_checkout(data))
    events, manifest = data / "events.csv", data / MANIFEST
    title = read_csv(events, "events")[0]["title"]
    before = events.read_bytes()
    after = before.replace(title.encode(), f"{title} {CONTROLS}".encode())
    events.write_bytes(after)
    manifest.write_text(manifest.read_text("utf-8").replace(sha256(before), sha256(after)), "utf-8")
    for arguments in (["events"], ["show", "evt-0001"], ["cite", "evt-0001"], ["validate"]):
        output = CliRunner().invoke(commands, ["--data", str(data), *arguments]).output
        assert r"\x1b]0;\x1b[2J" in output
        assert all(line.isprintable() for line in output.split("\n"))
    for_programs = CliRunner().invoke(commands, ["--data", str(data), "events", "--format", "csv"])
    assert "\x07\x08" in for_programs.output


def test_styles_are_kept():
    assert harmless("\x1b[1mbold\x1b[0m\tand\n\x1b[2J") == "\x1b[1mbold\x1b[0m\tand\n\\x1b[2J"
