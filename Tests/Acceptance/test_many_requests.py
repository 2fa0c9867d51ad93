"""Ten thousand different requests: the server stays as fast and as small as it was."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest

from command import Lake
from raw_http import RawConnection
from server import Server, eventually, running

DATES = ["2026-01-01", "2026-01-08", "2026-01-15"]
METRICS = ["dkp", "kills", "deaths", "power", "kill_points"]
PLAYERS = 200
CLIENTS = 8
# Requests that are sent on a connection before their answers are read.
TOGETHER = 25
PARTS = 8


def players(seed: int) -> str:
    """An upload in which everybody has other numbers at each date."""
    chance = random.Random(seed)
    rows = ["id,name,alliance,power,kill points,t4 kills,t5 kills,deaths"]
    for player in range(1, PLAYERS + 1):
        numbers = ",".join(str(chance.randrange(1_000_000)) for _ in range(5))
        rows.append(f"{1000 + player},Otter {player},ICE{player % 9},{numbers}")
    return "\n".join(rows) + "\n"


@pytest.fixture
def server(lake: Lake, upload: Callable) -> Iterator[Server]:
    for number, date in enumerate(DATES):
        lake.accept(upload(players(number), f"{number}.csv"), kingdom=9, date=date)
    with running(lake, "--quiet") as server:
        eventually(lambda: server.get("/v1/kingdoms/9/snapshots").status == 200)
        yield server
        assert server.end() == 0


def ask(connections: list[RawConnection], targets: list[str]) -> float:
    """Asks all of it over a few connections; returns the seconds that the questions took."""
    began = time.monotonic()
    for start in range(0, len(targets), CLIENTS * TOGETHER):
        shares = [
            targets[start + client * TOGETHER : start + (client + 1) * TOGETHER]
            for client in range(CLIENTS)
        ]
        for connection, share in zip(connections, shares, strict=True):
            heads = [f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n" for target in share]
            connection.send("".join(heads))
        for connection, share in zip(connections, shares, strict=True):
            for target in share:
                assert connection.skip() == 200, target
    return time.monotonic() - began


def measured(
    server: Server, target: Callable[[random.Random], str], count: int
) -> tuple[list[float], list[int]]:
    """The seconds of each part of the questions, and the memory after it."""
    chance = random.Random(7)
    connections = [RawConnection(server) for _ in range(CLIENTS)]
    seconds, memory = [], []
    for _ in range(PARTS):
        targets = [target(chance) for _ in range(count // PARTS)]
        seconds.append(ask(connections, targets))
        memory.append(server.resident_bytes())
    for connection in connections:
        connection.close()
    print([f"{part:.2f} s" for part in seconds], [f"{part >> 20} MiB" for part in memory])
    return seconds, memory


def chosen_weights(chance: random.Random) -> str:
    weights = ",".join(f"{name}:{chance.randrange(1_000_000)}" for name in ("t4", "t5", "deaths"))
    return f"/v1/kingdoms/9/gains/dkp?from={DATES[0]}&to={DATES[1]}&limit=1&weights={weights}"


def natural(chance: random.Random) -> str:
    """What people ask: mostly boards, some gains, players and searches, few of them the same."""
    metric, player = chance.choice(METRICS), 1001 + chance.randrange(PLAYERS)
    first, last = sorted(chance.sample(DATES, 2))
    limit = chance.randrange(1, 200)
    board = f"/v1/kingdoms/9/leaderboards/{metric}"
    return chance.choice([
        f"{board}?limit={limit}",
        f"{board}?date={first}&limit={limit}",
        f"{board}?compare=previous&limit={limit}",
        f"{board}?around={player}&limit=11",
        f"/v1/kingdoms/9/gains/{metric}?from={first}&to={last}&limit={limit}",
        f"/v1/kingdoms/9/gains/dkp?weights=t4:{chance.randrange(99)},t5:{limit},deaths:1",
        f"/v1/kingdoms/9/players?search=Otter%20{chance.randrange(PLAYERS)}",
        f"/v1/kingdoms/9/players/{player}",
        f"/v1/kingdoms/9/players/{player}/history?limit={chance.randrange(1, 99)}",
        "/v1/kingdoms",
        "/v1/kingdoms/9/snapshots",
    ])  # fmt: skip


@pytest.mark.parametrize("target", [chosen_weights, natural])
@pytest.mark.parametrize("count", [40_000, pytest.param(450_000, marks=pytest.mark.slow)])
def test_the_last_take_no_longer_than_the_first(server: Server, target: Callable, count: int):
    seconds, memory = measured(server, target, count)
    # The quickest of several, since other programs run beside; what grows with all that was asked
    # before took forty times as long.
    assert min(seconds[-3:]) < 3 * min(seconds[:3])
    # What is kept is there after three quarters, and 10,000 questions more make no difference; where
    # each was kept in some way they took 36 MB.
    assert memory[-1] - memory[-3] < max(12 << 20, count * 60)
    assert memory[-1] < 200 << 20
