"""A time of day of its own for a server, which a test moves as it likes."""

from __future__ import annotations

import math
import mmap
import os
import shutil
import struct
import subprocess
import time
from pathlib import Path

from live_model import moment

SOURCE = Path(__file__).parent / "moved-clock.c"


class MovedClock:
    """A clock that goes on from where it is set."""

    def __init__(self, folder: Path, at: str) -> None:
        compiler = shutil.which("clang") or shutil.which("cc")
        assert compiler, "Swift brings clang along"
        self._library = folder / "moved-clock.so"
        options = ["-shared", "-fPIC", "-O2", str(SOURCE), "-o", str(self._library)]
        subprocess.run([compiler, *options], check=True)
        self._file = folder / "moved-clock"
        self._file.write_bytes(bytes(8))
        with self._file.open("r+b") as file:
            self._milliseconds = mmap.mmap(file.fileno(), 8)
        self.set(at)

    @property
    def environment(self) -> dict[str, str]:
        """What a process has to find in its environment."""
        own = {"LD_PRELOAD": str(self._library), "MOVED_CLOCK": str(self._file)}
        return {**os.environ, **own}

    def set(self, at: str) -> None:
        """Sets the clock to a time such as `2026-11-29T23:59:59Z`, never to one before it."""
        ahead = moment(at).timestamp() - time.time()
        self._milliseconds[:] = struct.pack("=q", math.ceil(ahead * 1_000) + 1)
