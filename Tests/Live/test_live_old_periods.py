"""Periods that have ended: more than are kept at hand, and what is forgotten of them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from live_cases import at_once
from live_server import LiveClient, LiveServer, client, running
from moved_clock import MovedClock
from server import eventually

PERIODS = 80
READERS = 8


@pytest.fixture(scope="module")
def periods(server: LiveServer) -> list[str]:
    """A board with many periods, each of which has one score: the number of the period."""
    with client(server) as own:
        own.create("game1")
        ids = []
        for number in range(PERIODS):
            ids.append(own.submit("game1", "p", number).data["period"])
            own.board("game1", "/reset", "POST")
    return ids


def test_more_old_periods_than_are_kept_at_hand(server, periods):
    """Many read them at once: none is answered as if the board were gone."""

    def read(own: LiveClient, seed: int) -> int:
        chance = random.Random(seed)
        order = chance.sample(range(PERIODS), PERIODS)
        for number in order:
            period = periods[number]
            answer = own.board("game1", chance.choice(["/top", "/stats"]), period=period)
            assert answer.status == 200, (number, answer)
            assert answer.meta["period"]["id"] == period
            assert own.top("game1", period=period) == [
                {"rank": 1, "player_id": "p", "score": number}
            ]
        return len(order)

    assert at_once(server, READERS, read) == [PERIODS] * READERS


def test_a_player_is_removed_from_periods_that_are_being_read(server, own, periods):
    """Whoever reads a period while the player is removed does not bring the player back."""
    players = [f"gone-{each}" for each in range(20)]
    own.create("game2")
    ids = []
    for _ in range(5):
        scores = [{"leaderboard_id": "game2", "player_id": each, "score": 1} for each in players]
        ids.append(own.batch(scores).data["results"][0]["period"])
        own.board("game2", "/reset", "POST")

    def act(each: LiveClient, number: int) -> None:
        chance = random.Random(number)
        for step in range(20):
            if number == 0:
                each.board("game2", f"/player/{players[step]}", "DELETE")
            else:
                # Reading the periods of the other board pushes those of this one out.
                for other in chance.sample(periods, 10):
                    each.board("game1", "/top", period=other)
                each.board("game2", "/top", period=chance.choice(ids))

    at_once(server, 4, act)
    for period in ids:
        assert own.board("game2", "/top", period=period).status in (200, 404), period
        listed = own.board("game2", "/top", period=period)
        assert listed.status == 404 or listed.data == []


def test_what_is_forgotten_changes_no_standing(live_leaderboards: Path, tmp_path: Path):
    """A key is forgotten a week after its submission, and the events of ended periods with it."""
    clock = MovedClock(tmp_path, "2026-11-30T12:00:00Z")
    settings = {"sync": {"interval": "1s"}, "log": {"level": "debug"}}
    folder = tmp_path / "server"
    with running(live_leaderboards, folder, environment=clock.environment, **settings) as server:
        with client(server) as own:
            own.create("daily", reset_period="daily", update_mode="increment")
            own.create("ever", update_mode="increment")
            for board in ["daily", "ever"]:
                for number in range(50):
                    own.submit(board, f"p{number % 7}", number, submission_id=f"key {number}")
            first = {name: own.top(name) for name in ["daily", "ever"]}
            clock.set("2026-12-05T12:00:00Z")
            forgotten(server)
            again = own.submit("daily", "p0", 0, submission_id="key 0").data
            assert (again["status"], again["period"]) == ("repeated", "2026-11-30T00:00:00Z")
            assert len(own.board("daily", "/history/p0", period=again["period"]).data) == 8

            clock.set("2026-12-08T12:00:00Z")
            assert forgotten(server) > 0
            server.restart()
            assert own.top("daily", period="2026-11-30T00:00:00Z") == first["daily"]
            assert own.top("ever") == first["ever"]
            # The period goes on, so its history is there.
            assert len(own.board("ever", "/history/p0").data) == 8
            told = own.submit("ever", "p0", 1, submission_id="key 0").data
            assert told["status"] == "recorded"
            score = next(each["score"] for each in first["ever"] if each["player_id"] == "p0")
            assert told["previous_score"] == score


def forgotten(server: LiveServer) -> int:
    """Waits for two rounds of the upkeep, and returns how many keys they forgot."""
    begin = len(server.log())

    def rounds() -> list[dict]:
        lines = server.log()[begin:].splitlines()
        return [json.loads(each) for each in lines if "the log is compacted" in each]

    found = eventually(lambda: rounds() if len(rounds()) >= 2 else None)
    return sum(int(each["keys"]) for each in found)
