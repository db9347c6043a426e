"""The words by which a number in a copy is known to be that of a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..dataset import Dataset
from ..dataset.dataset import kept_on_dataset
from ..dataset.row_types import FigureRow
from ..parsing.words import fold
from .text import CopyText

DISTANCE = 80
"""Characters before and after a number in which one of its words must stand."""

_STEM = 5  # letters by which the forms of a word are recognised
_SHORTEST = 4
_IGNORED_WORDS = (
    "about above after also among another around because been before being below between both "
    "could days during each early ever every first from given have into just last late later "
    "less like many mean more most near nearly next number other others over part people's puts "
    "reports said same says several since some still such than that their them then there these "
    "they this those through took twice under until upon used very week weeks were what when "
    "where which while whom whose with within without year years month months january february "
    "march april may june july august september october november december unspecified item "
    "items count "
)
_IGNORED = frozenset(_IGNORED_WORDS.split())
# The stem of an English word → stems of the words for it in other languages, folded.
_ELSEWHERE = {
    "peopl": "person migrant refug asylum men women child soldi osob ludzi cudzoz uchodz людей "
    "людин челов лиц мигран беженц осіб zmon zmog asmen pabeg neleg cilvek begl mensch fluch",
    "attem": "tried try prob usilow попыт спроб band megin versuc",
    "cross": "przekr переc перес перет kirst skers sker uberq ubert",
    "borde": "granic границ кордон рубеж sien robez grenz fronti",
    "entri": "enter entry przeds einrei wjazd въезд",
    "turne": "push prevent stopp zawroc cofn нeпу разв apgre neile atture neie zuruck",
    "preve": "stopp udarem zapob предо apgre atture verhin",
    "detai": "arrest zatrzy задер затри sulai aiztu aiztur festge",
    "death": "dead died kill ofiar smier zmar погиб умер смерт загин mirus zuv naves bojag tote",
    "soldi": "troop zolni солдат военно kari karav soldat",
    "perso": "officer guard zolni funkc polic военн kari pareig",
    "polan": "polish polsk polsc polac polen польш польс lenk polij",
    "polis": "polan polsk polsc polac polen польш польс lenk polij",
    "lithu": "lietuv litew litw litau литов литв",
    "latvi": "lotew lotw lettl lettis латви латыш",
    "belar": "bialor belor белор білор baltar baltkr weissr weisru",
    "germa": "deutsc niemi niemc герман немец немц vokie vacij",
    "voter": "vote",
    "votes": "voted glos голос bals",
    "zloty": "pln zl злот",
}


@kept_on_dataset
def stems_of(dataset: Dataset, figure: str) -> tuple[str, ...]:
    """Return the beginnings of the words that a figure's number should have near it.

    They come from its title, the labels of its measure and unit, and the names of its place, in
    English and, for the most frequent words, in the languages of other documents.
    """
    return stems(_names(dataset, dataset["figures"].by_id[figure]))


def stems(names: Iterable[str]) -> tuple[str, ...]:
    """Return the beginnings of the words of names, without those that stand beside any number.

    Examples
    --------
    >>> stems(["Votes of 2021", "Tonnes"])
    ('votes', 'voted', 'glos', 'голос', 'bals', 'tonne')
    """
    found: dict[str, None] = {}
    for name in names:
        for word in fold(name).split():
            if len(word) >= _SHORTEST and not re.search(r"\d", word) and word not in _IGNORED:
                stem = word[:_STEM]
                found.setdefault(stem)
                found |= dict.fromkeys(_ELSEWHERE.get(stem, "").split())
    return tuple(found)


def _names(dataset: Dataset, figure: FigureRow) -> Iterator[str]:
    yield figure["title"] or ""
    yield figure["unit_as_printed"] or ""
    for column in ("measure", "counted_unit"):
        value: object = figure[column]
        entry: Mapping[str, object] = dict(dataset.lists.entries(column).get(str(value)) or {})
        yield str(entry.get("label") or "")
        yield str(entry.get("singular") or "")
    place = dataset["places"].by_id.get(figure["place_id"] or "")
    for name in (place["name"], place["name_local"]) if place else ():
        yield name or ""


def is_near(text: CopyText, start: int, end: int, stems: tuple[str, ...]) -> bool:
    """Return whether one of a figure's words is near a stretch of text.

    Examples
    --------
    >>> is_near(CopyText.of("7,935 migrants"), 0, 5, ("migra",))
    True
    """
    before = text.folded[max(0, start - DISTANCE) : start]
    after = text.folded[end : end + DISTANCE]
    return any(word.startswith(stems) for word in _words(before) + _words(after))


def follows(text: CopyText, end: int, stems: tuple[str, ...]) -> bool:
    """Return whether one of a figure's words is among the next two words."""
    return any(word.startswith(stems) for word in _words(text.folded[end : end + DISTANCE])[:2])


def _words(folded: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", folded)
