"""How fast the verifier is: beside its hashes alone, and on twice the text.

Run it as ``python -m benchmarks.verify`` in a checkout. Texts and evidence are made up: 100 windows
of ten articles, of which ten have a number, and 60 windows that all have one. The specification
says which places are hashed, so the time of these hashes alone is the least that a search takes.
"""

from __future__ import annotations

import hashlib
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.fingerprint.fp1 import Stream, Window, find_windows, fp1
from migrant_crisis_2021.fingerprint.html_text import html_text
from migrant_crisis_2021.fingerprint.windows import propose_windows
from migrant_crisis_2021.verification.verify import verify

MEGABYTE = 1_000_000
LATIN = "ba ce di fo gu ha je ki lo mu ne po ra si tu ve wo xi za"
ROUNDS = 3


def invent(size: int, seed: int, further: str = "ły ša ē’r") -> str:
    """Make a text of about `size` bytes: words, some numbers, paragraphs."""
    rng = random.Random(seed)
    syllables = LATIN.split() * 5 + further.split()
    words: list[str] = []
    length = 0
    while length < size:
        word = "".join(rng.choices(syllables, k=rng.randint(1, 4)))
        if rng.random() < 0.03:
            word = f"{rng.randint(10, 99_999):,}"
        words.append(word + (".\n\n" if rng.random() < 0.01 else " "))
        length += len(words[-1].encode())
    return "".join(words)


