"""What a move on a board in memory costs, beside Redis: processor time and bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from processes import Redis
from scores import BOARD, members

MOVES = 1_000_000
PIPELINED = 100
PART = 500_000
# Makes ids of 14 bytes; those of measure-ranks have 15.
PREFIX = "p-"


@dataclass(frozen=True)
class RankCost:
    """Microseconds of processor time of a move, and bytes of a member."""

    move_microseconds: float
    member_bytes: float


def ours(program: Path, count: int) -> RankCost:
    """What `measure-ranks` tells of a board of so many players."""
    done = subprocess.run([program, str(count)], capture_output=True, text=True)
    figures = dict(re.findall(r"\| ([^|]+) \| ([\d.]+) \|", done.stdout))
    try:
        return RankCost(
            float(figures["move, in batches of 1,000"]),
            float(figures["bytes a player, after the moves"]),
        )
    except KeyError:
        sys.exit(f"measure-ranks told:\n{done.stdout}{done.stderr}")


def redis(tools: Path, folder: Path, count: int) -> RankCost:
    """What Redis' process spends on ZADD, pipelined, which includes reading the commands."""
    with Redis(tools, folder) as server:
        before = server.used_bytes()
        for start in range(0, count, PART):
            size = min(PART, count - start)
            server.fill(BOARD, members(size, seed=start, first=start, prefix=PREFIX))
        grown = server.used_bytes() - before
        spent = _cpu_seconds(server.process)
        command = ("ZADD", BOARD, "__rand_int__", f"{PREFIX}__rand_int__")
        server.benchmark(1, MOVES, *command, pipelined=PIPELINED, range_of_numbers=count)
        spent = _cpu_seconds(server.process) - spent
    return RankCost(spent / MOVES * 1e6, grown / count)


def _cpu_seconds(process: subprocess.Popen) -> float:
    """What a process has spent so far, in user mode and in the kernel."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
