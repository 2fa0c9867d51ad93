"""The members of the boards, the scores that are submitted, and the requests of wrk."""

from __future__ import annotations

import json
import random
import socket
import sys
import threading
import time
from collections.abc import Iterator

from processes import Live
from servers import HOST

BOARD = "game1"
MOST_SCORE = 1_000_000
BATCH = 10_000


def name_of(player: int, prefix: str = "player-") -> str:
    """As redis-benchmark writes random numbers."""
    return f"{prefix}{player:012d}"


def members(
    count: int, seed: int = 1, first: int = 0, prefix: str = "player-"
) -> list[tuple[bytes, int]]:
    """Players with random scores, from a number on."""
    chance = random.Random(seed)
    return [
        (name_of(each, prefix).encode(), chance.randrange(MOST_SCORE))
        for each in range(first, first + count)
    ]


def fill(live: Live, board: str, players: list[tuple[bytes, int]]) -> None:
    """Creates a board that replaces scores, and submits a first score of each player."""
    live.post("/api/v1/leaderboards", {"id": board, "update_mode": "replace"})
    for start in range(0, len(players), BATCH):
        scores = [
            {"leaderboard_id": board, "player_id": name.decode(), "score": score}
            for name, score in players[start : start + BATCH]
        ]
        live.post("/api/v1/scores/batch", {"scores": scores})


def batch_request(chance: random.Random, players: int, rows: int) -> bytes:
    """A request with so many random scores."""
    scores = [
        {
            "leaderboard_id": BOARD, "player_id": name_of(chance.randrange(players)),
            "score": chance.randrange(MOST_SCORE),
        }
        for _ in range(rows)
    ]  # fmt: skip
    body = json.dumps({"scores": scores}, separators=(",", ":")).encode()
    head = (
        f"POST /api/v1/scores/batch HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def batch_rate(port: int, requests: list[bytes], rows: int, connections: int) -> float:
    """Rows a second that connections get recorded, each with a share of the requests."""
    shares = [requests[number::connections] for number in range(connections)]
    threads = [threading.Thread(target=_send, args=(port, share)) for share in shares]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return rows * len(requests) / (time.monotonic() - begin)


def _send(port: int, requests: list[bytes]) -> None:
    with socket.create_connection((HOST, port)) as connection:
        answers = connection.makefile("rb", 1 << 20)
        for request in requests:
            connection.sendall(request)
            length = 0
            for line in _head(answers):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            answers.read(length)


def _head(answers) -> Iterator[bytes]:
    first = answers.readline()
    if b" 200 " not in first:
        sys.exit(f"a batch was answered by {first!r}")
    while (line := answers.readline()) not in (b"\r\n", b""):
        yield line


# Scripts of wrk. Its threads begin with the same seed, and there is one.

SUBMIT = """\
math.randomseed({seed})
local head = {{["Content-Type"] = "application/json"}}
local body = '{{"player_id":"player-%012d","leaderboard_id":"game1","score":%d}}'
function request()
  local text = string.format(body, math.random(0, {players} - 1), math.random(0, 999999))
  return wrk.format("POST", "/api/v1/scores", head, text)
end
"""

READ = """\
math.randomseed({seed})
local path = "/api/v1/leaderboards/game1/{what}/player-%012d{query}"
function request()
  return wrk.format("GET", string.format(path, math.random(0, {players} - 1)))
end
"""
