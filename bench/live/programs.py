"""The programs in C beside this file, compiled when they are needed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


def compiled(name: str, tools: Path, *options: str) -> Path:
    """The program of a source file here."""
    source, program = HERE / f"{name}.c", tools / name
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        for compiler in ("cc", "clang"):
            command = [compiler, "-O2", str(source), *options, "-o", str(program)]
            try:
                subprocess.run(command, check=True)
                break
            except FileNotFoundError:
                continue
        else:
            sys.exit("there is no C compiler")
    return program


class SQLiteAlone:
    """Rows of submissions written with nothing but SQLite."""

    def __init__(self, tools: Path, file: Path, players: int) -> None:
        words = [compiled("sqlite_alone", tools, "-lsqlite3"), file, str(players)]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> SQLiteAlone:
        self._process.stdout.readline()
        return self

    def __exit__(self, *_) -> None:
        self._process.stdin.close()
        self._process.wait(60)

    def commits(self, rows: int, count: int) -> tuple[float, float]:
        """Rows a second, and the median of a commit in milliseconds."""
        self._process.stdin.write(f"{rows} {count}\n")
        self._process.stdin.flush()
        rate, median = map(float, self._process.stdout.readline().split())
        return rate, median / 1e3


@dataclass(frozen=True)
class Subscribed:
    """What subscribers saw; ages in milliseconds are those of the newest score of a message."""

    messages: int
    p50_ms: float
    p99_ms: float
    most_ms: float
    closed: int
    stuck_closed: int


def subscribed(
    tools: Path, port: int, board: str, subscribers: int, stuck: int, rate: int, seconds: int
) -> Subscribed:
    """Subscribes so many, of whom some never read, while scores come in at a rate."""
    numbers = [port, board, subscribers, stuck, rate, seconds]
    words = [compiled("subscribers", tools), *map(str, numbers)]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"subscribers told: {done.stdout}{done.stderr}")
    messages, *ages, closed, stuck_closed = map(int, done.stdout.split())
    return Subscribed(messages, *(age / 1e3 for age in ages), closed, stuck_closed)
