"""Damage each file of a dataset in each way, and ask every question and command.

Run it with ``python -m tests.reliability.damage`` on a copy of the shipped data (minutes), or with
``--small`` on the small dataset of the tests. An answer must be right, or an error of our own.
"""

import contextlib
import hashlib
import os
import random
import shutil
import signal
import sys
import tempfile
import warnings
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset.csv_files import csv_text
from migrant_crisis_2021.dataset.manifest import MANIFEST, check_schemas, read_manifest
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import AUTHORED, TABLES
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from tests.conftest import ROOT
from tests.datasets import small_rows
from tests.projects import YEARS, describe
from tests.runner import runner

SECONDS = 120
"""After which a question counts as one that hangs."""

NOBODY = 65534


def small_copy(root):
    """Build the small dataset in a folder."""
    describe(root, temporal=YEARS)
    (root / "data").mkdir(exist_ok=True)
    rows = small_rows()
    for table in AUTHORED:
        text = csv_text(table_schema(table).columns, rows[table])
        (root / "data" / f"{table}.csv").write_text(text, "utf-8")
    build(find_checkout(root / "data"))
    return root / "data"


def shipped_copy(root):
    """Copy the shipped dataset into a folder."""
    for name in ("data", "schemas", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CHANGELOG.md", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    return root / "data"


def truncate(file, chance):
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content))])


def flip(file, chance):
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def lengthen(file, chance):
    file.write_bytes(file.read_bytes() + b"\n")


def empty(file, chance):
    file.write_bytes(b"")


def remove(file, chance):
    file.unlink()


def swap(file, chance):
    others = [f for f in sorted(file.parent.iterdir()) if f.suffix == file.suffix and f != file]
    different = [f for f in others if f.is_file() and f.read_bytes() != file.read_bytes()]
    shutil.copy(chance.choice(different or [ROOT / "schemas" / MANIFEST]), file)


def replace_by_folder(file, chance):
    file.unlink()
    file.mkdir()


def replace_by_loop(file, chance):
    file.unlink()
    file.symlink_to(file)


def replace_by_pipe(file, chance):
    file.unlink()
    os.mkfifo(file)


def replace_by_device(file, chance):
    file.unlink()
    file.symlink_to("/dev/zero")


def lock(file, chance):
    file.chmod(0)


KINDS = (truncate, flip, lengthen, empty, remove, swap, replace_by_folder, replace_by_loop)
KINDS += (replace_by_pipe, replace_by_device, lock)


@contextlib.contextmanager
def damaged(file, kind, chance):
    """Damage a file for a while; a locked one is looked at without the rights of root."""
    content, mode = file.read_bytes(), file.stat().st_mode
    is_root = os.geteuid() == 0
    kind(file, chance)
    try:
        if kind is lock and is_root:
            os.seteuid(NOBODY)
        yield
    finally:
        if kind is lock and is_root:
            os.seteuid(0)
        if file.is_dir() and not file.is_symlink():
            file.rmdir()
        elif os.path.lexists(file):
            file.unlink()
        file.write_bytes(content)
        file.chmod(mode)


def questions(data):
    """Return every question to a dataset by name, each as a function of the opened dataset."""
    records = {row["record_id"]: row for row in mc.open(data)["evidence"]}
    record = next(iter(records))
    measure = next(iter(mc.open(data)["figures"]))["measure"]
    asked = {
        "record": lambda d: str(d.record(record)),
        "cite": lambda d: d.cite(record),
        "cite all": lambda d: d.cite(style="bibtex"),
        "verify": lambda d: str(d.verify("A text of 7,935 words.", record=record)),
        "search": lambda d: d.search("border"),
        "series": lambda d: d.series(measure),
        "vocabulary": lambda d: d.vocabulary(),
        "changes": lambda d: d.changes(),
        "version": lambda d: d.manifest["version"],
        "validate a frame": lambda d: str(d.validate(mc.table("places"), "places")),
    }
    for name in ("timeline", "events", "figures", "deaths", "sources", "evidence", "claims"):
        asked[name] = lambda d, name=name: getattr(d, name)()
    for name in ("positions", "actors", "places", "conflicts", "stances"):
        asked[name] = lambda d, name=name: getattr(d, name)()
    for table in TABLES:
        for engine in ("pandas", "pyarrow"):
            asked[f"table {table} {engine}"] = lambda d, t=table, e=engine: d.table(t, e)
        for form in ("csv", "parquet"):
            asked[f"path {table} {form}"] = lambda d, t=table, f=form: d.path(t, f).read_bytes()
    if find_spec("duckdb"):
        asked["connect"] = _by_duckdb
    asked |= {
        f"command {' '.join(words)}": lambda d, words=words: _command(d, words)
        for words in (["events"], ["show", record], ["cite", record], ["search", "border"])
    }
    for words in (["validate"], ["build", "--check"]):
        asked[f"command {' '.join(words)}"] = lambda d, words=words: _command(d, words)
    return asked


