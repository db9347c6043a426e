"""How fast the library is, each thing beside what it is compared with.

Run it as ``python -m benchmarks.speed`` in a checkout, with the extra ``benchmark``; ``--rounds N``
sets how often each command runs. Packages that are not installed are left out, and named.
Commands run in turn, round after round, and each ratio is the median of the ratios within a round:
a machine that slows down slows both down. Times are CPU times (user and system).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

import migrant_crisis_2021 as mc

ROOT = Path(__file__).resolve().parent.parent
PARQUET = str(mc.path("events"))
COMMAND = ("-m", "migrant_crisis_2021")


class Pair(NamedTuple):
    """Two commands, the ratio of their times that we aim for, and the package that they need."""

    label: str
    first: Sequence[str]
    second: Sequence[str]
    aim: float | None = None
    needs: str | None = None


class Peer(NamedTuple):
    """Another package that brings data along: its distribution, module, and a first frame of it."""

    distribution: str
    module: str
    first_frame: str | None = None


def code(text: str) -> Sequence[str]:
    return ("-c", text)


BARE = code("pass")
PEERS = (
    Peer("tzdata", "tzdata"),
    Peer("pycountry", "pycountry"),
    Peer("pycldf", "pycldf"),
    Peer("altair", "altair.datasets"),
    Peer("vega_datasets", "vega_datasets", "vega_datasets.data.cars()"),
    Peer("palmerpenguins", "palmerpenguins", "palmerpenguins.load_penguins()"),
    Peer("gapminder", "gapminder", "gapminder.gapminder"),
    Peer("statsmodels", "statsmodels.datasets", "statsmodels.datasets.longley.load_pandas()"),
    Peer("seaborn", "seaborn"),
    Peer("scikit-learn", "sklearn.datasets", "sklearn.datasets.load_iris(as_frame=True)"),
)
"""The frames of pycldf are the user's own; altair and seaborn fetch theirs from the internet."""

READ_PANDAS = code(f"import pandas; pandas.read_parquet({PARQUET!r})")
PAIRS = (
    Pair(
        "`import migrant_crisis_2021` ÷ bare interpreter", code("import migrant_crisis_2021"), BARE
    ),
    Pair(
        "`events()` ÷ `pandas.read_parquet`",
        code("import migrant_crisis_2021 as mc; mc.events()"),
        READ_PANDAS,
        1.05,
    ),
    Pair(
        '`table(…, engine="pyarrow")` ÷ pyarrow',
        code("import migrant_crisis_2021 as mc; mc.table('events', engine='pyarrow')"),
        code(f"import pyarrow.parquet as pq; pq.ParquetFile({PARQUET!r}).read(use_threads=False)"),
        1.15,
    ),
    Pair(
        '`table(…, engine="polars")` ÷ polars',
        code("import migrant_crisis_2021 as mc; mc.table('events', engine='polars')"),
        code(f"import polars; polars.read_parquet({PARQUET!r})"),
        1.15,
        "polars",
    ),
    *(
        Pair(f"`{' '.join(words)}` ÷ bare interpreter", (*COMMAND, *words), BARE, aim)
        for words, aim in (
            (("--help",), 5.0),
            (("--version",), 5.0),
            (("cite", "fig-0001"), 8.0),
            (("show", "fig-0001"), 8.0),
            (("verify", "README.md"), 8.0),
            (("search", "tear", "gas"), 12.0),
            (("timeline", "--format", "json"), 12.0),
            (("timeline",), 12.0),
        )
    ),
    Pair(
        "`validate` ÷ `import pandera.pandas`",
        (*COMMAND, "validate"),
        code("import pandera.pandas"),
        2.0,
    ),
    Pair(
        "`build --check` ÷ `import pandera.pandas`",
        (*COMMAND, "build", "--check"),
        code("import pandera.pandas"),
        2.0,
    ),
    *(
        Pair(
            f"`import {peer.module}` ÷ bare interpreter",
            code(f"import {peer.module}"),
            BARE,
            needs=peer.distribution,
        )
        for peer in PEERS
    ),
    *(
        Pair(
            f"`{peer.first_frame}` ÷ `pandas.read_parquet`",
            code(f"import {peer.module}; {peer.first_frame}"),
            READ_PANDAS,
            needs=peer.distribution,
        )
        for peer in PEERS
        if peer.first_frame
    ),
)

