"""Scores, numbers and ranks: faults that leaderboards in the field had, each as a test."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from live_cases import at_once, ranks
from live_server import LiveClient, client, running

MOST = 2**53 - 1


# Updates of a player.


def test_a_worse_score_on_a_best_board_changes_nothing(own, board):
    name = board(update_mode="best")
    for player, score in [("a", 10), ("b", 20), ("c", 5)]:
        own.submit(name, player, score)
    told = own.submit(name, "b", 7).data
    assert (told["status"], told["changed"], told["score"]) == ("recorded", False, 20)
    assert (told["rank"], told["previous_rank"]) == (1, 1)
    assert ranks(own, name) == [(1, "b", 20), (2, "a", 10), (3, "c", 5)]


@pytest.mark.parametrize("mode", ["best", "replace", "increment"])
def test_64_submissions_of_a_player_at_once_end_as_the_log_says(live_leaderboards, tmp_path, mode):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1", update_mode=mode)
        own.submit("game1", "other", 500)
        answers = at_once(server, 64, lambda each, number: each.submit("game1", "p", number).data)
        by_sequence = sorted(answers, key=lambda each: each["sequence"])
        assert len({each["sequence"] for each in answers}) == 64
        scores = [answers.index(each) for each in by_sequence]
        expected = {"best": 63, "replace": scores[-1], "increment": sum(range(64))}[mode]
        assert by_sequence[-1]["score"] == expected
        before = ranks(own, "game1")
        assert (expected in [score for _, _, score in before]) and len(before) == 2
        history = own.board("game1", "/history/p").data
        assert [each["score"] for each in reversed(history)] == scores
        assert history[0]["after"] == expected
        server.restart()
        assert ranks(own, "game1") == before


def test_the_equal_score_again_by_several_writers_is_always_answered(server, own, board):
    name = board(update_mode="best")
    first = own.submit(name, "p", 100).data

    def writes(each: LiveClient, _: int) -> list[int]:
        return [each.submit(name, "p", 100).status for _ in range(20)]

    assert at_once(server, 8, writes) == [[200] * 20] * 8
    told = own.player(name, "p").data
    assert (told["score"], told["submissions"]) == (100, 161)
    assert own.board(name, "/history/p", limit=1000).data[-1]["sequence"] == first["sequence"]


def test_an_increment_by_0_lists_a_new_player(own, board):
    name = board(update_mode="increment")
    own.submit(name, "first", 5)
    told = own.submit(name, "new", 0).data
    assert (told["score"], told["rank"], told["changed"]) == (0, 2, True)
    assert ranks(own, name) == [(1, "first", 5), (2, "new", 0)]
    assert own.player(name, "new").data["rank"] == 2


def test_a_best_score_of_0_has_rank_1(own, board):
    name = board()
    for player, score in [("a", -5), ("b", 0), ("c", -1)]:
        own.submit(name, player, score)
    assert own.player(name, "b").data["rank"] == 1
    assert ranks(own, name)[0] == (1, "b", 0)


def test_an_older_write_never_replaces_a_newer_one(server, own, board):
    """Whoever has the highest sequence wrote last, and readers never see it go back."""
    name = board(update_mode="replace")

    def writes(each: LiveClient, number: int) -> list[tuple[int, int]]:
        scores = [number * 1_000 + step for step in range(25)]
        return [(each.submit(name, "p", score).data["sequence"], score) for score in scores]

    seen: list[tuple[int, int]] = []

    def reads(each: LiveClient) -> None:
        answer = each.player(name, "p")
        if answer.status == 200:
            seen.append((answer.meta["version"], answer.data["score"]))

    def act(each: LiveClient, number: int) -> list[tuple[int, int]]:
        if number < 4:
            return writes(each, number)
        for _ in range(50):
            reads(each)
        return []

    written = dict(sum(at_once(server, 5, act), []))
    assert own.player(name, "p").data["score"] == written[max(written)]
    assert [version for version, _ in seen] == sorted(version for version, _ in seen)
    for version, score in seen:
        assert score == written[max(each for each in written if each <= version)]


def test_a_player_twice_in_a_batch_counts_twice_in_order(own, board):
    name = board(update_mode="replace")
    scores = [("p", 30), ("q", 20), ("p", 10)]
    answer = own.batch(
        [{"leaderboard_id": name, "player_id": player, "score": score} for player, score in scores]
    )
    results = answer.data["results"]
    assert [each["status"] for each in results] == ["recorded"] * 3
    assert [each["score"] for each in results] == [30, 20, 10]
    assert [each["previous_score"] for each in results] == [None, None, 30]
    assert results[0]["sequence"] < results[1]["sequence"] < results[2]["sequence"]
    assert ranks(own, name) == [(1, "q", 20), (2, "p", 10)]


# Numbers.


def test_the_largest_scores_are_exact_or_refused(own, board):
    name = board(update_mode="increment")
    assert own.submit(name, "most", MOST).data["score"] == MOST
    for beyond in [MOST + 1, MOST + 2, -MOST - 1]:
        answer = own.submit(name, "beyond", beyond)
        assert (answer.status, answer.code) == (422, "invalid_value")
        assert "score" in answer.json()["detail"]
    answer = own.submit(name, "most", 1)
    assert (answer.status, answer.code) == (422, "invalid_value")
    assert own.submit(name, "most", 0).data["changed"] is False
    assert ranks(own, name) == [(1, "most", MOST)]
    assert own.submit(name, "most", -1).data["score"] == MOST - 1


def test_a_decimal_reads_back_as_it_was_written(own, board):
    name = board(decimal_places=1, update_mode="increment")
    assert own.submit(name, "p", "1.1").data["score"] == Decimal("1.1")
    for _ in range(9):
        own.submit(name, "p", "0.1")
    assert b'"score":2.0' in own.board(name, "/top").body.replace(b" ", b"")
    answer = own.submit(name, "p", "0.01")
    assert (answer.status, answer.code) == (422, "invalid_value")


@pytest.mark.parametrize("score", ["NaN", "Infinity", "-Infinity", "nan", "1e400", '"NaN"', "[1]"])
def test_what_is_no_finite_number_is_refused(own, board, score):
    name = board()
    own.submit(name, "p", 1)
    answer = own.submit(name, "p", score)
    assert answer.status in (400, 422) and answer.code.startswith("invalid_")
    if answer.code != "invalid_json":
        assert "score" in answer.json()["detail"]
    assert ranks(own, name) == [(1, "p", 1)]


# Ranks.


def test_equal_scores_share_a_rank_and_who_reached_it_first_stands_first(
    live_leaderboards, tmp_path
):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1", update_mode="replace")
        for player, score in [("z", 100), ("a", 100), ("m", 100), ("k", 50), ("b", 200)]:
            own.submit("game1", player, score)
        expected = [(1, "b", 200), (2, "z", 100), (2, "a", 100), (2, "m", 100), (5, "k", 50)]
        assert ranks(own, "game1") == expected
        # The same score again is not reached again, and one that was left is.
        own.submit("game1", "z", 100)
        assert ranks(own, "game1") == expected
        own.submit("game1", "z", 99)
        own.submit("game1", "z", 100)
        expected = [(1, "b", 200), (2, "a", 100), (2, "m", 100), (2, "z", 100), (5, "k", 50)]
        assert ranks(own, "game1") == expected
        server.restart()
        assert ranks(own, "game1") == expected


def test_around_a_player_near_the_top_the_window_moves(own, board):
    name = board()
    for place in range(1, 11):
        own.submit(name, f"p{place}", 100 - place)

    def around(player: str, distance: int) -> list[int]:
        told = own.board(name, f"/around/{player}", range=distance).data
        return [each["rank"] for each in told]

    assert around("p2", 2) == [1, 2, 3, 4, 5]
    assert around("p1", 1) == [1, 2, 3]
    assert around("p10", 2) == [6, 7, 8, 9, 10]
    assert around("p5", 0) == [5]
    assert around("p5", 500) == list(range(1, 11))


def test_pages_forward_and_back_have_the_same_ranks(own, board):
    name = board()
    own.batch(
        [
            {"leaderboard_id": name, "player_id": f"p{each}", "score": each % 7}
            for each in range(50)
        ]
    )
    cursors: list[dict] = [{}]
    pages = []
    while True:
        answer = own.board(name, "/top", limit=8, **cursors[-1])
        pages.append(answer.data)
        if answer.meta["next_cursor"] is None:
            break
        cursors.append({"cursor": answer.meta["next_cursor"]})
    assert sum(pages, []) == own.top(name, limit=1000)
    for cursor, page in zip(reversed(cursors), reversed(pages)):
        assert own.top(name, limit=8, **cursor) == page


def test_tied_players_are_listed_once_over_pages_while_scores_change(own, board):
    """None is lost whose score stays, and none comes twice."""
    name = board(update_mode="best")
    tied = [f"tied-{each}" for each in range(250)]
    own.batch([{"leaderboard_id": name, "player_id": each, "score": 100} for each in tied])
    chance = random.Random(1)
    climbers = set(chance.sample(tied, 40))
    waiting = sorted(climbers)
    listed: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        answer = own.board(name, "/top", limit=20, **cursor)
        listed += [each["player_id"] for each in answer.data]
        for number in range(3):
            own.submit(name, f"new-{len(listed)}-{number}", chance.choice([99, 100, 101, 500]))
        if waiting:
            own.submit(name, waiting.pop(), chance.randint(101, 400))
        if answer.meta["next_cursor"] is None:
            break
        cursor = {"cursor": answer.meta["next_cursor"]}
    assert len(set(listed)) == len(listed)
    assert set(tied) - climbers <= set(listed)


def test_the_ranks_of_a_list_of_players_name_the_unknown_ones(own, board):
    name = board()
    for player, score in [("a", 1), ("b", 2), ("c", 3)]:
        own.submit(name, player, score)
    answer = own.board(name, "/players", ids="c,nobody,a,no%20one")
    assert [(each["rank"], each["player_id"]) for each in answer.data] == [(1, "c"), (3, "a")]
    assert answer.meta["not_found"] == ["nobody", "no%20one"]
