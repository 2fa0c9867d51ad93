"""Many clients, slow ones, and ones that take nothing: others are served beside them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

import pytest

from command import ROOT, Lake
from raw_http import RawConnection, connected
from server import Server, eventually, running

BOARD = "/v1/kingdoms/51/leaderboards/dkp"
IDLE = 2_000


@pytest.fixture
def server(lake: Lake) -> Iterator[Server]:
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    with running(lake) as server:
        eventually(lambda: server.get(BOARD).status == 200)
        yield server
        assert server.end() == 0


def test_others_are_served_beside_idle_connections(server):
    connections = [RawConnection(server) for _ in range(IDLE)]
    for connection in connections[::2]:
        connection.get("/v1/health")
        assert connection.read().status == 200
    for _ in range(20):
        assert server.get(BOARD).status == 200
    for connection in connections:
        connection.get(BOARD)
        assert connection.read().status == 200
        connection.close()


def test_who_never_ends_a_request_is_let_go(server):
    beginnings = ["G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "]
    slow = [RawConnection(server) for _ in beginnings * 20]
    for connection, beginning in zip(slow, beginnings * 20):
        connection.send(beginning)
    began = time.monotonic()
    while time.monotonic() < began + 5:
        for connection in slow[2::3]:
            connection.send("a")
        assert server.get(BOARD).status == 200
    for connection in slow:
        answer = connection.read()
        assert (answer.status, answer.json()["code"]) == (408, "request_timeout")
        assert connection.is_ended()
        connection.close()


def test_who_takes_nothing_costs_no_memory(server):
    request = f"GET {BOARD}?limit=300 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    before = server.resident_bytes()
    slow = [RawConnection(server, receive_buffer=4096) for _ in range(100)]
    for connection in slow:
        connection.socket.setblocking(False)
        try:
            for _ in range(100):
                connection.socket.send(request.encode() * 10)
        except BlockingIOError:
            pass
    for _ in range(20):
        assert server.get(BOARD).status == 200
    # Some 300 KB each; what they asked for is 3 GB.
    assert server.resident_bytes() - before < 50 << 20
    for connection in slow:
        connection.close()


def test_who_asked_much_is_given_all_of_it(server):
    with connected(server, receive_buffer=4096) as connection:
        requests = [f"GET {BOARD}?limit={limit} HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    for limit in range(1, 290)]  # fmt: skip
        connection.send("".join(requests))
        for limit in range(1, 290):
            assert len(connection.read().json()["entries"]) == limit


def test_connections_that_end_leave_nothing(server):
    def visit(count: int) -> None:
        for number in range(count):
            with connected(server) as connection:
                connection.get("/v1/health" if number % 2 else "/nothing")
                assert connection.read().status in (200, 404)

    visit(2_000)
    before = server.resident_bytes()
    visit(6_000)
    assert server.resident_bytes() - before < 4 << 20


def test_more_clients_than_descriptors(lake: Lake):
    with running(lake, descriptors=400) as server:
        connections = []
        for _ in range(600):
            connection = RawConnection(server)
            connection.send("GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            connections.append(connection)
            # Whoever has waited longest is let go for whoever comes.
            assert connection.read().status == 200
        assert server.get("/v1/health").status == 200
        for connection in connections:
            connection.close()
        eventually(lambda: server.get("/v1/health").status == 200)
        assert server.end() == 0


def test_nothing_is_logged_where_nothing_is_to_be(lake: Lake):
    with running(lake, "--quiet") as server:
        assert server.get("/v1/health?quiet").status in (200, 400)
        assert server.end() == 0
        assert "GET" not in server.log()


def test_no_line_of_the_log_is_lost(lake: Lake):
    with running(lake) as server:
        with connected(server) as connection:
            for number in range(2_000):
                connection.send(f"GET /number-{number % 50} HTTP/1.1\r\nHost: localhost\r\n\r\n")
            for _ in range(2_000):
                assert connection.read().status == 404
        assert server.end() == 0
        lines = [line for line in server.log().splitlines() if " /number-" in line]
        assert len(lines) == 2_000
        assert all(line.endswith(" ms") and " 404 " in line for line in lines)
