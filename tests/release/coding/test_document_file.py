"""Files of a document: everything that is wrong is named at once, as the coder knows it."""

import re

import pytest

from migrant_crisis_2021.errors import BuildError
from migrant_crisis_2021.release.checkout import find_checkout
from migrant_crisis_2021.release.coding.add_rows import add_rows
from migrant_crisis_2021.release.coding.document_file import DocumentFile
from migrant_crisis_2021.release.difference import authored
from tests.articles import ARTICLE
from tests.ferry import TABLES

SOURCE = {
    "title": "Rail line under water",
    "publisher": "Vellmar Courier",
    "publisher_kind": "newspaper",
    "language": "en",
    "published_on": "2023-03-08",
}
EVENT = {
    "title": "A school hall is opened for drivers",
    "summary": "The mayor lets drivers sleep in the hall of the school.",
    "event_type": "camp_or_shelter",
    "reality": "occurred",
    "date_edtf": "2023-03-07",
    "place_id": "vellmar",
    "passage": "opened the school hall",
}
FIGURE = {
    "title": "Drivers in the school hall",
    "measure": "people_gathered",
    "printed": "64",
    "period_start": "2023-03-07",
    "reality": "occurred",
    "place_id": "vellmar",
}
PROPOSED = "The line reopens before frost."
CLAIM = {"ref": "frost", "proposition": PROPOSED, "topic": "access"}
POSITION = {
    "claim_id": "frost",
    "actor_id": "harbour-office",
    "stance": "asserts",
    "date_edtf": "2023-03-08",
    "passage": "room for 1,250 at most",
}
PLACE = {"name": "Pier", "kind": "town", "country": "NO", "within": ["vellmar"]}
DOCUMENT = {
    "copy": "herald.txt",
    "source": SOURCE,
    "claims": [CLAIM],
    "events": [EVENT],
    "figures": [FIGURE],
    "positions": [POSITION],
}


def add(root, document, is_file=True):
    made = DocumentFile(document, root, root / "hall.yaml" if is_file else None)
    return add_rows(find_checkout(root), made.rows, made.refusal)


def refused(root, document, is_file=True):
    """Return the lines of a refusal between its head and its way out; nothing may be written."""
    before = {file: file.read_bytes() for file in (root / "data").iterdir()}
    with pytest.raises(BuildError) as error:
        add(root, document, is_file)
    assert {file: file.read_bytes() for file in (root / "data").iterdir()} == before
    head, *lines, tail = str(error.value).split("\n")
    what = "file" if is_file else "options"
    assert tail == f"Correct the {what} and run the command again."
    number = sum(line.startswith("  ") for line in lines)
    assert f" has {number} problem{'s' * (number > 1)}, so nothing was written:" in head
    return lines


def cells(lines):
    """Reduce each line to the entry or to the cell that it is about."""
    return [re.split(" = |: ", line)[0] if line.startswith("  ") else line for line in lines]


def changed(section, **given):
    entry = {k: v for k, v in (DOCUMENT[section][0] | given).items() if v is not None}
    return DOCUMENT | {section: [entry]}


def test_the_document_itself_is_added(root):
    tables = [added.table for added in add(root, DOCUMENT)]
    assert tables == ["sources", "claims", "events", "figures", "positions", *["evidence"] * 3]


