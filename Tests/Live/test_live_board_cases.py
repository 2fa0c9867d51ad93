"""Boards as a whole: faults that leaderboards in the field had, each as a test."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor, wait

from live_cases import ranks
from live_check import assert_order
from live_server import UNANSWERED, client, path, running
from raw_http import connected


# Boards.


def test_a_board_that_is_created_again_has_nothing_of_the_old_one(own, board):
    name = board()
    own.submit(name, "p", 10, submission_id="one")
    assert own.board(name, method="DELETE").data == {"id": name, "deleted": True}
    for rest in ["", "/top", "/player/p", "/history/p", "/stats", "/around/p", "/periods"]:
        answer = own.board(name, rest)
        assert (answer.status, answer.code) == (404, "unknown_leaderboard"), rest
    assert own.submit(name, "p", 10).code == "unknown_leaderboard"
    own.create(name)
    assert own.top(name) == [] and own.board(name, "/history/p").data == []
    assert own.player(name, "p").code == "player_not_ranked"
    told = own.submit(name, "p", 5, submission_id="one").data
    assert (told["status"], told["previous_score"], told["rank"]) == ("recorded", None, 1)


def test_a_removed_player_is_gone_from_everywhere_within_one_version(server, own, board):
    name = board()
    for player, score in [("a", 3), ("banned", 2), ("c", 1)]:
        own.submit(name, player, score, submission_id=f"of {player}")
    etag = own.board(name, "/top").headers["etag"]
    version = own.board(name, "/top").meta["version"]
    with connected(server) as events:
        events.get(path(name, "/events"), "Accept: text/event-stream")
        events._until(b"\r\n\r\n")
        _, first = events.event()
        assert [each["player_id"] for each in first["entries"]] == ["a", "banned", "c"]
        told = own.board(name, "/player/banned", "DELETE").data
        assert told == {"player_id": "banned", "removed": True}
        answer = own.get(path(name, "/top"), If_None_Match=etag)
        assert answer.status == 200 and answer.meta["version"] > version
        _, second = events.event()
        assert [each["player_id"] for each in second["entries"]] == ["a", "c"]
        assert second["version"] == answer.meta["version"] and second["total_players"] == 2
    assert ranks(own, name) == [(1, "a", 3), (2, "c", 1)]
    assert "banned" not in str(own.board(name, "/around/a").data)
    for rest in ["/player/banned", "/around/banned"]:
        assert own.board(name, rest).code == "player_not_ranked"
    assert own.board(name, "/history/banned").data == []
    assert own.board(name, "/stats").data["sum"] == 4
    # Again is no fault, and a repetition of what was sent before does not bring the player back.
    assert own.board(name, "/player/banned", "DELETE").data["removed"] is False
    assert own.submit(name, "banned", 2, submission_id="of banned").data["status"] == "repeated"
    assert ranks(own, name) == [(1, "a", 3), (2, "c", 1)]


def test_totals_are_what_the_list_adds_up_to(own, board):
    name = board(update_mode="replace", max_entries=20)
    chance = random.Random(3)
    for _ in range(20):
        own.batch(
            [
                {
                    "leaderboard_id": name, "player_id": f"p{chance.randrange(60)}",
                    "score": chance.randrange(100),
                }
                for _ in range(30)
            ]
        )  # fmt: skip
        own.board(name, f"/player/p{chance.randrange(60)}", "DELETE")
    own.request("PATCH", path(name), '{"max_entries": null}')
    answer = own.board(name, "/top", limit=1000)
    scores = [each["score"] for each in answer.data]
    stats = own.board(name, "/stats").data
    assert answer.meta["total_players"] == len(scores) == stats["total_players"]
    assert stats["sum"] == sum(scores)
    assert_order(answer.data, "desc")


def test_ranks_are_the_same_after_a_restart(live_leaderboards, tmp_path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1", update_mode="increment")
        own.create("other")
        chance = random.Random(5)
        for _ in range(5):
            own.batch(
                [
                    {
                        "leaderboard_id": "game1", "player_id": f"p{chance.randrange(400)}",
                        "score": chance.randrange(10),
                    }
                    for _ in range(500)
                ]
            )  # fmt: skip
        own.submit("other", "p", 1)
        before = own.board("game1", "/top", limit=1000)
        server.restart()
        after = own.board("game1", "/top", limit=1000)
        assert after.data == before.data
        assert after.meta["version"] >= before.meta["version"]
        for entry in before.data[::40]:
            assert own.player("game1", entry["player_id"]).data["rank"] == entry["rank"]


def test_a_submission_and_its_effect_are_one(live_leaderboards, tmp_path):
    """Killed while it counts by one: the score is how many submissions there are."""
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1", update_mode="increment")
        acknowledged: list[str] = []

        def count(number: int, first: int) -> None:
            with client(server) as each:
                for step in range(first, first + 100_000):
                    key = f"{number}-{step}"
                    try:
                        if each.submit("game1", "p", 1, submission_id=key).status == 200:
                            acknowledged.append(key)
                    except UNANSWERED:
                        return

        for first in [0, 10**6, 2 * 10**6]:
            with ThreadPoolExecutor(4) as pool:
                workers = [pool.submit(count, each, first) for each in range(4)]
                wait(workers, 0.3)
                server.restart()
            for worker in workers:
                worker.result()
            history: list[dict] = []
            cursor: dict[str, str] = {}
            while True:
                answer = own.board("game1", "/history/p", limit=1000, **cursor)
                history += answer.data
                if answer.meta["next_cursor"] is None:
                    break
                cursor = {"cursor": answer.meta["next_cursor"]}
            keys = [each["submission_id"] for each in history]
            assert len(set(keys)) == len(keys) and set(acknowledged) <= set(keys)
            told = own.player("game1", "p").data
            assert told["score"] == told["submissions"] == len(keys)
        assert len(acknowledged) > 12


# Updates as they come.


def test_a_burst_of_10_000_updates_is_few_messages_and_the_whole_board_first(server, own, board):
    name = board(update_mode="increment")
    scores = [
        {"leaderboard_id": name, "player_id": f"p{each % 150}", "score": 1}
        for each in range(10_000)
    ]
    own.batch(scores[:150])
    with connected(server) as events:
        events.get(path(name, "/events"), "Accept: text/event-stream")
        events._until(b"\r\n\r\n")
        kind, told = events.event()
        assert kind == "leaderboard_update" and len(told["entries"]) == 100
        assert told["total_players"] == 150
        for start in range(0, 10_000, 100):
            assert own.batch(scores[start : start + 100]).status == 200
        last = own.board(name, "/top").meta["version"]
        messages = 0
        while told["version"] < last:
            kind, told = events.event()
            assert kind == "leaderboard_update"
            messages += 1
        assert 1 <= messages < 100 and told["entries"] == own.top(name)


def test_a_page_of_another_origin_gets_no_web_socket(server):
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key)
    for origin, status in [
        ("http://evil.example", 403),
        ("null", 403),
        (server.address, 101),
    ]:
        with connected(server) as connection:
            connection.get("/ws", *upgrade, f"Origin: {origin}")
            answer = connection.read(has_body=status != 101)
            assert answer.status == status, origin
