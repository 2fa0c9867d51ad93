"""Who takes part: Standings and its peers, each a command that makes Parquet of an upload."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from measuring import CommandFailed, Cost, measure

PEERS = Path(__file__).resolve().parent / "peers"
OURS = "standings"
KINGDOM = 51
DATE = "2026-01-26"
PLACE = f"source=rok_players/kingdom={KINGDOM}"
CURATED = f"curated/{PLACE}/dt={DATE}/players.parquet"
REFUSED = 1


class Refused(Exception):
    """An upload that was refused, with the reason as Standings gave it."""


@dataclass
class Contender:
    """A way to turn an upload into Parquet on a number of threads, and what its runs took."""

    name: str
    threads: int
    command: list[str]
    folder: Path
    """Emptied before each run; all that a run writes is in it."""
    output: Path
    standing_folders: tuple[Path, ...] = ()
    """What is there before a run: what an earlier one leaves, but empty."""
    runs: list[Cost] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median of all runs."""
        return median(run.seconds for run in self.runs)

    @property
    def least_to_most(self) -> tuple[float, float]:
        """The seconds of the shortest run and of the longest."""
        seconds = [run.seconds for run in self.runs]
        return min(seconds), max(seconds)

    @property
    def cpu_seconds(self) -> float:
        """The median of all runs."""
        return median(run.cpu_seconds for run in self.runs)

    @property
    def peak_bytes(self) -> int:
        """The most memory of any run."""
        return max(run.peak_bytes for run in self.runs)

    def run(self) -> Cost:
        """Runs once, in a folder that holds nothing of the last run."""
        self.empty_folder()
        try:
            return measure(self.command, self.threads)
        except CommandFailed as failure:
            if self.name == OURS and failure.exit_code == REFUSED:
                raise Refused(failure.said.splitlines()[0]) from failure
            raise

    def empty_folder(self) -> None:
        """Takes away what an earlier run wrote."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for folder in (self.folder, *self.standing_folders):
            folder.mkdir(parents=True, exist_ok=True)


def ours(executable: Path, upload: Path, folder: Path, threads: int) -> Contender:
    """`standings ingest` into the lake of a kingdom that has uploaded before."""
    place = ["--kingdom", str(KINGDOM), "--date", DATE, "--lake", str(folder)]
    command = [str(executable), "ingest", str(upload), *place, "--threads", str(threads)]
    lake = tuple(folder / part / PLACE for part in ("raw", "curated", "reports"))
    return Contender(OURS, threads, command, folder, folder / CURATED, lake)


def peers(kind: str, upload: Path, folder: Path, threads: int, level: int = 1) -> list[Contender]:
    """The peers of a kind of work.

    - kind: a folder of scripts that take UPLOAD OUTPUT THREADS LEVEL, the last one of zstd.
    """
    output = folder / "players.parquet"
    arguments = [str(upload), str(output), str(threads), str(level)]
    return [
        Contender(
            script.stem.removeprefix("with_").replace("_", " "),
            threads,
            [sys.executable, str(script), *arguments],
            folder,
            output,
        )
        for script in sorted((PEERS / kind).glob("with_*.py"))
    ]


def take_turns(contenders: list[Contender], runs: int, once: tuple[str, ...] = ()) -> None:
    """Runs all contenders in turns, so that whatever else the machine does falls on all alike.

    - once: those that take so long that they run in the first turn alone. All others have a run
      before the first turn that does not count.
    """
    for turn in range(-1, runs):
        for contender in contenders:
            if contender.name in once and turn != 0:
                continue
            cost = contender.run()
            if turn >= 0:
                contender.runs.append(cost)
