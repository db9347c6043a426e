"""What all charts have in common: source line, colours, refusals, and text that stays text."""

import json

import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.plot import theme
from tests.ferry import ferry
from tests.plot.specs import specification, texts

CHARTS = {
    "timeline": lambda ask: ask.timeline(start="2021-11-08", end="2021-11-20"),
    "series": lambda ask: ask.series("attempted_crossings", start="2021-12"),
    "conflicts": lambda ask: ask.conflicts("deaths", start="2021-12"),
    "stances": lambda ask: ask.stances("russian_role"),
    "map": lambda ask: ask.events(start="2021-11-08", end="2021-11-20"),
}


@pytest.fixture(scope="module", params=CHARTS)
def drawn(request):
    frame = CHARTS[request.param](mc)
    return request.param, frame, getattr(mc.plot, request.param)(frame)


def test_every_chart_is_tried():
    assert {*CHARTS, "save"} == set(mc.plot.__all__)


def test_the_source_line_names_version_and_publishers(drawn):
    _, _, chart = drawn
    (line,) = [text for text in texts(chart) if text.startswith("Source: ")]
    assert mc.__version__ in line
    assert line.endswith("publishers.")


def test_it_has_a_title_and_a_description(drawn):
    _, _, chart = drawn
    spec = specification(chart)
    assert spec["title"]["text"][0]
    assert len(spec["description"]) > 60


def test_an_empty_frame_says_what_to_do(drawn):
    name, frame, _ = drawn
    with pytest.raises(InvalidInputError, match=r"has no rows\. Ask \w+\(\) with fewer or wider"):
        getattr(mc.plot, name)(frame.head(0))


def test_a_frame_without_its_columns_is_refused(drawn):
    name, frame, _ = drawn
    with pytest.raises(InvalidInputError, match="no column"):
        getattr(mc.plot, name)(frame.iloc[:, -1:])
    with pytest.raises(InvalidInputError, match="is not a frame"):
        getattr(mc.plot, name)("deaths")


def test_a_frame_of_another_dataset_is_refused(drawn):
    name, frame, _ = drawn
    with pytest.raises(InvalidInputError, match=r"not from .*dataset=mc\.open"):
        getattr(mc.plot, name)(frame, dataset=ferry())


def test_numbers_that_the_dataset_does_not_have_are_refused():
    frame = mc.series("attempted_crossings").head(3)
    frame.loc[1, "value"] = 1e6
    with pytest.raises(InvalidInputError, match=r"has value 1000000\.0"):
        mc.plot.series(frame)


@pytest.mark.parametrize("width", [479, 4001, 800.5, "800", True])
def test_a_width_that_is_none_is_refused(width):
    with pytest.raises(InvalidInputError, match="width="):
        mc.plot.stances(mc.stances("russian_role"), width=width)


def test_an_opened_dataset_is_named_as_the_source():
    dataset = ferry()
    chart = mc.plot.timeline(dataset.timeline(), dataset=dataset)
    source = f"Source: {dataset.manifest['name']} {dataset.manifest['version']}, "
    assert any(text.startswith(source) for text in texts(chart))


def test_text_from_data_cannot_end_a_script():
    hostile = "</script><script>alert(1)</script><!--"
    frame = mc.events(start="2021-11-16", end="2021-11-16")
    frame["title"] = hostile
    drawn = json.dumps(mc.plot.timeline(frame, title=hostile).to_dict(), ensure_ascii=False)
    assert "alert(1)" in drawn
    assert "</" not in drawn
    assert "<!" not in drawn
    assert theme.plain("a < b <= c") == "a < b <\u2060= c"
    assert theme.plain("") == ""


def test_the_colours_are_those_of_okabe_and_ito():
    assert set(theme.COLOURS[:6]) == {
        "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9",
    }  # fmt: skip


def test_a_frame_from_an_earlier_release_needs_its_dataset():
    past = mc.open(mc.path("events").parent).as_of("0.2.0")
    chart = mc.plot.series(past.series("attempted_crossings", start="2021-12"), dataset=past)
    assert any(text.startswith("Source: ") and " 0.2.0, " in text for text in texts(chart))


def test_rows_may_be_filtered_with_pandas():
    frame = mc.timeline(start="2021-11")
    some = frame[frame["event_type"] == "death"].sort_values("title")
    assert isinstance(some, pd.DataFrame)
    assert mc.plot.timeline(some).to_dict()["vconcat"]
