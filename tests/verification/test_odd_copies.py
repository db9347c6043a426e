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


ENDS = ["\n1", "\n\n12\n", "\u2028 1", "\r\n1\r\n"]
BLOCKS = ["%s<br>1", "%s</p><p>1</p>", "%s</td><td>12</td>", "%s<aside>1</aside>"]


@pytest.mark.parametrize("printed", NUMBERS.values())
def test_a_mark_on_a_line_of_its_own_is_never_another_number(printed):
    copies = [ARTICLE.replace(printed, printed + end) for end in ENDS]
    copies += [as_page(ARTICLE).replace(printed, block % printed) for block in BLOCKS]
    for copy in copies:
        assert verify(DATASET, copy).counts["value_mismatch"] == 0


def test_a_number_that_goes_on_in_the_next_line_is_read():
    for printed, other in (("81-\n00", "8100"), ("8 \n 100", "8100"), ("8,\n100", "8,100")):
        check = verify(DATASET, ARTICLE.replace("7,935", printed)).rows[0]
        assert check.state == "value_mismatch"
        assert check.value_found == other
    assert verify(DATASET, ARTICLE.replace("7,935", "7,9\n35")).rows[0].state == "match"


def test_a_struck_out_number_gives_way_to_the_one_after_it():
    page = as_page(ARTICLE).replace("7,935", "<del>7,935</del> <ins>8,100</ins>")
    check = verify(DATASET, page).rows[0]
    assert (check.state, check.value_found) == ("value_mismatch", "8,100")
