# Print each table as one line of JSON: Rscript read_with_r.R RECIPE FOLDER TABLE...
# RECIPE is a file with the code of a recipe for the table `timeline`.
suppressPackageStartupMessages({library(jsonlite); library(readr)})
given <- commandArgs(trailingOnly = TRUE)
setwd(dirname(given[[2]]))
recipe <- readLines(given[[1]], encoding = "UTF-8")
for (table in given[-(1:2)]) {
  session <- new.env()
  eval(parse(text = gsub("timeline", table, recipe, fixed = TRUE), encoding = "UTF-8"), session)
  frame <- as.data.frame(session$frame)
  rows <- toJSON(unname(frame), dataframe = "values", na = "null", digits = NA, Date = "ISO8601")
  columns <- toJSON(names(frame))
  cat('{"columns":', columns, ',"rows":', rows, "}\n", sep = "")
}
