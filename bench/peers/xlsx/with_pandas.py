"""XLSX to zstd Parquet with pandas over openpyxl: UPLOAD OUTPUT THREADS LEVEL."""

import sys

import pandas
import pyarrow

upload, output, threads, level = sys.argv[1:]
pyarrow.set_cpu_count(int(threads))
table = pandas.read_excel(upload, engine="openpyxl", keep_default_na=False, na_values=[""])
table.to_parquet(output, compression="zstd", compression_level=int(level), index=False)
