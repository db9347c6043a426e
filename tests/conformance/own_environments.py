"""Programs that need an environment of their own: CI makes it, and names it or leaves it in build/.

* cffconvert 2.0 needs an older jsonschema than frictionless.
* If pyspark, dask or ibis is installed, pandera imports it, and pyspark warns of pandas 3.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

PYTHON = Path(os.environ.get("CLIENTS_PYTHON", ROOT / "build" / "clients" / "bin" / "python"))
NODE_MODULES = Path(os.environ.get("CLIENTS_NODE", ROOT / "build" / "node" / "node_modules"))


def python_with(*libraries):
    """Return the Python of that environment; skip the test if it lacks a library."""
    check = f"import importlib.util as u; assert all(map(u.find_spec, {libraries!r}))"
    if not PYTHON.exists() or subprocess.run([PYTHON, "-c", check], check=False).returncode:
        pytest.skip(f"{' or '.join(libraries)} is not installed for {PYTHON}")
    return PYTHON


def program(*names):
    """Return the path of a program; skip the test if it is not installed."""
    found = [path for path in map(shutil.which, names) if path]
    if not found:
        pytest.skip(f"{' or '.join(names)} is not installed")
    return found[0]


def node_with(*packages):
    """Return the path of Node; skip the test if it or a package is missing."""
    node = program("node", "nodejs")
    missing = [name for name in packages if not (NODE_MODULES / name).is_dir()]
    if missing:
        pytest.skip(f"{', '.join(missing)} is not installed in {NODE_MODULES}")
    return node
