"""Ask the library in the surroundings in which it is run; print a digest of the answers.

The test beside this runs ``python surroundings.py HOW FOLDER``, where the folder holds the package.
"""

import hashlib
import multiprocessing
import os
import sys
from concurrent.futures import ThreadPoolExecutor

SECONDS = 60
"""After which a pool counts as one that hangs."""


def answers(_=None):
    """Return a digest of what the library says, in words and in frames."""
    import migrant_crisis_2021 as mc

    places = mc.table("places")
    broken = places.assign(kind="no-such-kind")
    found = [
        mc.cite("fig-0001"),
        str(mc.record("fig-0001")),
        str(mc.verify("A text with 7,935 in it.", record="fig-0001")),
        mc.events(start="2021-11-08", end="2021-11-12").to_csv(index=False, lineterminator="\n"),
        str(mc.table("figures", "pyarrow").to_pylist()),
        str(mc.search("border")["record_id"].tolist()),
        str(mc.validate(places, "places").ok),
        "\n".join(map(str, mc.validate(broken, "places").problems)),
    ]
    assert found[-2] == "True" and "no-such-kind" in found[-1], found[-2:]
    return hashlib.sha256("\0".join(found).encode()).hexdigest()


def in_pool(way):
    """Ask in other processes, after the first answer in this one; let one fail."""
    mine = answers()
    with multiprocessing.get_context(way).Pool(2) as pool:
        theirs = set(pool.map_async(answers, range(2)).get(SECONDS))
        for failing, kind in ((unknown, "UnknownValueError"), (missing, "MissingExtraError")):
            try:
                pool.map_async(failing, range(2)).get(SECONDS)
            except Exception as error:
                assert type(error).__name__ == kind, repr(error)
                assert "nosuch" in str(error), repr(error)
            else:
                raise AssertionError(failing)
    return mine if theirs == {mine} else theirs


def unknown(_):
    import migrant_crisis_2021 as mc

    return mc.record("nosuch")


def missing(_):
    from migrant_crisis_2021.errors import MissingExtraError

    raise MissingExtraError("nosuch", "pdf")


def in_threads():
    """Ask for the first time in several threads at once."""
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(answers, range(8)))
    return found.pop() if len(found) == 1 else found


def with_options():
    """Ask with other options of pandas than its own."""
    import pandas as pd

    pd.set_option("mode.string_storage", "python")
    pd.set_option("display.max_rows", 2)
    pd.set_option("display.precision", 1)
    pd.set_option("compute.use_numexpr", False)
    with pd.option_context("future.infer_string", False):
        return answers()


WAYS = {
    "plain": answers,
    "threads": in_threads,
    "fork": lambda: in_pool("fork"),
    "spawn": lambda: in_pool("spawn"),
    "pandas options": with_options,
}


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[2])
    os.environ["PYTHONPATH"] = sys.argv[2]  # for the processes of a pool
    print(WAYS[sys.argv[1]]())
