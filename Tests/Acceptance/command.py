"""Running the executable: on a lake in a folder, through the command line alone."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATE = "2026-01-26"
EVENT_TIME = "2026-01-26T15:30:12Z"
DEADLINE_SECONDS = 60


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    exit_code: int
    output: str
    errors: str

    def json(self) -> dict:
        """The one JSON object on standard output."""
        return json.loads(self.output)

    def json_lines(self) -> list[dict]:
        """The JSON objects on standard output, one a line."""
        return [json.loads(line) for line in self.output.splitlines()]


@dataclass(frozen=True)
class Lake:
    """A lake in a folder, worked on through the command line alone."""

    executable: Path
    folder: Path

    def run(self, *arguments: object) -> Finished:
        """Runs one command of the executable on this lake."""
        command = [str(self.executable), *map(str, arguments), "--lake", str(self.folder)]
        return finish(command)

    def ingest_command(
        self, *files: Path, kingdom: int = 51, date: str = DATE, event_time: str = EVENT_TIME
    ) -> list[str]:
        """The words of an `ingest` that answers in JSON."""
        place = ["--kingdom", str(kingdom), "--date", date, "--lake", str(self.folder)]
        options = ["--event-time", event_time, "--format", "json"]
        return [str(self.executable), "ingest", *map(str, files), *place, *options]

    def ingest(self, *files: Path, options: tuple[str, ...] = (), **where: Any) -> Finished:
        """Ingests files; `where` is the kingdom, the date and the time of the event."""
        return finish([*self.ingest_command(*files, **where), *options])

    def accept(self, file: Path, **where: Any) -> dict:
        """Ingests one file that must be accepted, and returns what was printed about it."""
        finished = self.ingest(file, **where)
        assert finished.exit_code == 0, finished.output + finished.errors
        return finished.json()

    def curated(self, kingdom: int = 51, date: str = DATE) -> Path:
        """Where the curated file of a snapshot stands."""
        key = f"curated/source=rok_players/kingdom={kingdom}/dt={date}/players.parquet"
        return self.folder / key

    def tree(self) -> dict[str, bytes]:
        """Every object by its key; hidden files are none."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in files
            if not path.name.startswith(".")
        }


def finish(command: list[str], **options: Any) -> Finished:
    """Runs a command to its end."""
    done = subprocess.run(command, capture_output=True, timeout=DEADLINE_SECONDS, **options)
    return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())


def kill_after(command: list[str], seconds: float) -> bool:
    """Starts a command and kills it after a while; tells whether it was still at work."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def measure(command: list[str]) -> dict:
    """Runs a command to its end and tells its cost too; see bench/measure.py."""
    script = str(ROOT / "bench" / "measure.py")
    return finish([sys.executable, "-S", "-E", script, *command]).json()


def micros(instant: str) -> int:
    """An instant such as `2026-01-26T15:30:12Z` in microseconds since 1970."""
    parsed = datetime.strptime(instant, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return int(parsed.timestamp()) * 1_000_000
