"""XLSX to zstd Parquet with polars over calamine: UPLOAD OUTPUT THREADS LEVEL."""

import os
import sys

upload, output, threads, level = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads

import polars  # noqa: E402  (reads the variable above when it is loaded)

table = polars.read_excel(upload, engine="calamine")
table.write_parquet(output, compression="zstd", compression_level=int(level))
