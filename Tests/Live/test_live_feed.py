"""The feed sends each score once, over HTTP and over a WebSocket."""

from __future__ import annotations

import os
import socket
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT
from live_server import LiveClient, LiveServer, client, running
from server import eventually

FEED_SECONDS = 90


@pytest.fixture(scope="session")
def feed_program() -> Path:
    """The program that STANDINGS_FEED names, or a build of this folder."""
    if named := os.environ.get("STANDINGS_FEED"):
        return Path(named).resolve()
    builds = [ROOT / ".build" / kind / "standings-feed" for kind in ("release", "debug")]
    found = [path for path in builds if path.exists()]
    if not found:
        pytest.exit("no standings-feed: run `swift build` first, or set STANDINGS_FEED", 4)
    return found[0]


def feed(program: Path, server: LiveServer, *options: str) -> subprocess.CompletedProcess[str]:
    """Runs the feed to its end."""
    command = [program, "--url", server.address, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=FEED_SECONDS)


@pytest.mark.parametrize("transport", ["http", "websocket"])
def test_the_options_of_the_documents_put_players_on_a_board(
    feed_program: Path, server: LiveServer, own: LiveClient, transport: str
) -> None:
    name = f"feed-{transport}"
    done = feed(
        feed_program, server, "-leaderboard", name, "-players", "250", "-initial-only",
        "--transport", transport,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert own.board(name, "/stats").data["total_players"] == 250


@pytest.mark.parametrize("transport", ["http", "websocket"])
def test_the_scores_of_a_battle_royale_add_up(
    feed_program: Path, server: LiveServer, own: LiveClient, transport: str
) -> None:
    name = f"royale-{transport}"
    done = feed(
        feed_program, server, "--leaderboard", name, "--players", "20", "--rate", "100",
        "--duration", "2", "--game", "battle-royale", "--transport", transport,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert own.board(name).data["update_mode"] == "increment"
    told = own.board(name, "/stats").data
    # A match of 20 has 19 victories of 100 points at least, and a prize of 2,500.
    assert told["total_players"] == 20
    assert told["sum"] > 5 * (19 * 100 + 2_500)


def test_every_score_counts_once_while_the_server_is_killed(
    feed_program: Path, live_leaderboards: Path, tmp_path: Path
) -> None:
    port = _free_port()
    with running(live_leaderboards, tmp_path, server={"port": port}) as server:
        command = [
            feed_program, "--url", server.address, "--players", "300", "--rate", "200",
            "--duration", "5", "--game", "battle-royale",
        ]  # fmt: skip
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            with client(server) as own:
                for sequence in (400, 600, 800):
                    eventually(lambda sequence=sequence: _sequence(own) > sequence)
                    server.restart()
                    own.close()
                told = process.communicate(timeout=FEED_SECONDS)[1]
                assert process.returncode == 0, told
                counted = int(told.strip().splitlines()[-1].split()[0])
                names = [entry["player_id"] for entry in own.top("game1", limit=1_000)]
                assert len(names) == 300
                kept = sum(own.player("game1", name).data["submissions"] for name in names)
                assert kept == counted


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _sequence(own: LiveClient) -> int:
    answer = own.board("game1", "/stats")
    return answer.meta["version"] if answer.status == 200 else 0


def test_the_feed_tells_why_the_server_takes_nothing(
    feed_program: Path, server: LiveServer
) -> None:
    done = feed(feed_program, server, "--token", "a-token-that-nobody-has", "-initial-only")
    assert done.returncode == 3
    assert "401" in done.stderr
