"""The files to fill in: `new --template`."""

import re

import pytest

import migrant_crisis_2021 as mc
from migrant_crisis_2021.dataset import shipped
from migrant_crisis_2021.release.build import build
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.coding.document_form import EXTRA, SECTIONS, columns_of
from migrant_crisis_2021.release.coding.template import TEMPLATES, chosen_lists, template
from migrant_crisis_2021.release.general_vocabulary import general_vocabulary
from migrant_crisis_2021.release.init import init
from tests.command_line.test_code import contents, rows, run
from tests.datasets import day

ARTICLE = """Bakers of Ostrand stop work

The bakers of Ostrand stopped work on Monday and stood before the town hall, where the mayor \
spoke to them for an hour.

Their guild said that about 340 bakers had joined since the morning, and that no flour had been \
offered to them. The mayor denied this, and said that flour was ready in the town store.
"""
PERIOD = {"temporal": {"start": "2031-03-01", "end": "2031-03-31"}}
PARTIES = {
    "vocabulary.list": "event_type",
    "vocabulary.label": "Work stoppage",
    "vocabulary.definition": "Workers stop work.",
    "actors.name": "Guild of bakers",
    "actors.kind": "ngo",
    "actors.party": "yes",
    "actors.country": "NO",
    "places.name": "Ostrand",
    "places.kind": "town",
    "places.country": "NO",
}
DOCUMENT = {
    "copy": "article.txt",
    "source.title": "Bakers of Ostrand stop work",
    "source.publisher": "Ostrand Courier",
    "source.publisher_kind": "newspaper",
    "source.publisher_country": "NO",
    "source.language": "en",
    "source.published_on": "2031-03-05",
    "claims.proposition": "Flour was offered to the bakers of Ostrand.",
    "claims.topic": "responsibility",
    "claims.ref": "flour",
    "events.title": "Bakers stop work in Ostrand",
    "events.summary": "They stand before the town hall.",
    "events.event_type": "work_stoppage",
    "events.reality": "occurred",
    "events.date_edtf": "2031-03-03",
    "events.place_id": "ostrand",
    "events.actors": "{initiator: guild-of-bakers}",
    "events.passage": "stopped work on Monday",
    "events.figures": "[joined]",
    "figures.ref": "joined",
    "figures.title": "Bakers who joined the work stoppage in Ostrand",
    "figures.measure": "people_gathered",
    "figures.printed": "about 340",
    "figures.qualifier": "about",
    "figures.period_start": "2031-03-03",
    "figures.asserted_by": "guild-of-bakers",
    "figures.reality": "occurred",
    "figures.place_id": "ostrand",
    "positions.claim_id": "flour",
    "positions.actor_id": "guild-of-bakers",
    "positions.stance": "denies",
    "positions.passage": "no flour had been offered",
}
_KEY = re.compile(r"^(?P<lead> +(?:- )?)(?P<off># )?(?P<key>\w+):(?:  #.*)?$|^(?P<section>\w+):")


def keys(text):
    """Yield the lines of a template with their section and key, None for other lines."""
    section = None
    for line in text.splitlines():
        found = _KEY.match(line)
        section = found["section"] if found and found["section"] else section
        yield line, section, found


def filled(text, cells):
    """Fill in a template as a coder does: type values behind keys, and switch keys on."""
    lines, left = [], dict(cells)
    for line, section, found in keys(text):
        name = found and ".".join(filter(None, (section, found["key"])))
        value = left.pop(name, None)
        if value is not None:
            line = f"{found['lead'] or ''}{found['key'] or section}: {value}"
        lines.append(line)
    assert not left
    return "\n".join(lines)


@pytest.fixture
def root(tmp_path):
    init(tmp_path / "bakers", title="Bakers", start=day("2031-01-01"), end=day("2031-12-31"))
    (tmp_path / "bakers" / "articles").mkdir()
    (tmp_path / "bakers" / "articles" / "article.txt").write_text(ARTICLE, "utf-8")
    return tmp_path / "bakers"


def coded(root, name, cells):
    printed = run(root, "new", "--template", name)
    assert printed.exit_code == 0, printed.output
    file = root / "articles" / f"{name}.yaml"
    file.write_text(filled(printed.stdout, cells), "utf-8")
    return run(root, "new", "--from", file)


