"""Periods of boards on a server whose clock the test moves: weeks, time zones, the last moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

import pytest

from live_server import LiveClient, LiveServer, client, running
from moved_clock import MovedClock


@pytest.fixture
def clocked(live_leaderboards: Path, tmp_path: Path) -> Callable:
    """A server whose clock begins at a time, in a time zone of its own."""

    @contextmanager
    def start(at: str, zone: str = "UTC") -> Iterator[tuple[LiveServer, LiveClient, MovedClock]]:
        clock = MovedClock(tmp_path, at)
        environment = {**clock.environment, "TZ": zone}
        folder = tmp_path / "server"
        with running(live_leaderboards, folder, environment=environment) as server:
            with client(server) as own:
                yield server, own, clock

    return start


def listed(own: LiveClient, name: str, **query: str) -> list[tuple]:
    return [(each["player_id"], each["score"]) for each in own.top(name, **query)]


def test_a_board_without_resets_never_loses_an_entry(clocked):
    with clocked("2026-11-30T12:00:00Z") as (server, own, clock):
        made = own.create("game1")
        assert (made["reset_period"], made["reset_at"]) == ("never", None)
        assert made["period"] == {"id": "all", "start": None, "end": None}
        own.submit("game1", "p", 1)
        clock.set("2036-12-01T00:00:00Z")
        assert listed(own, "game1") == [("p", 1)]
        server.restart()
        assert listed(own, "game1") == [("p", 1)]
        assert own.submit("game1", "p", 2).data["previous_score"] == 1


def test_answers_tell_the_period_and_the_next_reset(clocked):
    period = {
        "id": "2026-11-30T00:00:00Z",
        "start": "2026-11-30T00:00:00Z",
        "end": "2026-12-01T00:00:00Z",
    }
    with clocked("2026-11-30T12:00:00Z") as (_, own, _):
        assert own.create("game1", reset_period="daily")["period"] == period
        assert own.submit("game1", "p", 1).data["period"] == period["id"]
        for rest in ["/top", "/stats", "/player/p", "/around/p", "/range?start=1&end=2"]:
            assert own.board("game1", rest).meta["period"] == period, rest
        assert own.board("game1", "/periods").data == [{**period, "current": True}]


def test_a_weekly_board_is_not_empty_on_sunday_and_ends_before_monday(clocked):
    with clocked("2026-11-23T08:00:00Z") as (_, own, clock):
        own.create("game1", reset_period="weekly")
        assert own.submit("game1", "p", 1).data["period"] == "2026-11-23T00:00:00Z"
        clock.set("2026-11-29T12:00:00Z")
        assert listed(own, "game1") == [("p", 1)]
        clock.set("2026-11-29T23:59:55Z")
        assert listed(own, "game1") == [("p", 1)]
        clock.set("2026-11-30T00:00:00Z")
        assert listed(own, "game1") == []
        assert own.board("game1", "/top").meta["period"]["id"] == "2026-11-30T00:00:00Z"
        assert listed(own, "game1", period="2026-11-23T00:00:00Z") == [("p", 1)]


BOUNDARIES = {
    # The clock in Berlin is set back on October 25 and forward on March 29.
    "a day of 25 hours": (
        "daily", "Europe/Berlin",
        "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z",
    ),
    "a day of 23 hours": (
        "daily", "Europe/Berlin",
        "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z",
    ),
    "an hour that comes twice": (
        "hourly", "Europe/Berlin",
        "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z",
    ),
    "a reset in the hour that does not come": (
        "30 2 * * *", "Europe/Berlin",
        "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z",
    ),
    "a week in New York": (
        "weekly", "America/New_York",
        "2026-11-23T05:00:00Z", "2026-11-30T05:00:00Z", "2026-12-07T05:00:00Z",
    ),
    "a month in Kolkata": (
        "monthly", "Asia/Kolkata",
        "2026-10-31T18:30:00Z", "2026-11-30T18:30:00Z", "2026-12-31T18:30:00Z",
    ),
    "a year in Auckland": (
        "yearly", "Pacific/Auckland",
        "2025-12-31T11:00:00Z", "2026-12-31T11:00:00Z", "2027-12-31T11:00:00Z",
    ),
}  # fmt: skip


@pytest.mark.parametrize("zone_of_server", ["America/Los_Angeles", "Asia/Tokyo"])
def test_only_the_time_zone_of_the_board_decides(clocked, zone_of_server):
    before = {name: second_before(end) for name, (_, _, _, end, _) in BOUNDARIES.items()}
    with clocked("2026-03-01T12:00:00Z", zone_of_server) as (_, own, clock):
        # The clock only goes forward.
        ordered = sorted(BOUNDARIES.items(), key=lambda each: each[1][3])
        for name, (schedule, zone, start, end, next_end) in ordered:
            board = name.replace(" ", "-")
            clock.set(before[name])
            own.create(board, reset_period=schedule, time_zone=zone)
            told = own.submit(board, "p", 1).data
            meta = own.board(board, "/top").meta
            assert told["period"] == start, name
            assert meta["period"] == {"id": start, "start": start, "end": end}, name
            clock.set(end)
            meta = own.board(board, "/top").meta
            assert meta["period"] == {"id": end, "start": end, "end": next_end}, name
            assert listed(own, board) == [], name


def second_before(time: str) -> str:
    """Three seconds before a full minute, since the test takes some time itself."""
    hour, minute = int(time[11:13]), int(time[14:16])
    minute, hour = (minute - 1, hour) if minute else (59, hour - 1)
    assert hour >= 0
    return f"{time[:11]}{hour:02}:{minute:02}:57Z"


def test_the_final_standings_are_the_last_before_the_boundary(clocked):
    """Writers go on over midnight: each score is in the period that its answer tells."""
    old, new = "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z"
    with clocked("2026-11-30T23:00:00Z") as (server, own, clock):
        own.create("game1", reset_period="daily", update_mode="replace")
        answers: list[dict] = []
        stopping = threading.Event()

        def write(player: str) -> None:
            with client(server) as each:
                score = 0
                while not stopping.is_set():
                    score += 1
                    answers.append(each.submit("game1", player, score).data)

        with ThreadPoolExecutor(4) as pool:
            writers = [pool.submit(write, f"p{each}") for each in range(4)]
            clock.set("2026-11-30T23:59:59.700Z")
            wait(writers, 0.8)
            stopping.set()
        for writer in writers:
            writer.result()
        assert {each["period"] for each in answers} == {old, new}
        for period in [old, new]:
            last = {
                each["player_id"]: each["score"]
                for each in sorted(answers, key=lambda each: each["sequence"])
                if each["period"] == period
            }
            assert dict(listed(own, "game1", period=period)) == last
        assert all(
            each["previous_score"] is None or each["previous_score"] < each["score"]
            for each in answers
        )
        final = own.board("game1", "/top", period=old)
        own.submit("game1", "late", 10**6)
        server.restart()
        frozen = own.board("game1", "/top", period=old)
        assert frozen.data == final.data


def test_a_key_of_an_ended_period_changes_nothing(clocked):
    with clocked("2026-11-30T23:59:50Z") as (_, own, clock):
        own.create("game1", reset_period="daily", update_mode="increment")
        first = own.submit("game1", "p", 1, submission_id="one").data
        clock.set("2026-12-01T00:00:00Z")
        again = own.submit("game1", "p", 1, submission_id="one").data
        assert (again["status"], again["period"]) == ("repeated", first["period"])
        assert listed(own, "game1") == []


def test_two_resets_by_hand_begin_two_periods(clocked):
    with clocked("2026-11-30T12:00:00Z") as (_, own, _):
        own.create("game1")
        periods = ["all"]
        for score in range(5):
            own.submit("game1", "p", score)
            told = own.board("game1", "/reset", "POST").data
            assert told["period"]["id"] == told["period"]["start"] == told["reset_at"]
            periods.insert(0, told["period"]["id"])
        assert len(set(periods)) == 6
        assert [each["id"] for each in own.board("game1", "/periods").data] == periods
        for score, period in enumerate(reversed(periods[1:])):
            assert listed(own, "game1", period=period) == [("p", score)]
        assert listed(own, "game1") == []
