"""Validate Parquet files in a local Spark session and print the problems as JSON.

validate_with_spark.py FOLDER
"""

import json
import os
import sys
import warnings
from collections import Counter
from dataclasses import astuple
from pathlib import Path

import migrant_crisis_2021 as mc
from migrant_crisis_2021.errors import EngineError, InvalidInputError


def failure(frame):
    """Return the message of the error of our own with which a table cannot be validated."""
    try:
        mc.validate(frame, "places")
    except EngineError as error:
        return str(error)
    return None


def main(folder):
    """Validate the files of a folder, and try what has to be refused."""
    warnings.simplefilter("ignore")  # pyspark warns of pandas 3
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as F  # noqa: N812

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "1")
    )
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    files = sorted(Path(folder).glob("*.parquet"))
    frames = {file.stem: spark.read.parquet(str(file)) for file in files}
    report = mc.validate(frames)
    sources = frames["sources"]
    fed = sources.withColumns({name: F.concat(name, F.lit("\n")) for name in ("source_id", "url")})
    before, after = (
        Counter(problem.rule for problem in mc.validate(frame, "sources").problems)
        for frame in (sources, fed)
    )
    line_feed = sorted(after - before)
    faults = {}
    try:
        mc.validate(frames | {"places": frames["places"].toPandas()})
    except InvalidInputError as error:
        faults["mixed"] = str(error)
    spark.stop()
    faults["stopped"] = failure(frames["places"])
    spark = builder.getOrCreate()
    frame = spark.read.parquet(str(Path(folder) / "places.parquet"))
    process = spark.sparkContext._gateway.proc
    process.kill()
    process.wait()
    faults["killed"] = failure(frame)
    problems = sorted(map(astuple, report.problems))
    print(json.dumps({"problems": problems, "line feed": line_feed, "faults": faults}))


if __name__ == "__main__":
    main(sys.argv[1])
