"""An invented article, its evidence, and ways to render a text anew."""

import html
import unicodedata
from dataclasses import asdict

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.fingerprint.windows import propose_windows

ARTICLE = """Ferry harbour full, says Vellmar

VELLMAR – The clerks of the harbour office counted 7,935 crates on the northern quay on Tuesday, \
and they called the total “remarkable” for a month of storms.

“There is room for 1,250 at most,” the harbour master said, while lorries queued past the old \
lighthouse and the fishermen’s market until nightfall.

In the village of Świnkowo the mayor opened the school hall to 64 drivers who could not leave \
the peninsula before the ferries sailed again.

About 12.5 kilometres of rail were under water, according to the engineers of the railway, who \
hope that the line reopens before the first frost.

Volunteers from the rowing club carried soup and blankets to the stranded crews, and the cooks \
of the inn kept their kitchen open through the night."""

OTHER_ARTICLE = """The bell founders of Ostrau delivered 48 bells to churches along the lake, more \
than in any year since the workshop moved out of the old mill.

Their apprentices will take over the foundry in spring, once the last order for the cathedral \
has been cast, tuned and hung in its tower."""

NUMBERS = {"fig-0001": "7,935", "fig-0002": "1,250", "fig-0003": "64", "fig-0004": "12.5"}
PHRASES = {"evt-0001": "soup and blankets"}
SOURCE, OTHER = "vellmar-herald", "zeitung-ostrau"
SOURCES = [SOURCE, OTHER, "read-as-excerpt"]


def row(record, source, text, held, is_value):
    """Make an evidence row with the best window."""
    window = propose_windows(text, held, is_value=is_value).windows[0]
    printed = held if is_value else None
    return {
        "record_id": record,
        "source_id": source,
        "relation": "supports",
        "value_as_printed": printed,
        **asdict(window),
    }


EVIDENCE = [
    *(row(record, SOURCE, ARTICLE, held, True) for record, held in NUMBERS.items()),
    *(row(record, SOURCE, ARTICLE, held, False) for record, held in PHRASES.items()),
    row("fig-0005", OTHER, OTHER_ARTICLE, "48", True),
    row("evt-0002", OTHER, OTHER_ARTICLE, "cathedral", False),
    {"record_id": "fig-0006", "source_id": "read-as-excerpt"},
]


def on_record(evidence, sources=SOURCES):
    """Make a dataset of evidence and sources alone."""
    return Dataset.of({"evidence": evidence, "sources": [{"source_id": s} for s in sources]})


DATASET = on_record(EVIDENCE)


def without_marks(text):
    """Take the marks off the letters, as careless copies do."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def straight_quotes(text):
    """Put typewriter characters for typographic ones."""
    return text.translate(str.maketrans("“”’–", '""\'-'))


def hyphenated(text, width=40):
    """Break lines after exactly `width` characters, with a hyphen where a word is broken."""
    lines = []
    for paragraph in text.split("\n\n"):
        rest = paragraph
        while len(rest) > width:
            inside = rest[width - 1].isalnum() and rest[width].isalnum()
            lines.append(rest[:width] + ("-" if inside else ""))
            rest = rest[width:]
        lines += [rest, ""]
    return "\n".join(lines)


def as_page(text, mark=lambda word: word):
    """Make an HTML page, with `mark` applied to the escaped words."""
    paragraphs = (
        " ".join(mark(html.escape(word)) for word in paragraph.split(" "))
        for paragraph in text.split("\n\n")
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<!DOCTYPE html><html><head><title>News</title><style>p {color: red}</style>"
        "<script>var page = '<p>2021</p>';</script></head><body><nav><ul><li>Home</li>"
        f"<li>Sport</li></ul></nav><!-- <p>draft</p> --><article>{body}</article>"
        "<noscript>Please enable scripts</noscript><footer>© 2021</footer></body></html>"
    )


def as_pdf(lines):
    """Make a one-page PDF of lines of Latin text."""
    escaped = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines]
    shown = b"".join(b"(%s) Tj T*\n" % line.encode("cp1252") for line in escaped)
    content = b"BT /F1 9 Tf 11 TL 40 800 Td\n" + shown + b"ET"
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources <</Font <</F1 5 0 R>>>>>>",
        b"<</Length %d>> stream\n%s\nendstream" % (len(content), content),
        font,
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        out.index(b"xref"),
    )
