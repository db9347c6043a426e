"""What `new` says has to be done after it."""

from migrant_crisis_2021.dataset.folders import command_for
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.publish import publish
from tests.command_line.test_code import run
from tests.projects import describe, ferry_project


def added(root, name):
    result = run(root, "new", "actor", "--name", name, "--kind", "group")
    assert result.exit_code == 0, result.output
    return result.stderr


def test_after_a_release_the_next_version_comes_first(tmp_path):
    root = ferry_project(tmp_path, {"version": "1.0.1.dev0", "created": None})
    data = find_checkout(root).data
    build = command_for(data, "build")
    assert added(root, "Choir") == f"Next: {build}.\n"
    publish(find_checkout(root), "1.0.1")
    steps = f"{command_for(data, 'diff --write')}, then {build}.\n"
    told = added(root, "Crew")
    assert told.startswith("Next: set the next version, such as 1.0.2.dev0, as `version` in ")
    assert told.endswith(f"datapackage.json, and remove `created`, then {steps}")
    describe(root, version="1.0.2.dev0", created=None)
    assert added(root, "Cooks") == f"Next: {steps}"
    assert run(root, "diff", "--write").exit_code == 0