def test_all_problems_are_named_by_entry_in_the_order_of_the_file(root):
    document = {
        "happenings": [],
        "copy": "herald.txt",
        "figures": [
            {"ref": "drivers"} | FIGURE,
            FIGURE | {"ref": "late", "period_start": "7 March", "measure": "people_gatherd"},
        ],
        "source": SOURCE | {"publisher_kind": "newspapper"},
        "events": [
            EVENT | {"actors": {"initiator": "harbor-office"}, "figures": ["driver"]},
            {"titel": "A hall", "reality": "ocurred", "passage": "no such words"},
        ],
        "claims": [CLAIM],
        "positions": [POSITION | {"claim_id": "frosts", "stance": "assert"}],
    }
    document["figures"][1]["title"] = "Drivers who came late"
    document["figures"][1]["printed"] = "many"
    lines = refused(root, document)
    assert cells(lines) == [
        "the file",
        "  happenings",
        'figures, entry 2 (`ref: late`, "Drivers who came late")',
        "  measure",
        "  printed",
        "  printed",
        "  period_start",
        'source ("Rail line under water")',
        "  publisher_kind",
        'events, entry 1 ("A school hall is opened for drivers")',
        "  actors, actor_id",
        "  figures",
        'events, entry 2 ("A hall")',
        "  titel",
        "  reality",
        "  passage",
        *["  event_type", "  place_id", "  date_edtf", "  summary"],
        'positions, entry 1 ("harbour-office assert frosts")',
        "  claim_id",
        "  stance",
    ]
    text = "\n".join(lines)
    assert "  titel: no such cell of events. Nearest: title\n" in text
    assert "  figures: 'driver' is neither a `ref` of this file nor the id of any figure (" in text
    assert "(nearest: drivers)" in text
    assert "  claim_id: 'frosts' is neither" in text
    assert "(nearest: frost)" in text
    assert "measure = 'people_gatherd': not in the list measure. Valid, nearest first: people_" in (
        text
    )


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (changed("events", date_edtf="sometime"), ["date_edtf"]),
        (changed("events", date_edtf=None), ["date_edtf"]),
        (changed("figures", period_start="soon"), ["period_start"]),
        (changed("figures", printed="64 elfu"), ["printed", "printed"]),
        (changed("figures", measure="people_gatherd"), ["measure"]),
        (changed("figures", printed="64", value="many"), ["value"]),
        (DOCUMENT | {"source": SOURCE | {"published_on": "March"}}, ["published_on"]),
        (
            DOCUMENT
            | {"source": SOURCE | {"published_on": "March"}}
            | {"figures": [FIGURE | {"measure": "arrivals", "measure_kind": "cumulative"}]},
            ["published_on"],
        ),
        (changed("figures", printed="many", qualifier="abut"), ["printed", "printed", "qualifier"]),
        (
            {"copy": "herald.txt", "source": SOURCE}
            | {"events": [EVENT | {"passage": "no such words"}]},
            ["passage"],
        ),
        (DOCUMENT | {"source": "nobody"}, ["source"]),
        (DOCUMENT | {"source": ["nobody"]}, ["source"]),
        (DOCUMENT | {"copy": "nowhere.txt"}, ["copy"]),
        (DOCUMENT | {"figures": "none"}, ["figures"]),
        (DOCUMENT | {"claims": 5}, ["claims"]),
        (DOCUMENT | {"source": SOURCE | {"title": {}}}, ["description"]),
        (DOCUMENT | {"source": SOURCE | {"title": ["Rail"]}}, ["title"]),
        (DOCUMENT | {"places": [PLACE | {"name": ""}]}, ["name"]),
        (DOCUMENT | {"places": [PLACE, PLACE]}, ["place_id"]),
        (DOCUMENT | {"places": [PLACE | {"country": "Norway"}]}, ["country"]),
        (changed("figures", printed=None, passage="hall to 64"), ["printed"]),
        (DOCUMENT | {"actors": [{"kind": "group"}]}, ["name"]),
        (DOCUMENT | {"actors": [{"name": "Choir", "kind": "chor"}]}, ["kind", "party"]),
        (DOCUMENT | {"defaults": {"confidence": "hihg"}}, ["defaults, confidence"]),
        ({"events": [EVENT], "figures": [FIGURE]}, ["source"]),
    ],
)
def test_what_only_follows_from_a_problem_is_not_named(root, document, expected):
    lines = cells(refused(root, document))
    assert [line.strip() for line in lines if line.startswith("  ")] == expected


def test_a_misspelt_cell_is_read_so_that_its_value_is_checked_as_well(root):
    entry = {name: cell for name, cell in EVENT.items() if name != "event_type"}
    lines = refused(root, DOCUMENT | {"events": [entry | {"event_typ": "picnic"}]})
    assert cells(lines)[1:] == ["  event_typ", "  event_type"]
    assert "event_type = 'picnic': not in the list event_type" in lines[2]


