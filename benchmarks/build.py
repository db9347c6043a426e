"""How long `build` takes on large datasets, and how much memory.

Run it as ``python -m benchmarks.build 10000 100000`` in a checkout: the numbers are records (events
and figures). Each dataset is made of copies of the shipped one, in a temporary folder, and built in
a process of its own.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.enlarged import enlarged
from benchmarks.memory import peak

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("pyproject.toml", "CHANGELOG.md", "CITATION.cff")


def write(folder: Path, records: int) -> int:
    """Write a dataset with about this number of records; return the exact number."""
    from migrant_crisis_2021.dataset import shipped
    from migrant_crisis_2021.dataset.csv_files import csv_text
    from migrant_crisis_2021.dataset.table_schema import table_schema

    own = shipped()
    share = len(own["figures"]) / (len(own["figures"]) + len(own["events"]))
    tables = enlarged(round(records * share))
    for name in ("data", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    for name in NEEDED:
        shutil.copy(ROOT / name, folder)
    (folder / "docs").mkdir()
    tables["changes"] = tables["changes"].slice(0, 0)  # nothing was released
    for name, table in tables.items():
        text = csv_text(table_schema(name).columns, table.to_pylist())
        (folder / "data" / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return tables["events"].num_rows + tables["figures"].num_rows


def measure(folder: str) -> dict[str, float]:
    """Build a dataset in this process."""
    import migrant_crisis_2021.release.build as release
    from migrant_crisis_2021.release.checkout import Checkout

    start, cpu = time.perf_counter(), time.process_time()
    release.build(Checkout(Path(folder)))
    return {
        "seconds": time.perf_counter() - start,
        "cpu": time.process_time() - cpu,
        "memory": peak(),
    }


def main(sizes: list[int]) -> None:
    """Print a line for each size, and the growth."""
    print(f"{'records':>9} {'wall s':>8} {'CPU s':>8} {'MB':>6}  growth")
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            records = write(Path(folder), size)
            command = [sys.executable, "-m", "benchmarks.build", "--one", folder]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout.splitlines()[-1])
        growth = ""
        if before:
            ratio = math.log(found["cpu"] / before[1]) / math.log(records / before[0])
            growth = f"{ratio:.2f}"
        before = records, found["cpu"]
        print(
            f"{records:>9,} {found['seconds']:>8.1f} {found['cpu']:>8.1f} {found['memory']:>6,}"
            f"  {growth}",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2])))
    elif len(sys.argv) > 1 and all(one.isdigit() for one in sys.argv[1:]):
        main(list(map(int, sys.argv[1:])))
    else:
        sys.exit("usage: python -m benchmarks.build RECORDS...")
