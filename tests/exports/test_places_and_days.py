"""Maps, calendars and timelines: what they show, and what they cannot."""

import datetime as dt
import json
import re

import icalendar
import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError, UnknownValueError
from tests.datasets import day, small_dataset
from tests.exports.rows import HOSTILE, hostile, plain
from tests.ferry import ferry


def loaded(done):
    return json.loads(done.path.read_text("utf-8"))


def entries(done):
    calendar = icalendar.Calendar.from_ical(done.path.read_bytes())
    return {str(event["uid"]).split("@")[0]: event for event in calendar.walk("VEVENT")}


def slides(dataset, tmp_path, data=None):
    content = loaded(dataset.export(tmp_path / "a.json", data, "timelinejs", force=True))
    return {slide["unique_id"]: slide for slide in content["events"]}


LOCATED = {"lat": 52.5, "lon": 23.5, "geo_precision": "region"}
EVENTS = {
    0: [
        {"event_id": "evt-0003", "place_id": "poland", "date_end": None},
        {"event_id": "evt-0004", "reality": "alleged"},
        {"event_id": "evt-0005", "status": "superseded", "superseded_by": "evt-0001"},
    ]
}
FIGURES = {
    0: [
        {"figure_id": "fig-0005", "period_start": None, "period_end": None},
        {
            "figure_id": "fig-0006",
            "period_start": day("2021-01-01"),
            "period_end": day("2021-11-16"),
            "place_id": "poland",
        },
    ]
}


@pytest.fixture
def dataset():
    return small_dataset(places={1: LOCATED}, events=EVENTS, figures=FIGURES)


# --- GeoJSON ------------------------------------------------------------------------------------


def test_every_row_is_a_feature_and_only_located_ones_have_a_point(tmp_path, dataset):
    done = dataset.export(tmp_path / "a.geojson", dataset.events(reality=None))
    content = loaded(done)
    assert content["type"] == "FeatureCollection"
    frame = dataset.events(reality=None)
    assert [feature["id"] for feature in content["features"]] == frame["event_id"].tolist()
    points = {f["id"]: f["geometry"] for f in content["features"] if f["geometry"]}
    assert points == {"evt-0003": {"type": "Point", "coordinates": [23.5, 52.5]}}
    assert content["unlocated"] == done.n_left_out == len(frame) - 1
    assert "without coordinates have no geometry" in str(done)


def test_the_properties_are_the_cells(tmp_path, dataset):
    content = loaded(dataset.export(tmp_path / "a.geojson", dataset.figures()))
    for feature, row in zip(content["features"], plain(dataset.figures()), strict=True):
        cells = {n: str(v) if isinstance(v, dt.date) else v for n, v in row.items()}
        precision = {"border": "border_stretch", "poland": "region"}[row["place_id"]]
        assert feature["properties"] == cells | {"geo_precision": precision}


@pytest.mark.parametrize(("data", "located"), [("places", 2), ("timeline", 2), (None, 2)])
def test_places_and_the_whole_dataset(tmp_path, dataset, data, located):
    done = dataset.export(tmp_path / "a.geojson", data)
    assert done.n - done.n_left_out == located
    assert done.n == len(dataset["places" if data == "places" else "timeline"])


def test_features_of_several_tables_name_theirs(tmp_path, dataset):
    features = loaded(dataset.export(tmp_path / "a.geojson", ["events", "places"]))["features"]
    tables = [feature["properties"]["table"] for feature in features]
    assert tables == ["events"] * len(dataset["events"]) + ["places"] * len(dataset["places"])


def test_coordinates_of_the_frame_itself(tmp_path):
    frame = pd.DataFrame({"name": ["here"], "lat": [53.5], "lon": [23.25]})
    (feature,) = loaded(mc.export(tmp_path / "a.geojson", frame))["features"]
    assert feature["geometry"]["coordinates"] == [23.25, 53.5]
    assert feature["properties"] == {"name": "here"}


# --- what maps, calendars and timelines need ----------------------------------------------------


@pytest.mark.parametrize(
    ("format_", "data", "message"),
    [
        ("geojson", "claims", "columns lat and lon or the column place_id; claims has claim_id"),
        ("geojson", "positions", "geojson needs rows of events, figures or places"),
        ("ics", "vocabulary", "ics needs rows of events, figures or positions.*vocabulary has"),
        ("ics", "clm-0001", "columns record_id, position_id"),
        ("ics", "evidence", "columns date, date_start"),
        ("timelinejs", "places", "timelinejs needs rows"),
        ("ics", "fig-0005", "none of the 1 rows has a day"),
    ],
)
def test_rows_that_a_format_cannot_show(tmp_path, dataset, format_, data, message):
    with pytest.raises(InvalidInputError, match=message):
        dataset.export(tmp_path / "a", data, format_)
    assert list(tmp_path.iterdir()) == []