def test_rules_name_other_entries_and_not_ids_that_were_never_written(root):
    rival = FIGURE | {"title": "Others", "rival_of": "hall", "measure": "people_in_camp"}
    claims = [CLAIM, {**CLAIM, "ref": "ice"}]
    document = DOCUMENT | {"figures": [FIGURE | {"ref": "hall"}, rival], "claims": claims}
    text = "\n".join(refused(root, document))
    assert not re.search(r"(evt|fig|clm|pos)-\d", text)
    assert 'claims, entry 1 (`ref: frost`, "The line reopens before frost.") has the same' in text
    hall = 'figures, entry 1 (`ref: hall`, "Drivers in the school hall")'
    assert f"  rival_of: {hall} has measure people_gathered. Rivals give numbers for" in text


def test_an_id_that_the_coder_gives_stays(root):
    document = changed("events", event_id="evt-0042", event_type="picnic")
    head, line = refused(root, document)
    assert head.startswith("events, entry 1 (`event_id: evt-0042`, ")
    assert line.startswith("  event_type = 'picnic'")
    claims = [CLAIM | {"claim_id": "clm-0042"}, CLAIM | {"ref": "ice"}]
    assert "': clm-0042 has the same: keep" in refused(root, DOCUMENT | {"claims": claims})[1]


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"source": "nobody"}, 'source ("nobody")'),
        ({"source": {"weak": "perhaps"}}, "source"),
        ({"claims": ["", {"topic": "acces"}]}, "claims, entry 2"),
        ({"claims": [CLAIM | {"topic": "acces"}]}, f'claims, entry 1 (`ref: frost`, "{PROPOSED}")'),
        ({"countries": [{"country": "se"}]}, "countries, entry 1 (`country: se`)"),
        (
            {"source": SOURCE, "evidence": [{"record_id": "evt-0009", "passage": "a choir"}]},
            'evidence, entry 1 (`record_id: evt-0009`, "a choir")',
        ),
        (
            {"source": SOURCE, "events": [EVENT | {"title": "word " * 20, "event_type": "x"}]},
            f'events, entry 1 ("{"word " * 10}word …")',
        ),
    ],
)
def test_an_entry_has_the_name_that_its_coder_knows(root, document, name):
    assert refused(root, document)[0] == name


def test_a_cell_is_shown_as_the_coder_wrote_it(root):
    document = DOCUMENT | {"claims": [CLAIM | {"status": "withdrawn"}]}
    (_, line) = refused(root, document)
    assert line.startswith("  claim_id = 'frost': ")


def test_an_entry_that_has_nothing_but_an_unknown_cell_is_refused(root):
    lines = refused(root, {"places": [{"colour": "red"}]})
    assert "  colour: no such cell of places. Valid: place_id, name" in "\n".join(lines)


@pytest.mark.parametrize(
    ("document", "cell"),
    [
        (changed("events", passage=["opened", "the hall"]), "passage"),
        (changed("positions", claim_id=["frost"]), "claim_id"),
        (changed("events", title={"en": "A hall"}), "title"),
        (DOCUMENT | {"evidence": [{"record_id": ["evt-0001"]}]}, "record_id"),
    ],
)
def test_a_list_in_place_of_one_value_is_refused(root, document, cell):
    (line,) = [line for line in refused(root, document) if line.startswith("  ")]
    assert line.startswith(f"  {cell}: ")


def test_of_two_rows_that_are_alike_the_new_one_is_named(root):
    document = changed("events", title=TABLES["events"][0]["title"])
    assert cells(refused(root, document))[1:] == ["  title"]


def test_a_ref_is_of_one_entry_and_of_the_right_kind(root):
    second = EVENT | {"ref": "frost", "title": "Another hall"}
    document = DOCUMENT | {"events": [second, EVENT | {"figures": ["frost"]}]}
    text = "\n".join(refused(root, document))
    name = 'claims, entry 1 (`ref: frost`, "The line reopens before frost.")'
    assert f"  ref: 'frost' is the ref of {name}, too" in text
    assert f"  figures: 'frost' is the ref of {name}, not of any figure" in text
    assert "claim_id" not in text


def test_the_entry_is_named_whose_passage_is_in_the_way(root):
    before = "In the village of Świnkowo the mayor opened the school"
    after = "the school hall to 64 drivers who could not leave the peninsula"
    near = [
        EVENT | {"ref": "hall", "passage": before},
        EVENT | {"title": "Drivers stay", "passage": after},
    ]
    document = {"copy": "herald.txt", "source": SOURCE, "events": near}
    head, line = refused(root, document)
    assert head == 'events, entry 2 ("Drivers stay")'
    assert (
        "its passage would overlap that of events, entry 1 (`ref: hall`, "
        '"A school hall is opened for drivers"), \'In the village of' in line
    )
    assert "or leave `passage` out: the record then has no fingerprint" in line


