"""Every command prints at 80 and 120 columns what was looked at."""

from functools import cache

import pytest

from migrant_crisis_2021.command_line import commands
from tests.command_line.screens import GOLDEN, SCREENS, WIDTHS, golden, screen

CASES = [pytest.param(n, w, id=f"{n}-{w}") for n in SCREENS for w in WIDTHS]


@cache
def shown(name, width):
    return screen(SCREENS[name], width)


@pytest.mark.parametrize(("name", "width"), CASES)
def test_a_screen_is_as_it_was_looked_at(name, width):
    written = golden(name, width).read_text(encoding="utf-8")
    assert shown(name, width) == written, "run `python -m tests.command_line.screens`"


@pytest.mark.parametrize(("name", "width"), CASES)
def test_only_addresses_and_ids_are_wider_than_the_screen(name, width):
    for line in shown(name, width).splitlines()[1:]:
        assert len(line) <= width or any(len(word) > width // 2 for word in line.split()), line


def test_every_command_has_a_screen_and_no_screen_is_left_over():
    on_screens = {arguments[0] for arguments in SCREENS.values()}
    without = {"new"}  # its help differs between versions of click
    assert set(commands.commands) - on_screens == without
    assert {file.name for file in GOLDEN.iterdir()} == {
        golden(n, w).name for n in SCREENS for w in WIDTHS
    }
