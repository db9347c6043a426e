"""Interrupt what writes files: at each step, at any moment, on a full disk, by others.

Run it with ``python -m tests.reliability.interruptions [POINTS]``: at how many of its steps each
command is killed, by default 20; it fails at a quarter as many in each other way, and is killed
at half as many moments. It prints what was found then, and what the same command did after that.
A torn file, a foreign error, or a mixture of old and new files that nothing names, is listed.
"""

import contextlib
import errno
import json
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.dataset.staging import STAGED
from migrant_crisis_2021.release.build import build, out_of_date
from migrant_crisis_2021.release.checkout import find_checkout
from tests.articles import ARTICLE
from tests.command_line.test_code import DOCUMENT
from tests.projects import ferry_project
from tests.runner import runner

STEPS = {"open", "os.rename", "os.mkdir", "os.remove", "os.chmod", "tempfile.mkstemp"}
"""Audit events of what changes a folder; of those of ``open``, the ones that write."""

KILL, CTRL_C = "kill", "Ctrl-C"
WAYS = (KILL, CTRL_C, errno.ENOSPC, errno.EACCES, errno.EIO)


def template(root):
    """Write a dataset that is built, and what the commands need."""
    checkout = find_checkout(ferry_project(root) / "data")
    (root / "herald.txt").write_text(ARTICLE, encoding="utf-8")
    (root / "article.txt").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    for name in ("events.xlsx", "crisis.html"):
        (root / name).write_text("old", encoding="utf-8")
    build(checkout)


def edit(root, title="The harbour is closed"):
    """Change the title of an event, so that there is something to build."""
    file = root / "data" / "events.csv"
    changed = re.sub("The harbour [^,]*closed", title, file.read_text("utf-8"))
    file.write_text(changed, encoding="utf-8")


COMMANDS = {
    "build": ["--data", "data", "build"],
    "new": ["--data", "data", "new", "--from", "article.txt"],
    "init": ["init", "other", "--example"],
    "export": ["--data", "data", "export", "events.xlsx", "events", "--force"],
    "export to SQLite": ["--data", "data", "export", "all.sqlite"],
    "explore": ["--data", "data", "explore", "crisis.html", "--force"],
}
"""Each is run in the folder of the project."""


def run(words):
    """Run a command as a user does; return its exit code, and a foreign error if there was one."""
    result = runner().invoke(commands, words)
    foreign = not isinstance(result.exception, SystemExit | None)
    return result.exit_code, repr(result.exception) if foreign else ""


def files(root):
    """Return the contents of a folder by name, without what a killed command staged."""
    found = (file for file in sorted(root.rglob("*")) if file.is_file())
    kept = (file for file in found if not file.suffix.startswith((STAGED, ".txt")))
    home = str(root.parent).encode()  # named in the README of a new dataset
    return {str(f.relative_to(root)): f.read_bytes().replace(home, b"") for f in kept}


class Stop:
    """Count the steps of a command, and stop it in one way at one of them."""

    def __init__(self, root, at, way):
        self.root, self.at, self.way, self.steps, self.is_on = str(root), at, way, 0, True

    def __call__(self, event, arguments):
        if not self.is_on or event not in STEPS or (event == "open" and not _writes(arguments)):
            return
        if not any(str(one).startswith(self.root) for one in arguments[:2]):
            return
        self.steps += 1
        if self.steps != self.at:
            return
        if self.way == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        raise KeyboardInterrupt if self.way == CTRL_C else OSError(self.way, os.strerror(self.way))


def _writes(arguments):
    return bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))


