"""`standings serve` as a process whose CPU is read between two questions."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

OK = 200
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


class BoardServer:
    """A running server, asked over one connection."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process = process
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, path: str) -> dict:
        """The answer to a GET, which must be a good one."""
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != OK:
            sys.exit(f"{path}: found {answer.status}, expected {OK}: {body.decode()}")
        return json.loads(body)

    @property
    def cpu_seconds(self) -> float:
        """What the process has taken, by the kernel's own clock of each thread."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def serving(executable: Path, lake: Path) -> Iterator[BoardServer]:
    """Serves a lake in a folder until the block ends, on a port of the system's choice."""
    command = [str(executable), "serve", "--lake", str(lake), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            address = ADDRESS.search(process.stdout.readline() if process.stdout else "")
            if address is None:
                sys.exit("the server did not say where it listens")
            yield BoardServer(process, int(address[1]))
        finally:
            process.terminate()
