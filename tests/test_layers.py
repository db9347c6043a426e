"""Imports point down: from a room to one below it, and never in a circle."""

import ast
from functools import cache
from pathlib import Path

import pytest

import migrant_crisis_2021 as mc

PACKAGE = Path(mc.__file__).parent
NAME = PACKAGE.name

LEVELS = (
    ("names", "printed"),
    ("errors",),
    ("parsing",),
    ("dataset",),
    ("fingerprint",),
    ("frames",),
    ("citation",),
    ("verification", "accessors", "metadata"),
    ("validation", "plot", "exports"),
    ("release", "explorer"),
    ("interface",),
    ("typing", "command_line"),
    ("__init__", "__main__"),
)
"""The rooms from the bottom up. Rooms on one line do not import each other."""

LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}


def module_of(file, package):
    parts = file.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def imports(file, package):
    """Yield the modules of the package that a file imports, wherever the import stands."""
    inside = file.relative_to(package).parent.parts
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*inside[: len(inside) - node.level + 1], *(node.module or "").split(".")]
            base = [part for part in base if part]
            for alias in node.names:
                yield named(base, alias.name, package)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == NAME:
            for alias in node.names:
                yield named(node.module.split(".")[1:], alias.name, package)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == NAME:
                    yield ".".join(alias.name.split(".")[1:]) or "__init__"


def named(base, name, package):
    """Return the module that `from base import name` loads: `base.name` if that is a module."""
    inner = package.joinpath(*base, name)
    is_module = inner.with_suffix(".py").is_file() or (inner / "__init__.py").is_file()
    return ".".join([*base, name] if is_module else base) or "__init__"


def room_of(module):
    return module.split(".")[0]


@cache
def arrows(package=PACKAGE):
    """Map each module to the modules that it imports."""
    return {
        module_of(file, package): sorted(set(imports(file, package)))
        for file in package.rglob("*.py")
        if file.relative_to(package).parts[0] not in ("data", "schemas")
    }


def upward(arrows):
    """List the imports that point to a room that is not below."""
    return [
        f"{module} imports {target}"
        for module, targets in arrows.items()
        for target in targets
        if room_of(module) != room_of(target) and LEVEL[room_of(target)] >= LEVEL[room_of(module)]
    ]


def circles(arrows):
    """List modules that import themselves by way of others."""
    below = {module: set(targets) for module, targets in arrows.items()}
    grown = True
    while grown:
        before = sum(map(len, below.values()))
        for module, targets in below.items():
            below[module] = targets.union(*(below.get(target, ()) for target in targets))
        grown = sum(map(len, below.values())) > before
    return sorted(module for module, targets in below.items() if module in targets)


def test_every_module_is_in_a_room_with_a_level():
    assert {room_of(module) for module in arrows()} == set(LEVEL)


def test_imports_point_down():
    assert upward(arrows()) == []


def test_there_is_no_circle():
    assert circles(arrows()) == []


@pytest.fixture
def planted(tmp_path):
    """A package of the same form with two sound modules."""
    package = tmp_path / NAME
    for room in ("parsing", "dataset"):
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").write_text("")
    (package / "__init__.py").write_text("")
    (package / "parsing" / "dates.py").write_text("import datetime\n")
    (package / "dataset" / "rows.py").write_text("from ..parsing.dates import x\n")
    return package


def test_a_sound_package_has_neither(planted):
    found = arrows(planted)
    assert found["dataset.rows"] == ["parsing.dates"]
    assert upward(found) == circles(found) == []


@pytest.mark.parametrize(
    "line",
    [
        "from ..dataset.rows import x",
        "from ..dataset import rows",
        f"from {NAME}.dataset import rows",
        f"import {NAME}.dataset.rows",
        "def late():\n    from ..dataset.rows import x",
    ],
)
def test_a_planted_upward_import_is_found(planted, line):
    (planted / "parsing" / "dates.py").write_text(line + "\n")
    assert upward(arrows(planted)) == ["parsing.dates imports dataset.rows"]


def test_a_planted_circle_is_found(planted):
    (planted / "parsing" / "dates.py").write_text("from .words import x\n")
    (planted / "parsing" / "words.py").write_text("from . import dates\n")
    found = arrows(planted)
    assert upward(found) == []
    assert circles(found) == ["parsing.dates", "parsing.words"]