def table_of_numbers(size: int, seed: int) -> str:
    """Make a table of about `size` bytes in which nearly everything is a number."""
    rng = random.Random(seed)
    forms = ("{:d}", "{:,d}", "0.{:d}", "{:d} {:03d}")
    cells = (rng.choice(forms).format(*rng.choices(range(10, 999), k=2)) for _ in range(size // 4))
    lines = (f"Quay {' '.join(next(cells) for _ in range(4))}" for _ in range(size // 20))
    return "\n".join(lines)[:size]


def evidence(articles: list[str], numbers: int, phrases: int) -> list[dict[str, Any]]:
    """Make evidence of the first numbers of some articles, and of words after them."""
    rows: list[dict[str, Any]] = []
    for name, article in enumerate(articles):
        for window, printed in _windows(article, numbers, phrases):
            row = {"record_id": f"fig-{len(rows):04d}", "source_id": f"source-{name}"}
            rows.append(row | {"value_as_printed": printed} | asdict(window))
    return rows


def _windows(article: str, numbers: int, phrases: int) -> list[tuple[Window, str | None]]:
    chosen: list[tuple[Window, str | None]] = []
    taken: list[tuple[int, int]] = []
    for word in re.findall(r"\d+,\d+", article):
        found = propose_windows(article, word, taken=taken).windows if len(taken) < numbers else []
        if found:
            taken.append((found[0].fp_start or 0, found[0].fp_len))
            chosen.append((found[0], word))
    stream = Stream.of(article)
    free = [start for start in stream.word_starts if start > max(map(sum, taken), default=0)]
    for start in free[: 15 * phrases : 15]:
        length = 72 if len(chosen) % 6 == 0 else 48
        text = stream.text[start : start + length]
        chosen.append((Window(fp1(text), length, fp_start=start), None))
    return chosen


def windows_of(rows: list[dict[str, Any]]) -> list[Window]:
    """Return the windows of evidence."""
    return [Window(**{k: v for k, v in row.items() if k.startswith("fp_")}) for row in rows]


class Counted:
    """A hash that counts how often a digest is computed."""

    digests = 0

    def __init__(self, hashed: Any) -> None:
        self.hashed = hashed

    def copy(self) -> Counted:
        return Counted(self.hashed.copy())

    def update(self, data: bytes) -> None:
        self.hashed.update(data)

    def digest(self) -> bytes:
        Counted.digests += 1
        return bytes(self.hashed.digest())


def hashes(task: Callable[[], object]) -> int:
    """Count the hashes that a task computes."""
    original, Counted.digests = hashlib.sha256, 0
    hashlib.sha256 = lambda data: Counted(original(data))  # type: ignore[assignment, misc]
    try:
        task()
    finally:
        hashlib.sha256 = original
    return Counted.digests


def hash_alone(text: str) -> float:
    """Return the seconds that one hash takes, of sections of 48 bytes of a text."""
    content, count = text.encode(), 200_000

    def loop() -> None:
        for start in range(count):
            hashlib.sha256(content[start : start + 48]).digest()

    return seconds(loop) / count


def seconds(task: Callable[[], object]) -> float:
    """Take the best of some runs."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()  # of this core, whatever else the machine does
        task()
        times.append(time.process_time() - start)
    return min(times)


def show(name: str, task: Callable[[str], object], megabyte: str, double: str) -> None:
    """Print the speed on one text, how near to its hashes alone, and the growth with the text."""
    once, alone = seconds(lambda: task(megabyte)), hash_alone(megabyte)
    floor = hashes(lambda: task(megabyte)) * alone
    growth = seconds(lambda: task(double)) / once
    size = len(megabyte.encode()) / MEGABYTE
    ratio = f"{once / floor:5.2f}" if floor > 0.01 else "    -"
    limit = f"{size / floor:6.2f}" if floor > 0.01 else "     -"
    print(f"{name:44} {size / once:6.2f} MB/s {limit} {ratio}   {growth:.2f}", flush=True)


def show_memory(name: str, text: str) -> None:
    """Print the memory that a new process takes to verify a file of a text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "copy.html" if text.startswith("<") else "copy.txt")
        file.write_text(text, encoding="utf-8")
        used = [_peak(Path(folder, each)) for each in (file.name, "small.txt")]
    size = len(text.encode()) / MEGABYTE
    print(f"{name:44} {size:5.1f} MB: {used[0] - used[1]:.0f} MB, {(used[0] - used[1]) / size:.1f}")


def _peak(file: Path) -> float:
    if not file.exists():
        file.write_text("A small text.", encoding="utf-8")
    program = (
        "import sys, migrant_crisis_2021 as mc; from pathlib import Path\n"
        "from benchmarks.memory import peak\n"
        "mc.verify(Path(sys.argv[1]))\n"
        "print(peak())"
    )
    command = [sys.executable, "-c", program, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) * 2**20 / MEGABYTE


def main() -> None:
    articles = [invent(10_000, seed) for seed in range(10)]
    recorded, dense = evidence(articles, 1, 9), evidence(articles, 6, 0)
    sources = sorted({row["source_id"] for row in recorded})
    dataset = Dataset.of({"evidence": recorded, "sources": [{"source_id": s} for s in sources]})
    windows, numbers = windows_of(recorded), windows_of(dense)
    one, two = invent(MEGABYTE, 1007), invent(2 * MEGABYTE, 1008)
    table, tables = table_of_numbers(MEGABYTE, 1), table_of_numbers(2 * MEGABYTE, 2)
    russian = [invent(size, 9, "да не при из ли что они мы") for size in (MEGABYTE, 2 * MEGABYTE)]
    page, pages = (f"<p>{text.replace(' ', ' <b>x</b> ')}</p>" for text in (one, two))

    print(f"{len(windows)} windows of {len(sources)} sources; {len(numbers)} windows with numbers")
    print(f"{'':44} speed       hashes ratio  twice the text")
    show("stream", Stream.of, one, two)
    show("text of a page (bytes of HTML)", html_text, page, pages)
    show("search at word starts", lambda t: find_windows(t, windows), one, two)
    show("search at word starts, numbers", lambda t: find_windows(t, numbers), one, two)
    show("search everywhere", lambda t: find_windows(t, windows, True), one, two)
    show("search everywhere, numbers", lambda t: find_windows(t, numbers, True), one, two)
    show("verify, no copy", lambda t: verify(dataset, t), one, two)
    show("verify, no copy, Latin and Cyrillic", lambda t: verify(dataset, t), *russian)
    show("verify, a copy inside", lambda t: verify(dataset, articles[0] + t), one, two)
    cut = articles[0][: len(articles[0]) // 20]
    show("verify, a copy cut short inside", lambda t: verify(dataset, cut + t), one, two)
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("one.txt", "two.txt")]
        for file, text in zip(files, (one, two), strict=True):
            file.write_text(text, encoding="utf-8")
        show("verify, a file", lambda t: verify(dataset, files[t is two]), one, two)
    show("verify, a table of numbers", lambda t: verify(dataset, t), table, tables)
    many = [invent(10_000, seed) for seed in range(2_000, 3_000)]
    taken = seconds(lambda: verify(dataset, many))
    print(f"1,000 articles of 10 kB: {taken:.2f} s, {10 / taken:.2f} MB/s")
    short = [each[:1000] for each in many]
    print(f"1,000 articles of 1 kB: {seconds(lambda: verify(dataset, short)):.2f} ms each")

    print("\nMemory beside that of a small file, of a file of the greatest size")
    show_memory("ASCII text", invent(4_950_000, 1, ""))
    show_memory("text with some other letters", invent(4_950_000, 1))
    show_memory("a table of numbers", table_of_numbers(4_950_000, 1))
    show_memory("HTML", f"<p>{invent(2_500_000, 1).replace(' ', ' <b>x</b> ')}</p>")


if __name__ == "__main__":
    main()
