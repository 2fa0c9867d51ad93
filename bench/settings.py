"""What all groups share: the executable, how much is measured, and the uploads."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from upload import write_upload

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".bench" / "uploads"
SEED = 1


@dataclass(frozen=True)
class Settings:
    """How the benchmark is to be run."""

    standings: Path
    rows: int
    """Of the large uploads; other sizes are parts and multiples of it."""
    runs: int
    threads: list[int]
    is_tenfold_shown: bool
    """Whether growth is shown up to ten times the rows."""
    folder: Path
    """Where contenders write; emptied before each run."""

    @property
    def most_threads(self) -> int:
        """The number of threads that goals are of."""
        return max(self.threads)

    def upload(self, kind: str, rows: int) -> Path:
        """An upload of so many rows, made once and kept."""
        path = KEPT / f"players-{rows}.{kind}"
        if not path.exists():
            print(f"making {path.relative_to(ROOT)} once ...", file=sys.stderr)
            write_upload(path, rows, SEED)
        return path
