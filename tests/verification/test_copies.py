"""Getting the text out of copies, and what is refused with which error."""

import codecs
import subprocess
import sys
from pathlib import Path

import pytest

from migrant_crisis_2021.errors import InvalidInputError, MissingExtraError
from migrant_crisis_2021.verification.containers import looks_like_html
from migrant_crisis_2021.verification.copies import SUFFIXES, read_copies
from migrant_crisis_2021.verification.verify import verify
from tests.articles import (
    ARTICLE,
    DATASET,
    SOURCE,
    as_page,
    as_pdf,
    hyphenated,
    without_marks,
)
from tests.conftest import ROOT

RUSSIAN = "Ещё сорок лодок стоят у причала, сообщил смотритель"
POLISH = "Żona kapitana naliczyła łodzie przy nabrzeżu"
GERMAN = "Größere Boote, “sehr” große – sagte er"


def texts(copy):
    return [each.text for each in read_copies(copy)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
@pytest.mark.parametrize("text", [RUSSIAN, POLISH, GERMAN])
def test_unicode_files(tmp_path, text, encoding, mark):
    (tmp_path / "copy.txt").write_bytes(mark + text.encode(encoding))
    assert texts(tmp_path / "copy.txt") == [text]


def test_a_unicode_file_that_is_cut_short_is_read_as_far_as_it_goes(tmp_path):
    (tmp_path / "copy.txt").write_bytes(codecs.BOM_UTF16_LE + "boats".encode("utf-16-le")[:-1])
    assert texts(tmp_path / "copy.txt") == ["boat\ufffd"]


@pytest.mark.parametrize(
    ("text", "encoding", "head"),
    [
        (RUSSIAN, "windows-1251", "<meta charset='windows-1251'>"),
        (RUSSIAN, "koi8-r", "<META http-equiv=Content-Type content='text/html; charset=KOI8-R'>"),
        (POLISH, "iso-8859-2", "<html><meta name=x content=y><meta charset=iso-8859-2 >"),
        (POLISH, "windows-1250", "<?xml version='1.0' encoding='windows-1250'?>"),
        (GERMAN, "cp1252", "<meta charset='no-such-charset'>"),
        (GERMAN, "cp1252", "<meta charset='rot13'>"),
        (GERMAN, "cp1252", "<meta charset='utf-8'>"),
        (GERMAN, "cp1252", "<p>"),
        (POLISH, "utf-8", "<meta charset='iso-8859-2'>"),
    ],
)
def test_pages_in_other_encodings(tmp_path, text, encoding, head):
    file = tmp_path / "copy.html"
    file.write_bytes(f"{head}<p>{text}</p>".encode(encoding))
    assert [found.strip() for found in texts(file)] == [text]


def test_a_text_without_a_declared_encoding_is_windows_1252(tmp_path):
    (tmp_path / "copy.txt").write_bytes(GERMAN.encode("cp1252") + b" \x81")
    assert texts(tmp_path / "copy.txt") == [GERMAN + " \ufffd"]


@pytest.mark.parametrize("name", ["copy.txt", "copy.html", "copy", "copy.aspx", "copy.html?page=2"])
def test_pages_are_known_by_what_is_in_them(tmp_path, name):
    (tmp_path / name).write_text(as_page("About 7,935 crates"), "utf-8")
    assert "color" not in texts(tmp_path / name)[0]


def test_a_page_without_tags_is_known_by_its_name(tmp_path):
    for name, text in (("copy.html", "two cafés"), ("copy.txt", "two caf&eacute;s")):
        (tmp_path / name).write_text("two caf&eacute;s", "utf-8")
        assert texts(tmp_path / name) == [text]


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("Boats &amp; crates", True),
        ("7&#44;935", True),
        ("<P>x", True),
        ("x</div>", True),
        ("<!doctype html>", True),
        ("<a href='x'>", True),
        ("<amp-img src='x'/>", True),
        ("a < b and b > c", False),
        ("AT&T; A & B;", False),
        ("<name@example.org>", False),
        ("i <3 u", False),
    ],
)
def test_looks_like_html(text, is_html):
    assert looks_like_html(text) is is_html


