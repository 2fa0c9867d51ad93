"""CSV to zstd Parquet with polars' streaming engine: UPLOAD OUTPUT THREADS LEVEL."""

import os
import sys

upload, output, threads, level = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads

import polars  # noqa: E402  (reads the variable above when it is loaded)

polars.scan_csv(upload).sink_parquet(output, compression="zstd", compression_level=int(level))
