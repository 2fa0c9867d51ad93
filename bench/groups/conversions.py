"""The conversions that are timed."""

from __future__ import annotations

from groups.conversion import Conversion, TimeGoal

POLARS = ("polars", "polars streaming")
MORE_THAN_ITS_PEERS = (
    "Standings does more than its peers: it proves every id unique, checks every number, hashes"
    " each row, keeps a copy of the upload, adds nine columns and writes a report."
)

CSV = Conversion(
    "csv",
    kind="csv",
    peers="csv",
    heading=f"To zstd Parquet, level 1. {MORE_THAN_ITS_PEERS}",
    goals=(TimeGoal("polars, bare", POLARS, 0.5),),
    threads=lambda settings: settings.threads,
)
SAME_WORK = Conversion(
    "same-work",
    kind="csv",
    peers="same_work",
    heading=(
        "The peers do all that Standings does: repeated ids, numbers, kills, a hash of each row, of"
        " the file, a copy, Parquet with statistics and indexes, a report. One has numpy lay out"
        " what is hashed; the others go row by row, as one writes it."
    ),
    goals=(
        TimeGoal("pandas, same work", ("pandas",), 0.05),
        TimeGoal("pyarrow, same work", ("pyarrow",), 0.05),
    ),
)
EVERYDAY = Conversion(
    "everyday",
    kind="csv",
    peers="csv",
    heading="A kingdom's export, to zstd Parquet: the start of the process is most of it.",
    goals=(
        TimeGoal("pandas over pyarrow, bare", ("pandas",), 0.02),
        TimeGoal("pyarrow, bare", ("pyarrow",), 0.02),
    ),
    rows=lambda settings: 300,
    runs_for_one=3,
)
NDJSON = Conversion(
    "ndjson",
    kind="ndjson",
    peers="ndjson",
    heading="To zstd Parquet, level 1.",
    goals=(TimeGoal("polars, bare", POLARS, 0.5),),
)
XLSX = Conversion(
    "xlsx",
    kind="xlsx",
    peers="xlsx",
    heading=(
        "To zstd Parquet, level 1. polars reads with calamine (fastexcel), pandas with openpyxl,"
        " once."
    ),
    goals=(TimeGoal("polars with calamine, bare", ("polars",), 0.5),),
    rows=lambda settings: settings.rows // 10,
    once=("pandas",),
)
