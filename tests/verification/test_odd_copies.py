"""Copies with marks at their numbers, with struck-out text, or that try to control a terminal."""

import pytest

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.verification.verify import verify
from tests.articles import ARTICLE, DATASET, EVIDENCE, NUMBERS, SOURCE, as_page

ROWS = [row for row in EVIDENCE if row["source_id"] == SOURCE]


def test_a_copy_cannot_control_the_terminal(tmp_path):
    name = "a\x1b[2Jb\nc: 5 of 5 checks match.txt"
    (tmp_path / name).write_text(ARTICLE.replace("7,935", "7\x1b=\x9b\u202e](935"), "utf-8")
    (tmp_path / "\x07d.txt").write_text("No copy", "utf-8")
    text = str(verify(DATASET, tmp_path))
    assert all(line.isprintable() for line in text.split("\n"))
    assert r"a\x1b[2Jb\nc: 5 of 5" in text
    assert r"the copy has 7\x1b=\x9b\u202e](935" in text
    assert r"\x07d.txt" in text
    with pytest.raises(InvalidInputError) as error:
        verify(DATASET, tmp_path / "no\x1bfile")
    assert str(error.value).isprintable()
    text = str(verify(DATASET, ARTICLE.replace("7,935", "7" + "." * 200_000 + "935")))
    assert len(text) < 5_000


MARKED = ["%s<sup>1</sup>", "<sup>1</sup>%s", "%s <sup>12</sup>", "%s<a href='/n'>1</a>", "%s¹"]


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize("printed", NUMBERS.values())
def test_a_footnote_mark_is_never_another_number(mark, printed):
    page = as_page(ARTICLE, lambda word: mark % word if word == printed else word)
    assert verify(DATASET, page).counts["value_mismatch"] == 0
    noted = as_page(ARTICLE, lambda word: f"{word}<sup class=fn>1</sup>")
    assert verify(DATASET, noted).counts["match"] == len(ROWS)


def test_a_struck_out_number_gives_way_to_the_one_after_it():
    page = as_page(ARTICLE).replace("7,935", "<del>7,935</del> <ins>8,100</ins>")
    check = verify(DATASET, page).rows[0]
    assert (check.state, check.value_found) == ("value_mismatch", "8,100")
