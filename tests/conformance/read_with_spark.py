"""Print each table as one line of JSON, all from Parquet, then all from CSV.

read_with_spark.py RECIPE FOLDER TABLE...

RECIPE is a file with the code of the recipe that reads the table `timeline` from CSV.
"""

import json
import os
import sys
from pathlib import Path


def main(recipe, folder, *tables):
    from pyspark.sql import SparkSession  # only in the environment that runs this file

    code = Path(recipe).read_text(encoding="utf-8")
    os.chdir(Path(folder).parent)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    for table in tables:
        show(spark.read.parquet(f"data/{table}.parquet"))
    for table in tables:
        show(by_recipe(code, table))
    spark.stop()


def by_recipe(code, table):
    session = {}
    exec(code.replace("timeline", table), session)
    return session["frame"]


def show(frame):
    rows = [list(row) for row in frame.collect()]
    print(json.dumps({"columns": frame.columns, "rows": rows}, default=str))


if __name__ == "__main__":
    os.environ["PYSPARK_PYTHON"] = sys.executable
    main(*sys.argv[1:])