@pytest.mark.parametrize("width", [90, 40])
def test_a_pdf_is_read_with_pypdf(tmp_path, width):
    pytest.importorskip("pypdf")
    lines = hyphenated(without_marks(ARTICLE), width).splitlines()
    (tmp_path / "copy.pdf").write_bytes(as_pdf(lines))
    report = verify(DATASET, tmp_path)
    assert (report.sources, report.exit_code) == ([SOURCE], 0)


@pytest.mark.parametrize("name", ["copy.pdf", "copy.txt"])
def test_without_pypdf_the_error_names_the_extra_and_the_command(tmp_path, monkeypatch, name):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (tmp_path / name).write_bytes(as_pdf(["some text"]))
    with pytest.raises(MissingExtraError, match=r'pip install "migrant-crisis-2021\[pdf\]"'):
        verify(DATASET, tmp_path / name)


@pytest.mark.parametrize("content", [b"%PDF-1.4\nbroken", b"%PDF-1.7\n" + bytes(range(256)) * 9])
def test_a_broken_pdf(tmp_path, content):
    pytest.importorskip("pypdf")
    (tmp_path / "copy.pdf").write_bytes(content)
    with pytest.raises(InvalidInputError, match=r"copy\.pdf cannot be read as a PDF"):
        verify(DATASET, tmp_path / "copy.pdf")


def test_warnings_about_a_pdf_are_not_printed(tmp_path):
    pytest.importorskip("pypdf")
    odd = as_pdf([ARTICLE[:40]]).replace(b"/Contents 4 0 R", b"/Contents (\x1b[2J) ")
    (tmp_path / "copy.pdf").write_bytes(odd)
    command = [sys.executable, "-m", "migrant_crisis_2021", "verify", str(tmp_path / "copy.pdf")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.strip().isprintable()


def test_a_pdf_of_pictures_alone(tmp_path):
    pytest.importorskip("pypdf")
    (tmp_path / "scan.pdf").write_bytes(as_pdf([]))
    with pytest.raises(InvalidInputError, match=r"scan\.pdf contains no text"):
        verify(DATASET, tmp_path / "scan.pdf")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "contains no text"),
        (b" \n\t", "contains no text"),
        (b"<html><script>x()</script></html>", "contains no text"),
        (codecs.BOM_UTF8, "contains no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text: it contains binary data"),
        (b"some text\0", "not text: it contains binary data"),
        (bytes(range(1, 32)) * 5, "not text: it contains binary data"),
        ("UTF-16 without a mark".encode("utf-16-le"), "not text: it contains binary data"),
    ],
)
def test_files_that_are_not_text(tmp_path, content, message):
    for name in ("copy.txt", "copy.html"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InvalidInputError, match=f"{name}.*{message}"):
            verify(DATASET, tmp_path / name)
    with pytest.raises(InvalidInputError, match=message):
        verify(DATASET, tmp_path)


def test_text_out_of_a_pdf_may_have_a_few_control_characters(tmp_path):
    file = tmp_path / "copy.txt"
    file.write_bytes(b"a" * 99 + b"\x01")
    assert texts(file) == ["a" * 99 + "\x01"]
    file.write_bytes(b"a" * 95 + b"\x01" * 5)
    with pytest.raises(InvalidInputError, match="contains binary data"):
        texts(file)


def test_a_pdf_is_known_by_its_head_whatever_comes_before_it(tmp_path):
    pytest.importorskip("pypdf")
    file = tmp_path / "copy"
    file.write_bytes(b"\r\n" + as_pdf(["some text"]))
    assert [text.strip() for text in texts(file)] == ["some text"]
    about = "About files. " * 400 + "They begin with %PDF-1.4."
    file.write_text(about, "utf-8")
    assert texts(file) == [about]


@pytest.mark.parametrize("copy", ["", " \n", "<p></p>", "…!"])
def test_texts_without_text(copy):
    with pytest.raises(InvalidInputError, match=r"<text> contains no text"):
        verify(DATASET, copy)


@pytest.mark.parametrize(
    ("copy", "message"),
    [
        (b"bytes", "not bytes"),
        (bytearray(b"bytes"), "not bytearray"),
        (7, "not int"),
        (None, "not NoneType"),
        ([7], "not int"),
        (["a text", b"bytes"], "not bytes"),
        ([], "the list is empty"),
        ([["nested"]], "not list"),
    ],
)
def test_what_is_no_copy(copy, message):
    with pytest.raises(InvalidInputError, match=message):
        list(read_copies(copy))


