"""The files that state the version and the day of a release, with others in their place."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from ..errors import BuildError
from .checkout import CHANGELOG, DESCRIPTION, HEADING, PYPROJECT, UNRELEASED, Checkout

_PROJECT_VERSION = re.compile(
    r"^\[project\][^\n]*\n(?:(?!\[).*\n)*?version[ \t]*=[ \t]*([\"'])([^\"'\n]*)\1", re.MULTILINE
)
_STATED = '("{}"[ \\t]*:[ \\t]*)"[^"\\n]*"'
_INDENT = re.compile(r'(?<!\s)(\s*+)"version"')


def with_version(checkout: Checkout, version: str, day: dt.date) -> dict[Path, bytes]:
    """Return the new contents of the files of a checkout that state its version and day.

    Raises
    ------
    BuildError
        If a file does not state them where they can be replaced.
    """
    assert checkout.release  # or says what is wrong with the version as it is
    texts: dict[str, str] = {}
    if checkout.states_version:
        text = checkout.text(DESCRIPTION)
        texts[DESCRIPTION] = _described(text, checkout.description, version, day)
    else:
        texts[PYPROJECT] = _in_project(checkout.text(PYPROJECT), version)
    if not checkout.states_version or (checkout.root / CHANGELOG).exists():
        texts[CHANGELOG] = _in_changelog(checkout, version, day)
    return {checkout.root / name: text.encode() for name, text in texts.items()}


def _described(text: str, described: dict[str, Any], version: str, day: dt.date) -> str:
    """Change the two properties and leave the rest of the text as somebody wrote it."""
    wanted = {"version": version, "created": str(day)}
    changed = re.sub(_STATED.format("version"), rf'\g<1>"{version}"', text, count=1)
    if "created" in described:
        changed = re.sub(_STATED.format("created"), rf'\g<1>"{day}"', changed, count=1)
    elif found := _INDENT.search(changed):
        stated = f'"version": "{version}"'
        changed = changed.replace(stated, f'{stated},{found[1] or " "}"created": "{day}"', 1)
    try:
        if json.loads(changed) == described | wanted:
            return changed
    except ValueError:
        pass
    return json.dumps(described | wanted, ensure_ascii=False, indent=2) + "\n"


def _in_project(text: str, version: str) -> str:
    found = _PROJECT_VERSION.search(text)
    changed = text[: found.start(2)] + version + text[found.end(2) :] if found else text
    wanted = tomllib.loads(text)
    wanted["project"]["version"] = version
    if tomllib.loads(changed) != wanted:
        raise BuildError(
            f"the version cannot be set in {PYPROJECT}: state it there as a line of its own under "
            f'[project], `version = "{version}"`.'
        )
    return changed


def _in_changelog(checkout: Checkout, version: str, day: dt.date) -> str:
    """Date the heading of the version or, without one, that of the version in preparation."""
    text = checkout.text(CHANGELOG)
    headings = list(HEADING.finditer(text))
    own = [one for one in headings if one[1] == version]
    own = own or [one for one in headings if one.groups() == (checkout.release, UNRELEASED)]
    if not own and checkout.states_version:  # a changelog of another form
        return text
    if len(own) != 1:
        found = f"{len(own)} headings" if own else "no heading"
        raise BuildError(
            f"{CHANGELOG} has {found} for version {version}: it needs exactly one, "
            f"`## {version} ({UNRELEASED})`."
        )
    return f"{text[: own[0].start()]}## {version} ({day}){text[own[0].end() :]}"
