"""What commands cost: each a whole process, its start included."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

BENCH = Path(__file__).resolve().parent


class CommandFailed(Exception):
    """A command that did not end well, with its exit code and what it said."""

    def __init__(self, command: list[str], exit_code: int, said: str) -> None:
        super().__init__(f"{' '.join(command)} failed with {exit_code} and said: {said}")
        self.exit_code = exit_code
        self.said = said


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Memory:
    """The greatest memory of one run."""

    resident_bytes: int
    """All that was resident at once, pages of mapped files included."""
    own_bytes: int
    """What no file holds: heap and stacks."""


def measure(
    command: list[str],
    threads: int,
    environment: dict[str, str] | None = None,
    exit_code: int = 0,
) -> Cost:
    """Runs a command once, held to as many cores as threads.

    - environment: what the command finds in its environment beside what stands there.
    - exit_code: that of a command which does what it should.
    """
    told = _tell("measure.py", [*_on_cores(threads), *command], environment, exit_code)
    return Cost(told["seconds"], told["cpu_seconds"], told["peak_bytes"])


def watch(command: list[str], threads: int) -> Memory:
    """Runs a command once and looks at its memory all the while."""
    told = _tell("watch_memory.py", [*_on_cores(threads), *command])
    return Memory(told["peak_bytes"], told["own_bytes"])


def is_watchable() -> bool:
    """Whether this system tells the memory of another process."""
    return sys.platform == "linux"


def _tell(
    script: str,
    command: list[str],
    environment: dict[str, str] | None = None,
    exit_code: int = 0,
) -> dict:
    """What a script tells of a command that it runs.

    It is a process of its own, and the smallest: Linux counts the memory of the process that
    starts a command towards the command's peak.
    """
    words = [sys.executable, "-S", "-E", str(BENCH / script), *command]
    finished = subprocess.run(
        words, check=True, capture_output=True, env={**os.environ, **(environment or {})}
    )
    told = json.loads(finished.stdout)
    if told["exit_code"] != exit_code:
        said = told.get("output") or told.get("errors") or "nothing"
        raise CommandFailed(command, told["exit_code"], said)
    return told


def _on_cores(threads: int) -> list[str]:
    """What holds a command to as many cores as threads, where the system has a way."""
    cores = ",".join(str(core) for core in range(threads))
    return ["taskset", "-c", cores] if shutil.which("taskset") else []
