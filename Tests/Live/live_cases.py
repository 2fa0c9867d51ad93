"""What tests of single cases share."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from live_server import LiveAnswer, LiveClient, LiveServer, client

SCORES = "/api/v1/scores"
BOARDS = "/api/v1/leaderboards"


def at_once(server: LiveServer, count: int, act: Callable[[LiveClient, int], object]) -> list:
    """What so many clients get that all begin in the same moment."""
    gate = threading.Barrier(count)

    def one(number: int) -> object:
        with client(server) as own:
            own.get("/health")
            gate.wait()
            return act(own, number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def ranks(own: LiveClient, name: str) -> list[tuple]:
    """The best entries of a board, in short."""
    return [(each["rank"], each["player_id"], each["score"]) for each in own.top(name)]


def refused(answer: LiveAnswer, status: int, code: str, *words: str) -> None:
    """A problem document with the status and the code, whose detail has the words."""
    assert (answer.status, answer.code) == (status, code), answer
    for word in words:
        assert word in answer.json()["detail"], answer


def entry(name: str, **members: object) -> str:
    """The body of a submission; members replace others or are added."""
    return json.dumps({"leaderboard_id": name, "player_id": "p", "score": 1, **members})
