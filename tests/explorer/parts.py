"""Read the parts of a page as its script does."""

import base64
import json
import re
import zlib


def data_of(html):
    """Return the payload of a page."""
    (text,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    return json.loads(text)


def unpacked(html, name):
    """Return a compressed part of a page."""
    pattern = rf'<script type="application/octet-stream" id="{name}">(.*?)</script>'
    (text,) = re.findall(pattern, html, re.S)
    return json.loads(zlib.decompress(base64.b64decode(text)))


def citation(packed, data, number, style):
    """Join the items of a citation; number -1 is the dataset itself."""
    steps = packed["cites"][number][list(packed["styles"]).index(style)]
    at, items = 0, []
    for step in steps:
        at += step
        items.append(packed["items"][at])

    def referred(found):
        kind, which = found[1], int(found[2])
        if kind == "r":
            return data["records"][which]["t"]
        source = data["sources"][which]
        return source["t"] if kind == "s" else source.get("u") or source["a"]

    return re.sub("\x01([rsu])(\\d+)\x02", referred, packed["styles"][style].join(items))
