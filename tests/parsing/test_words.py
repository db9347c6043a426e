"""Words: what counts as the same name, and how lists are read."""

import pytest

from migrant_crisis_2021.parsing.words import as_list, fold, split_list


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Đorđe Ørsted, Işıl", "dorde orsted isil"),
        ("STRASSE, Straße", "strasse strasse"),
        ("snake_case", "snake case"),
        ("ﬁrst  ½", "first 1 2"),
        ("«…»", ""),
    ],
)
def test_accents_case_and_marks_do_not_count(text, folded):
    assert fold(text).replace("⁄", " ") == folded


def test_a_text_is_one_name_and_never_its_letters():
    assert as_list("PL") == ["PL"]
    assert as_list(("PL", "BY")) == ["PL", "BY"]
    assert as_list(2021) == [2021]


def test_lists_in_cells_are_separated_by_semicolon_and_space():
    assert list(split_list("a; b;c")) == ["a", "b;c"]
    assert list(split_list(None)) == list(split_list("")) == []
