"""Whatever interrupts a command that writes, each file is whole, and a mixture is named."""

import pytest

from tests.reliability import interruptions

pytestmark = pytest.mark.exhaustive


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("interrupted")
    interruptions.template(folder / "template")
    return folder


@pytest.mark.parametrize("name", interruptions.COMMANDS)
def test_an_interrupted_command_leaves_whole_files_and_can_be_run_again(home, name):
    command = interruptions.interrupt(name, home, points=10)
    assert command.bad == []
    assert command.counts["tried"] > 15
    assert command.counts["untouched"] > 0
    can_start_again = command.counts["mended"] + command.counts["refused"]
    assert can_start_again == command.counts["tried"]


def test_two_builds_at_once_are_one_after_the_other(home):
    assert interruptions.at_once(home, 3) == 3


def test_who_reads_during_a_build_reads_what_was_or_what_is(home):
    counts = interruptions.read_while_building(home, 6)
    assert counts["wrong"] == 0
    assert counts["right"] > 0
