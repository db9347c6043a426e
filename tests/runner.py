"""Run a command with standard output and error apart, as click 8.2 does by itself."""

import inspect

from click.testing import CliRunner


def runner() -> CliRunner:
    """Return a runner of any supported click that keeps the two outputs apart."""
    apart = "mix_stderr" in inspect.signature(CliRunner).parameters
    return CliRunner(**({"mix_stderr": False} if apart else {}))
