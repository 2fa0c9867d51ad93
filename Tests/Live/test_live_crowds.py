"""Thousands of sockets at once: those that only listen, and those that never read."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from live_server import client, running
from live_socket import LiveSocket, connected

IDLE, SLOW = 10_000, 2_000
PLAYERS = 200
# Of this process, and of the server, which inherits the limit. Files take some too.
DESCRIPTORS = IDLE + 1_000
NAMES = [f"{number:04}".rjust(100, "n") for number in range(PLAYERS)]


@pytest.fixture(autouse=True)
def descriptors() -> Iterator[None]:
    """As many as the sockets need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < DESCRIPTORS:
        pytest.skip(f"wants {DESCRIPTORS} descriptors, and the system allows {hard}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, DESCRIPTORS), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_ten_thousand_sockets_see_a_change(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own, ExitStack() as all_:
        own.create("game1")
        before = server.resident_bytes()
        sockets = [all_.enter_context(connected(server)) for _ in range(IDLE)]
        for socket in sockets:
            socket.subscribe("game1", limit=10)
        for socket in sockets:
            assert socket.until("subscribed")["version"] == 1
        # They take 9 kB each.
        assert server.resident_bytes() - before < IDLE * 15_000
        own.submit("game1", "ada", 500)
        for socket in sockets:
            assert socket.until("leaderboard_update")["data"]["entries"] == [
                {"rank": 1, "player_id": "ada", "score": 500}
            ]
        assert server.process.poll() is None


def test_thousands_that_never_read_take_no_memory(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own, ExitStack() as all_:
        own.create("game1", update_mode="replace")

        def change(score: int) -> None:
            scores = [
                {"leaderboard_id": "game1", "player_id": name, "score": score} for name in NAMES
            ]
            assert own.batch(scores).status == 200

        change(0)
        for _ in range(SLOW):
            socket: LiveSocket = all_.enter_context(connected(server, receive_buffer=4_096))
            socket.subscribe("game1", limit=PLAYERS)
        with connected(server) as fast:
            fast.subscribe("game1", limit=1)
            fast.until("subscribed")
            before = 0
            for score in range(1, 21):
                change(score)
                while fast.until("leaderboard_update")["data"]["entries"][0]["score"] != score:
                    pass
                if score == 10:
                    before = server.resident_bytes()
            # A queue of 10 updates of 30 kB for each of 2,000 sockets would be 600 MB.
            assert server.resident_bytes() - before < 64 << 20
