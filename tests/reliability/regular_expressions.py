"""Try every regular expression of the library on long texts made from its own parts.

Run it with ``python -m tests.reliability.regular_expressions``. It prints how many expressions and
texts were tried, and each expression that did not finish.
"""

import ast
import importlib
import json
import re
import signal
import sys
import warnings
from collections import defaultdict
from itertools import islice, permutations
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as kinds  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]

from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import TABLES
from migrant_crisis_2021.parsing.number_words import LANGUAGES, _words

PACKAGE = Path(importlib.import_module("migrant_crisis_2021").__file__).parent
LENGTH = 400_000
SECONDS = 4
"""Of processor time for one expression and text: linear ones need about a hundredth of it."""

MADE = {
    ("citation/frame_ids.py", "f\"({'|'.join(of_event)})(?![a-z])\""): "(event|figure)(?![a-z])",
    ("fingerprint/fp1.py", "f'(?=[0-9]{{{value[1] - value[0]}}})'"): "(?=[0-9]{5})",
    ("fingerprint/html_text.py", "f'</{name}(?={_SPACE}|[/>])'"): r"</script(?=[ \t\n\f\r]|[/>])",
    ("fingerprint/windows.py", "words"): r"a\s+\(phrase\)",
    ("release/coding/cells.py", "f'{kind.prefix}-[0-9]{{1,18}}'"): "evt-[0-9]{1,18}",
    (
        "release/coding/origins.py",
        "_QUOTED.format(ids)",
    ): r"""(?<![\w-])(['"]?)(evt-0001|fig-0001)\1(?![\w-])""",
    ("release/version_files.py", "_STATED.format('version')"): r'("version"[ \t]*:[ \t]*)"[^"\n]*"',
    ("release/version_files.py", "_STATED.format('created')"): r'("created"[ \t]*:[ \t]*)"[^"\n]*"',
    ("validation/rules/text.py", r"f'\\b(?:{words})(?!\\w)'"): r"\b(?:mobs?|flood\w*)(?!\w)",
    ("validation/rules/text.py", r"f'\\b(?:{words or _NOTHING})'"): r"\b(?:mob|flood)",
    ("validation/rules/text.py", "phrases"): r"a\ phrase|another",
    ("validation/rules/text.py", "phrases or _NOTHING"): r"a\ phrase|another",
}
"""Expressions that a function makes, each with an example."""

ENDS = {"fingerprint/html_text.py": ">"}
"""What every text of a module ends with: `tokens` escapes a tag that is cut off."""

MADE_AT_IMPORT = ("verification/units.py",)
"""Modules whose functions make expressions that are globals of the module."""


def number_words():
    """Yield the expressions for number words, which one function makes for each language."""
    for language in sorted(LANGUAGES):
        words = _words(language)
        yield f"parsing/number_words.py: numbers, {language}", words.number
        yield f"parsing/number_words.py: magnitudes, {language}", words.magnitude


def module_of(file):
    place = file.relative_to(PACKAGE.parent).with_suffix("")
    return importlib.import_module(".".join(place.parts))


