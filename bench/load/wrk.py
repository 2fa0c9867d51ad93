"""Loads by wrk, and what it tells of them."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

UNITS = {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}
MOST_SECONDS = 60
EACH_ONCE = """\
local paths = {{}}
for line in io.lines("{file}") do paths[#paths + 1] = line end
local next = 0
function request()
  next = next + 1
  return wrk.format("GET", paths[(next - 1) % #paths + 1])
end
"""


@dataclass(frozen=True)
class Load:
    """What one run of wrk told."""

    requests: int
    rate: float
    p50_ms: float
    p99_ms: float


class Pull:
    """Asks a server as often as it answers, over so many connections."""

    def __init__(self, tools: Path, connections: int, seconds: int) -> None:
        self._words = [_found(tools), "-t1", f"-c{connections}", "--latency"]
        self._seconds = seconds

    def at(self, port: int, path: str) -> Load:
        """The same request all the time."""
        return self._run(port, path, f"-d{self._seconds}s")

    def each_once(self, port: int, paths: Iterable[str]) -> Load:
        """Each of these paths at most once; there must be more than can be answered."""
        asked = list(paths)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "paths"
            file.write_text("\n".join(asked) + "\n")
            load = self.scripted(port, EACH_ONCE.format(file=file))
        if load.requests > len(asked):
            sys.exit(f"{len(asked):,} were too few for {self._seconds} seconds")
        return load

    def scripted(self, port: int, text: str) -> Load:
        """The requests that a script in Lua makes."""
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "requests.lua"
            script.write_text(text)
            return self._run(port, "/", f"-d{self._seconds}s", "-s", str(script))

    def _run(self, port: int, path: str, *words: str) -> Load:
        url = f"http://127.0.0.1:{port}{path}"
        command = [*self._words, *words, url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=2 * MOST_SECONDS)
        told = done.stdout
        if done.returncode != 0 or "Non-2xx" in told or "Socket errors" in told:
            sys.exit(f"{' '.join(command)} told:\n{told}{done.stderr}")
        requests = int(re.search(r"(\d+) requests in", told)[1])
        p50, p99 = (
            float(found[1]) * UNITS[found[2]]
            for percent in (50, 99)
            if (found := re.search(rf"{percent}%\s+([\d.]+)(us|ms|s|m)\b", told))
        )
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
        return Load(requests, rate, p50, p99)


def _found(tools: Path) -> str:
    for folder in (tools / "usr/bin", Path("/usr/bin"), Path("/usr/local/bin")):
        if (folder / "wrk").exists():
            return str(folder / "wrk")
    sys.exit("wrk is not there; run this by `make bench-load`")