def start(root, words, prepare=lambda: None):
    """Run a command in another process; return its id, and where it will tell how it ended."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    try:
        os.chdir(root)
        stop = prepare()
        exit_code, foreign = run(words)
        if stop:
            stop.is_on = False
        os.write(writing, json.dumps([exit_code, foreign, stop.steps if stop else 0]).encode())
    finally:
        os._exit(0)


def end(pid, reading):
    """Wait for a process; return what it told: None if it was killed."""
    with os.fdopen(reading, "rb") as told:
        text = told.read()
    os.waitpid(pid, 0)
    return json.loads(text) if text else None


def stopped(root, at, way):
    def prepare():
        stop = Stop(root, at, way)
        sys.addaudithook(stop)
        return stop

    return prepare


def limited(size):
    """Refuse to let any file grow beyond a size, as a full disk does."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Command:
    """A command, and the files before and after it."""

    def __init__(self, name, home):
        self.name, self.words, self.template = name, COMMANDS[name], home / "template"
        self.home, self.counts, self.bad = home, Counter(), []
        with self.copy() as root:
            self.before = files(root)
            began = time.monotonic()
            told = end(*start(root, self.words, stopped(root, 0, KILL)))
            self.seconds = time.monotonic() - began
            assert told[:2] == [0, ""], (name, told)
            self.steps, self.after = told[2], files(root)
        assert self.after != self.before

    @contextlib.contextmanager
    def copy(self):
        with tempfile.TemporaryDirectory(dir=self.home) as folder:
            root = shutil.copytree(self.template, Path(folder, "copy"))
            if self.name == "build":
                edit(root)
            yield root

    def try_point(self, at, way):
        with self.copy() as root:
            told = end(*start(root, self.words, stopped(root, at, way)))
            self.judge(root, told, (at, way))

    def try_moment(self, delay):
        with self.copy() as root:
            pid, reading = start(root, self.words)
            time.sleep(delay)
            os.kill(pid, signal.SIGKILL)
            self.judge(root, end(pid, reading), ("after", delay))

    def try_size(self, size):
        with self.copy() as root:
            told = end(*start(root, self.words, limited(size)))
            self.judge(root, told, ("size", size))

    def judge(self, root, told, case):
        """Count what is found after an interruption, and what the same command does then."""
        self.counts["tried"] += 1
        found = files(root)
        for name, content in found.items():
            if content not in (self.before.get(name), self.after.get(name)):
                self.bad.append((self.name, case, f"{name} is torn"))
        if told and told[1]:
            self.bad.append((self.name, case, told[1]))
        if told and told[0] and found not in (self.before, self.after):
            self.bad.append((self.name, case, "an error, but some files were changed"))
        state = {str(self.before): "untouched", str(self.after): "done"}.get(str(found), "mixture")
        self.counts[state] += 1
        if state == "mixture" and not self.is_named(root):
            self.bad.append((self.name, case, "a mixture that nothing names"))
        self.counts["mended"] += self.is_mended(root, case)

    def is_named(self, root):
        """Return whether the check of the build fails, and readers get nothing that is mixed."""
        data = root / ("other/data" if self.name == "init" else "data")
        try:
            named = bool(out_of_date(find_checkout(data)))
        except mc.MigrantCrisisError:
            named = True
        try:
            text = mc.open(data).timeline().to_csv()
        except mc.MigrantCrisisError:
            return named
        return named and text == mc.open(self.template / "data").timeline().to_csv()

    def is_mended(self, root, case):
        """Return whether the command gives the right files when it is run again."""
        told = end(*start(root, self.words))
        if told[1] or not (told[0] or files(root) == self.after):
            self.bad.append((self.name, case, f"run again: {told}"))
        left = [file.name for file in root.rglob(f"*{STAGED}*")]
        self.counts["refused"] += bool(told[0])
        self.counts["left over"] += bool(left)
        return not told[0]


def interrupt(name, home, points=20, seed=1):
    """Interrupt one command: kill it at some steps and moments, and let some steps fail."""
    chance, command = random.Random(seed), Command(name, home)
    every = range(1, command.steps + 1)
    for way in WAYS:
        most = points if way == KILL else -(-points // 4)
        for at in sorted(chance.sample(every, min(most, len(every)))):
            command.try_point(at, way)
    for _ in range(-(-points // 2)):
        command.try_moment(chance.uniform(0, command.seconds))
    for size in (0, 100, 5_000):
        command.try_size(size)
    return command


def at_once(home, times):
    """Build twice at once; return how often both ended well, with the files of one build."""
    command, well = Command("build", home), 0
    for _ in range(times):
        with command.copy() as root:
            told = [end(*one) for one in [start(root, command.words), start(root, command.words)]]
            left = list(root.rglob(f"*{STAGED}*"))
            well += (
                [one[:2] for one in told] == [[0, ""]] * 2
                and not left
                and (files(root) == command.after)
            )
    return well


def read_while_building(home, times):
    """Read while another process builds again and again; count right answers and own errors."""
    counts, titles = Counter(), ["The harbour is closed", "The harbour of Vellmar is closed"]
    root = shutil.copytree(home / "template", home / "read")
    right = set()
    for title in titles:
        edit(root, title)
        build(find_checkout(root / "data"))
        right.add(mc.open(root / "data").timeline().to_csv())
    pid = os.fork()
    if pid == 0:
        try:
            for number in range(times):
                edit(root, titles[number % 2])
                build(find_checkout(root / "data"))
        finally:
            os._exit(0)
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        try:
            counts["right" if mc.open(root / "data").timeline().to_csv() in right else "wrong"] += 1
        except mc.MigrantCrisisError:
            counts["own error"] += 1
    shutil.rmtree(root)
    return counts


def main():
    points = int(sys.argv[1]) if sys.argv[1:] else 20
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        template(home / "template")
        bad, total = [], Counter()
        for name in COMMANDS:
            command = interrupt(name, home, points)
            bad += command.bad
            total += command.counts
            print(f"{name} ({command.steps} steps): {told(command.counts)}", flush=True)
        print("all:", told(total))
        print(f"two builds at once, both right: {at_once(home, points)} of {points}")
        print("reading during", points, "builds:", told(read_while_building(home, points)))
    for one in bad:
        print(*one)
    sys.exit(bool(bad))


def told(counts):
    return ", ".join(f"{name} {count}" for name, count in counts.items())


if __name__ == "__main__":
    main()
