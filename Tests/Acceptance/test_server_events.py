"""Server-sent events: whoever changes the lake, those who subscribed are told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from command import DATE, Lake
from raw_http import RawConnection, connected
from server import END_SECONDS, Server, running

CSV = b"id,name,dkp\n7,Silent Otter,5\n"
SNAPSHOT = ("snapshot", {"kingdom": 2001, "date": DATE})


@pytest.fixture
def server(lake: Lake) -> Iterator[Server]:
    with running(lake) as server:
        yield server


@contextmanager
def subscribed(server: Server) -> Iterator[RawConnection]:
    """A stream of events that has said hello."""
    with connected(server) as connection:
        connection.get("/v1/events", "Accept: text/event-stream")
        answer = connection.read(has_body=False)
        assert answer.status == 200
        assert answer.headers["content-type"] == "text/event-stream"
        assert answer.headers["cache-control"] == "no-store"
        assert connection.event() == ("hello", {})
        yield connection


def next_events(connection: RawConnection, count: int) -> list[str]:
    """The names of the next events, which must be of the one snapshot."""
    names = []
    for _ in range(count):
        name, data = connection.event()
        assert (data["kingdom"], data["date"]) == (2001, DATE)
        names.append(name)
    return sorted(names)


def test_the_page_is_told_that_there_are_events(server):
    assert "events" in server.get("/v1/health").json()["features"]


def test_of_an_upload_over_http(server):
    with subscribed(server) as one, subscribed(server) as other:
        run = server.post(
            f"/v1/uploads?file=a.csv&kingdom=2001&date={DATE}", CSV
        ).json()["upload"]["run_ts"]
        for connection in (one, other):
            events = [connection.event(), connection.event()]
            assert SNAPSHOT in events
            assert ("upload", {"kingdom": 2001, "date": DATE, "run_ts": run}) in events


def test_of_a_file_in_the_inbox(server, upload):
    with subscribed(server) as connection:
        server.drop(upload(CSV), 2001, DATE)
        assert next_events(connection, 2) == ["snapshot", "upload"]


def test_of_another_process(server, upload):
    with subscribed(server) as connection:
        server.lake.accept(upload(CSV), kingdom=2001, date=DATE)
        assert next_events(connection, 2) == ["snapshot", "upload"]


def test_of_a_refused_upload_there_is_no_new_snapshot(server):
    with subscribed(server) as connection:
        answer = server.post(f"/v1/uploads?file=a.csv&kingdom=2001&date={DATE}", b"id\n7\n7\n")
        assert answer.status == 422
        assert connection.event()[0] == "upload"
        server.post(f"/v1/uploads?file=a.csv&kingdom=2001&date={DATE}", CSV)
        assert next_events(connection, 2) == ["snapshot", "upload"]


@pytest.mark.parametrize("part", ["players.parquet", "dt=2026-01-26", "kingdom=2001"])
@pytest.mark.parametrize("how", ["deleted", "moved"])
def test_of_a_snapshot_that_goes(server, upload, part, how):
    with subscribed(server) as connection:
        server.lake.accept(upload(CSV), kingdom=2001, date=DATE)
        assert next_events(connection, 2) == ["snapshot", "upload"]
        path = server.lake.curated(2001, DATE)
        while path.name != part:
            path = path.parent
        board = "/v1/kingdoms/2001/leaderboards/dkp"
        assert server.get(board).status == 200
        if how == "moved":
            path.rename(server.lake.folder.parent / "elsewhere")
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        assert connection.event() == SNAPSHOT
        assert server.get(board).status == 404


def test_what_comes_back_is_told_of_too(server, upload):
    with subscribed(server) as connection:
        server.lake.accept(upload(CSV), kingdom=2001, date=DATE)
        assert next_events(connection, 2) == ["snapshot", "upload"]
        folder = server.lake.curated(2001, DATE).parent
        elsewhere = server.lake.folder.parent / "away"
        for _ in range(3):
            folder.rename(elsewhere)
            assert connection.event() == SNAPSHOT
            elsewhere.rename(folder)
            assert connection.event() == SNAPSHOT


def test_an_answer_after_an_event_is_never_the_old_one(server, upload):
    with subscribed(server) as stream, connected(server) as connection:
        for value in range(10, 20):
            file = upload(f"id,name,dkp\n7,a,{value}\n")
            server.lake.accept(
                file, kingdom=2001, date=DATE, event_time=f"2026-01-26T15:30:{value}Z"
            )
            assert next_events(stream, 2) == ["snapshot", "upload"]
            for _ in range(3):
                connection.get("/v1/kingdoms/2001/leaderboards/dkp")
                assert connection.read().json()["entries"][0]["value"] == value


def test_who_reads_late_is_told_nevertheless(server, upload):
    with connected(server, receive_buffer=2048) as slow, subscribed(server) as quick:
        slow.get("/v1/events")
        for value in range(10, 16):
            server.lake.accept(
                upload(f"id,dkp\n7,{value}\n"),
                kingdom=2001,
                date=DATE,
                event_time=f"2026-01-26T15:30:{value}Z",
            )
            assert next_events(quick, 2) == ["snapshot", "upload"]
        assert slow.read(has_body=False).status == 200
        assert slow.event() == ("hello", {})
        assert slow.event()[0] in ("snapshot", "upload")


def test_a_server_with_subscribers_ends_at_once(server):
    with subscribed(server) as one, subscribed(server) as other:
        assert server.end() == 0
        for connection in (one, other):
            assert connection.event() == ("end", {})
            assert connection.is_ended()


def test_subscribers_that_leave_make_room(server):
    for _ in range(30):
        with subscribed(server):
            pass
    with subscribed(server) as connection:
        server.post(f"/v1/uploads?file=a.csv&kingdom=2001&date={DATE}", CSV)
        assert next_events(connection, 2) == ["snapshot", "upload"]


def test_more_than_there_may_be_are_told_to_come_later(server):
    connections = [RawConnection(server) for _ in range(1_001)]
    for connection in connections:
        connection.get("/v1/events")
    refused = [connection.read(has_body=False).status for connection in connections]
    assert sorted(refused) == [200] * 1_000 + [503]
    for connection in connections:
        connection.close()


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [("POST", "/v1/events", 405), ("HEAD", "/v1/events", 405), ("GET", "/v1/events?a=b", 400)],
)
def test_other_requests_for_events(server, method, target, status):
    assert server.get(target, method).status == status


def test_nothing_is_left_of_a_server_that_has_ended(lake: Lake):
    with running(lake) as server, subscribed(server):
        assert server.end() == 0
        assert server.process.wait(END_SECONDS) == 0