def test_a_path_that_does_not_exist(tmp_path):
    with pytest.raises(InvalidInputError, match=r"nowhere\.txt does not exist"):
        verify(DATASET, tmp_path / "nowhere.txt")


@pytest.mark.parametrize("path", [Path("x" * 5000), Path("a\0b"), Path("loop")])
def test_a_path_that_no_file_can_have(tmp_path, monkeypatch, path):
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidInputError, match="cannot be read"):
        verify(DATASET, path)


def test_a_path_in_a_folder_that_may_not_be_entered(tmp_path, monkeypatch):
    def refuse(path, **options):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(InvalidInputError, match=r"copy\.txt cannot be read: Permission denied"):
        verify(DATASET, tmp_path / "copy.txt")


def test_the_name_of_a_file_as_a_str(tmp_path, monkeypatch):
    (tmp_path / "copy.txt").write_text(ARTICLE, "utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("copy.txt", str(tmp_path / "copy.txt"), str(tmp_path)):
        with pytest.raises(InvalidInputError, match=r"pass pathlib\.Path"):
            verify(DATASET, name)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.html", " http://example.org\n", "www.example.org", "ftp://a/b",
        "file:///a.html", "HTTPS://EXAMPLE.ORG/ä",
    ],
)  # fmt: skip
def test_an_address_is_no_text(address):
    for copy in (address, ["a text", address]):
        with pytest.raises(InvalidInputError, match="is an address, and nothing is read from"):
            list(read_copies(copy))
    with pytest.raises(InvalidInputError, match=r"is an address|does not exist"):
        list(read_copies(Path(address)))


@pytest.mark.parametrize(
    "path",
    [
        "artcle.html", "my article.PDF", "~/copies/a", "./a", "/no/where", "copies/a", r"C:\a",
        r"copies\a", "example.org/a/b", "saved.mhtml",
    ],
)  # fmt: skip
def test_the_name_of_no_file_is_no_text(path):
    with pytest.raises(InvalidInputError, match="looks like a path, and there is no such file"):
        list(read_copies(path))


@pytest.mark.parametrize(
    "text",
    ["See https://example.org/a.html for more", "7/8 boats", "a\n/b", "The end."],
)
def test_texts_that_only_contain_an_address(text):
    assert texts(text) == [text]


@pytest.mark.parametrize("text", ["boats" * 100_000, "no\0file", "sub/boats\n" * 3])
def test_texts_that_cannot_be_names_of_files(text):
    assert texts(text) == [text]


def test_a_folder_without_documents(tmp_path):
    with pytest.raises(InvalidInputError, match="none of its 0 files"):
        verify(DATASET, tmp_path)
    (tmp_path / "style.css").write_text("p {}", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "notes.txt").write_text("text", "utf-8")
    with pytest.raises(InvalidInputError, match=r"none of its 1 files.*\.txt, .*\.pdf"):
        verify(DATASET, tmp_path)


def test_a_link_in_a_folder_that_leads_nowhere_is_skipped(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "here.txt").write_text("text", "utf-8")
    assert texts(tmp_path) == ["text"]


def test_what_is_read_of_a_folder_and_in_which_order(tmp_path):
    for suffix in SUFFIXES:
        if suffix != ".pdf":
            (tmp_path / f"copy{suffix.upper()}").write_text(f"text of{suffix}", "utf-8")
    (tmp_path / "page.html?id=1").write_text("with a query", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\0")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "deep.txt").write_text("deep", "utf-8")
    read = [Path(copy.file) for copy in read_copies(tmp_path)]
    assert read == sorted(read)
    assert len(read) == len(SUFFIXES) + 1
    assert tmp_path / "a" / "deep.txt" in read


def test_a_folder_that_may_not_be_read(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(InvalidInputError, match="cannot be read: Permission denied"):
        verify(DATASET, tmp_path)


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def refuse(path, flags):
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "copy.txt").write_text("text", "utf-8")
    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(InvalidInputError, match=r"copy\.txt cannot be read: Permission denied"):
        verify(DATASET, tmp_path)


def test_texts_are_numbered_where_there_are_several(tmp_path):
    (tmp_path / "copy.txt").write_text("in a file", "utf-8")
    named = [copy.file for copy in read_copies(["one", tmp_path / "copy.txt", "three"])]
    assert named == ["<text 1>", str(tmp_path / "copy.txt"), "<text 3>"]
