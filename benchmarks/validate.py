"""How long `validate` takes on large tables in an engine, and which share of the rows it collects.

Run it as ``python -m benchmarks.validate polars 10000 100000 1000000`` in a checkout; the engine is
``polars``, ``duckdb``, ``pandas`` or ``spark``. The tables are copies of the shipped ones, written
to Parquet files in a temporary folder and validated from there, each size in a process of its own.
With ``--released`` after the engine, there are also the hashes of a release and the timeline, which
R36 and R45 compare.
"""

from __future__ import annotations

import json
import logging
import math
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.memory import peak

ENGINES = ("polars", "duckdb", "pandas", "spark")
SHOWN = 1  # rules that collect more than this percentage of a table are listed


def write(folder: Path, figures: int, is_released: bool) -> dict[str, int]:
    """Write the tables as Parquet; return the numbers of their rows."""
    import pyarrow.parquet as pq

    from benchmarks.enlarged import enlarged, released

    tables = enlarged(figures)
    if is_released:
        tables = released(tables)
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet", row_group_size=100_000)
    return {name: table.num_rows for name, table in tables.items()}


def opened(engine: str, folder: Path) -> dict[str, Any]:
    """Open each file in an engine."""
    read = reader(engine)
    return {file.stem: read(str(file)) for file in sorted(folder.glob("*.parquet"))}


def reader(engine: str) -> Any:
    if engine == "polars":
        import polars

        return polars.scan_parquet
    if engine == "duckdb":
        import duckdb

        return duckdb.connect().read_parquet
    if engine == "pandas":
        import pandas

        return pandas.read_parquet
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "6g")
        .config("spark.sql.shuffle.partitions", "8")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session.read.parquet


class Collected(logging.Handler):
    """Count the rows that reach Python, for each rule and table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Counter[tuple[str, str]] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        rule, rows, table = record.args  # type: ignore[misc]
        self.rows[str(rule), str(table)] += int(rows)  # type: ignore[call-overload]


def measure(engine: str, folder: Path) -> dict[str, Any]:
    """Validate the tables of a folder in this process."""
    import migrant_crisis_2021 as mc

    log, collected = logging.getLogger("migrant_crisis_2021.validation"), Collected()
    log.setLevel(logging.DEBUG)
    log.addHandler(collected)
    frames = opened(engine, folder)
    start, cpu = time.perf_counter(), time.process_time()
    report = mc.validate(frames)
    seconds, used = time.perf_counter() - start, time.process_time() - cpu
    assert report.ok, str(report)[:2000]
    rows = {" ".join(where): count for where, count in collected.rows.items()}
    return {"seconds": seconds, "cpu": used, "memory": peak(), "rows": rows}


def main(engine: str, sizes: list[int], is_released: bool) -> None:
    """Print a line for each size, the growth, and the rules that collect many rows."""
    print(f"{'figures':>9} {'evidence':>9} {'wall s':>8} {'CPU s':>8} {'MB':>6}  growth")
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            totals = write(Path(folder), size, is_released)
            command = [sys.executable, "-m", "benchmarks.validate", "--one", engine, folder]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout.splitlines()[-1])
        growth = ""
        if before:
            ratio = math.log(found["cpu"] / before[1]) / math.log(totals["figures"] / before[0])
            growth = f"{ratio:.2f}"
        before = totals["figures"], found["cpu"]
        print(
            f"{totals['figures']:>9,} {totals['evidence']:>9,} {found['seconds']:>8.1f} "
            f"{found['cpu']:>8.1f} {found['memory']:>6,}  {growth}",
            flush=True,
        )
    print("\nRows that reached Python (R24: distinct texts, R04: distinct dates):")
    for where, rows in sorted(found["rows"].items()):
        share = 100 * rows / max(1, totals[where.split()[1]])
        if share >= SHOWN and totals[where.split()[1]] > 10_000:
            print(f"{where:<18} {rows:>9,}  {share:5.1f} %")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    elif len(sys.argv) > 2 and sys.argv[1] in ENGINES:
        sizes = [int(size) for size in sys.argv[2:] if size != "--released"]
        main(sys.argv[1], sizes, "--released" in sys.argv)
    else:
        engines = ",".join(ENGINES)
        sys.exit(f"usage: python -m benchmarks.validate {{{engines}}} [--released] FIGURES...")
