"""CSV to zstd Parquet with pyarrow: UPLOAD OUTPUT THREADS LEVEL."""

import sys

import pyarrow
import pyarrow.csv
import pyarrow.parquet

upload, output, threads, level = sys.argv[1:]
pyarrow.set_cpu_count(int(threads))
options = pyarrow.csv.ReadOptions(use_threads=threads != "1")
table = pyarrow.csv.read_csv(upload, read_options=options)
pyarrow.parquet.write_table(table, output, compression="zstd", compression_level=int(level))