def test_an_id_of_another_dataset(tmp_path, dataset):
    with pytest.raises(UnknownValueError, match=r"id in the column event_id 'evt-9999'.*another"):
        dataset.export(tmp_path / "a.ics", dataset.events().assign(event_id="evt-9999"))


# --- iCalendar ----------------------------------------------------------------------------------


def test_a_calendar_has_an_all_day_entry_for_each_record_with_a_day(tmp_path):
    frame = mc.events(event_type="clash")
    found = entries(mc.export(tmp_path / "a.ics", frame))
    assert len(frame) > 5
    for row in plain(frame):
        event = found.pop(row["event_id"])
        last = max(row["date_end"] or row["date_start"], row["date_start"])
        assert event["dtstart"].dt == row["date_start"]
        assert event["dtend"].dt == last + dt.timedelta(days=1)
        assert type(event["dtstart"].dt) is dt.date
        assert str(event["summary"]).startswith(row["title"])
        assert row["summary"] in event["description"]
        assert str(event["location"]) == row["place"]
        assert event["transp"] == "TRANSPARENT"
    assert not found


def test_a_figure_stands_on_its_own_day_and_an_open_event_on_its_first(tmp_path, dataset):
    found = entries(dataset.export(tmp_path / "a.ics", ["events", "figures"]))
    spans = {one: (event["dtstart"].dt, event["dtend"].dt) for one, event in found.items()}
    assert spans["fig-0006"] == (day("2021-11-16"), day("2021-11-17"))
    assert spans["evt-0003"] == (day("2021-11-08"), day("2021-11-09"))
    assert spans["evt-0002"] == (day("2021-11-08"), day("2021-11-15"))
    assert "2021-01-01 to 2021-11-16" in found["fig-0006"]["description"]
    assert found["fig-0006"]["geo"].to_ical() == "52.5;23.5"
    assert "geo" not in found["evt-0001"]


def test_rows_without_a_day_are_counted(tmp_path, dataset):
    done = dataset.export(tmp_path / "a.ics", "figures")
    assert done.n_left_out == 1
    assert done.n == len(dataset["figures"]) - 1
    assert str(done).endswith("1 rows without a day left out")


def test_what_did_not_occur_or_no_longer_holds_says_so(tmp_path, dataset):
    found = entries(dataset.export(tmp_path / "a.ics", "events"))
    title = dataset["events"].by_id["evt-0001"]["title"]
    titles = {one: str(event["summary"]) for one, event in found.items()}
    assert titles["evt-0001"] == title
    assert titles["evt-0004"] == f"{title} (alleged)"
    assert titles["evt-0005"] == f"{title} (superseded)"
    shown = slides(dataset, tmp_path, "events")
    assert {one: slide["text"]["headline"] for one, slide in shown.items()} == titles


def test_the_cells_of_the_frame_count_and_not_those_of_today(tmp_path):
    past = mc.figures(measure="deaths").iloc[[0]].assign(value=4321.0, title="Past")
    past = past.assign(qualifier="exact")
    (event,) = entries(mc.export(tmp_path / "a.ics", past)).values()
    assert str(event["summary"]) == "Past"
    assert "4,321" in event["description"]


def test_dates_that_were_read_from_csv(tmp_path, dataset):
    read = pd.read_csv(dataset.export(tmp_path / "a.csv", dataset.events()))
    frames = {"read": read, "dates": dataset.events(), "times": dataset.events()}
    frames["times"]["date_start"] += pd.Timedelta(hours=12)
    found = [
        entries(dataset.export(tmp_path / f"{name}.ics", frame)) for name, frame in frames.items()
    ]
    days = [{one: event["dtstart"].dt for one, event in calendar.items()} for calendar in found]
    assert days[0] == days[1] == days[2]
    with pytest.raises(InvalidInputError, match="date_start holds '8 Nov', which is not a date"):
        dataset.export(tmp_path / "x.ics", read.assign(date_start="8 Nov"))


def test_a_record_in_several_rows_is_one_entry(tmp_path, dataset):
    frame = dataset.events()
    done = dataset.export(tmp_path / "a.ics", pd.concat([frame, frame]))
    assert done.n == len(entries(done)) == len(frame)


