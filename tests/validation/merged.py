"""All broken examples in one dataset, so that each engine has to validate only once."""

from functools import cache

from migrant_crisis_2021.dataset import Dataset
from migrant_crisis_2021.dataset.table_schema import table_schema
from migrant_crisis_2021.names import AUTHORED
from migrant_crisis_2021.validation.rules.keys import reference_columns
from tests.datasets import BROKEN, REAL, small_rows

ALONE = ("R36",)
"""Examples that cannot be merged with others: a hash covers the whole table."""
SHARED = (*REAL, "countries")
TEXTS = {"title", "name", "proposition", "url"}
FOLDERS = sorted(f.name for f in BROKEN.iterdir() if f.is_dir() and f.name not in ("valid", *ALONE))


def own_columns(table):
    """List the columns whose ids, names or titles are those of one example."""
    declared = table_schema(table)
    ids = {*declared.primary_key, *reference_columns(table), "comparison_group"}
    closed = {field.name for field in declared.fields if field.vocabulary}
    shared = {c for c, to in reference_columns(table).items() if to[0].startswith("countries.")}
    return (ids | TEXTS) & set(declared.columns) - closed - shared - {"field", "table", "column"}


def _own(column, text, number):
    if column == "url":
        return text.replace("example", f"example{number}")
    return f"{text} {number}" if column in TEXTS else f"{text}{number}"


@cache
def merged():
    """Return Arrow tables with the rows of all examples, each with ids of its own."""
    tables = {table: list(small_rows()[table]) if table in SHARED else [] for table in AUTHORED}
    for number, folder in enumerate(FOLDERS, 10):
        for table, rows in small_rows(folder).items():
            if table not in SHARED:
                own = own_columns(table)
                tables[table] += [
                    {c: _own(c, v, number) if c in own and v else v for c, v in row.items()}
                    for row in rows
                ]
    tables["releases"] = []
    dataset = Dataset.of(tables)
    return {table: dataset.arrow(table) for table in AUTHORED}


def found(report):
    """Return what a report says, in one order for all engines."""
    return sorted((p.rule, p.table, p.key, p.column, p.value, p.message) for p in report.problems)
