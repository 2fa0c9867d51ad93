"""CSV to zstd Parquet with polars' streaming engine: the arguments are UPLOAD OUTPUT THREADS."""

import os
import sys

upload, output, threads = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads

import polars  # noqa: E402  (reads the variable above when it is loaded)

polars.scan_csv(upload).sink_parquet(output, compression="zstd", compression_level=1)
