"""Importing is light, and no module hides a public function."""

import importlib
import pkgutil
import subprocess
import sys

import pytest

import migrant_crisis_2021 as mc

HEAVY = {"altair", "narwhals", "numpy", "pandas", "pandera", "pyarrow", "pyarrow.parquet", "rich"}
HEAVY |= {"vl_convert"}


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(' '.join({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


def test_importing_loads_nothing_heavy():
    assert loaded("import migrant_crisis_2021") == set()


def test_plot_is_a_module_that_loads_altair_for_a_chart_only():
    assert loaded("import migrant_crisis_2021 as mc\nmc.plot.timeline") == set()


@pytest.mark.parametrize(
    "call",
    [
        "str(mc.record('fig-0001'))",
        "mc.cite('fig-0001')",
        "mc.cite(style='bibtex')",
        "str(mc.verify('some text with 7,935 in it'))",
    ],
)
def test_reading_one_record_loads_no_frames(call):
    heavy = loaded(f"import migrant_crisis_2021 as mc\n{call}")
    assert not heavy & {"pandas", "pyarrow", "pandera"}


def test_a_table_in_arrow_loads_no_pandas():
    heavy = loaded("import migrant_crisis_2021 as mc\nmc.table('events', engine='pyarrow')")
    assert "pandas" not in heavy


def test_frames_of_accessors_are_made_of_the_rows_that_filters_read():
    heavy = loaded("import migrant_crisis_2021 as mc\nmc.events()")
    assert "pandas" in heavy
    assert "pyarrow.parquet" not in heavy


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["--help"], set()), (["--version"], set()), (["show", "fig-0001"], {"record"})],
)
def test_a_command_loads_the_module_of_its_own_question_alone(arguments, expected):
    script = (
        "import sys\n"
        "from migrant_crisis_2021.command_line import commands\n"
        "from migrant_crisis_2021.interface import QUESTIONS\n"
        f"commands({arguments!r}, standalone_mode=False)\n"
        "print(*(name for name, module in QUESTIONS.items()"
        " if f'migrant_crisis_2021.{module}' in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.splitlines()[-1].split()) == expected


def test_no_module_hides_a_public_name():
    for module in pkgutil.walk_packages(mc.__path__, "migrant_crisis_2021."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in mc.__all__:
        value = getattr(mc, name)
        assert callable(value) or name in ("TABLES", "__version__", "plot"), name
    for name in mc.plot.__all__:
        assert callable(getattr(mc.plot, name)), name


def test_public_names_are_listed_and_typed():
    assert set(dir(mc)) == set(mc.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mc.nothing
