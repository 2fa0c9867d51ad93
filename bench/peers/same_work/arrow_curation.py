"""An ingestion with pyarrow, but for the hashes of its rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path

import curation
import pyarrow
import pyarrow.compute as compute
import pyarrow.csv
import pyarrow.parquet


def ingest(
    upload: Path, output: Path, threads: int, level: int, hashes: Callable[[pyarrow.Table], list]
) -> None:
    """Takes the upload to its snapshot.

    - hashes: gives the hash of each row of a table.
    """
    pyarrow.set_cpu_count(threads)
    content, content_hash = curation.keep(upload, output)
    conversion = pyarrow.csv.ConvertOptions(strings_can_be_null=True, null_values=[""])
    table = pyarrow.csv.read_csv(pyarrow.BufferReader(content), convert_options=conversion)
    require_usable_ids(table["id"])
    table, problems = without_impossible_numbers(table)
    table = with_derived(table)
    table = table.append_column("record_hash", [hashes(table)])
    for name in ("KINGDOM", "SNAPSHOT_DATE", "INGESTED_AT", "RUN_ID"):
        same = pyarrow.repeat(getattr(curation, name), table.num_rows)
        table = table.append_column(name.lower(), same)
    pyarrow.parquet.write_table(
        table, output, compression="zstd", compression_level=level, write_page_index=True
    )
    curation.report(output, table.num_rows, problems, content_hash)


def require_usable_ids(ids: pyarrow.ChunkedArray) -> None:
    """Refuses an upload with an id that is missing, impossible or there twice."""
    bounds = compute.min_max(ids).as_py()
    if ids.null_count or bounds["min"] < 1 or bounds["max"] > curation.GREATEST_ID:
        raise curation.RefusedUpload("a row without a usable id")
    if compute.count_distinct(ids).as_py() < len(ids):
        raise curation.RefusedUpload("repeated ids")


def without_impossible_numbers(table: pyarrow.Table) -> tuple[pyarrow.Table, int]:
    """Counts what cannot be a number of the game, and lets it be missing."""
    problems = 0
    for name in set(curation.NUMBERS).intersection(table.column_names):
        column = table[name]
        least, greatest = compute.min_max(column).as_py().values()
        if least is None or (least >= 0 and greatest <= curation.GREATEST_NUMBER):
            continue
        impossible = compute.or_(
            compute.less(column, 0), compute.greater(column, curation.GREATEST_NUMBER)
        )
        problems += compute.sum(impossible).as_py()
        possible = compute.if_else(impossible, None, column)
        table = table.set_column(table.column_names.index(name), name, possible)
    return table, problems


def with_derived(table: pyarrow.Table) -> pyarrow.Table:
    """Adds kills and DKP where the upload states none."""
    if "kills" not in table.column_names:
        tiers = [table[tier] for tier in curation.TIERS if tier in table.column_names]
        known = [compute.fill_null(tier, 0) for tier in tiers]
        none = reduce(compute.and_, map(compute.is_null, tiers))
        kills = compute.if_else(none, None, reduce(compute.add, known))
        table = table.append_column("kills", kills)
    if "dkp" not in table.column_names:
        shares = [compute.multiply(table[name], n) for name, n in curation.DKP_WEIGHTS.items()]
        table = table.append_column("dkp", reduce(compute.add, shares))
    return table
