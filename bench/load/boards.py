"""The lake whose boards are asked for: a small kingdom, a large one, and many that nobody asked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from settings import KEPT, SEED
from upload import write_upload

from servers import ServedBoard

DATE = "2026-01-26"
SMALL, LARGE = (51, 300), (52, 100_000)
METRICS = ("dkp", "kills", "deaths", "power", "kill_points")
FIRST_OTHER, OTHERS = 100, 4_000
HISTORY = "curated/source=rok_players/kingdom={kingdom}/dt=" + DATE + "/players.parquet"


class Boards:
    """A lake made for this run."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self.folder = folder
        self._executable = executable

    def make(self) -> list[ServedBoard]:
        """Ingests both kingdoms, and names the boards that are asked for again and again."""
        for kingdom, players in (SMALL, LARGE):
            self._ingest(kingdom, players)
        small = self.folder / HISTORY.format(kingdom=SMALL[0])
        for kingdom in range(FIRST_OTHER, FIRST_OTHER + OTHERS):
            copy = self.folder / HISTORY.format(kingdom=kingdom)
            copy.parent.mkdir(parents=True)
            os.link(small, copy)
        return [
            ServedBoard("300 players, top 100", _path(SMALL[0], "dkp", 100)),
            ServedBoard("100,000 players, top 100", _path(LARGE[0], "dkp", 100)),
            ServedBoard("100,000 players, top 1,000", _path(LARGE[0], "dkp", 1_000)),
        ]

    def distinct(self) -> Iterator[str]:
        """Boards that nobody asked for yet, each once."""
        for kingdom in range(FIRST_OTHER, FIRST_OTHER + OTHERS):
            for metric in METRICS:
                yield _path(kingdom, metric, 100)

    def _ingest(self, kingdom: int, players: int) -> None:
        upload = KEPT / f"players-{players}.csv"
        if not upload.exists():
            write_upload(upload, players, SEED)
        words = ["ingest", str(upload), "--kingdom", str(kingdom), "--date", DATE]
        done = subprocess.run(
            [str(self._executable), *words, "--lake", str(self.folder)], capture_output=True
        )
        if done.returncode != 0:
            sys.exit(done.stderr.decode())


def _path(kingdom: int, metric: str, limit: int) -> str:
    return f"/v1/kingdoms/{kingdom}/leaderboards/{metric}?date={DATE}&limit={limit}"
