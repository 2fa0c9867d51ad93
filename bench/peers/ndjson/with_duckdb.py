"""NDJSON to zstd Parquet with DuckDB: UPLOAD OUTPUT THREADS LEVEL."""

import sys

import duckdb

upload, output, threads, level = sys.argv[1:]
connection = duckdb.connect(config={"threads": threads})
connection.execute(
    f"COPY (FROM read_ndjson('{upload}')) TO '{output}'"
    f" (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL {level})"
)
