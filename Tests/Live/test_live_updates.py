"""Updates of live boards: WebSocket and server-sent events against the running server."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from live_server import LiveClient, LiveServer, client, running
from live_socket import Closed, EventStream, LiveSocket, Refused, connected

# The interval, and what a busy machine may add.
INTERVAL_SECONDS = 0.1
LONG_NAMES = [f"{number:04}".rjust(100, "n") for number in range(1_000)]


def entries(message: dict) -> list[tuple[int, str, int]]:
    """The entries of an update."""
    assert message["type"] == "leaderboard_update", message
    names = {"rank", "player_id", "score"}
    assert all(entry.keys() == names for entry in message["data"]["entries"])
    return [(each["rank"], each["player_id"], each["score"]) for each in message["data"]["entries"]]


@pytest.mark.parametrize("deflate", [False, True])
def test_a_subscriber_sees_every_change(
    server: LiveServer, own: LiveClient, board: Callable[..., str], deflate: bool
):
    name = board()
    own.submit(name, "a", 10)
    with connected(server, deflate=deflate) as socket:
        assert socket.is_compressed == deflate
        socket.subscribe(name)
        first, then = socket.messages(2)
        assert entries(first) == [(1, "a", 10)]
        assert first["leaderboard_id"] == name
        assert first["data"].keys() == {"entries", "total_players", "version", "period"}
        assert then == {
            "type": "subscribed", "leaderboard_id": name, "limit": 100,
            "version": first["data"]["version"],
        }  # fmt: skip
        own.submit(name, "b", 20)
        assert entries(socket.message()) == [(1, "b", 20), (2, "a", 10)]
        own.board(name, "/player/b", method="DELETE")
        assert entries(socket.message()) == [(1, "a", 10)]
        own.board(name, "/reset", method="POST")
        after = socket.message()
        assert entries(after) == []
        assert after["data"]["period"]["id"] != first["data"]["period"]["id"]


def test_an_update_is_what_the_top_says(
    server: LiveServer, own: LiveClient, board: Callable[..., str]
):
    name = board(decimal_places=2, reset_period="daily")
    scores = [(f"p{each % 40}", each) for each in range(90)]
    own.batch([{"leaderboard_id": name, "player_id": who, "score": score} for who, score in scores])
    with connected(server, deflate=True) as socket:
        socket.subscribe(name, limit=30)
        update = socket.message()["data"]
    top = own.board(name, "/top", limit=30).json()
    assert json.dumps(update["entries"]) == json.dumps(top["data"], default=float)
    meta = top["meta"]
    assert update["total_players"] == meta["total_players"] == 40
    assert update["version"] == meta["version"]
    assert update["period"] == meta["period"]


def test_a_client_resumes_from_its_version(
    server: LiveServer, own: LiveClient, board: Callable[..., str]
):
    name = board()
    own.submit(name, "a", 1)
    with connected(server) as socket:
        socket.subscribe(name)
        version = socket.message()["data"]["version"]
    with connected(server) as socket:
        socket.subscribe(name, version=version)
        assert socket.message()["type"] == "subscribed"
        own.submit(name, "b", 2)
        assert socket.message()["data"]["version"] > version
    with connected(server) as socket:
        socket.subscribe(name, version=version)
        assert entries(socket.message()) == [(1, "b", 2), (2, "a", 1)]


def test_a_player_is_told_of_its_neighborhood(
    server: LiveServer, own: LiveClient, board: Callable[..., str]
):
    name = board()
    own.batch(
        [{"leaderboard_id": name, "player_id": f"p{each}", "score": -each} for each in range(30)]
    )
    with connected(server) as socket:
        socket.subscribe(name, limit=1, player_id="p20")
        update, player, subscribed = socket.messages(3)
        assert (update["type"], subscribed["type"]) == ("leaderboard_update", "subscribed")
        assert player["type"] == "player_update"
        assert player["data"]["player"] == {"rank": 21, "player_id": "p20", "score": -20}
        assert player["data"]["around"] == own.board(name, "/around/p20", range=5).data
        # One who passes moves all of them; one far ahead who climbs moves nobody.
        own.submit(name, "p29", 5)
        assert socket.message()["type"] == "leaderboard_update"
        assert socket.message()["data"]["player"]["rank"] == 22
        own.submit(name, "p29", 50)
        assert [each["type"] for each in socket.for_seconds(0.5)] == ["leaderboard_update"]


def test_a_burst_is_few_messages(server: LiveServer, own: LiveClient, board: Callable[..., str]):
    """10,000 changes: at most one message an interval, the first and the last with the board."""
    name = board()
    with connected(server) as socket:
        socket.subscribe(name)
        socket.until("subscribed")
        begin = time.monotonic()
        for batch in range(10):
            scores = [
                {"leaderboard_id": name, "player_id": f"p{each % 50}", "score": each}
                for each in range(batch * 1_000, (batch + 1) * 1_000)
            ]
            assert own.batch(scores).status == 200
        last = own.top(name)
        took = time.monotonic() - begin
        found = socket.for_seconds(3 * INTERVAL_SECONDS)
    versions = [each["data"]["version"] for each in found]
    assert versions == sorted(set(versions))
    assert len(found) <= (took + 3 * INTERVAL_SECONDS) / INTERVAL_SECONDS + 1
    assert len(found[0]["data"]["entries"]) == 50
    assert entries(found[-1]) == [(each["rank"], each["player_id"], each["score"]) for each in last]


def test_a_submission_is_answered_and_counts_once(
    server: LiveServer, own: LiveClient, board: Callable[..., str]
):
    name = board(update_mode="increment")
    with connected(server) as socket:
        for number in range(50):
            socket.send(
                "submit", request_id=number, leaderboard_id=name, player_id="p", score=2,
                submission_id=f"k{number // 2}",
            )  # fmt: skip
        answers = socket.messages(50)
        assert [each["request_id"] for each in answers] == list(range(50))
        assert [each["data"]["status"] for each in answers] == ["recorded", "repeated"] * 25
        assert answers[-2]["data"]["score"] == 50
    assert own.top(name) == [{"rank": 1, "player_id": "p", "score": 50}]


def test_wrong_messages_are_errors_and_the_socket_lives(server: LiveServer):
    with connected(server) as socket:
        wrong = {
            "{": "invalid_json", "[]": "invalid_body", '{"type":"dance"}': "invalid_value",
            '{"type":"ping","x":1}': "invalid_body",
            '{"type":"subscribe","leaderboard_id":"none"}': "unknown_leaderboard",
        }  # fmt: skip
        for text, code in wrong.items():
            socket.send_text(text)
            answer = socket.message()
            assert (answer["type"], answer["code"]) == ("error", code) and answer["detail"]
        socket.send("ping", request_id="r")
        assert socket.message() == {"type": "pong", "request_id": "r"}
        socket.send_text(json.dumps({"type": "ping", "request_id": "x" * 40_000}))
        with pytest.raises(Closed) as closed:
            socket.message()
        assert closed.value.code == 1009


def test_a_deleted_board_is_told(server: LiveServer, own: LiveClient, board: Callable[..., str]):
    name = board()
    with connected(server) as socket:
        socket.subscribe(name)
        socket.until("subscribed")
        own.board(name, method="DELETE")
        assert socket.message() == {"type": "leaderboard_deleted", "leaderboard_id": name}
        own.create(name)
        own.submit(name, "a", 1)
        assert socket.for_seconds(2 * INTERVAL_SECONDS) == []
        socket.subscribe(name)
        assert entries(socket.message()) == [(1, "a", 1)]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)  # fmt: skip
def test_a_page_of_another_origin_opens_no_socket(server: LiveServer, headers: dict[str, str]):
    with pytest.raises(Refused) as refused:
        LiveSocket(server, **headers)
    assert refused.value.status == 403
    assert json.loads(refused.value.body)["code"] == "cross_origin"
    with connected(server, Origin=server.address) as socket:
        socket.send("ping")
        assert socket.message() == {"type": "pong"}


def test_a_page_sends_its_token_in_a_message(live_leaderboards: Path, tmp_path: Path):
    tokens = [{"name": "game", "token": "secret-of-the-game", "scopes": ["submit", "manage"]}]
    with running(live_leaderboards, tmp_path, auth={"tokens": tokens}) as server:
        with client(server, "secret-of-the-game") as own, connected(server) as socket:
            own.create("game1")
            score = {"leaderboard_id": "game1", "player_id": "p", "score": 1}
            socket.send("submit", **score)
            assert socket.message()["code"] == "token_required"
            socket.send("authenticate", token="wrong")
            assert socket.message()["code"] == "unknown_token"
            socket.send("authenticate", token="secret-of-the-game")
            assert socket.message() == {"type": "authenticated"}
            socket.send("submit", **score)
            assert socket.message()["data"]["rank"] == 1


def change_all(own: LiveClient, board: str, score: int) -> None:
    """Gives a thousand players a score."""
    scores = [
        {"leaderboard_id": board, "player_id": name, "score": score} for name in LONG_NAMES
    ]
    assert own.batch(scores).status == 200


def test_a_slow_client_gets_the_newest(
    server: LiveServer, own: LiveClient, board: Callable[..., str]
):
    name = board(update_mode="replace")
    change_all(own, name, 0)
    with connected(server, receive_buffer=4_096) as slow, connected(server) as fast:
        for socket in (slow, fast):
            socket.subscribe(name, limit=1_000)
        fast.until("subscribed")
        for score in range(1, 16):
            change_all(own, name, score)
            while fast.message()["data"]["entries"][-1]["score"] != score:
                pass
        # What the other one finds skips most, and ends with the newest.
        found = [slow.message()]
        while found[-1]["type"] == "subscribed" or found[-1]["data"]["entries"][-1]["score"] < 15:
            found.append(slow.message())
        assert len(found) <= 6


def test_a_client_that_takes_nothing_is_closed_with_1013(
    live_leaderboards: Path, tmp_path: Path
):
    patience = 4
    settings = {"write_timeout": f"{patience}s"}
    with running(live_leaderboards, tmp_path, server=settings) as server, client(server) as own:
        own.create("game1", update_mode="replace")
        with (
            connected(server, receive_buffer=16_384) as stuck,
            connected(server) as fast,
        ):
            for socket in (stuck, fast):
                socket.subscribe("game1", limit=1_000)
            begin = time.monotonic()
            for score in range(4):
                change_all(own, "game1", score)
                while fast.until("leaderboard_update")["data"]["total_players"] != 1_000:
                    pass
            # The server waits that long for it, and as long again for it to take the reason.
            time.sleep(max(0, begin + 1.5 * patience - time.monotonic()))
            with pytest.raises(Closed) as closed:
                stuck.until("never")
            assert closed.value.code == 1013
            change_all(own, "game1", 11)
            assert fast.until("leaderboard_update")


def test_sockets_that_never_read_take_no_memory(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1", update_mode="replace")
        change_all(own, "game1", 0)
        stuck = [LiveSocket(server, receive_buffer=4_096) for _ in range(300)]
        for socket in stuck:
            socket.subscribe("game1", limit=100)
        with connected(server) as fast:
            fast.subscribe("game1", limit=1)
            fast.until("subscribed")
            before = None
            for score in range(1, 61):
                change_all(own, "game1", score)
                while fast.message()["data"]["entries"][0]["score"] != score:
                    pass
                if score == 30:
                    before = server.resident_bytes()
            assert before is not None
            # A queue of 30 updates of 17 kB for each of 300 sockets would be 150 MB.
            assert server.resident_bytes() - before < 16 << 20
        for socket in stuck:
            socket.close()


def test_events_resume_and_end(server: LiveServer, own: LiveClient, board: Callable[..., str]):
    name = board()
    own.submit(name, "a", 1)
    target = f"/api/v1/leaderboards/{name}/events?limit=10"
    stream = EventStream(server, target)
    assert stream.status == 200
    assert stream.headers["content-type"] == "text/event-stream"
    first = stream.event()
    assert first and first["event"] == "leaderboard_update"
    data = json.loads(first["data"])
    assert data["version"] == int(first["id"])
    assert data["entries"] == [{"rank": 1, "player_id": "a", "score": 1}]
    resumed = EventStream(server, target, **{"Last-Event-ID": first["id"]})
    own.submit(name, "b", 2)
    for each in (stream, resumed):
        event = each.event()
        assert event and json.loads(event["data"])["total_players"] == 2
    own.board(name, method="DELETE")
    for each in (stream, resumed):
        event = each.event()
        assert event and event["event"] == "leaderboard_deleted"
        assert json.loads(event["data"]) == {"leaderboard_id": name}
        assert each.event() is None
        each.close()
    assert EventStream(server, target).status == 404
