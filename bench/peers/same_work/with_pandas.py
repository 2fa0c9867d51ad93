"""All of an ingestion with pandas over pyarrow: UPLOAD OUTPUT THREADS LEVEL."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import curation
import pandas
import pyarrow


def main(upload: Path, output: Path, level: int) -> None:
    """Takes the upload to its snapshot, as one writes it with pandas."""
    content, content_hash = curation.keep(upload, output)
    table = pandas.read_csv(io.BytesIO(content), engine="pyarrow", dtype_backend="pyarrow")
    require_usable_ids(table["id"])
    problems = without_impossible_numbers(table)
    derive(table)
    table["record_hash"] = curation.record_hashes(
        {name: values(table[name]) for name in curation.COLUMNS if name in table}
    )
    table["kingdom"] = curation.KINGDOM
    table["snapshot_date"] = curation.SNAPSHOT_DATE
    table["ingested_at"] = curation.INGESTED_AT
    table["run_id"] = curation.RUN_ID
    table.to_parquet(
        output, compression="zstd", compression_level=level, index=False, write_page_index=True
    )
    curation.report(output, len(table), problems, content_hash)


def require_usable_ids(ids: pandas.Series) -> None:
    """Refuses an upload with an id that is missing, impossible or there twice."""
    if ids.isna().any() or not ids.between(1, curation.GREATEST_ID).all():
        raise curation.RefusedUpload("a row without a usable id")
    if ids.duplicated().any():
        raise curation.RefusedUpload("repeated ids")


def without_impossible_numbers(table: pandas.DataFrame) -> int:
    """Counts what cannot be a number of the game, and lets it be missing."""
    problems = 0
    for name in curation.NUMBERS:
        if name in table:
            impossible = ~table[name].between(0, curation.GREATEST_NUMBER) & table[name].notna()
            problems += int(impossible.sum())
            table[name] = table[name].mask(impossible)
    return problems


def derive(table: pandas.DataFrame) -> None:
    """Adds kills and DKP where the upload states none."""
    if "kills" not in table:
        tiers = [tier for tier in curation.TIERS if tier in table]
        table["kills"] = table[tiers].sum(axis="columns", min_count=1)
    if "dkp" not in table:
        table["dkp"] = sum(table[name] * weight for name, weight in curation.DKP_WEIGHTS.items())


def values(column: pandas.Series) -> list:
    """The column's values, `None` where one is missing."""
    return column.astype(object).where(column.notna(), None).tolist()


if __name__ == "__main__":
    pyarrow.set_cpu_count(int(sys.argv[3]))
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[4]))
