"""An upload's way to Parquet, timed beside the peers' ways."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars

from contenders import OURS, Contender, Refused, ours, peers, take_turns
from equality import require_same_players
from report import Column, Goal, Section
from settings import SEED, Settings
from upload import players

ROWS_OF_PROOF = 2_000
COLUMNS = [
    Column("name", ""),
    Column("threads", "threads"),
    Column("seconds", "seconds", "{:.4f}".format),
    Column("least_to_most", "least..most", lambda both: "{:.4f}..{:.4f}".format(*both)),
    Column("cpu_seconds", "CPU s", "{:.3f}".format),
    Column("peak_bytes", "peak MB", lambda size: f"{size / 1e6:.0f}"),
    Column("ratio", "ours / it", "{:.3f}".format),
]


@dataclass(frozen=True)
class TimeGoal:
    """A share of the time that others take."""

    against: str
    names: tuple[str, ...]
    """Who the others are; the fastest counts."""
    wanted: float


@dataclass(frozen=True)
class Conversion:
    """One kind of upload, and who else makes Parquet of it."""

    name: str
    kind: str
    """The suffix of the upload."""
    peers: str
    """The folder of the peers' scripts."""
    heading: str
    goals: tuple[TimeGoal, ...]
    rows: Callable[[Settings], int] = lambda settings: settings.rows
    threads: Callable[[Settings], list[int]] = lambda settings: [settings.most_threads]
    once: tuple[str, ...] = ()
    """Peers of which one run must do."""
    runs_for_one: int = 1
    """How many runs stand for one, where they are short."""

    def __call__(self, settings: Settings) -> Section:
        """Proves that the contenders do what they should, takes turns, and tells the figures."""
        upload = settings.upload(self.kind, self.rows(settings))
        title = f"{self.rows(settings):,} rows {self.kind.upper()}"
        heading = f"{title}, {upload.stat().st_size / 1e6:,.2f} MB. {self.heading}"
        contenders: list[Contender] = []
        try:
            self._prove(settings)
            for threads in self.threads(settings):
                contenders.append(ours(settings.standings, upload, settings.folder, threads))
                contenders += peers(self.peers, upload, settings.folder, threads)
            take_turns(contenders, settings.runs * self.runs_for_one, self.once)
        except Refused as refusal:
            heading += f"\nStandings refused the upload: {refusal}"
            contenders = []
        seconds = {each.name: each.seconds for each in contenders
                   if each.threads == settings.most_threads}  # fmt: skip
        goals = [_reached(goal, title, seconds) for goal in self.goals]
        return Section(self.name, heading, COLUMNS, _figures(contenders), goals)

    def _prove(self, settings: Settings) -> None:
        """Has all contenders work on a small upload, and compares what they write."""
        rows = min(ROWS_OF_PROOF, self.rows(settings))
        upload, threads = settings.upload(self.kind, rows), settings.most_threads
        own = ours(settings.standings, upload, settings.folder, threads)
        others = peers(self.peers, upload, settings.folder, threads)
        require_same_players([own, *others], polars.concat(players(rows, SEED)))


def _figures(contenders: list[Contender]) -> list[dict[str, Any]]:
    """What each contender took, the fastest first, and the time of ours over its own."""
    own = {each.threads: each.seconds for each in contenders if each.name == OURS}
    return [
        {
            "name": each.name,
            "threads": each.threads,
            "seconds": each.seconds,
            "least_to_most": each.least_to_most,
            "cpu_seconds": each.cpu_seconds,
            "peak_bytes": each.peak_bytes,
            "ratio": None if each.name == OURS else own[each.threads] / each.seconds,
        }
        for each in sorted(contenders, key=lambda each: (each.threads, each.seconds))
    ]


def _reached(goal: TimeGoal, title: str, seconds: dict[str, float]) -> Goal:
    what = f"{title}: time over that of {goal.against}"
    ratio = seconds[OURS] / min(seconds[name] for name in goal.names) if seconds else None
    return Goal(what, goal.wanted, ratio)
