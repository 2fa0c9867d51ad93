"""`live-leaderboards` as a process of its own, and a client that keeps its connection."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from server import DEADLINE_SECONDS, END_SECONDS, Answer, eventually

UNANSWERED = (OSError, http.client.HTTPException)


class LiveAnswer(Answer):
    """What the server answered; decimals keep the places that they are written with."""

    def json(self) -> dict:
        return json.loads(self.body, parse_float=Decimal, object_pairs_hook=_without_repetition)

    @property
    def data(self) -> Any:
        """What a successful answer is about."""
        told = self.json()
        assert self.status in (200, 201) and told["success"] is True, (self.status, self.body[:500])
        return told["data"]

    @property
    def meta(self) -> dict:
        return self.json()["meta"]

    @property
    def code(self) -> str:
        """The code of a problem document."""
        told = self.json()
        assert self.headers["content-type"] == "application/problem+json", self
        assert told["success"] is False and told["status"] == self.status, told
        assert told["detail"] and told["title"], told
        return told["code"]


class LiveServer:
    """A server on a folder of data; it may be killed and started again."""

    def __init__(
        self, executable: Path, folder: Path, environment: dict[str, str] | None = None,
        **settings: Any,
    ) -> None:  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._environment = environment
        self._log_path = folder / "server.log"
        configuration = folder / "config.yaml"
        # Each JSON document is a YAML document.
        settings.setdefault("server", {}).setdefault("port", 0)
        configuration.write_text(json.dumps({"data_dir": str(folder / "data"), **settings}))
        self._command = [str(executable), "--config", str(configuration)]
        self.start()

    def start(self) -> None:
        """Starts the process, and waits until it is ready."""
        with self._log_path.open("a") as log:
            self.process = subprocess.Popen(
                self._command, stdout=subprocess.PIPE, stderr=log, text=True,
                env=self._environment,
            )  # fmt: skip
        assert self.process.stdout
        line = self.process.stdout.readline()
        address = [word for word in line.split() if word.startswith("http://")]
        assert address, f"expected an address, found {line!r}; {self.log()[-2_000:]}"
        self.address = address[0].rstrip("/.")
        self.port = int(self.address.rsplit(":", 1)[1])
        with client(self) as own:
            eventually(lambda: own.get("/ready").status == 200)

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends the process with a signal and returns its exit code."""
        self.process.send_signal(how)
        try:
            return self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self.process.stdout.close()

    def restart(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Ends the process with a signal and starts it again."""
        self.end(how)
        self.start()

    def log(self) -> str:
        """Everything on the standard error stream so far."""
        return self._log_path.read_text()

    def resident_bytes(self) -> int:
        """The memory of the process that is resident now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) << 10


class LiveClient:
    """A connection that is kept, and made again after it ended."""

    def __init__(self, server: LiveServer, token: str | None = None) -> None:
        self._server = server
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._connection: http.client.HTTPConnection | None = None

    def request(
        self, method: str, path: str, body: bytes | str | None = None, **headers: str
    ) -> LiveAnswer:
        """One request; every status is an answer.

        Raises one of `UNANSWERED` if there was none, and then the request may have been heard.
        """
        connection = self._connection
        if connection is None or connection.port != self._server.port:
            connection = http.client.HTTPConnection(
                "127.0.0.1", self._server.port, timeout=DEADLINE_SECONDS
            )
            self._connection = connection
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named.setdefault("Content-Type", "application/json")
        content = body.encode() if isinstance(body, str) else body
        try:
            connection.request(method, path, content, {**self._headers, **named})
            response = connection.getresponse()
            lower = {name.lower(): value for name, value in response.getheaders()}
            return LiveAnswer(response.status, lower, response.read())
        except UNANSWERED:
            self.close()
            raise

    def get(self, path: str, **headers: str) -> LiveAnswer:
        return self.request("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> LiveAnswer:
        """Posts a body: text and bytes as they are, anything else as JSON."""
        is_text = body is None or isinstance(body, (bytes, str))
        return self.request("POST", path, body if is_text else json.dumps(body), **headers)

    # The routes that most tests need.

    def create(self, board: str, **members: Any) -> dict:
        """Creates a board and returns it."""
        answer = self.post("/api/v1/leaderboards", {"id": board, **members})
        assert answer.status == 201, answer
        return answer.data

    def submit(self, board: str, player: str, score: object, **members: Any) -> LiveAnswer:
        """Submits a score; its text is written as it stands."""
        text = json.dumps({"leaderboard_id": board, "player_id": player, **members})
        return self.post("/api/v1/scores", f'{text[:-1]}, "score": {score}}}')

    def batch(self, scores: list[dict]) -> LiveAnswer:
        return self.post("/api/v1/scores/batch", {"scores": scores})

    def board(self, board: str, rest: str = "", method: str = "GET", **query: Any) -> LiveAnswer:
        """A request for what lies below a board."""
        return self.request(method, path(board, rest, **query))

    def top(self, board: str, **query: Any) -> list[dict]:
        """The best entries of a board."""
        return self.board(board, "/top", **query).data

    def player(self, board: str, player: str, **query: Any) -> LiveAnswer:
        """With what the log knows of the player."""
        query = {"details": "true"} | query
        return self.board(board, f"/player/{quote(player, safe='')}", **query)

    def close(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None


def path(board: str, rest: str = "", **query: Any) -> str:
    """The path of a board, or of what lies below it."""
    told = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in query.items())
    return f"/api/v1/leaderboards/{board}{rest}" + (f"?{told}" if told else "")


@contextmanager
def running(executable: Path, folder: Path, **settings: Any) -> Iterator[LiveServer]:
    """A server for as long as the block."""
    server = LiveServer(executable, folder, **settings)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.process.kill()
            server.process.wait()


@contextmanager
def client(server: LiveServer, token: str | None = None) -> Iterator[LiveClient]:
    """A client whose connection is closed with the block."""
    made = LiveClient(server, token)
    try:
        yield made
    finally:
        made.close()


def _without_repetition(members: list[tuple[str, Any]]) -> dict:
    told = dict(members)
    assert len(told) == len(members), f"a member comes twice in {members}"
    return told
