"""Decode the bytes of a copy: byte order marks, declared encodings, and stray bytes."""

from __future__ import annotations

import codecs
import re

from ..fingerprint.html_text import Tag, tokens

_HEAD = 4096
# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKE_UTF_8 = 10  # multi-byte characters for each stray byte, in a page that declares otherwise
_STRAY = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)
}
_ASCII = re.compile("[\0-\x7f]+")
_XML_DECLARED = re.compile(r"""\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']""", re.ASCII)
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"']+)""", re.IGNORECASE)

# The labels of the WHATWG Encoding Standard, by the Python codec that decodes what pages contain.
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 "
    # A page that can be read as ASCII up to this declaration is not UTF-16.
    "utf-16 utf-16le utf-16be unicode unicodefeff unicodefffe ucs-2 iso-10646-ucs-2 csunicode",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 "
    "iso_8859-1:1987 iso-ir-100 latin1 l1 csisolatin1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 "
    "x-user-defined",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 "
    "iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 "
    "iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 "
    "iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 "
    "iso_8859-5 iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
    "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 "
    "iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "csiso88598e csiso88598i csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e "
    "iso-8859-8-i iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 logical visual",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 windows-1254 x-cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 "
    "iso_8859-9 iso_8859-9:1989 l5 latin5",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "gb18030": "gb18030 gbk x-gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 "
    "iso-ir-58",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc_jp": "euc-jp x-euc-jp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp932": "shift_jis shift-jis sjis x-sjis ms_kanji csshiftjis windows-31j ms932",
    "cp949": "euc-kr cseuckr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "csksc56011987 iso-ir-149 windows-949",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}


def decode(content: bytes, label: str | None = None) -> str:
    r"""Decode the bytes of a text or page.

    Parameters
    ----------
    content : bytes
        A byte order mark decides. Otherwise, valid UTF-8 is UTF-8.
    label : str, optional
        The encoding that was declared outside of the text; by default, the one that it declares.

    Examples
    --------
    >>> decode(b"\xc5\xa0iauliai \xa9"), decode(b"\x8aiauliai")
    ('Šiauliai ©', 'Šiauliai')
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            bare = content.removeprefix(mark)
            return _utf_8(bare) if encoding == "utf-8" else content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _with_stray_bytes(content, label)


def _with_stray_bytes(content: bytes, label: str | None) -> str:
    utf_8 = content.decode("utf-8", errors="surrogateescape")
    beyond_ascii = _ASCII.sub("", utf_8)
    stray = sum("\udc80" <= character <= "\udcff" for character in beyond_ascii)
    valid = len(beyond_ascii) - stray
    declared = _CODECS.get((label or "").strip().lower()) or _declared(content[:_HEAD])
    if declared in (None, "utf-8", "cp1252"):
        # In Windows-1252, pairs of letters that look like UTF-8 are very rare.
        declared, enough = "cp1252", stray <= valid * _LIKE_UTF_8
    else:
        enough = stray * _LIKE_UTF_8 <= valid
    if enough:
        return utf_8.translate(_STRAY)
    return content.decode(declared or "cp1252", errors="replace")


def _utf_8(content: bytes) -> str:
    return content.decode("utf-8", errors="surrogateescape").translate(_STRAY)


def _declared(head: bytes) -> str | None:
    """Return the first encoding that an XML declaration or a meta tag declares, if it is known."""
    start = head.decode("latin-1")
    xml = _XML_DECLARED.match(start)
    labels = [xml[1]] if xml else []
    labels += [_label(token) for token in tokens(start) if isinstance(token, Tag)]
    return next((_CODECS[each.lower()] for each in labels if each.lower() in _CODECS), None)


def _label(tag: Tag) -> str:
    if tag.name != "meta" or tag.is_end:
        return ""
    given = tag.attributes
    if "charset" in given:
        return given["charset"].strip()
    if given.get("http-equiv", "").strip().lower() != "content-type":
        return ""
    found = _CHARSET.search(given.get("content", ""))
    return found[1] if found else ""
