"""CSV to zstd Parquet with pandas over pyarrow: with_pandas.py UPLOAD OUTPUT THREADS."""

import sys

import pandas
import pyarrow

upload, output, threads = sys.argv[1:]
pyarrow.set_cpu_count(int(threads))
table = pandas.read_csv(upload, engine="pyarrow", dtype_backend="pyarrow")
table.to_parquet(output, engine="pyarrow", compression="zstd", compression_level=1, index=False)
