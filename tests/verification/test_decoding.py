"""Encodings as pages declare them, and bytes that belong to none."""

import codecs

import pytest

from migrant_crisis_2021.verification.decoding import decode

PAGE = "<html><head>{}</head><p>{}</p>"
LETTERS = {
    "cp1252": "Šiauliai – žiema’s “€”",
    "cp1254": "Šırnak’ta ağaç",
    "cp1257": "Žiemą čia ledas",
    "cp1251": "Ещё сорок лодок",
    "cp1250": "Łódź „pusta”",
    "iso8859-2": "Żona kapitana",
    "koi8-r": "Ещё сорок лодок",
    "gb18030": "码头上的朱镕基",
    "cp932": "港の倉庫①は満杯",
    "cp949": "항구의 똠방각하",
    "big5hkscs": "碼頭上的貨物",
    "euc_jp": "港の倉庫",
    "cp874": "ท่าเรือ",
}
LABELS = [
    *[("cp1252", label) for label in ("ISO-8859-1", "latin1", "us-ascii", "Windows-1252", "l1")],
    *[("cp1254", label) for label in ("iso-8859-9", "latin5", "windows-1254")],
    *[("gb18030", label) for label in ("gb2312", "GBK", "x-gbk", "chinese", "gb18030")],
    *[("cp932", label) for label in ("Shift_JIS", "x-sjis", "windows-31j", "ms_kanji")],
    *[("cp949", label) for label in ("euc-kr", "ks_c_5601-1987", "korean", "windows-949")],
    *[("big5hkscs", label) for label in ("big5", "x-x-big5", "Big5-HKSCS")],
    *[("cp1251", label) for label in ("windows-1251", "x-cp1251")],
    *[("cp1257", "windows-1257"), ("cp1250", "cp1250"), ("iso8859-2", "latin2")],
    *[("koi8-r", "koi8"), ("euc_jp", "x-euc-jp"), ("cp874", "tis-620")],
]


@pytest.mark.parametrize(("codec", "label"), LABELS)
def test_labels_mean_what_they_mean_on_the_web(codec, label):
    for head in (
        f"<meta charset={label}>",
        f"<META http-equiv=content-type content='text/html; charset={label}'>",
        f"<!-- charset=utf-16 --><meta name=a content=b><meta charset=' {label} '/>",
        f"<meta charset=no-such><meta charset='{label}'>",
    ):
        page = PAGE.format(head, LETTERS[codec])
        assert decode(page.encode(codec)) == page
    xml = f"<?xml version='1.0' encoding='{label}'?><p>{LETTERS[codec]}</p>"
    assert decode(xml.encode(codec)) == xml
    assert decode(LETTERS[codec].encode(codec), label) == LETTERS[codec]


@pytest.mark.parametrize(
    "head",
    [
        "<!-- <meta charset=koi8-r> -->",
        "<script>'<meta charset=koi8-r>'</script>",
        "<title><meta charset=koi8-r></title>",
        "<meta name=description content='about charset=koi8-r'>",
        "<meta title='charset=koi8-r'>",
        "<p charset=koi8-r>",
        "<meta charset=rot13>",
        "<meta charset=unicode_escape>",
        "<meta charset=utf-7>",
        "<meta charset=utf-16>",
        "charset=koi8-r",
    ],
)
def test_what_declares_no_encoding(head):
    page = PAGE.format(head, LETTERS["cp1252"])
    assert decode(page.encode("cp1252")) == page
    assert decode(page.encode("utf-8")) == page


@pytest.mark.parametrize("head", ["", "<meta charset=utf-8>", "<meta charset=iso-8859-1>"])
@pytest.mark.parametrize("byte", [0xA9, 0x92, 0xE9, 0xA0])
def test_one_stray_byte_does_not_change_how_the_others_are_read(head, byte):
    stray = bytes([byte])
    page = PAGE.format(head, "keeper’s lantern")
    read = decode(page.encode() + stray + b" office")
    assert read == page + stray.decode("cp1252") + " office"
    assert decode(codecs.BOM_UTF8 + page.encode() + stray) == page + stray.decode("cp1252")


def test_a_stray_byte_under_another_declaration():
    page = PAGE.format("<meta charset=windows-1251>", LETTERS["cp1251"] * 9)
    assert decode(page.encode("utf-8") + b"\xa9") == page + "©"
    page = PAGE.format("<meta charset=shift_jis>", LETTERS["cp932"])
    assert decode(page.encode("cp932") + b"\x81 .").startswith(page)
    page = PAGE.format("<meta charset=gb2312>", LETTERS["gb18030"])
    assert decode(page.encode("gb18030") + b"\xff.") == page + "\ufffd."


def test_a_long_head_is_read_in_a_moment():
    head = b"<meta " * 300 + b"charset=" + b" " * 2280 + b"\xff"
    assert decode(head * 20).endswith("ÿ")
