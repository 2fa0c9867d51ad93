"""What the first question to a snapshot reads, and the CPU that it takes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import polars

from board_server import BoardServer, serving
from contenders import CURATED, DATE, KINGDOM, ours
from counted_bucket import NAME, CountedBucket
from equality import Difference
from measuring import is_watchable
from measuring import measure as measure_command
from report import Column, Goal, Section
from settings import Settings

METRICS = ("dkp", "kills", "deaths")
LIMIT = 100
WITHOUT_SNAPSHOT = "2020-01-01"
WRONG_USAGE = 2
QUESTIONS_FOR_RUN = 6
MOST_KIBIBYTES = 64
MOST_MILLISECONDS = 1
HEADING = f"""\
The top {LIMIT} of snapshots not asked for before. Bytes and requests are counted by a bucket, of
`standings top`. CPU is of `standings serve`, the whole request (median of {{questions}} snapshots);
and of `standings top`, less that of the same question to a date without a snapshot, so that the
start of the process is not in it, but its first use of all that code is. Of {", ".join(METRICS)}
the worst."""
COLUMNS = [
    Column("rows", "rows", "{:,}".format),
    Column("parquet_bytes", "Parquet MB", lambda size: f"{size / 1e6:.1f}"),
    Column("bytes_read", "KiB read", lambda size: f"{size / 1024:,.1f}"),
    Column("requests", "requests"),
    Column("server_milliseconds", "CPU ms, server", "{:.2f}".format),
    Column("process_milliseconds", "CPU ms, process", "{:.2f}".format),
]


@dataclass(frozen=True)
class Lake:
    """A lake in a folder whose boards are asked for."""

    executable: Path
    folder: Path
    threads: int

    def command(self, metric: str, date: str = DATE, lake: str | None = None) -> list[str]:
        """The question as words of the command line."""
        words = [str(self.executable), "top", metric, "--kingdom", str(KINGDOM), "--date", date]
        return [*words, "--limit", str(LIMIT), "--lake", lake or str(self.folder)]

    def reads(self, metric: str) -> tuple[int, int]:
        """How many bytes of the lake a new process reads, in how many requests."""
        with CountedBucket(self.folder).serving() as bucket:
            command = self.command(metric, lake=f"s3://{NAME}")
            measure_command(command, self.threads, bucket.environment)
            return bucket.bytes_read, bucket.requests

    def process_milliseconds(self, metric: str, questions: int) -> float:
        """The CPU that an answer adds to a new process."""
        added = []
        for _ in range(questions):
            nothing = self.command(metric, date=WITHOUT_SNAPSHOT)
            start = measure_command(nothing, self.threads, exit_code=WRONG_USAGE)
            answer = measure_command(self.command(metric), self.threads)
            added.append((answer.cpu_seconds - start.cpu_seconds) * 1e3)
        return median(added)

    def add_kingdoms(self, count: int) -> list[int]:
        """Gives so many further kingdoms the same snapshot."""
        kingdoms = list(range(KINGDOM + 1, KINGDOM + 1 + count))
        for kingdom in kingdoms:
            copy = self.folder / CURATED.replace(f"kingdom={KINGDOM}", f"kingdom={kingdom}")
            copy.parent.mkdir(parents=True)
            os.link(self.folder / CURATED, copy)
        return kingdoms


def measure(settings: Settings) -> Section:
    """Asks for boards of snapshots whose sizes grow tenfold."""
    questions = settings.runs * QUESTIONS_FOR_RUN
    rows = (settings.rows // 100, settings.rows // 10, settings.rows)
    figures = [_figures(settings, count, questions) for count in rows]
    goals = []
    for figure in figures:
        title = f"Top {LIMIT} of {figure['rows']:,}"
        read, time = figure["bytes_read"] / 1024, figure["server_milliseconds"]
        goals.append(Goal(f"{title}: bytes read", MOST_KIBIBYTES, read, "KiB"))
        goals.append(Goal(f"{title}: CPU", MOST_MILLISECONDS, time, "ms"))
    heading = " ".join(HEADING.format(questions=questions).split())
    return Section("top", heading, COLUMNS, figures, goals)


def _figures(settings: Settings, rows: int, questions: int) -> dict[str, Any]:
    upload = settings.upload("csv", rows)
    contender = ours(settings.standings, upload, settings.folder, settings.most_threads)
    contender.run()
    lake = Lake(settings.standings, settings.folder, settings.most_threads)
    reads = [lake.reads(metric) for metric in METRICS]
    return {
        "rows": rows,
        "parquet_bytes": contender.output.stat().st_size,
        "bytes_read": max(bytes_read for bytes_read, _ in reads),
        "requests": max(requests for _, requests in reads),
        "server_milliseconds": _server_milliseconds(lake, questions),
        "process_milliseconds": max(
            lake.process_milliseconds(metric, questions) for metric in METRICS
        ),
    }


def _server_milliseconds(lake: Lake, questions: int) -> float | None:
    """The CPU of a running server for one board; `None` where the system does not tell."""
    if not is_watchable():
        return None
    kingdoms = lake.add_kingdoms(questions * len(METRICS))
    medians = []
    with serving(lake.executable, lake.folder) as server:
        for metric in METRICS:
            _require_best(server.ask(_path(metric, KINGDOM)), metric, lake.folder / CURATED)
            mine, kingdoms = kingdoms[:questions], kingdoms[questions:]
            medians.append(median(_asked(server, metric, kingdom) for kingdom in mine))
    return max(medians) * 1e3


def _asked(server: BoardServer, metric: str, kingdom: int) -> float:
    before = server.cpu_seconds
    server.ask(_path(metric, kingdom))
    return server.cpu_seconds - before


def _path(metric: str, kingdom: int) -> str:
    return f"/v1/kingdoms/{kingdom}/leaderboards/{metric}?limit={LIMIT}&date={DATE}"


def _require_best(board: dict, metric: str, file: Path) -> None:
    """Compares a board with the best that polars finds in the file."""
    ranked = polars.scan_parquet(file).filter(polars.col(metric).is_not_null())
    board_order = ranked.sort(metric, "id", descending=[True, False])
    best = board_order.select("id", metric).head(LIMIT).collect().rows()
    if [(entry["id"], entry["value"]) for entry in board["entries"]] != best:
        raise Difference(f"the board of {metric} is not what polars finds in {file.name}")
