"""Validate and cite frames of engines in which rules were never tried; print the errors as JSON.

Run in an environment of its own, since these libraries change what others import.
"""

import json
import warnings

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import InvalidInputError


def frames():
    """Return a frame of each engine by its name."""
    import dask.dataframe
    import ibis
    from sqlframe.duckdb import DuckDBSession

    claims = mc.table("claims")
    columns = claims.columns.tolist()
    rows = mc.table("claims", "pyarrow").to_pylist()[:3]
    return {
        "dask": dask.dataframe.from_pandas(claims, npartitions=2),
        "ibis": ibis.memtable(claims),
        "sqlframe": DuckDBSession().createDataFrame([tuple(row.values()) for row in rows], columns),
    }


def error_of(call):
    """Return the message of an error of our own; others end the program."""
    try:
        call()
    except InvalidInputError as error:
        return str(error)
    return None


def main():
    """Try each frame."""
    warnings.simplefilter("ignore")
    errors = {}
    for name, frame in frames().items():
        errors[name] = [
            error_of(call)
            for call in (
                lambda one=frame: mc.validate(one),
                lambda one=frame: mc.validate(one, "claims"),
                lambda one=frame: mc.validate({"claims": one, "places": mc.table("places")}),
                lambda one=frame: mc.cite(one),
            )
        ]
    print(json.dumps(errors))


if __name__ == "__main__":
    main()
