"""CSV to zstd Parquet with pandas over pyarrow: UPLOAD OUTPUT THREADS LEVEL."""

import sys

import pandas
import pyarrow

upload, output, threads, level = sys.argv[1:]
pyarrow.set_cpu_count(int(threads))
table = pandas.read_csv(upload, engine="pyarrow", dtype_backend="pyarrow")
table.to_parquet(output, compression="zstd", compression_level=int(level), index=False)
