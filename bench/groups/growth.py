"""How time and memory of an ingestion grow with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contenders import Contender, ours, take_turns
from measuring import Memory, is_watchable, watch
from report import Column, Goal, Section
from settings import Settings

HEADING = """\
Ingestion of CSV on {threads} threads. "beside" is the peak of resident memory less the upload,
which is mapped, so that its code counts and the upload does not; "own" is what the kernel counts
as the process's own (heap and stacks), looked at every millisecond in runs that are not timed."""
WATCHED_RUNS = 3
MOST_BESIDE_MEGABYTES = 96
BYTES_OF_AN_ID = 8
LINEAR = 1.1
COLUMNS = [
    Column("rows", "rows", "{:,}".format),
    Column("upload_bytes", "upload MB", lambda size: f"{size / 1e6:,.1f}"),
    Column("seconds", "seconds", "{:.3f}".format),
    Column("nanoseconds_per_row", "ns a row", "{:,.0f}".format),
    Column("bytes_per_second", "MB/s", lambda speed: f"{speed / 1e6:.0f}"),
    Column("peak_bytes", "peak MB", lambda size: f"{size / 1e6:.0f}"),
    Column("beside_bytes", "beside MB", lambda size: f"{size / 1e6:.0f}"),
    Column("own_bytes", "own MB", lambda size: f"{size / 1e6:.0f}"),
]


@dataclass(frozen=True)
class Size:
    """What an upload of one size took."""

    rows: int
    upload_bytes: int
    seconds: float
    memory: Memory | None
    """`None` where the system does not tell."""

    @property
    def seconds_per_row(self) -> float:
        """The time of the whole process, shared among the rows."""
        return self.seconds / self.rows

    @property
    def beside_bytes(self) -> int | None:
        """The peak of memory without the upload.

        Were the upload never resident as a whole, the difference would be too little: it is at
        least what was seen to be the process's own.
        """
        if self.memory is None:
            return None
        return max(self.memory.resident_bytes - self.upload_bytes, self.memory.own_bytes)

    def figures(self) -> dict[str, Any]:
        """The size as a row of the table."""
        return {
            "rows": self.rows,
            "upload_bytes": self.upload_bytes,
            "seconds": self.seconds,
            "nanoseconds_per_row": self.seconds_per_row * 1e9,
            "bytes_per_second": self.upload_bytes / self.seconds,
            "peak_bytes": self.memory and self.memory.resident_bytes,
            "beside_bytes": self.beside_bytes,
            "own_bytes": self.memory and self.memory.own_bytes,
        }


def measure(settings: Settings) -> Section:
    """Ingests uploads of sizes that grow tenfold."""
    rows = [settings.rows // 100, settings.rows // 10, settings.rows]
    if settings.is_tenfold_shown:
        rows.append(settings.rows * 10)
    sizes = [_size(settings, count) for count in rows]
    return Section(
        "growth",
        " ".join(HEADING.format(threads=settings.most_threads).split()),
        COLUMNS,
        [size.figures() for size in sizes],
        _goals(sizes[2], sizes[3] if settings.is_tenfold_shown else None),
    )


def _size(settings: Settings, rows: int) -> Size:
    upload = settings.upload("csv", rows)
    contender = ours(settings.standings, upload, settings.folder, settings.most_threads)
    take_turns([contender], settings.runs)
    return Size(rows, upload.stat().st_size, contender.seconds, _memory(contender))


def _memory(contender: Contender) -> Memory | None:
    """The most of some runs, since no look at memory sees every moment."""
    if not is_watchable():
        return None
    seen = []
    for _ in range(WATCHED_RUNS):
        contender.empty_folder()
        seen.append(watch(contender.command, contender.threads))
    resident, own = (max(sizes) for sizes in zip(*((m.resident_bytes, m.own_bytes) for m in seen)))
    return Memory(resident, own)


def _goals(large: Size, largest: Size | None) -> list[Goal]:
    beside = large.beside_bytes
    title = f"{large.rows:,} rows CSV"
    goals = [
        Goal(
            f"{title}: peak memory beside the upload",
            MOST_BESIDE_MEGABYTES,
            None if beside is None else beside / 1e6,
            "MB",
        )
    ]
    if largest is not None:
        title = f"{largest.rows:,} rows CSV"
        more = None
        if beside is not None and largest.beside_bytes is not None:
            more = (largest.beside_bytes - beside) / (largest.rows - large.rows)
        slower = largest.seconds_per_row / large.seconds_per_row
        goals += [
            Goal(f"{title}: memory a row beyond {large.rows:,}", BYTES_OF_AN_ID, more, "bytes"),
            Goal(f"{title}: time a row over that at {large.rows:,}", LINEAR, slower),
        ]
    return goals
