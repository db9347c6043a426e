"""Whatever is passed in, the answer is right or an error of our own that says what is valid."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError, MigrantCrisisError, UnknownValueError

# Every argument that takes names, with one that selects something.
NAMES = [
    (mc.events, "event_type", "clash"),
    (mc.events, "actor", "Lukashenka"),
    (mc.events, "place", "kuznica"),
    (mc.events, "country", "PL"),
    (mc.events, "source", "Anadolu Agency"),
    (mc.events, "status", "active"),
    (mc.events, "scope", "background"),
    (mc.figures, "measure", "deaths"),
    (mc.figures, "asserted_by", "frontex"),
    (mc.timeline, "kind", "event"),
    (mc.evidence, "record", "evt-0001"),
    (mc.claims, "status", "active"),
    (mc.positions, "claim", "clm-0001"),
    (mc.conflicts, "measure", "attempted_crossings"),
    (mc.stances, "topic", "russian_role"),
    (mc.series, "measure", "attempted_crossings"),
    (mc.events, "side", "Poland"),
    (mc.vocabulary, "name", "stance"),
    (mc.changes, "record", "fig-0001"),
]
# Every argument that takes one of a few values.
OPTIONS = [
    (mc.events, (), "match"),
    (mc.table, (), "name"),
    (mc.table, ("events",), "engine"),
    (mc.path, (), "name"),
    (mc.path, ("events",), "format"),
    (mc.schema, (), "table"),
    (mc.schema, ("events",), "engine"),
    (mc.describe, (), "table"),
    (mc.series, ("deaths",), "freq"),
    (mc.series, ("deaths",), "kind"),
    (mc.record, (), "id"),
    (mc.cite, ("fig-0001",), "style"),
]
NO_NAMES = [
    7,
    float("nan"),
    True,
    b"Poland",
    {"Poland": 1},
    object(),
    pd.NaT,
    np.array(5),
    pd.DataFrame({"a": [1]}),
    dt.date(2021, 11, 8),
]
ids = {"ids": lambda value: getattr(value, "__name__", None) or type(value).__name__}


@pytest.mark.parametrize(("call", "argument", "name"), NAMES)
def test_names_come_in_any_collection(call, argument, name):
    expected = call(**{argument: name})
    assert len(expected)
    for several in ([name], (name,), {name}, np.array([name]), pd.Series([name]), iter([name])):
        assert call(**{argument: several}).equals(expected)


@pytest.mark.parametrize("value", NO_NAMES, **ids)
@pytest.mark.parametrize(("call", "argument", "name"), NAMES)
def test_what_is_no_name_is_refused_with_the_valid_ones(call, argument, name, value):
    for wrong in (value, [value], [name, value]):
        with pytest.raises(
            UnknownValueError,
            match=r"Valid(, nearest first)?: |lists all \d+\.|Find ids with|use a name or an",
        ):
            call(**{argument: wrong})


@pytest.mark.parametrize("value", [None, [], ["events"], pd.Series(["events"]), *NO_NAMES], **ids)
@pytest.mark.parametrize(("call", "before", "argument"), OPTIONS)
def test_what_is_no_option_is_refused_with_the_valid_ones(call, before, argument, value):
    with pytest.raises(UnknownValueError, match=r"Valid(, nearest first)?: |Find ids with search"):
        call(*before, **{argument: value})


@pytest.mark.parametrize(
    "value", [pd.NaT, float("nan"), True, dt.datetime, [2021], b"2021", pd.Series([1])], **ids
)
def test_what_is_no_date_is_refused(value):
    for argument in ("start", "end"):
        with pytest.raises(InvalidInputError, match=f"{argument}=.* is not a date"):
            mc.events(**{argument: value})


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: mc.search(["tear", "gas"]), "contains no word"),
        (lambda: mc.series(None), "unknown measure None"),
        (lambda: mc.series("deaths", unit=["people"]), "unknown unit"),
        (lambda: mc.conflicts(all="no"), "all='no' must be True or False"),
        (lambda: mc.stances(matrix=pd.NA), "unknown matrix <NA>. Valid: actor, side"),
        (lambda: mc.wide([1]), "a list is not what series"),
        (lambda: mc.wide(mc.series("attempted_crossings").assign(value="one")), "not numbers"),
        (lambda: mc.wide(pd.concat([mc.series("attempted_crossings")] * 2, axis=1)), "repeated"),
        (lambda: mc.verify("text", source=pd.Series(["x"])), "unknown source"),
        (lambda: mc.verify({"text": 1}), "not dict"),
        (lambda: mc.verify(mc.claims()), "not DataFrame"),
    ],
)
def test_other_arguments(call, words):
    with pytest.raises(MigrantCrisisError, match=words):
        call()


@pytest.mark.parametrize(
    "call",
    [mc.record, mc.cite, lambda text: mc.events(source=text), lambda text: mc.events(start=text)],
)
def test_a_huge_value_is_refused_in_a_short_message_and_at_once(call):
    with pytest.raises(MigrantCrisisError) as error:
        call("x" * 5_000_000)
    assert len(str(error.value)) < 1_000
    assert "(of 5,000,002 characters)" in str(error.value)
