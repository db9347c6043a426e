"""Print each table as one line of JSON: read_with_spark.py RECIPE FOLDER TABLE...

RECIPE is a file with the code of a recipe for the table `timeline`; without one (`-`), the Parquet
file is read.
"""

import json
import os
import sys

os.environ["PYSPARK_PYTHON"] = sys.executable
recipe, folder, *tables = sys.argv[1:]

from pyspark.sql import SparkSession  # noqa: E402

spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.sql.shuffle.partitions", "1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
os.chdir(os.path.dirname(folder))
for table in tables:
    if recipe == "-":
        frame = spark.read.parquet(f"data/{table}.parquet")
    else:
        session = {"spark": spark}
        with open(recipe, encoding="utf-8") as code:
            exec(code.read().replace("timeline", table), session)
        frame = session["frame"]
    rows = [list(row) for row in frame.collect()]
    print(json.dumps({"columns": frame.columns, "rows": rows}, default=str))
spark.stop()
