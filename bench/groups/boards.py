"""What the first question to a snapshot reads, and the CPU that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from contenders import DATE, KINGDOM, ours
from counted_bucket import NAME, CountedBucket
from measuring import measure as measure_command
from report import Column, Goal, Section
from settings import Settings

METRICS = ("dkp", "kills", "deaths")
WITHOUT_SNAPSHOT = "2020-01-01"
WRONG_USAGE = 2
REPETITIONS_FOR_RUN = 6
MOST_BYTES_READ = 64_000
MOST_CPU_SECONDS = 0.001
HEADING = """\
The top 100 by `standings top`, each time a new process that knows nothing yet. Bytes and requests
are counted by a bucket; CPU is of a lake in a folder, with what a question to a date without a
snapshot takes subtracted: the median difference of {repetitions} pairs. Of {metrics} the worst."""
COLUMNS = [
    Column("rows", "rows", "{:,}".format),
    Column("parquet_bytes", "Parquet MB", lambda size: f"{size / 1e6:.1f}"),
    Column("bytes_read", "KB read", lambda size: f"{size / 1e3:,.1f}"),
    Column("requests", "requests"),
    Column("start_seconds", "CPU ms, start", lambda time: f"{time * 1e3:.2f}"),
    Column("answer_seconds", "CPU ms, answer", lambda time: f"{time * 1e3:.2f}"),
]


@dataclass(frozen=True)
class Asker:
    """Who asks a lake in a folder for its boards."""

    executable: Path
    lake: Path
    threads: int

    def command(self, metric: str, date: str = DATE, lake: str | None = None) -> list[str]:
        """The question for the best hundred."""
        words = [str(self.executable), "top", metric, "--kingdom", str(KINGDOM), "--date", date]
        return [*words, "--limit", "100", "--lake", lake or str(self.lake)]

    def reads(self, metric: str) -> tuple[int, int]:
        """How many bytes of the lake a question reads, in how many requests."""
        with CountedBucket(self.lake).serving() as bucket:
            command = self.command(metric, lake=f"s3://{NAME}")
            measure_command(command, self.threads, bucket.environment)
            return bucket.bytes_read, bucket.requests

    def cpu_seconds(self, metric: str, repetitions: int) -> tuple[float, float]:
        """What a question takes where there is nothing to answer, and what the answer adds."""
        starts, answers = [], []
        for _ in range(repetitions):
            nothing = self.command(metric, date=WITHOUT_SNAPSHOT)
            start = measure_command(nothing, self.threads, exit_code=WRONG_USAGE)
            answer = measure_command(self.command(metric), self.threads)
            starts.append(start.cpu_seconds)
            answers.append(answer.cpu_seconds - start.cpu_seconds)
        return median(starts), median(answers)


def measure(settings: Settings) -> Section:
    """Asks for boards of snapshots whose sizes grow tenfold."""
    repetitions = settings.runs * REPETITIONS_FOR_RUN
    rows = (settings.rows // 100, settings.rows // 10, settings.rows)
    figures = [_figures(settings, count, repetitions) for count in rows]
    goals = []
    for figure in figures:
        question = f"Top 100 of {figure['rows']:,}"
        kilobytes, milliseconds = figure["bytes_read"] / 1e3, figure["answer_seconds"] * 1e3
        goals.append(Goal(f"{question}: bytes read", MOST_BYTES_READ / 1e3, kilobytes, "KB"))
        goals.append(Goal(f"{question}: CPU", MOST_CPU_SECONDS * 1e3, milliseconds, "ms"))
    heading = HEADING.format(repetitions=repetitions, metrics=", ".join(METRICS))
    return Section("top", " ".join(heading.split()), COLUMNS, figures, goals)


def _figures(settings: Settings, rows: int, repetitions: int) -> dict[str, Any]:
    upload = settings.upload("csv", rows)
    lake = ours(settings.standings, upload, settings.folder, settings.most_threads)
    lake.run()
    asker = Asker(settings.standings, settings.folder, settings.most_threads)
    reads = [asker.reads(metric) for metric in METRICS]
    times = [asker.cpu_seconds(metric, repetitions) for metric in METRICS]
    return {
        "rows": rows,
        "parquet_bytes": lake.output.stat().st_size,
        "bytes_read": max(bytes_read for bytes_read, _ in reads),
        "requests": max(requests for _, requests in reads),
        "start_seconds": median(start for start, _ in times),
        "answer_seconds": max(answer for _, answer in times),
    }
