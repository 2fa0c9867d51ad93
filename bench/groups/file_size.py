"""The size of the curated file beside that of polars' file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet

from contenders import OURS, Contender, ours, peers
from equality import HASH
from report import Column, Goal, Section
from settings import Settings

LEVEL_OF_PEERS = 3
COLUMNS = [
    Column("name", ""),
    Column("file_bytes", "Parquet MB", lambda size: f"{size / 1e6:.2f}"),
    Column("bytes_per_row", "bytes a row", "{:.1f}".format),
    Column("ratio", "ours / it", "{:.3f}".format),
]


def measure(settings: Settings) -> Section:
    """Has each contender write its file once, and weighs them."""
    upload, threads = settings.upload("csv", settings.rows), settings.most_threads
    own = ours(settings.standings, upload, settings.folder, threads)
    polars = [
        contender
        for contender in peers("csv", upload, settings.folder, threads, LEVEL_OF_PEERS)
        if contender.name.startswith("polars")
    ]
    whole, hashes = _sizes(own)
    sizes = {f"{each.name}, zstd {LEVEL_OF_PEERS}": _sizes(each)[0] for each in polars}
    least = min(sizes.values())
    sizes |= {OURS: whole, f"{OURS}, {HASH} aside": whole - hashes}
    title = f"{settings.rows:,} rows CSV"
    return Section(
        "size",
        f"{title}, {upload.stat().st_size / 1e6:.1f} MB, as Parquet. Ours has nine columns more.",
        COLUMNS,
        [_figure(name, size, whole - hashes, settings.rows) for name, size in sizes.items()],
        [Goal(f"{title}: file, hashes aside, over polars' at zstd 3", 1, (whole - hashes) / least)],
    )


def _sizes(contender: Contender) -> tuple[int, int]:
    """What a contender's file takes, and what of it the hashes of rows take."""
    contender.run()
    return contender.output.stat().st_size, _column_bytes(contender.output, HASH)


def _column_bytes(file: Path, column: str) -> int:
    """What a column's pages take, as the file's metadata has it."""
    metadata = pyarrow.parquet.read_metadata(file)
    chunks = [
        metadata.row_group(group).column(position)
        for group in range(metadata.num_row_groups)
        for position in range(metadata.num_columns)
    ]
    return sum(chunk.total_compressed_size for chunk in chunks if chunk.path_in_schema == column)


def _figure(name: str, size: int, own: int, rows: int) -> dict[str, Any]:
    ratio = None if name.startswith(OURS) else own / size
    return {"name": name, "file_bytes": size, "bytes_per_row": size / rows, "ratio": ratio}