@pytest.mark.parametrize(
    ("language", "printed", "given", "words"),
    [
        ("es", "una docena", {"value": "12", "qualifier": "about"}, None),
        ("de", "ein Dutzend", {"value": "12", "qualifier": "exact"}, None),
        ("pl", "kilkunastu", {"value_low": "11", "value_high": "19", "qualifier": "range"}, None),
        ("fr", "un million", {"value": "1000000", "qualifier": "exact"}, None),
        (
            "es",
            "una docena",
            {"qualifier": "about"},
            "Number words are read in English alone: give",
        ),
        ("en", "a man", {"value": "1", "qualifier": "exact"}, "or leave `printed` out"),
        ("en", "a man", {}, "or leave `printed` out and give `value`"),
    ],
)
def test_number_words_of_other_languages_are_kept_beside_a_value(
    root, language, printed, given, words
):
    (root / "herald.txt").write_text(ARTICLE.replace("64", printed), encoding="utf-8")
    figure = FIGURE | given | {"printed": printed}
    document = {"copy": "herald.txt", "source": SOURCE | {"language": language}}
    document |= {"figures": [figure]}
    if words:
        assert words in "\n".join(refused(root, document))
        return
    (evidence,) = [added.row for added in add(root, document) if added.table == "evidence"]
    assert (evidence["value_as_printed"], evidence["fp_len"]) == (printed, 48)
    assert evidence["fp_frame"] is None


def test_problems_of_a_single_row_name_its_options(root):
    given = {"date_edtf": "sometime", "event_type": "picnic", "figures": ["fig-0099"]}
    lines = refused(root, {"source": "nobody", "events": [given]}, is_file=False)
    assert cells(lines)[:4] == ["  --source", "  --date-edtf", "  --event-type", "  --figures"]
    assert "  --title: must not be empty: fill it in (C03)" in lines
    assert "'fig-0099' is not the id of any figure (the last figure is fig-0002)" in lines[3]


def announced(root):
    """Add an event that is announced, by a document of its own, and return its id."""
    entry = EVENT | {"reality": "announced", "date_edtf": "2023-03-10", "passage": None}
    added = add(root, {"source": SOURCE | {"title": "Hall to be opened"}, "events": [entry]})
    return next(row["event_id"] for table, row, _ in added if table == "events")


def test_what_was_announced_and_came_about_is_one_record(root):
    ident = announced(root)
    entry = {
        "announced_as": ident,
        "reality": "occurred",
        "date_edtf": "2023-03-07",
        "passage": EVENT["passage"],
    }
    added = add(root, DOCUMENT | {"events": [entry]})
    ((row, is_change),) = [(row, change) for table, row, change in added if table == "events"]
    assert is_change
    assert (row["reality"], row["date_edtf"], str(row["date_end"])) == (
        "occurred",
        "2023-03-07",
        "2023-03-07",
    )
    assert (row["title"], row["place_id"]) == (EVENT["title"], EVENT["place_id"])
    data = authored(find_checkout(root))
    relations = [row["relation"] for row in data["evidence"].where("record_id", ident)]
    assert sorted(relations) == ["context", "supports"]


def test_a_document_that_announced_it_can_report_it_too(root):
    ident = announced(root)
    (evidence,) = authored(find_checkout(root))["evidence"].where("record_id", ident)
    entry = {"announced_as": ident, "reality": "occurred", "date_edtf": "2023-03-07"}
    add(root, {"source": evidence["source_id"], "events": [entry]})
    (evidence,) = authored(find_checkout(root))["evidence"].where("record_id", ident)
    assert evidence["relation"] == "supports"


def test_what_came_about_needs_its_own_reality_and_an_event_that_there_is(root):
    ident = announced(root)
    entry = {"announced_as": ident, "date_edtf": "2023-03-07"}
    assert refused(root, DOCUMENT | {"events": [entry]})[1].startswith("  reality: ")
    lines = refused(root, changed("events", title="Opened", announced_as="evt-9999"))
    assert lines[1].startswith("  announced_as: 'evt-9999' is neither a `ref` of this file nor")
