"""In a real terminal: long output is paged, pipes have its width, and only it gets styles."""

import os
import struct
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty", exc_type=ImportError)  # not on Windows
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")


def on_a_terminal(*arguments, columns=80, rows=24, out="terminal", **environment):
    """Run the command in a terminal of its own; return what the terminal shows and the pipe."""
    terminal, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "LESS")}
    with subprocess.Popen(
        [sys.executable, "-m", "migrant_crisis_2021", *arguments],
        stdin=inner,
        stdout=inner if out == "terminal" else subprocess.PIPE,
        stderr=inner,
        env=kept | {"TERM": "xterm", "PAGER": "cat"} | environment,  # never wait for a key
    ) as process:
        os.close(inner)
        piped = process.stdout.read() if process.stdout else b""
        shown = b"".join(iter(lambda: _read(terminal), b""))
    os.close(terminal)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n"), piped.decode()


def _read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # so Linux says that the other end is closed
        return b""


@pytest.fixture
def pager(tmp_path):
    """Return a pager without arguments, which every version of click can run."""
    script = tmp_path / "pager"
    script.write_text("#!/bin/sh\nexec sed s,^,paged:,\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)


def test_long_output_on_a_terminal_goes_through_the_pager(pager):
    shown, _ = on_a_terminal("sources", PAGER=pager)
    assert shown.startswith("paged:")
    shown, _ = on_a_terminal("--no-pager", "sources", PAGER=pager)
    assert "paged:" not in shown
    shown, _ = on_a_terminal("show", "fig-0001", PAGER=pager, rows=60)
    assert "paged:" not in shown
    _, piped = on_a_terminal("sources", "--format", "csv", PAGER=pager, out="pipe")
    assert piped.startswith("source_id,")


def test_a_pipe_has_the_width_of_the_terminal_it_was_started_from():
    for columns in (60, 100):
        _, piped = on_a_terminal("show", "fig-0001", out="pipe", columns=columns)
        texts = [line for line in piped.splitlines() if "verify" not in line]
        assert columns - 15 < max(map(len, texts)) <= columns
    _, piped = on_a_terminal("show", "fig-0001", out="pipe", columns=100, COLUMNS="70")
    texts = [line for line in piped.splitlines() if "verify" not in line]
    assert max(map(len, texts)) <= 70


def test_only_a_terminal_gets_styles():
    shown, _ = on_a_terminal("--no-pager", "conflicts", "deaths")
    assert "\x1b[1m" in shown
    _, piped = on_a_terminal("conflicts", "deaths", out="pipe")
    assert "\x1b" not in piped
    _, piped = on_a_terminal("figures", "--measure", "deaths", out="pipe")
    assert "\x1b" not in piped
