"""Print each table as one line of JSON, all from Parquet, then all from CSV.

read_with_spark.py RECIPE FOLDER TABLE...

RECIPE is a file with the code of the recipe that reads the table `timeline` from CSV.
"""

import json
import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

os.environ["PYSPARK_PYTHON"] = sys.executable
recipe, folder, *tables = sys.argv[1:]
code = Path(recipe).read_text(encoding="utf-8")
os.chdir(Path(folder).parent)
spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")


def by_recipe(table):
    session = {}
    exec(code.replace("timeline", table), session)
    return session["frame"]


def show(frame):
    rows = [list(row) for row in frame.collect()]
    print(json.dumps({"columns": frame.columns, "rows": rows}, default=str))


for table in tables:
    show(spark.read.parquet(f"data/{table}.parquet"))
for table in tables:
    show(by_recipe(table))
spark.stop()