def uses(file):
    """Yield the first argument of every call of `re`, whether it is at the top, and the method."""
    tree = ast.parse(file.read_text("utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr != "escape":
                yield node.args[0], id(node) not in inside, node.func.attr


METHODS = ("match", "fullmatch", "search", "findall", "finditer", "sub", "split")


def methods_by_name(file):
    """Map the globals of a module to the methods by which the module uses them."""
    found = defaultdict(set)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        is_use = isinstance(node, ast.Attribute) and node.attr in METHODS
        if is_use and isinstance(node.value, ast.Name):
            found[node.value.id].add(node.attr)
    return found


def compiled_in(module, methods):
    """Yield the compiled expressions among the globals of a module, with the methods in use."""
    for name, value in vars(module).items():
        several = list(value.values()) if isinstance(value, dict) else value
        for one in several if isinstance(several, list | tuple | set | frozenset) else [several]:
            if isinstance(one, re.Pattern):
                yield one, methods.get(name, set(METHODS))


def expressions():
    """Return all expressions by where they are, and those that this file does not know."""
    known, unknown = {}, []
    for file in sorted(PACKAGE.rglob("*.py")):
        name, calls = file.relative_to(PACKAGE).as_posix(), list(uses(file))
        found = compiled_in(module_of(file), methods_by_name(file)) if calls else ()
        known |= {f"{name}: {one.pattern!r}": (one, methods) for one, methods in found}
        for argument, is_top, method in calls:
            written = ast.unparse(argument)
            methods = {method} if method in METHODS else set(METHODS)
            if isinstance(argument, ast.Constant):
                one = re.compile(argument.value)
                known.setdefault(f"{name}: {argument.value!r}", (one, methods))
            elif (name, written) in MADE:
                known[f"{name}: {written}"] = re.compile(MADE[name, written]), methods
            elif name == "parsing/number_words.py":
                known |= {place: (one, {"finditer"}) for place, one in number_words()}
            elif (
                not is_top
                and name not in MADE_AT_IMPORT
                and not isinstance(argument, ast.Subscript)
            ):
                unknown.append(f"{name}: {written}")
    for table in TABLES:
        for field in table_schema(table).fields:
            if field.pattern:
                one = re.compile(field.pattern)
                known[f"schemas/{table}.json: {field.pattern}"] = one, {"fullmatch"}
    return known, unknown


def parts(tree):
    """Yield characters that parts of an expression match, and nested parts."""
    for kind, value in tree:
        if kind in (kinds.LITERAL, kinds.NOT_LITERAL):
            yield chr(value) if kind is kinds.LITERAL else "x"
        elif kind is kinds.ANY:
            yield "x"
        elif kind is kinds.IN:
            yield from _of_class(value)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from parts(branch)
        elif isinstance(value, tuple):
            for one in value:
                if isinstance(one, parser.SubPattern):
                    yield from parts(one)
        elif isinstance(value, parser.SubPattern):
            yield from parts(value)


_CATEGORIES = {
    "CATEGORY_DIGIT": "7",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "w",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": "x",
    "CATEGORY_NOT_DIGIT": "x",
}


def _of_class(members):
    if members[0][0] is kinds.NEGATE:
        yield "x"
        return
    for kind, value in members[:3]:
        if kind is kinds.RANGE:
            yield chr(value[0])
        elif kind is kinds.CATEGORY:
            yield _CATEGORIES[str(value)]
        else:
            yield chr(value)


def texts(pattern):
    """Yield long texts: parts of the expression repeated, alone, in pairs, and after a start."""
    flags = pattern.flags & ~(re.UNICODE if isinstance(pattern.pattern, bytes) else 0)
    source = pattern.pattern.decode() if isinstance(pattern.pattern, bytes) else pattern.pattern
    found = list(parts(parser.parse(source, flags)))[:80]
    atoms = list(dict.fromkeys([*found, "a", " ", "7"]))[:10]
    example = "".join(found)[:24]
    yield from (atom * LENGTH for atom in atoms)
    yield from ("".join(pair) * (LENGTH // 2) for pair in permutations(atoms[:6], 2))
    for cut in range(1, len(example) + 1):
        yield example[:cut] * (LENGTH // cut)
    for cut in (1, 2, len(example) // 2, len(example)):
        yield from (example[:cut] + atom * LENGTH + "\0" for atom in atoms[:6])


class TooSlowError(Exception):
    pass


def stop(signum, frame):
    raise TooSlowError


def apply(pattern, methods, text):
    """Use an expression on a text as the library does, to the end of the text."""
    if methods & {"search", "findall", "finditer", "sub", "split"}:
        for _ in pattern.finditer(text):
            pass
    if "match" in methods:
        pattern.match(text)
    if "fullmatch" in methods:
        pattern.fullmatch(text)


def slow(step=1):
    """Return the number of expressions and of texts, and what did not finish.

    Parameters
    ----------
    step : int, default 1
        Try every so many of the texts of an expression, others for each expression.
    """
    known, unknown = expressions()
    signal.signal(signal.SIGVTALRM, stop)
    tried, failed = 0, []
    for number, (place, (pattern, methods)) in enumerate(sorted(known.items())):
        for text in islice(texts(pattern), number % step, None, step):
            tried += 1
            text += ENDS.get(place.partition(":")[0], "")
            subject = text.encode() if isinstance(pattern.pattern, bytes) else text
            signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
            try:
                apply(pattern, methods, subject)
            except TooSlowError:
                failed.append((place, text[:20]))
                break
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return {"expressions": len(known), "texts": tried, "unknown": unknown, "failed": failed}


if __name__ == "__main__":
    result = slow()
    if "--json" in sys.argv:
        print(json.dumps(result))
    else:
        print(f"{result['expressions']} expressions, {result['texts']} texts of about {LENGTH:,}")
        print(f"not known: {result['unknown']}")
        for place, start in result["failed"]:
            print(f"did not finish: {place} on {start!r}…")
