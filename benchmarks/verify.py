"""How fast the verifier is, and whether twice the text takes twice the time.

Run it as ``python -m benchmarks.verify`` in a checkout. Texts and evidence are made up.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.fingerprint.fp1 import Stream, Window, find_windows
from migrant_crisis_2021.fingerprint.html_text import html_text
from migrant_crisis_2021.fingerprint.windows import propose_windows
from migrant_crisis_2021.verification.verify import verify

MEGABYTE = 1_000_000
SYLLABLES = re.findall(r"\w+", "ba ce di fo gu ha je ki lo mu ne po ra si tu ve wo xi ły ša ēr ö й")


def invent(size: int, seed: int) -> str:
    """Make a text of about `size` bytes: words, some numbers, paragraphs."""
    rng = random.Random(seed)
    words: list[str] = []
    length = 0
    while length < size:
        word = "".join(rng.choices(SYLLABLES, k=rng.randint(1, 4)))
        if rng.random() < 0.03:
            word = f"{rng.randint(10, 99_999):,}"
        words.append(word + (".\n\n" if rng.random() < 0.01 else " "))
        length += len(words[-1].encode())
    return "".join(words)


def evidence(articles: list[str], each: int) -> list[dict[str, Any]]:
    """Make evidence of the first numbers of some articles."""
    rows: list[dict[str, Any]] = []
    for name, article in enumerate(articles):
        taken: list[tuple[int, int]] = []
        for word in article.split():
            if len(taken) == each:
                break
            found = propose_windows(article, word, taken=taken).windows if "," in word else []
            if found:
                taken.append((found[0].fp_start or 0, found[0].fp_len))
                record = f"fig-{len(rows):04d}"
                rows.append(
                    {"record_id": record, "source_id": f"source-{name}", "value_as_printed": word}
                    | asdict(found[0])
                )
    return rows


def seconds(task: Callable[[], object]) -> float:
    """Take the best of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()  # of this core, whatever else the machine does
        task()
        times.append(time.process_time() - start)
    return min(times)


def show(name: str, task: Callable[[str], object], megabyte: str, double: str) -> None:
    """Print the speed on one text, and how much longer one of twice the size takes."""
    once, twice = seconds(lambda: task(megabyte)), seconds(lambda: task(double))
    speed = len(megabyte.encode()) / MEGABYTE / once
    print(f"{name:58} {speed:6.2f} MB/s   twice the text: {twice / once:.2f} times the time")


def main() -> None:
    articles = [invent(10_000, seed) for seed in range(1_000)]
    recorded = evidence(articles[:10], 6)
    sources = sorted({row["source_id"] for row in recorded})
    dataset = Dataset.of({"evidence": recorded, "sources": [{"source_id": s} for s in sources]})
    windows = [Window(**{k: v for k, v in r.items() if k.startswith("fp_")}) for r in recorded]
    phrases = [Window(window.fp_hash[::-1], window.fp_len) for window in windows]
    one, two = invent(MEGABYTE, 7), invent(2 * MEGABYTE, 8)
    page, pages = (f"<p>{text.replace(' ', ' <b>x</b> ')}</p>" for text in (one, two))

    print(f"{len(recorded)} windows of {len(sources)} sources")
    show("stream", Stream.of, one, two)
    show("text of a page (bytes of HTML)", html_text, page, pages)
    show("search at word starts, nothing there", lambda t: find_windows(t, windows), one, two)
    show("search everywhere, numbers", lambda t: find_windows(t, windows, True), one, two)
    show("search everywhere, phrases", lambda t: find_windows(t, phrases, True), one, two)
    show("verify, no copy", lambda t: verify(dataset, t), one, two)
    show("verify, a copy inside", lambda t: verify(dataset, articles[0] + t), one, two)
    cut = articles[0][: len(articles[0]) // 20]
    show("verify, a copy cut short inside", lambda t: verify(dataset, cut + t), one, two)
    table = "Quay 12 1,250 0.5 7 935\n" * (MEGABYTE // 24)
    show("verify, a table of numbers", lambda t: verify(dataset, t), table, table * 2)

    taken = seconds(lambda: verify(dataset, articles))
    size = sum(len(article.encode()) for article in articles) / MEGABYTE
    print(f"1,000 articles of 10 kB: {taken:.1f} s, {size / taken:.2f} MB/s")


if __name__ == "__main__":
    main()
