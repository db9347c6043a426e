"""Pages inside of other files: web archives, e-mail, JSON."""

import json
import quopri
from base64 import encodebytes

import pytest

from migrant_crisis_2021.errors import InvalidInputError
from migrant_crisis_2021.verification.copies import read_copies
from migrant_crisis_2021.verification.verify import verify
from tests.articles import ARTICLE, DATASET, SOURCE, as_page


def archive(body, kind="text/html", encoding="quoted-printable", charset=""):
    """Write a web archive with a page, a style sheet and a picture."""
    coded = quopri.encodestring(body) if encoding == "quoted-printable" else encodebytes(body)
    parts = [
        (f"{kind}{charset}", encoding, coded),
        ("text/css", "quoted-printable", b"p {color: red}"),
        ("image/png", "base64", b"iVBORw0KGgo="),
    ]
    lines = [b"From: <Saved>", b"Subject: a", b"MIME-Version: 1.0", b"Content-Type: multipart/"]
    lines[-1] += b'related;\n\ttype="text/html";\n\tboundary="--x"'
    for name, coding, content in parts:
        lines += [b"", b"----x", f"Content-Type: {name}".encode()]
        lines += [f"Content-Transfer-Encoding: {coding}".encode(), b"", content]
    return b"\r\n".join([*lines, b"----x--", b""])


@pytest.mark.parametrize("name", ["copy.mhtml", "copy.mht", "copy.eml", "copy"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("codec", "charset"),
    [("utf-8", ""), ("utf-8", "; charset=utf-8"), ("cp1257", "; charset=cp1257")],
)
def test_web_archives_are_read(tmp_path, name, encoding, codec, charset):
    page = as_page(ARTICLE).encode(codec, errors="xmlcharrefreplace")
    (tmp_path / name).write_bytes(archive(page, encoding=encoding, charset=charset))
    report = verify(DATASET, tmp_path / name)
    assert (report.sources, report.exit_code) == ([SOURCE], 0)


def test_a_mail_of_plain_text_is_read_and_a_page_goes_before_it(tmp_path):
    (tmp_path / "copy.eml").write_bytes(archive(b"7=935 <b>", kind="text/plain"))
    assert [copy.text.strip() for copy in read_copies(tmp_path / "copy.eml")] == ["7=935"]
    (tmp_path / "copy.txt").write_bytes(b"Version: 1.0\n\nMIME-Version: 1.0 is a header.")
    assert next(read_copies(tmp_path / "copy.txt")).text.startswith("Version")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: text,
        lambda text: {"body": text},
        lambda text: [1, None, {"a": {"html": as_page(text)}, "n": 7.5}],
        lambda text: {"paragraphs": text.split("\n\n")},
    ],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_texts_in_json_are_read(tmp_path, wrap, ascii_only):
    written = json.dumps(wrap(ARTICLE), ensure_ascii=ascii_only)
    (tmp_path / "copy.json").write_text(written, "utf-8")
    (tmp_path / "lines.jsonl").write_text(f"{{}}\n{written}\n", "utf-8")
    for copy in (tmp_path / "copy.json", tmp_path / "lines.jsonl", written, tmp_path):
        report = verify(DATASET, copy)
        assert (report.sources, report.exit_code) == ([SOURCE], 0)


MAIL = "MIME-Version: 1.0\n"
NESTED = "".join(f"Content-Type: multipart/mixed; boundary=x{n}\n\n--x{n}\n" for n in range(2_000))


@pytest.mark.parametrize("headers", [NESTED, "Content-Type: message/rfc822\n\n" * 2_000])
def test_a_mail_of_mails_without_end_is_refused(tmp_path, headers):
    (tmp_path / "copy.eml").write_text(f"{MAIL}{headers}a text", "utf-8")
    with pytest.raises(InvalidInputError, match=r"cannot be read as a web archive or"):
        verify(DATASET, tmp_path / "copy.eml")


@pytest.mark.parametrize(
    "text", ["[sic] the clerks", '"the clerks" a', "{a} b", "[" * 100_000 + "a", "[1, b]"]
)
def test_text_in_brackets_is_no_json(text):
    assert next(read_copies(text)).text == text


@pytest.mark.parametrize(("start", "form"), [("{\\rtf1 a", "RTF"), ("%!PS-Adobe a", "PostScript")])
def test_other_formats_are_refused_by_name(tmp_path, start, form):
    (tmp_path / "copy.txt").write_text(start, "utf-8")
    for copy in (start, tmp_path / "copy.txt"):
        with pytest.raises(InvalidInputError, match=f"is {form}, .*save it as text, HTML or PDF"):
            verify(DATASET, copy)
