#!/usr/bin/env python3
"""Times the two functions beside the same done in Python with boto3, pandas and pyarrow.

    make bench-functions

All of them run as real processes against the same S3 server (SeaweedFS) and a Runtime API that
hands out one invocation after the other. Network time is part of the seconds; CPU is the
function's alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import polars

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
sys.path[:0] = [str(FOLDER.parent), str(ROOT / "Tests" / "Cloud")]

from runtime_api import Function, Invoked  # noqa: E402
from servers.seaweedfs import SeaweedFS  # noqa: E402
from upload import write_upload  # noqa: E402

BUCKET = "lake"
SEED = 1
EARLIER, DATE = "2026-01-19", "2026-01-26"
BOARD = "/v1/kingdoms/{}/leaderboards/dkp"
GAINS = "/v1/kingdoms/{}/gains/power"
PLAYER = "/v1/kingdoms/{}/players/"
HOUR_OF = "2026-01-26T{hour:02}:{minute:02}:{second:02}.000Z"


@dataclass
class Contender:
    """One way to write a function."""

    name: str
    command: list[str]
    environment: dict[str, str]

    @contextmanager
    def running(self, log: Path) -> Iterator[Function]:
        """The function as a process, from its first wait for an invocation on."""
        function = Function(self.command, self.environment, log)
        try:
            yield function
        finally:
            function.stop()


@dataclass
class Row:
    """The figures of one question, a list of values for each contender."""

    question: str
    unit: str
    values: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """Notes one measurement."""
        self.values.setdefault(name, []).append(value)


class Bench:
    """All measurements, taken in turns."""

    def __init__(self, lake: Lake, ours: dict[str, Contender], peers: dict[str, Contender]) -> None:
        self.lake = lake
        self.contenders = {
            function: [ours[function], peers[function]] for function in ("ingest", "api")
        }
        self.rows: list[Row] = []

    def start(self, runs: int) -> None:
        """From the start of the process to its first request for an invocation."""
        for function, contenders in self.contenders.items():
            time = self._row(f"{function}: process start to first next", "ms")
            memory = self._row(f"{function}: memory when idle", "MB")
            for _ in range(runs):
                for contender in contenders:
                    with contender.running(self.lake.log) as running:
                        time.add(contender.name, running.start_seconds * 1e3)
                        memory.add(contender.name, running.memory_bytes("VmRSS") / 1e6)

    def ingest(self, label: str, upload: Path, runs: int) -> None:
        """An upload of its own for each invocation."""
        for contender in self.contenders["ingest"]:
            with contender.running(self.lake.log) as running:
                events = [self.lake.put_upload(upload) for _ in range(runs + 1)]
                # The first invocation opens connections; it is the cold start's.
                self._invoke(f"ingest {label}, first", contender, running, events[:1])
                self._invoke(f"ingest {label}", contender, running, events[1:])
                peak = self._row(f"ingest {label}: peak memory", "MB")
                peak.add(contender.name, running.memory_bytes("VmHWM") / 1e6)

    def ask(self, label: str, question: str, kingdoms: list[int]) -> None:
        """The first question about each kingdom, then the same question again and again."""
        expected: dict[str, dict] = {}

        def check(invoked: Invoked, path: str) -> None:
            body = json.loads(invoked.answer["body"])
            # The peer knows no cursors.
            body.pop("next_cursor", None)
            if expected.setdefault(path, body) != body:
                raise SystemExit(f"different answers to {path}")

        for contender in self.contenders["api"]:
            with contender.running(self.lake.log) as running:
                warm_up, *measured = [question.format(kingdom) for kingdom in kingdoms]
                self._invoke(f"{label}, first", contender, running, [api_event(warm_up)])
                for path in measured:
                    self._invoke(
                        f"{label}, each once", contender, running, [api_event(path)],
                        lambda invoked, path=path: check(invoked, path),
                    )  # fmt: skip
                again = [api_event(measured[-1])] * 30
                self._invoke(
                    f"{label}, again", contender, running, again,
                    lambda invoked: check(invoked, measured[-1]),
                )  # fmt: skip
                peak = self._row(f"{label}: peak memory", "MB")
                peak.add(contender.name, running.memory_bytes("VmHWM") / 1e6)

    def _invoke(
        self,
        question: str,
        contender: Contender,
        running: Function,
        events: list[dict],
        check: Callable[[Invoked], None] = lambda _: None,
    ) -> None:
        seconds, cpu = self._row(question, "ms"), self._row(f"{question}: CPU", "ms")
        for event in events:
            invoked = running.invoke(event)
            check(invoked)
            seconds.add(contender.name, invoked.seconds * 1e3)
            cpu.add(contender.name, invoked.cpu_seconds * 1e3)

    def _row(self, question: str, unit: str) -> Row:
        for row in self.rows:
            if row.question == question:
                return row
        self.rows.append(Row(question, unit))
        return self.rows[-1]


class Lake:
    """The bucket that both contenders work on."""

    def __init__(self, server: SeaweedFS, folder: Path) -> None:
        self.server = server
        self.log = folder / "functions.log"
        self.client = server.client()
        self.client.create_bucket(Bucket=BUCKET)
        self._uploads = 0

    def put_upload(self, upload: Path) -> dict:
        """Puts an upload into the inbox; returns the event that S3 would send."""
        second = self._uploads
        self._uploads += 1
        key = "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv"
        content = upload.read_bytes()
        tag = self.client.put_object(Bucket=BUCKET, Key=key, Body=content)["ETag"]
        time = HOUR_OF.format(hour=second // 3600, minute=second // 60 % 60, second=second % 60)
        item = {"key": key.replace("=", "%3D"), "size": len(content), "eTag": tag.strip('"')}
        item["sequencer"] = f"{second:016X}"
        record = {
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": "eu-central-1",
            "eventTime": time,
            "eventName": "ObjectCreated:Put",
            "s3": {"bucket": {"name": BUCKET}, "object": item},
        }
        return {"Records": [record]}

    def put_snapshots(
        self, upload: Path, kingdoms: list[int], ingest: Contender, date: str = DATE
    ) -> None:
        """Gives each kingdom a snapshot of the upload, made by our own function."""
        with ingest.running(self.log) as running:
            running.invoke(self.put_upload(upload))
        curated = "curated/source=rok_players/kingdom={}/dt={}/players.parquet"
        made = self.client.get_object(Bucket=BUCKET, Key=curated.format(51, DATE))["Body"].read()
        for kingdom in kingdoms:
            key = curated.format(kingdom, date)
            self.client.put_object(Bucket=BUCKET, Key=key, Body=made)


def api_event(path: str) -> dict:
    """A request as API Gateway hands it to a function, payload 2.0."""
    query = {} if "/players/" in path else {"limit": "100"}
    http = {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "&".join(f"{name}={value}" for name, value in query.items()),
        "queryStringParameters": query,
        "headers": {"host": "boards.example", "accept": "application/json"},
        "requestContext": {"http": http, "stage": "$default", "requestId": "bench"},
        "isBase64Encoded": False,
    }


def write_two_dates(before: Path, after: Path, rows: int) -> int:
    """Writes the uploads of two dates, where they are missing; returns the id of some player."""
    if not before.exists():
        write_upload(before, rows, SEED)
    table = polars.read_csv(before)
    if not after.exists():
        # Some gained much, many a little, and some nothing.
        gained = polars.col("id") % 977 * 1_000
        table.with_columns(power=polars.col("power") + gained).write_csv(after)
    return table["id"][rows // 2]


def report(rows: list[Row], names: list[str]) -> str:
    """The medians as a table, with how many times longer Python takes."""
    heading = f"{'':48}" + "".join(f"{name:>14}" for name in names) + f"{'ratio':>10}"
    lines = [heading]
    for row in rows:
        ours, theirs = (median(row.values[name]) for name in names)
        ratio = f"{theirs / ours:9.1f}x" if ours else ""
        cells = "".join(f"{value:11.2f} {row.unit}" for value in (ours, theirs))
        lines.append(f"{row.question:48}{cells}{ratio:>10}")
    return "\n".join(lines)


def main() -> None:
    """Runs everything and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--functions", type=Path, default=ROOT / ".build-functions" / "release")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the large snapshot")
    parser.add_argument("--json", action="store_true", help="print the figures for a script")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="standings-bench-"))
    small, large = (ROOT / ".bench" / f"upload-{rows}.csv" for rows in (300, arguments.rows))
    middle = ROOT / ".bench" / "upload-300000.csv"
    for path, rows in ((small, 300), (middle, 300_000), (large, arguments.rows)):
        if not path.exists():
            write_upload(path, rows, SEED)
    server = SeaweedFS(folder / "seaweedfs")
    try:
        lake = Lake(server, folder)
        environment = {**server.environment(), "LAKE_BUCKET": BUCKET, "QUERY_ENGINE": "parquet"}
        bench = Bench(lake, _ours(arguments.functions, environment), _peers(environment))
        ingest = bench.contenders["ingest"][0]
        bench.start(arguments.runs)
        bench.ingest("300 rows", small, arguments.runs)
        bench.ingest("300,000 rows", middle, 3)
        lake.put_snapshots(small, list(range(100, 121)), ingest)
        bench.ask("board 300 rows", BOARD, list(range(100, 121)))
        lake.put_snapshots(large, list(range(200, 206)), ingest)
        bench.ask(f"board {arguments.rows:,} rows", BOARD, list(range(200, 206)))
        for rows, kingdoms in ((300, range(300, 321)), (100_000, range(400, 406))):
            players = [ROOT / ".bench" / f"upload-{rows}{which}.csv" for which in ("", "-later")]
            one = write_two_dates(*players, rows)
            for path, date in zip(players, (EARLIER, DATE), strict=True):
                lake.put_snapshots(path, list(kingdoms), ingest, date)
            bench.ask(f"gains {rows:,} rows", GAINS, list(kingdoms))
            bench.ask(f"player {rows:,} rows", f"{PLAYER}{one}", list(kingdoms))
    finally:
        server.stop()
    if arguments.json:
        print(json.dumps({row.question: row.values for row in bench.rows}))
    else:
        print(report(bench.rows, ["standings", "Python"]))


def _ours(folder: Path, environment: dict[str, str]) -> dict[str, Contender]:
    names = {"ingest": "ingest-players", "api": "leaderboard-api"}
    return {
        function: Contender("standings", [str(folder / name)], environment)
        for function, name in names.items()
    }


def _peers(environment: dict[str, str]) -> dict[str, Contender]:
    return {
        function: Contender(
            "Python", [sys.executable, str(FOLDER / f"{function}_with_pandas.py")], environment
        )
        for function in ("ingest", "api")
    }


if __name__ == "__main__":
    main()
