"""CSV to zstd Parquet with DuckDB: with_duckdb.py UPLOAD OUTPUT THREADS."""

import sys

import duckdb

upload, output, threads = sys.argv[1:]
connection = duckdb.connect(config={"threads": threads})
connection.execute(
    f"COPY (FROM read_csv('{upload}')) TO '{output}'"
    " (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"
)
