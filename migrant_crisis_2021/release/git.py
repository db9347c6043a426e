"""Ask git about the folder of a dataset."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from ..dataset.folders import as_typed
from ..errors import BuildError, InvalidInputError, shown


def is_in_git(root: Path) -> bool:
    """Return whether a folder is in a git repository, and git is installed."""
    return _git(root, "rev-parse", "--is-inside-work-tree") is not None


def merge_base(root: Path, ref: str) -> str:
    """Return the last commit that this branch and another one have in common.

    Raises
    ------
    BuildError
        If the folder is not in a git repository, or the branches have no commit in common.
    InvalidInputError
        If there is no such branch.
    """
    if not is_in_git(root):
        raise BuildError(
            f"{as_typed(root)} is not in a git repository, or git is not installed: only "
            "branches of one repository can be compared."
        )
    name = f"{ref}^{{commit}}"
    commit = _git(root, "rev-parse", "--quiet", "--verify", "--end-of-options", name)
    if not ref or commit is None:
        raise InvalidInputError(
            f"git has no branch or commit {shown(ref)}: give the branch that is to be merged, such "
            "as origin/main. `git fetch` brings those of others, `git branch --all` lists them."
        )
    base = _git(root, "merge-base", "HEAD", commit.strip())
    if base is None:
        raise BuildError(f"this branch and {ref} have no commit in common.")
    return base.strip()


def is_merging(root: Path) -> bool:
    """Return whether a merge was begun and not committed."""
    return _git(root, "rev-parse", "--quiet", "--verify", "MERGE_HEAD") is not None


def text_at(root: Path, commit: str, name: str) -> str:
    """Return a file of the folder as a commit has it; empty if it does not."""
    return _git(root, "show", f"{commit}:./{name}") or ""


def files_that_name(root: Path, words: Sequence[str]) -> list[str]:
    """List the files of git, outside ``data/``, in which one of some words stands."""
    options = [option for word in words for option in ("-e", word)]
    found = _git(root, "grep", "-l", "-I", "-w", "-F", *options, "--", ".", ":(exclude)data")
    return (found or "").splitlines()


def _git(root: Path, *arguments: str) -> str | None:
    """Return what git prints; None if it fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", errors="replace")
