"""Checking the tables whenever one is saved: what is new, what is mended, and nothing written."""

import os
import signal
import subprocess
import sys
import time
from itertools import islice

import pytest

from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.watch import watch
from tests.conftest import ROOT
from tests.datasets import small_rows
from tests.projects import small_checkout, write_table
from tests.runner import runner

CLAIM = small_rows()["claims"][0]
WRONG = "R22 claims clm-0001, topic = 'nonsense'"


@pytest.fixture
def root(tmp_path):
    """Make a folder of the small dataset, not built."""
    return small_checkout(tmp_path).root


def topic(value):
    return lambda root: write_table(root, "claims", [CLAIM | {"topic": value}])


def append(name, text):
    def save(root):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return save


def nothing(root):
    """Save nothing."""


class Coder:
    """Someone who saves a file at each pause, and presses Ctrl-C at the end."""

    def __init__(self, root, *saves):
        self.root, self.saves = root, list(saves)

    def __call__(self, seconds=None):
        if not self.saves:
            raise KeyboardInterrupt
        self.saves.pop(0)(self.root)


def news(root, *saves, checks):
    return list(islice(watch(find_checkout(root), Coder(root, *saves)), checks))


def test_only_what_is_new_or_mended_is_told(root):
    """And a file that is still being written is left alone."""
    uncoded = (root / "data" / "uncoded.csv").read_text("utf-8")

    def correct_one_and_spoil_another(root):
        (root / "data" / "uncoded.csv").write_text(uncoded, "utf-8")
        topic("nonsense")(root)

    quiet, new, both = news(
        root,
        append("data/uncoded.csv", "one,not-an-"),
        append("data/uncoded.csv", "address,Words.,too_vague,\n"),
        nothing,
        correct_one_and_spoil_another,
        nothing,
        checks=3,
    )
    assert quiet == ([], [], 0)
    assert {line.split(",")[0] for line in new.new} == {"C04 uncoded one", "R19 uncoded one"}
    assert (new.mended, new.n_problems) == ([], 2)
    assert [line.startswith(WRONG) for line in both.new] == [True]
    assert (both.mended, both.n_problems) == (new.new, 1)


def test_what_was_wrong_stays_wrong_while_a_table_cannot_be_read(root):
    file = root / "data" / "events.csv"
    text = file.read_text("utf-8")
    topic("nonsense")(root)
    first, unreadable, readable, described = news(
        root,
        lambda _: file.write_text("<<<<<<< HEAD\n" + text, "utf-8"),
        nothing,
        lambda _: file.write_text(text, "utf-8"),
        nothing,
        append("schemas/datapackage.json", "and more"),
        nothing,
        checks=4,
    )
    assert first.n_problems == 1
    assert unreadable.new[0] == "the tables cannot be read:"
    assert (unreadable.mended, unreadable.n_problems) == ([], 1 + len(unreadable.new))
    assert (readable.new, readable.mended) == ([], unreadable.new)
    assert readable.n_problems == 1
    assert "cannot be read as JSON" in described.new[0]


def contents(root):
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("first", "then", "word"), [("security", "nonsense", "new"), ("nonsense", "security", "mended")]
)
def test_the_command_ends_with_ctrl_c_and_writes_nothing(root, monkeypatch, first, then, word):
    topic(then)(root)
    before = contents(root)
    topic(first)(root)
    monkeypatch.setattr(time, "sleep", Coder(root, topic(then), nothing))
    result = runner().invoke(commands, ["--data", str(root), "validate", "--watch"])
    assert result.exit_code == (then == "nonsense")
    lines = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert lines[-1].startswith(f"{word}: {WRONG}")
    assert len(lines) == 1 + (first == "nonsense")
    counted = [int(first == "nonsense"), int(then == "nonsense")]
    assert [line[9:] for line in result.stderr.splitlines() if line] == [
        f"{n} problem(s)." for n in counted
    ]
    assert contents(root) == before


def test_wrong_usage_is_explained(root):
    result = runner().invoke(commands, ["validate", str(root), "--watch", "--format", "json"])
    assert result.exit_code == 2
    assert "leave out --format" in result.stderr
    result = runner().invoke(commands, ["validate", str(root / "docs"), "--watch"])
    assert result.exit_code == 2
    assert "is not a folder" in result.stderr


@pytest.mark.exhaustive
def test_a_real_interrupt_ends_it(root):
    process = subprocess.Popen(
        [sys.executable, "-m", "migrant_crisis_2021", "--data", root, "validate", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr.readline().endswith("0 problem(s).\n")
    topic("nonsense")(root)
    assert process.stdout.readline().startswith(f"new: {WRONG}")
    assert process.stderr.readline().endswith("1 problem(s).\n")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err.strip()) == (1, "")
    assert "Traceback" not in out + err
