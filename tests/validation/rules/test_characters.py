"""R42 to R44: characters and forms that no text needs, and those that texts have."""

import pytest

from tests.validation.rules.small import columns

RULES = ("R42", "R43", "R44")


def rules_on(text):
    """Return the rules that report a text."""
    return {rule for rule in RULES if columns(rule, claims={0: {"proposition": text}})}


@pytest.mark.parametrize(
    "hidden",
    ["\u200b", "\u202e", "\u200f", "\ufeff", "\u00ad", "\u2028", "\ue000", "\u0378", "\xa0", "  "],
)
@pytest.mark.parametrize("text", ["{}a b", "a{}b", "a b{}"])
def test_what_cannot_be_seen_is_reported(hidden, text):
    assert rules_on(text.format(hidden)) == {"R42"}


@pytest.mark.parametrize(
    "text",
    [
        *("<b>bold</b>", "a <br/> b", "<!-- a -->", "[red]a[/red]", "[/b]", "=SUM(A1)", "+1 a"),
        *("@name said", "-a", "n/a", "N/A", "na", "TODO", "tbd", "null", "NaN", "?", "--", "..."),
    ],
)
def test_what_is_no_text_is_reported(text):
    assert rules_on(text) == {"R43"}


@pytest.mark.parametrize("text", ["bоrder", "Ρoland", "７,935 people", "Ｐoland", "граница s"])
def test_letters_that_look_alike_are_reported(text):
    assert rules_on(text) == ({"R44"} if text != "граница s" else set())


@pytest.mark.parametrize(
    "text",
    [
        *("7 < 8 and a > b", "About -5 degrees", "[Untitled document]", "-5", "a = b", "C&A + D"),
        *(
            "Straż Graniczna “x” – … ’ №",
            "Пограничный комитет",
            "中文，全角",
            "مرحبا بكم",
            "co\u0301t",
        ),
    ],
)
def test_what_texts_have_is_no_fault(text):
    assert rules_on(text) == set()


def test_what_an_earlier_release_had_is_kept():
    row = {"version": "0.2.0", "table": "claims", "record_id": "clm-0001", "field": "proposition"}
    kept = row | {"old_value": "n/a", "new_value": "<b>bоld</b>", "reason": "it was a placeholder"}
    for rule in RULES:
        assert columns(rule, changes={0: [kept]}) == []