def test_the_templates_are_filled_in_and_coded(root):
    pytest.importorskip("yaml")
    for name, cells in (("parties", PARTIES), ("document", DOCUMENT)):
        added = coded(root, name, cells)
        assert added.exit_code == 0, added.output
    build(find_checkout(root))
    ask = mc.open(root)
    assert ask.verify(root / "articles").exit_code == 0
    (event,), (figure,), (position,) = (ask[name] for name in ("events", "figures", "positions"))
    assert (event["event_type"], event["about_country"]) == ("work_stoppage", None)
    assert (figure["value"], figure["qualifier"], figure["value_low"]) == (340, "about", None)
    assert (position["claim_id"], position["stance"]) == ("clm-0001", "denies")
    assert len(ask["event_figures"]) == len(ask["event_actors"]) == 1
    assert [row["country"] for row in ask["countries"]] == ["NO"]  # the empty entry is no row


def test_what_nobody_filled_in_adds_nothing(root):
    pytest.importorskip("yaml")
    before = contents(root)
    assert coded(root, "parties", {}).exit_code == 0
    (root / "articles" / "parties.yaml").unlink()
    assert contents(root) == before


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_key_is_one_that_a_file_can_have(name):
    text = template(shipped(), PERIOD, name)
    found = [(section, match["key"]) for _, section, match in keys(text) if match and match["key"]]
    assert len(found) == sum(
        len(f"{section.keys} {section.optional}".split()) for section in TEMPLATES[name]
    )
    for section, key in found:
        table = "sources" if section == "source" else section
        assert section == "source" or table in SECTIONS
        assert key in (*columns_of(table), *EXTRA.get(table, ())), f"{section}.{key}"
    assert {line for line in text.splitlines() if len(line) > 100} == set()


def test_the_values_are_those_of_the_dataset(root):
    pytest.importorskip("yaml")
    assert "work_stoppage" not in run(root, "new", "--template", "document").stdout
    assert coded(root, "parties", PARTIES).exit_code == 0
    text = run(root, "new", "--template", "document").stdout
    words = text.replace("\n    #", "")
    assert ", work_stoppage" in words
    assert "place_id:  # ostrand, unspecified\n" in text
    assert "actor_id:  # guild-of-bakers\n" in text
    assert "deaths (cumulative/flow), duration, flights" in words
    assert ", other_count (any), " in words
    assert "stance:  # asserts, denies, questions\n" in text
    assert "`migrant-crisis-2021 vocabulary measure`" in template(shipped(), PERIOD, "document")


@pytest.mark.parametrize(("last", "later"), [("2031-03-31", "03"), ("2031-03-02", "02")])
def test_the_days_of_examples_are_within_the_crisis(last, later):
    period = {"temporal": {"start": "2031-03-01", "end": last}}
    text = template(shipped(), period, "document")
    assert f"  published_on:  # 2031-03-{later}\n" in text
    assert f"date_edtf:  # 2031-03-01, 2031-03-01/2031-03-{later}, 2031-03; around" in text
    assert "    period_start:  # 2031-03-01\n" in text


def test_the_lists_that_a_coder_types_are_in_the_vocabulary():
    assert chosen_lists() <= {row["list"] for row in general_vocabulary()}
    assert "event_type" in chosen_lists()
    assert chosen_lists().isdisjoint({"coder", "change_reason", "bounds_basis", "id_scheme"})


def test_a_template_is_printed_alone(root):
    assert run(root, "new", "--template", "document", "--from", "a.yaml").exit_code == 2
    assert run(root, "new", "--template", "document", "event").exit_code == 2
    assert rows(root, "events") == []


def test_a_long_list_is_printed_by_a_command_for_the_same_dataset(tmp_path, monkeypatch):
    monkeypatch.setattr("migrant_crisis_2021.release.coding.template._MOST", 0)
    init(tmp_path / "strike")
    text = run(tmp_path / "strike", "new", "--template", "document").output
    words = " ".join(text.replace("#", " ").split())  # long comments are wrapped
    assert re.search(r"`migrant-crisis-2021 --data \S*strike vocabulary topic`", words)
