"""What is too large, or never ends, is refused before it is read or searched."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.verification import containers
from migrant_crisis_2021.verification.copies import read_copies
from migrant_crisis_2021.verification.limits import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_NUMBERS,
    MOST_TAGS,
)
from migrant_crisis_2021.verification.verify import verify
from tests.articles import DATASET, as_pdf
from tests.conftest import ROOT

MAIL = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n'
PAGE = "Content-Type: text/html\n\n"


def text_of(path):
    (copy,) = read_copies(path)
    return copy.text


def test_a_device_without_end_is_refused():
    with pytest.raises(InvalidInputError, match=r"/dev/zero is a device: pass a file"):
        text_of(Path("/dev/zero"))


def test_a_pipe_to_which_nothing_writes_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidInputError, match="contains no text"):
        text_of(tmp_path / "pipe")


def test_a_pipe_is_read_to_its_end(tmp_path):
    """As `verify <(curl ...)` gives it, where the writer is there first."""
    read_end, write_end = os.pipe()

    def write():
        with os.fdopen(write_end, "wb") as stream:
            for _ in range(3):
                stream.write(b"7,935 people " * 9_000)

    writer = threading.Thread(target=write)
    writer.start()
    text = text_of(Path(f"/dev/fd/{read_end}"))
    writer.join()
    os.close(read_end)
    assert len(text) == 3 * 9_000 * 13


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "copy.txt").open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)  # sparse: it takes no room
    with pytest.raises(InvalidInputError, match=r"copy\.txt has more than 67,108,864 bytes: save"):
        text_of(tmp_path / "copy.txt")


def test_standard_input_without_end_is_refused():
    with Path("/dev/zero").open("rb") as endless:
        command = [sys.executable, "-m", "migrant_crisis_2021", "verify", "-"]
        done = subprocess.run(command, cwd=ROOT, stdin=endless, capture_output=True, timeout=120)
    assert done.returncode == 2
    assert b"<standard input> has more than 67,108,864 bytes" in done.stderr


@pytest.mark.parametrize(
    "text", ["a" * (MOST_CHARACTERS + 1), "\ufdfa" * (MOST_CHARACTERS // 18 + 1)]
)
def test_a_text_that_is_too_long_is_refused(text):
    """The second one has few characters, each of which stands for eighteen."""
    with pytest.raises(InvalidInputError, match=r"<text> has more than 5,000,000 characters"):
        verify(DATASET, text)


@pytest.mark.parametrize(
    ("copy", "name"),
    [
        ("<b>" * (MOST_TAGS + 1) + "text", "copy.html"),
        ('["' + "<b>" * (MOST_TAGS + 1) + '"]', "copy.json"),
        (MAIL + f"--x\n{PAGE}{'<b>' * (MOST_TAGS // 2)}text\n" * 3, "copy.mhtml"),
    ],
)
def test_a_page_of_too_many_tags_is_refused(tmp_path, copy, name):
    (tmp_path / name).write_text(copy, "utf-8")
    with pytest.raises(InvalidInputError, match=rf"{name} has more than 500,000 tags: save"):
        text_of(tmp_path / name)


@pytest.mark.parametrize("unit", ["9 ", "9,", "² "])
def test_a_text_of_too_many_numbers_is_refused(unit):
    """Each of them may be the beginning of a number in place of a recorded one."""
    with pytest.raises(InvalidInputError, match=r"<text> has more than 200,000 numbers: save"):
        verify(DATASET, unit * (MOST_NUMBERS + 1))
    words = "word " * (MOST_NUMBERS + 1)
    assert verify(DATASET, f"{words}{unit * 100}").unidentified == ["<text>"]


def test_a_pdf_that_is_small_only_on_disk_is_refused(tmp_path, monkeypatch):
    pytest.importorskip("pypdf")
    (tmp_path / "copy.pdf").write_bytes(as_pdf(["some text", "more text"]))
    assert "more text" in text_of(tmp_path / "copy.pdf")
    monkeypatch.setattr(containers, "MOST_OPERATORS", 3)
    with pytest.raises(InvalidInputError, match=r"it has more than 3 drawing operators"):
        text_of(tmp_path / "copy.pdf")
    monkeypatch.undo()
    monkeypatch.setattr(containers, "MOST_BYTES", 20)
    with pytest.raises(InvalidInputError, match=r"its pages have more than 20 bytes"):
        text_of(tmp_path / "copy.pdf")
