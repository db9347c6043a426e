"""The errors of the library: each names the wrong value, the valid ones and the solution."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Never, NoReturn

from .names import DISTRIBUTION


class Advice(NamedTuple):
    """A sentence that says what to do next.

    Parameters
    ----------
    python : str
        The sentence for a caller in Python.
    command : str
        The same for a user of the command line.
    """

    python: str
    command: str


class MigrantCrisisError(Exception):
    """Base of every error that this library raises on purpose.

    Parameters
    ----------
    message : str
        What is wrong.
    advice : Advice or str, optional
        What to do next. ``str()`` of the error gives the message with the advice for Python,
        `for_command_line` with the advice for the command line.
    """

    def __init__(self, message: str, advice: Advice | str = "") -> None:
        both = advice if isinstance(advice, Advice) else Advice(advice, advice)
        super().__init__(f"{message} {both.python}".rstrip())
        self.for_command_line = f"{message} {both.command}".rstrip()


class NothingFoundWarning(UserWarning):
    """No record passes valid filters; the message says which records are near.

    Parameters
    ----------
    advice : Advice
        What to ask instead.
    """

    def __init__(self, advice: Advice) -> None:
        super().__init__(f"nothing found. {advice.python}".rstrip())
        self.for_command_line = advice.command

    def __reduce__(self) -> tuple[Any, ...]:
        advice = Advice(str(self).removeprefix("nothing found."), self.for_command_line)
        return type(self), (Advice(advice.python.strip(), advice.command),)


class InvalidInputError(MigrantCrisisError, ValueError):
    """An argument or a file does not have the required form."""


class UnknownValueError(MigrantCrisisError, ValueError):
    """A name, id or option that does not exist."""


class UnknownArgumentError(MigrantCrisisError, TypeError):
    """A function has no argument of this name."""


class DataIntegrityError(MigrantCrisisError):
    """A shipped file is missing, was altered, or belongs to another release."""


class BuildError(MigrantCrisisError):
    """The tables cannot be built, or built files are out of date."""


class EngineError(MigrantCrisisError):
    """An engine, such as DuckDB or Spark, cannot evaluate the frames that it was given."""


class MissingExtraError(MigrantCrisisError, ImportError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        self.module, self.extra = module, extra
        super().__init__(
            f"{module} is not installed. It comes with the extra `{extra}`: "
            f'pip install "{DISTRIBUTION}[{extra}]"'
        )

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        """Make the error from its arguments when it is unpickled, as in another process."""
        return type(self), (self.module, self.extra)


_LISTED = 12
_NEAR = 5  # at most this many values with a similar spelling are named
_LONGEST = 80  # maximum length of a value, in characters, that messages show and compare


def shown(value: object) -> str:
    """Format a value for a message, on one line; long values are cut.

    Examples
    --------
    >>> shown("clash"), shown("x" * 1000)[-25:]
    ("'clash'", 'xx… (of 1,002 characters)')
    """
    whole = repr(value)
    start = " ".join(whole[: 10 * _LONGEST].split("\n"))
    return _cut(_printable(re.sub(r" {2,}", " ", start) if "\n" in whole else start), len(whole))


def visible(text: str) -> str:
    r"""Show a text from outside on one line of a terminal, which it cannot control; cut it.

    Examples
    --------
    >>> print(visible("new\nline \x1b[2J"))
    new\nline \x1b[2J
    """
    return _cut(_printable(text[: 10 * _LONGEST]), len(text), 4 * _LONGEST)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _cut(start: str, whole: int, most: int = _LONGEST) -> str:
    is_whole = len(start) <= most and whole <= 10 * _LONGEST
    return start if is_whole else f"{start[:most]}… (of {whole:,} characters)"


def listed(names: Sequence[str], most: int = _LISTED) -> str:
    """Format at most `most` names for a message and count the rest.

    Examples
    --------
    >>> listed(["apa", "bibtex", "ris"], most=2)
    'apa, bibtex and 1 more'
    """
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}"


def shortened(lines: Sequence[str], most: int, more: str) -> list[str]:
    """Keep the first lines of a long list; ``{n}`` in `more` is the number left out."""
    rest = [more.format(n=len(lines) - most)] if len(lines) > most else []
    return [*lines[:most], *rest]


def no_meaning(kind: str, value: Never) -> NoReturn:
    """Refuse a value that the code does not handle; type checkers prove that all are handled."""
    raise DataIntegrityError(
        f"{kind} {shown(value)} has no meaning in this library: the list {kind} is closed. "
        "Use one of its values, or extend the library."
    )


def option(kind: str, value: object, valid: Iterable[str], more: Advice | str = "") -> str:
    """Return the valid value that `value` spells; raise an error that lists them if none does.

    Case does not matter, and neither do blanks, hyphens and underscores between words.

    Examples
    --------
    >>> option("style", "APA", ["apa", "ris"])
    'apa'
    """
    allowed = list(valid)
    if isinstance(value, str):
        if value in allowed:
            return value
        for one in allowed:
            if spelling(one) == spelling(value):
                return one
    raise unknown(kind, value, allowed, more)


def spelling(text: str) -> str:
    """Reduce a value to what its spellings have in common.

    Examples
    --------
    >>> spelling("Attempted crossings")
    'attempted_crossings'
    """
    return re.sub(r"[\s_-]+", "_", text.strip()).casefold()


def check_flag(name: str, value: object) -> None:
    """Raise an error unless `value` is True or False; Python treats the text "no" as true."""
    if not isinstance(value, bool):
        raise InvalidInputError(f"{name}={shown(value)} must be True or False.")


def unknown(
    kind: str, value: object, valid: Iterable[str], more: Advice | str = ""
) -> UnknownValueError:
    """Make an error for `value`, listing the valid values, those with a similar spelling first.

    Parameters
    ----------
    kind : str
        The kind of value, such as ``"event_type"``.
    value : object
        The given value.
    valid : iterable of str
        All values that would have been accepted.
    more : Advice or str, optional
        A sentence that tells the reader where to find valid values.

    Returns
    -------
    UnknownValueError
        The error; the caller raises it.

    Examples
    --------
    >>> str(unknown("style", "risk", ["apa", "ris"]))
    "unknown style 'risk'. Valid, nearest first: ris, apa."
    >>> str(unknown("style", 7, ["apa", "ris"]))
    'unknown style 7. Valid: apa, ris.'
    >>> str(unknown("figure", "fig-0002", []))
    "unknown figure 'fig-0002': there is none yet."
    """
    allowed = list(valid)
    if not allowed:
        return UnknownValueError(f"unknown {kind} {shown(value)}: there is none yet.", more)
    similar = near(value, allowed)
    ordered = [*similar, *(one for one in allowed if one not in similar)]
    first = ", nearest first" if similar else ""
    message = f"unknown {kind} {shown(value)}. Valid{first}: {listed(ordered)}."
    return UnknownValueError(message, more)


def unknown_argument(function: str, name: str, arguments: Sequence[str]) -> UnknownArgumentError:
    """Make an error for a keyword that a function does not take, naming those it takes.

    Examples
    --------
    >>> str(unknown_argument("events", "type", ["start", "event_type"]))
    "events() has no argument 'type'. Nearest: event_type. It takes: start, event_type."
    """
    similar = [one for one in arguments if name in one.split("_")] or near(name, arguments)
    nearest = f" Nearest: {listed(similar)}." if similar else ""
    takes = f" It takes: {listed(arguments, len(arguments))}." if arguments else ""
    return UnknownArgumentError(f"{function}() has no argument {shown(name)}.{nearest}{takes}")


def near(value: object, valid: Iterable[str]) -> list[str]:
    """Return the valid values whose spelling is similar to that of `value`, nearest first.

    Examples
    --------
    >>> near("PROTESTS", ["sanction", "protest"]), near("xyz", ["sanction"])
    (['protest'], [])
    """
    from difflib import get_close_matches

    spelled = {spelling(one[:_LONGEST]): one for one in valid}
    given = spelling(value[:_LONGEST]) if isinstance(value, str) else ""
    found = get_close_matches(given, spelled, n=_NEAR, cutoff=0.7) if given else []
    return [spelled[one] for one in found]
