"""Files are written without a network, whole or not at all."""

import struct
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner

import migrant_crisis_2021 as mc
from migrant_crisis_2021.command_line import commands
from migrant_crisis_2021.errors import InvalidInputError
from tests.ferry import ferry


@pytest.fixture(scope="module")
def chart():
    return mc.plot.stances(mc.stances("russian_role"))


@pytest.fixture
def no_network(monkeypatch):
    def refused(*_, **__):
        raise OSError("no network")

    monkeypatch.setattr("socket.socket.connect", refused)


def test_svg_has_the_alternative_text(chart, tmp_path, no_network):
    mc.plot.save(chart, tmp_path / "chart.svg")
    root = ET.parse(tmp_path / "chart.svg").getroot()
    assert root.get("role") == "img"
    assert root.get("aria-label") == chart.to_dict()["description"]
    assert len(root.findall(".//{http://www.w3.org/2000/svg}text")) > 10


def test_png_has_two_pixels_per_pixel(chart, tmp_path, no_network):
    mc.plot.save(chart, str(tmp_path / "chart.png"))
    head = (tmp_path / "chart.png").read_bytes()[:24]
    width, _ = struct.unpack(">II", head[16:24])
    assert abs(width - 1600) <= 8


def test_html_needs_nothing_else(chart, tmp_path, no_network):
    mc.plot.save(chart, tmp_path / "chart.HTML")
    page = (tmp_path / "chart.HTML").read_text(encoding="utf-8")
    assert "<title>Who asserts, denies or questions what</title>" in page
    assert "src=" not in page.split("<script", 1)[0]
    assert page.count("</script>") == 2
    assert '<html lang="en">' in page


def test_html_of_any_chart_keeps_text_as_text(tmp_path):
    hostile = "</script><script>alert(1)</script>"
    alt = pytest.importorskip("altair")
    data = alt.InlineData(values=[{"a": hostile}])
    chart = alt.Chart(data, title=hostile, description=hostile).mark_point().encode(x="a:N")
    mc.plot.save(chart, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count("</script>") == 2
    assert "alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["chart.gif", "chart", "folder/chart.svg"])
def test_other_files_are_refused(chart, name, tmp_path):
    with pytest.raises(InvalidInputError):
        mc.plot.save(chart, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "line",
    [
        ["timeline", "--start", "2021-11-16", "--end", "2021-11-18", "-o", "a.svg"],
        ["series", "attempted_crossings", "--start", "2021-12", "-o", "a.png"],
        ["conflicts", "deaths", "--start", "2021-12", "-o", "a.svg", "--title", "Deaths"],
        ["stances", "russian_role", "-o", "a.html", "--width", "900"],
        ["map", "--start", "2021-11", "--kind", "event", "-o", "a.svg"],
    ],
)
def test_the_command_writes_each_chart(line, tmp_path, monkeypatch, no_network):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(commands, ["plot", *line])
    assert result.exit_code == 0, result.output
    (file,) = tmp_path.iterdir()
    assert result.output == f"Wrote {file.name}.\n"
    assert file.stat().st_size > 5_000
    if "--title" in line:
        assert ">Deaths</text>" in file.read_text(encoding="utf-8")


def test_the_command_asks_the_dataset_that_it_is_given(tmp_path):
    file = tmp_path / "a.svg"
    result = CliRunner().invoke(commands, ["plot", "timeline", "-o", str(file)], obj=ferry())
    assert result.exit_code == 0, result.output
    assert f"Source: {ferry().manifest['name']}" in file.read_text(encoding="utf-8")


def test_the_command_draws_an_earlier_release(tmp_path):
    file = tmp_path / "a.svg"
    line = ["plot", "stances", "russian_role", "--as-of", "0.2.0", "-o", str(file)]
    assert CliRunner().invoke(commands, line).exit_code == 0
    assert " 0.2.0, from documents" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (["timeline", "--start", "2030", "-o", "a.svg"], "nothing to draw"),
        (["timeline", "-o", "a.gif"], ".svg, .png or .html"),
        (["timeline", "-o", "nowhere/a.svg"], "nowhere does not exist"),
        (["stances", "-o", "a.svg"], "Choose a topic"),
        (["timeline", "--width", "3", "-o", "a.svg"], "width=3"),
    ],
)
def test_wrong_usage_writes_nothing(line, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(commands, ["plot", *line])
    assert result.exit_code == 2, result.output
    assert message in result.output
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_stays_unless_forced(chart, tmp_path):
    file = tmp_path / "chart.svg"
    file.write_text("mine")
    with pytest.raises(InvalidInputError, match=r"chart\.svg exists already\. .*force=True"):
        mc.plot.save(chart, file)
    line = ["plot", "stances", "russian_role", "-o", str(file)]
    refused = CliRunner().invoke(commands, line)
    assert refused.exit_code == 2
    assert "exists already. Choose another name, or give --force" in " ".join(
        refused.output.split()
    )
    assert [one.read_text() for one in tmp_path.iterdir()] == ["mine"]
    assert CliRunner().invoke(commands, [*line, "--force"]).exit_code == 0
    forced = file.read_bytes()
    file.write_text("mine")
    mc.plot.save(chart, file, force=True)
    assert forced.startswith(b"<svg ") and file.read_bytes().startswith(b"<svg ")


@pytest.mark.parametrize("module", ["altair", "vl_convert"])
def test_a_missing_extra_is_named(module, tmp_path):
    script = (
        f"import sys; sys.modules[{module!r}] = None;"
        "from migrant_crisis_2021.command_line import main; main()"
    )
    file = tmp_path / "a.svg"
    line = [sys.executable, "-c", script, "plot", "stances", "russian_role", "-o", str(file)]
    done = subprocess.run(line, capture_output=True, text=True)
    assert not file.exists()
    assert done.returncode == 2
    assert "migrant-crisis-2021[plot]" in done.stderr
    assert "Traceback" not in done.stderr
