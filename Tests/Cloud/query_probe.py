"""The engines and the API above them, asked through the executable `query-probe`."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def executable() -> Path:
    """`QUERY_PROBE` names it, else the newest build of this folder."""
    if named := os.environ.get("QUERY_PROBE"):
        return Path(named).resolve()
    builds = [path / "query-probe" for path in ROOT.glob(".build*/*/")]
    found = [path for path in builds if path.exists()]
    if not found:
        raise RuntimeError("no query-probe: run `swift build --product query-probe` first")
    return max(found, key=lambda path: path.stat().st_mtime)


@dataclass(frozen=True)
class Answer:
    """What the API answered, and what that took of the store."""

    status: int
    retry_after: str | None
    body: dict[str, Any]
    seconds: float
    heads: int
    gets: int
    lists: int
    bytes_read: int

    @property
    def calls(self) -> tuple[int, int, int]:
        """How many listings, heads and gets it took."""
        return self.lists, self.heads, self.gets


class QueryProbe:
    """A running process with one engine; to be used in a `with` statement.

    The settings are told in `Tests/Cloud/query-probe/QueryProbe.swift`.
    """

    def __init__(self, environment: dict[str, str], **settings: Any) -> None:
        clean = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
        self._process = subprocess.Popen(
            [str(executable()), json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=clean | environment,
            text=True,
        )

    def __enter__(self) -> QueryProbe:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()

    def ingest(
        self, file: Path, kingdom: int, date: str, time: str, weights: str | None = None
    ) -> str:
        """Takes a file in as an upload event of that time would; returns the run's id."""
        question = {"do": "ingest", "file": str(file), "name": file.name}
        question |= {"kingdom": str(kingdom), "date": date, "time": time}
        if weights is not None:
            question["dkp_weights"] = weights
        return self._ask(question)["run_id"]

    def get(self, path: str, query: str = "", within_milliseconds: int | None = None) -> Answer:
        """Asks the API."""
        question: dict[str, Any] = {"do": "get", "path": path, "query": query}
        if within_milliseconds is not None:
            question["within_milliseconds"] = within_milliseconds
        answer = self._ask(question)
        seconds = answer.pop("microseconds") / 1e6
        return Answer(body=json.loads(answer.pop("body")), seconds=seconds, **answer)

    def board(self, kingdom: int, metric: str, query: str = "", **options: Any) -> Answer:
        """Asks for a board."""
        return self.get(f"/v1/kingdoms/{kingdom}/leaderboards/{metric}", query, **options)

    def gains(self, kingdom: int, metric: str, query: str = "", **options: Any) -> Answer:
        """Asks who gained how much."""
        return self.get(f"/v1/kingdoms/{kingdom}/gains/{metric}", query, **options)

    def player(self, kingdom: int, player: int, query: str = "", **options: Any) -> Answer:
        """Asks what a snapshot tells of a player."""
        return self.get(f"/v1/kingdoms/{kingdom}/players/{player}", query, **options)

    def history(self, kingdom: int, player: int, query: str = "", **options: Any) -> Answer:
        """Asks what became of a player."""
        return self.get(f"/v1/kingdoms/{kingdom}/players/{player}/history", query, **options)

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "query-probe ended: see standard error"
        return json.loads(line)
