"""CSV to zstd Parquet with polars: with_polars.py UPLOAD OUTPUT THREADS."""

import os
import sys

upload, output, threads = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads

import polars  # noqa: E402  (reads the variable above when it is loaded)

polars.read_csv(upload).write_parquet(output, compression="zstd", compression_level=1)
