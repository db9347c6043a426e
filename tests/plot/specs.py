"""Read what a chart draws from its Vega-Lite specification."""

_SPECIFICATIONS = {}


def specification(chart):
    """Return the specification of a chart, which takes Altair a second, only once."""
    kept, spec = _SPECIFICATIONS.get(id(chart), (None, None))
    if kept is not chart:
        spec = chart.to_dict()
        _SPECIFICATIONS[id(chart)] = chart, spec
    return spec


def layers(chart):
    """Yield every layer as mark type, encoding and rows of data."""
    spec = specification(chart)
    yield from _layers(spec, {}, None, spec.get("datasets", {}))


def _layers(part, encoding, data, datasets):
    encoding = encoding | part.get("encoding", {})
    data = part.get("data", data)
    for name in ("vconcat", "hconcat", "layer"):
        for inner in part.get(name, ()):
            yield from _layers(inner, encoding, data, datasets)
    if "mark" in part:
        mark = part["mark"]
        rows = datasets[data["name"]] if "name" in data else data["values"]
        yield (mark if isinstance(mark, str) else mark["type"]), encoding, rows


def rows(chart, mark, *cells):
    """Return the rows of the layers of one mark type whose data have these cells."""
    return [
        row
        for found, _, data in layers(chart)
        if found == mark
        for row in data
        if all(cell in row for cell in cells)
    ]


def texts(chart):
    """Return every text of the title and of the text marks."""
    title = specification(chart)["title"]
    found = [*title["text"], *title["subtitle"]]
    for mark, encoding, data in layers(chart):
        if mark == "text":
            field = encoding["text"]["field"]
            found += [str(row[field]) for row in data if row.get(field) is not None]
    return found