def _by_duckdb(dataset):
    with dataset.connect() as connection:
        return [connection.sql(f'from "{table}"').fetchall() for table in TABLES]


class RefusedError(Exception):
    """A command ended with an error of our own."""


def _command(dataset, words):
    result = runner().invoke(commands, ["--data", str(dataset.folder), *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if result.exit_code:
        raise RefusedError(result.output)
    return result.stdout


def fixed(answer):
    """Return an answer in a form that can be compared."""
    if hasattr(answer, "to_csv"):
        return hashlib.sha256(answer.to_csv().encode()).hexdigest()
    if isinstance(answer, bytes | str):
        return hashlib.sha256(answer if isinstance(answer, bytes) else answer.encode()).hexdigest()
    return answer if isinstance(answer, list) else str(answer)


class HungError(Exception):
    pass


def _stop(signum, frame):
    raise HungError


def ask(question, data):
    """Ask one question of a newly opened dataset; return what came of it and the answer."""
    signal.alarm(SECONDS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", mc.NothingFoundWarning)
            return "answer", fixed(question(mc.open(data)))
    except (mc.MigrantCrisisError, RefusedError):
        return "own error", None
    except HungError:
        return "hang", None
    except Exception as error:
        return "foreign error", repr(error)
    finally:
        signal.alarm(0)


MUST_FAIL = ("command validate", "command build --check")
"""Commands that look at every file, and so must never pass over damage."""

RARELY = 5
"""They take long, so they are asked for every fifth file and kind."""


def run(data, schemas, step=1, seed=1):
    """Damage the files; count what came of it, and list what must not.

    Parameters
    ----------
    step : int, default 1
        Ask only every so many of the questions, others for each file and kind.
    """
    signal.signal(signal.SIGALRM, _stop)
    asked, chance = questions(data), random.Random(seed)
    right = {name: ask(question, data) for name, question in asked.items()}
    assert all(how == "answer" for how, _ in right.values()), right
    counts, bad = Counter(cases=0), []
    names = [*(f"{t}.{s}" for t in TABLES for s in ("csv", "parquet")), MANIFEST]
    for number, (name, kind) in enumerate((n, k) for n in names for k in KINDS):
        with damaged(data / name, kind, chance):
            counts["cases"] += 1
            for place, (title, question) in enumerate(asked.items()):
                if (place + number) % (step * (RARELY if title in MUST_FAIL else 1)):
                    continue
                how, answer = ask(question, data)
                if how == "answer":
                    passes_over = title in MUST_FAIL
                    how = "right" if answer == right[title][1] and not passes_over else "wrong"
                counts[how] += 1
                if how not in ("right", "own error"):
                    bad.append((name, kind.__name__, title, how, answer))
    manifest = read_manifest(ROOT / "data" / MANIFEST)
    for name in [*(f"{table}.json" for table in TABLES), MANIFEST]:
        for kind in KINDS:
            if kind is not lengthen:  # a line feed at the end is the same JSON
                with damaged(schemas / name, kind, chance):
                    counts["cases"] += 1
                    how, answer = ask(lambda _: check_schemas(schemas, manifest), data)
                    counts[how] += 1
                    if how != "own error" and not _same_json(schemas / name, kind):
                        bad.append((f"schemas/{name}", kind.__name__, "check", how, answer))
    return counts, bad


def _same_json(file, kind):
    """Return whether the damage left the JSON as it was: spaces do not count."""
    return kind in (truncate, flip) and file.read_text("utf-8", "replace").split() == []


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        data = (small_copy if "--small" in sys.argv else shipped_copy)(root)
        schemas = shutil.copytree(ROOT / "schemas", root / "compared")
        counts, bad = run(data, schemas, 40 if "--some" in sys.argv else 1)
    print(", ".join(f"{name}: {count:,}" for name, count in counts.items()))
    for one in bad:
        print(*one)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