def test_a_calendar_names_its_dataset_and_is_the_same_each_time(tmp_path):
    one, two = (ferry().export(tmp_path / f"{name}.ics", "timeline").path for name in "ab")
    assert one.read_bytes() == two.read_bytes()
    calendar = icalendar.Calendar.from_ical(one.read_bytes())
    assert str(calendar["x-wr-calname"]) == "Event timeline of the ferry strike at Vellmar"
    (event, *_) = calendar.walk("VEVENT")
    assert event["uid"] == "evt-0001@ferry_strike_2023"
    assert event["dtstamp"].dt == dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def test_a_calendar_has_no_control_characters(tmp_path):
    dataset = small_dataset(
        events={0: {"title": "one\0 \x1btitle\x7f", "summary": "two\rlines\x0b"}}
    )
    content = dataset.export(tmp_path / "a.ics", "evt-0001").path.read_bytes().decode("utf-8")
    assert "SUMMARY:one title\r\n" in content
    assert "DESCRIPTION:two\\nlines" in content
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)", content)


def test_texts_stay_inside_their_field(tmp_path):
    dataset = small_dataset(events={0: {"title": "a\r\nEND:VEVENT;,\\ b"}})
    found = entries(dataset.export(tmp_path / "a.ics", "evt-0001"))
    assert list(found) == ["evt-0001"]
    assert "END:VEVENT;,\\ b" in str(found["evt-0001"]["summary"])


# --- TimelineJS ---------------------------------------------------------------------------------


def test_a_timeline_has_a_slide_for_each_entry(tmp_path, dataset):
    found = slides(dataset, tmp_path)
    assert list(found) == ["evt-0001", "evt-0003", "evt-0004"] + [
        one for one in found if one not in ("evt-0001", "evt-0003", "evt-0004")
    ]
    assert set(found) == {
        row["record_id"] for row in dataset["timeline"] if row["date"] is not None
    }
    week = found["evt-0002"]
    assert week["start_date"] == {"year": 2021, "month": 11, "day": 8}
    assert week["end_date"] == {"year": 2021, "month": 11, "day": 14}
    assert week["display_date"] == "2021-11-08 to 2021-11-14"
    assert "end_date" not in found["evt-0001"]
    assert found["evt-0003"]["display_date"] == "from 2021-11-08 on"
    assert not any("group" in slide for slide in found.values())


def test_a_slide_says_who_reported_it_and_where_to_read_it(tmp_path):
    slide = slides(mc, tmp_path, "fig-0001")["fig-0001"]
    text = slide["text"]["text"]
    assert "7,935 attempts" in text
    assert "Claimant: European Union" in text
    documented = mc.record("fig-0001").documents[0][0]
    assert documented["publisher"] in text


def test_nothing_in_a_slide_is_markup_of_the_data(tmp_path):
    text = json.dumps(slides(hostile(), tmp_path))
    assert "&lt;img src=x" in text
    assert set(re.findall(r"<(/?\w+)", text)) <= {"p", "/p", "ul", "/ul", "li", "/li", "a", "/a"}
    assert "javascript:" not in re.sub(r"<[^>]*>", lambda tag: tag[0], text).replace(HOSTILE, "")


def test_a_page_holds_the_data_and_a_list_of_them(tmp_path):
    dataset = ferry()
    text = dataset.export(tmp_path / "a.html").path.read_text("utf-8")
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', text)[1]
    assert json.loads(data) == loaded(dataset.export(tmp_path / "a.json", None, "timelinejs"))
    assert text.count("<li><strong>") == len(dataset["timeline"])
    assert "<title>Event timeline of the ferry strike at Vellmar</title>" in text


@pytest.mark.parametrize(
    ("days", "windows"),
    [
        ([8], "2"),
        ([8, 9, 9, 10], "0.4"),  # as close as that, TimelineJS would show the first alone
        ([8, 9, 10, 11, 12, 28], "2"),
        ([8, 9, 10, 15, 17, 28], "1"),
    ],
)
def test_a_page_opens_with_several_days_in_view(tmp_path, days, windows):
    own = pd.to_datetime([f"2021-11-{one:02}" for one in days])
    frame = mc.events().head(len(days)).assign(date_start=own, date_end=own)
    text = mc.export(tmp_path / "a.html", frame).path.read_text("utf-8")
    assert re.search(r"scale_factor: (\S+)", text)[1] == windows


def test_no_text_ends_the_data_of_a_page(tmp_path):
    text = hostile().export(tmp_path / "a.html", "timeline").path.read_text("utf-8")
    assert text.count("</script>") == 3
    assert "<img" not in text
