"""Compare the text that we read from the pages of html5lib-tests with that of the trees there.

Run it as ``python -m tests.conformance.html_vectors FOLDER``, with a clone of
https://github.com/html5lib/html5lib-tests at commit 9329e64, the last with trees. It prints how
many whole pages have the same text, and the others.
"""

import re
import sys
from pathlib import Path

from migrant_crisis_2021.fingerprint.fp1 import Stream
from migrant_crisis_2021.fingerprint.html_text import html_text

LEFT_OUT = {"script", "style", "template", "noscript", "del", "s", "strike"}


def pages(file):
    """Yield each whole page, as browsers that run scripts read it, and its tree."""
    for block in re.split(r"(?:^|\n\n)(?=#data\n)", file.read_text(encoding="utf-8")):
        parts = re.split(r"^#([a-z-]+)$\n?", block, flags=re.MULTILINE)
        found = dict(zip(parts[1::2], parts[2::2], strict=True))
        if "document" in found and not found.keys() & {"document-fragment", "script-off"}:
            yield found["data"].removesuffix("\n"), found["document"]


def text_of(tree):
    """Return the text of a tree, of which each line has the depth of its node as its indent."""
    text, hidden = "", None
    for node in re.split(r"\n(?=\| )", tree.rstrip("\n")):
        depth, content = re.fullmatch(r"\| ( *)(.*)", node, re.DOTALL).groups()
        if hidden is not None and len(depth) > hidden:
            continue
        hidden = None
        if name := re.fullmatch(r"<(?:svg |math )?([^! >]+)>", content):
            hidden = len(depth) if name[1] in LEFT_OUT else None
            text += "\n"
        elif content[0] == '"':
            text += content[1:-1]
    return text


def main():
    folder = Path(sys.argv[1]) / "tree-construction"
    found = [page for file in sorted(folder.glob("*.dat")) for page in pages(file)]
    read = [(page, Stream.of(html_text(page)).text) for page, _ in found]
    meant = [Stream.of(text_of(tree)).text for _, tree in found]
    others = [(*one, other) for one, other in zip(read, meant, strict=True) if one[1] != other]
    for page, ours, theirs in others:
        print(repr(page), "is read as", ours or "nothing", "instead of", theirs or "nothing")
    in_order = sum(sorted(ours) == sorted(theirs) for _, ours, theirs in others)
    print(f"{len(found) - len(others)} of {len(found)} pages have the same text,")
    print(f"{in_order} more the same in another order")


if __name__ == "__main__":
    main()
