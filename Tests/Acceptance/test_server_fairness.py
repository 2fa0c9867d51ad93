"""Clients that take all they can get: others are served beside them, and soon."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from command import DATE, Lake
from raw_http import RawConnection
from server import Server, eventually, running

UPLOADS_AT_ONCE = 8
STREAMS = 1_000
NEIGHBOUR = "127.0.0.2"
CSV = b"id,name,dkp\n7,Silent Otter,5\n"
UPLOAD = f"/v1/uploads?file=players.csv&kingdom=2001&date={DATE}"


@pytest.fixture
def server(lake: Lake) -> Iterator[Server]:
    with running(lake) as server:
        yield server
        assert server.end() == 0


def test_a_client_with_all_streams_makes_room_for_another(server):
    greedy = [RawConnection(server) for _ in range(STREAMS)]
    for connection in greedy:
        connection.get("/v1/events")
        assert connection.read(has_body=False).status == 200
    neighbours = [RawConnection(server, source=NEIGHBOUR) for _ in range(3)]
    for neighbour in neighbours:
        neighbour.get("/v1/events")
        assert neighbour.read(has_body=False).status == 200
        assert neighbour.event() == ("hello", {})
    # Those that have listened longest are told to come again, and nobody else.
    for connection in greedy[:3]:
        assert connection.event() == ("hello", {})
        assert connection.event() == ("end", {})
    late = RawConnection(server)
    late.get("/v1/events")
    assert late.read().status == 503
    server.post(UPLOAD, CSV)
    for connection in (greedy[3], greedy[-1]):
        assert connection.event() == ("hello", {})
        assert connection.event()[0] in ("snapshot", "upload")
    assert neighbours[0].event()[0] in ("snapshot", "upload")


def test_slow_uploads_make_way(server):
    slow = [RawConnection(server) for _ in range(UPLOADS_AT_ONCE)]
    for connection in slow:
        headers = ["Content-Type: application/octet-stream", f"Content-Length: {1 << 20}"]
        connection.get(UPLOAD, *headers, "Expect: 100-continue", method="POST")
        # From here on the upload has its slot.
        assert connection.read().status == 100
        connection.send(b"id,name\n")
    began = time.monotonic()
    assert server.post(UPLOAD, CSV).status == 429

    def is_taken() -> bool:
        for connection in slow:
            connection.send(b"7")
        return server.post(UPLOAD, CSV).status == 201

    eventually(is_taken)
    assert time.monotonic() - began < 20
    # One has made way, and is told; the others go on.
    answers = []
    for connection in slow:
        connection.socket.settimeout(0.2)
        try:
            answers.append(connection.read())
        except TimeoutError:
            connection.close()
    assert {answer.status for answer in answers} == {408}
    assert {answer.json()["code"] for answer in answers} == {"upload_too_slow"}
    assert 1 <= len(answers) < UPLOADS_AT_ONCE