WARM: tuple[tuple[str, Callable[[], object], float], ...] = (
    ("events()", lambda: mc.events(), 0.2),
    ("events(start, end)", lambda: mc.events(start="2021-11-08", end="2021-11-20"), 1.0),
    ("events(event_type)", lambda: mc.events(event_type="clash"), 1.0),
    ("events(place)", lambda: mc.events(place="kuznica"), 1.0),
    ("events(actor)", lambda: mc.events(actor="poland"), 1.0),
    ("events(country)", lambda: mc.events(country="PL"), 1.0),
    ("events(source)", lambda: mc.events(source="TASS"), 1.0),
    ("figures()", lambda: mc.figures(), 0.2),
    ("figures(measure, place)", lambda: mc.figures(measure="deaths", place="poland"), 1.0),
    ("conflicts()", lambda: mc.conflicts(), 5.0),
    ("stances(matrix=True)", lambda: mc.stances(matrix=True), 5.0),
    ("series(…)", lambda: mc.series("attempted_crossings"), 5.0),
    ("search(…)", lambda: mc.search("tear gas"), 5.0),
)


def cpu_ms(arguments: Sequence[str]) -> float:
    """Run Python with arguments and return its CPU time in milliseconds."""
    # Installed packages have bytecode; some machines keep Python from writing it for checkouts.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return (used.ru_utime + used.ru_stime) * 1000


def ratios(pairs: Sequence[Pair], rounds: int) -> list[tuple[Pair, float, float]]:
    """Return the median CPU time and the median ratio of each pair."""
    times: dict[str, list[tuple[float, float]]] = {pair.label: [] for pair in pairs}
    for number in range(rounds + 1):
        for pair in pairs:
            both = cpu_ms(pair.first), cpu_ms(pair.second)
            if number:  # the first round only warms the caches of the disk
                times[pair.label].append(both)
    return [
        (
            pair,
            statistics.median(first for first, _ in times[pair.label]),
            statistics.median(first / second for first, second in times[pair.label]),
        )
        for pair in pairs
    ]


def warm_ms(call: Callable[[], object], calls: int = 41) -> float:
    """Return the median CPU time of a call in milliseconds, after a first one."""
    call()
    taken = []
    for _ in range(calls):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return statistics.median(taken) * 1000


def installed(name: str) -> Distribution | None:
    """Return an installed distribution, None if it is not there."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def shipped() -> Iterator[Path]:
    """Yield the files of this checkout that a wheel holds."""
    for folder in ("migrant_crisis_2021", "data", "schemas"):
        yield from (ROOT / folder).rglob("*")


def megabytes(files: Iterable[Path]) -> float:
    """Return the size of files, without bytecode."""
    present = (file for file in files if file.is_file() and file.suffix != ".pyc")
    return sum(file.stat().st_size for file in present) / 1e6


def print_processes(rounds: int) -> None:
    """Print how long new processes take, beside others."""
    present = [pair for pair in PAIRS if pair.needs is None or installed(pair.needs)]
    print("| A new process | CPU ms | Ratio | Aim |\n|---|---:|---:|---:|")
    for pair, taken, ratio in ratios(present, rounds):
        print(f"| {pair.label} | {taken:.0f} | {ratio:.2f} | {pair.aim or ''} |")


def print_calls() -> None:
    """Print how long second calls take."""
    print("\n| A second call | CPU ms | Aim |\n|---|---:|---:|")
    warnings.simplefilter("ignore")
    for label, call, aim in WARM:
        print(f"| `{label}` | {warm_ms(call):.2f} | {aim} |")


def print_sizes() -> None:
    """Print how large the packages are, without what they need in turn."""
    print("\n| Package | Version | MB |\n|---|---|---:|")
    print(f"| migrant_crisis_2021 | {mc.__version__} | {megabytes(shipped()):.1f} |")
    for peer in PEERS:
        if package := installed(peer.distribution):
            files = [Path(str(file.locate())) for file in package.files or []]
            print(f"| {peer.distribution} | {package.version} | {megabytes(files):.1f} |")


def main() -> None:
    """Print the tables of docs/performance.md."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    print_processes(parser.parse_args().rounds)
    print_calls()
    print_sizes()
    needed = {pair.needs for pair in PAIRS if pair.needs}
    if absent := sorted(name for name in needed if not installed(name)):
        print(f"\nNot installed: {', '.join(absent)}.")


if __name__ == "__main__":
    main()
