"""`standings serve` as a process of its own: started, asked, ended."""

from __future__ import annotations

import json
import resource
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from command import Lake

DEADLINE_SECONDS = 30
END_SECONDS = 5


NAMES_OF_THE_API = {"snapshot_date": "date", "suspicions": "anomalies"}


def with_names_of_the_api(members: dict) -> dict:
    """An object of a stored report with the API's names of its members."""
    return {NAMES_OF_THE_API.get(name, name): each for name, each in members.items()}


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict:
        return json.loads(self.body)


class Server:
    """A running `standings serve` and the lake it serves; `options` are further words of it."""

    def __init__(self, lake: Lake, *options: str, descriptors: int | None = None) -> None:
        self.lake = lake
        place = ["--lake", str(lake.folder), "--port", "0"]
        command = [str(lake.executable), "serve", *place, *options]
        self._log_path = lake.folder.parent / "server.log"
        with self._log_path.open("w") as log:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                preexec_fn=descriptors and (lambda: _limit_descriptors(descriptors)),
            )
        assert self.process.stdout
        line = self.process.stdout.readline()
        self.address = next(word for word in line.split() if word.startswith("http://")).rstrip("/")

    def log(self) -> str:
        """Everything on the standard error stream so far."""
        return self._log_path.read_text()

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One request; every status is an answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._answer(
            urllib.request.Request(self.address + path, method=method, headers=named)
        )

    def _answer(self, request: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE_SECONDS) as response:
                return Answer(response.status, _lower(response.headers), response.read())
        except urllib.error.HTTPError as error:
            return Answer(error.code, _lower(error.headers), error.read())

    def post(self, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request with a body, of an upload unless its headers say otherwise."""
        named = {"Content-Type": "application/octet-stream"}
        named |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            self.address + path, data=body, method="POST", headers=named
        )
        return self._answer(request)

    def resident_bytes(self) -> int:
        """The memory of the process that is resident now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) << 10

    def drop(self, file: Path, kingdom: int, date: str) -> None:
        """Puts a file into the inbox as a copying program does: under a hidden name first."""
        folder = self.lake.folder / f"inbox/source=rok_players/kingdom={kingdom}/dt={date}"
        folder.mkdir(parents=True, exist_ok=True)
        hidden = folder / f".{file.name}.part"
        shutil.copyfile(file, hidden)
        hidden.rename(folder / file.name)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends the server with a signal and returns its exit code."""
        self.process.send_signal(how)
        try:
            return self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


@contextmanager
def running(lake: Lake, *options: str, **limits: int) -> Iterator[Server]:
    """A server on a lake, which need not be there, for as long as the block."""
    lake.folder.mkdir(exist_ok=True)
    server = Server(lake, *options, **limits)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


def _limit_descriptors(count: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, 64), count))


def _lower(headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def eventually(condition: Callable[[], object]) -> object:
    """What the condition gives once it gives something true, within the deadline."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (result := condition()):
        assert time.monotonic() < deadline, "the deadline has passed"
        time.sleep(0.02)
    return result
