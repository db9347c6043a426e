"""cffconvert judges CITATION.cff."""

import json
import re
import subprocess

import pytest

from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.metadata.citation_file import citation_file
from tests.conformance.own_environments import python_with
from tests.conftest import ROOT

pytestmark = pytest.mark.conformance

TEXT = (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.fixture
def cffconvert(tmp_path):
    """Return a function that runs cffconvert on the content of a file."""
    python = python_with("cffconvert")

    def run(text, *options):
        (tmp_path / "CITATION.cff").write_text(text, encoding="utf-8")
        code = "from cffconvert.cli.cli import cli; cli()"
        command = [python, "-c", code, *options]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


def test_it_is_valid(cffconvert):
    done = cffconvert(TEXT, "--validate")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_citation_of_a_release_names_title_version_and_contributors(cffconvert):
    released = {**shipped().manifest, "version": "1.2.3", "created": "2026-11-24T00:00:00Z"}
    done = cffconvert(citation_file(released), "--format", "schema.org")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["name"], found["version"]) == (released["title"], "1.2.3")
    assert found["datePublished"] == "2026-11-24"
    assert [one["name"] for one in found["author"]] == ["The migrant_crisis_2021 contributors"]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ('type: "dataset"', 'type: "data"'),
        (r'cff-version: "1.2.0"', 'cff-version: "1.2"'),
        ("authors:", "author:"),
        ('  - "CC-BY-4.0"', '  - "CC-BY-4"'),
    ],
)
def test_a_broken_file_is_refused(cffconvert, line, wrong):
    broken = re.sub(f"^{re.escape(line)}$", wrong, TEXT, flags=re.MULTILINE)
    assert broken != TEXT
    assert cffconvert(broken, "--validate").returncode
