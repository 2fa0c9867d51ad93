"""The engines on a lake in SeaweedFS: both give the same boards, and failures are told apart."""

from __future__ import annotations

import random
from typing import Any

import pytest

from athena_cloud import DATE, Cloud, away, meanwhile
from kingdoms import METRICS, SHAPES, generated
from query_probe import Answer, QueryProbe
from servers.athena import Behaviour


def whole_board(probe: QueryProbe, number: int, metric: str, limit: int) -> dict[str, Any]:
    """A board with all its pages put together."""
    board: dict[str, Any] = {}
    query = f"limit={limit}"
    while True:
        answer = probe.board(number, metric, query)
        assert answer.status == 200, answer
        entries = board.get("entries", []) + answer.body["entries"]
        board = answer.body | {"entries": entries, "previous_cursor": None}
        if board["next_cursor"] is None:
            return board
        query = f"limit={limit}&cursor={board['next_cursor']}"


# The boards


@pytest.mark.parametrize("shape", SHAPES)
def test_both_engines_give_the_expected_boards(cloud: Cloud, shape: str) -> None:
    """Every metric, from the first entry to the last."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    kingdom = generated(shape, seed)
    cloud.upload(kingdom, 51)
    # A neighbour and another date, whose players must not appear.
    cloud.upload(generated("ties", seed + 1), 52)
    cloud.upload(generated("ties", seed + 2), 51, "2026-01-19")
    for engine in ("parquet", "athena"):
        with cloud.probe(engine) as probe:
            for limit in (1, 100, 1_000):
                answer = probe.board(51, "kills", f"limit={limit}")
                expected = kingdom.board(51, "kills", DATE, limit)
                assert answer.body | {"next_cursor": None} == expected, (engine, seed)
            for metric in METRICS:
                expected = kingdom.board(51, metric, DATE, len(kingdom.rows))
                assert whole_board(probe, 51, metric, 700) == expected, (engine, seed)


@pytest.mark.parametrize("engine", ["parquet", "athena"])
def test_what_is_not_there_is_not_queried(cloud: Cloud, engine: str) -> None:
    """An unknown kingdom and an unknown date are 404, and no query."""
    cloud.upload(generated("ties", 1))
    with cloud.probe(engine) as probe:
        assert probe.board(52, "dkp").status == 404
        assert probe.board(51, "dkp", "date=2026-01-25").status == 404
    assert cloud.athena.queries == {}


# One upload after another


@pytest.mark.parametrize("engine", ["parquet", "athena"])
def test_another_upload_of_the_date_shows_at_once(cloud: Cloud, engine: str) -> None:
    """Nothing is kept here, and no earlier result of Athena is asked for."""
    with cloud.probe(engine) as probe:
        for seed in range(3):
            kingdom = generated("ties", seed)
            cloud.upload(kingdom)
            for _ in range(2):
                board = probe.board(51, "power", "limit=1000").body
                assert board == kingdom.board(51, "power", DATE, 1_000)


def test_an_upload_between_the_file_and_the_query_is_no_mix(cloud: Cloud) -> None:
    """The summary is of the first upload, the table shows the second: the second is answered."""
    first, second = generated("many", 1), generated("many", 2)
    cloud.upload(first)
    meanwhile(cloud, lambda: cloud.upload(second))
    with cloud.probe("athena") as probe:
        answer = probe.board(51, "power", "limit=1000")
    assert answer.body | {"next_cursor": None} == second.board(51, "power", DATE, 1_000)
    assert len(cloud.athena.queries) == 2


def test_a_snapshot_that_keeps_changing_is_for_later(cloud: Cloud) -> None:
    """Once more is tried, then the client is asked to."""
    cloud.upload(generated("ties", 1))
    meanwhile(cloud, *(lambda n=n: cloud.upload(generated("ties", n)) for n in (2, 3)))
    with cloud.probe("athena") as probe:
        answer = probe.board(51, "power")
    assert (answer.status, answer.retry_after) == (503, "1")
    assert answer.body["code"] == "snapshot_changing"


def test_a_table_that_does_not_fit_the_lake_is_an_error_of_ours(cloud: Cloud) -> None:
    """No rows of a snapshot that the lake has: not an empty board."""
    cloud.upload(generated("ties", 1))
    away(cloud)
    with cloud.probe("athena") as probe:
        assert probe.board(51, "power").status == 500


# Failures


def test_a_busy_service_is_asked_again(cloud: Cloud) -> None:
    """The query that is started at last is one, whatever was answered before."""
    cloud.upload(generated("ties", 1))
    for behaviour in (Behaviour.THROTTLED, Behaviour.RATE_EXCEEDED, Behaviour.UNAVAILABLE):
        cloud.athena.forget()
        cloud.athena.behave(behaviour, 3)
        with cloud.probe("athena") as probe:
            assert probe.board(51, "power").status == 200
        starts = [call for call in cloud.athena.calls if call.action == "StartQueryExecution"]
        assert len(starts) == 4
        assert len({call.body["ClientRequestToken"] for call in starts}) == 1
        assert len(cloud.athena.queries) == 1


def test_a_service_that_stays_busy_is_for_later(cloud: Cloud) -> None:
    """503, with a time after which to try again."""
    cloud.upload(generated("ties", 1))
    cloud.athena.behave(Behaviour.THROTTLED, 1_000)
    with cloud.probe("athena", deadline_milliseconds=1_500) as probe:
        answer = probe.board(51, "power")
    assert (answer.status, answer.retry_after) == (503, "5")
    assert answer.body["code"] == "query_throttled"


@pytest.mark.parametrize("behaviour", [Behaviour.FAILS, Behaviour.IS_CANCELLED])
def test_a_query_that_fails_is_a_bad_gateway(cloud: Cloud, behaviour: Behaviour) -> None:
    """Trying again would not help; what the service said stays with us."""
    cloud.upload(generated("ties", 1))
    cloud.athena.behave(behaviour)
    with cloud.probe("athena") as probe:
        answer = probe.board(51, "power")
    assert (answer.status, answer.body["code"]) == (502, "query_failed")
    assert "HIVE" not in str(answer.body)


def stopped(cloud: Cloud) -> bool:
    """Whether the one query was stopped, by the last of all calls."""
    states = [query.state for query in cloud.athena.queries.values()]
    return states == ["CANCELLED"] and cloud.athena.actions()[-1] == "StopQueryExecution"


def test_a_query_that_never_ends_is_stopped_in_time(cloud: Cloud) -> None:
    """504 when the client's own deadline is over."""
    cloud.upload(generated("ties", 1))
    cloud.athena.behave(Behaviour.NEVER_ENDS)
    with cloud.probe("athena", deadline_milliseconds=1_500) as probe:
        answer = probe.board(51, "power")
    assert late(answer) and answer.seconds < 2.5
    assert stopped(cloud)


def test_a_request_that_is_given_up_stops_its_query(cloud: Cloud) -> None:
    """504 when the request's time is over, long before the client's deadline; kept or not."""
    cloud.upload(generated("ties", 1))
    for settings in ({}, {"keeps_milliseconds": 5_000}):
        cloud.athena.forget()
        cloud.athena.behave(Behaviour.NEVER_ENDS)
        with cloud.probe("athena", **settings) as probe:
            answer = probe.board(51, "power", within_milliseconds=1_000)
        assert late(answer) and answer.seconds < 2
        assert stopped(cloud)


def late(answer: Answer) -> bool:
    """Whether an answer says that it took too long."""
    return (answer.status, answer.body["code"]) == (504, "query_timed_out")


# What is kept


def test_a_small_board_costs_three_calls_and_then_none(cloud: Cloud) -> None:
    """A listing, a head and a get when cold; for other metrics of the kept file nothing."""
    cloud.upload(generated("ties", 1))
    with cloud.probe("parquet", keeps_milliseconds=60_000) as probe:
        assert probe.board(51, "power").calls == (1, 1, 1)
        for metric in METRICS:
            assert probe.board(51, metric).calls == (0, 0, 0)


def test_a_board_is_queried_once_an_upload(cloud: Cloud) -> None:
    """Any part of it, at any time, as long as the upload is the same."""
    kingdom = generated("ties", 1)
    cloud.upload(kingdom)
    with cloud.probe("athena", keeps_milliseconds=60_000) as probe:
        for limit in (100, 10, 200, 1):
            board = probe.board(51, "power", f"limit={limit}").body | {"next_cursor": None}
            assert board == kingdom.board(51, "power", DATE, limit)
    assert len(cloud.athena.queries) == 1


def test_what_is_kept_shows_another_upload_after_its_time(cloud: Cloud) -> None:
    """The old board or the new one, and the new one as soon as the time is over."""
    old, new = generated("ties", 1), generated("ties", 2)
    boards = [one.board(51, "power", DATE, 1_000) for one in (old, new)]
    cloud.upload(old)
    with cloud.probe("parquet", keeps_milliseconds=2_000) as probe:
        assert probe.board(51, "power", "limit=1000").body == boards[0]
        cloud.upload(new)
        seen = [boards[0]]
        while seen[-1] == boards[0]:
            seen.append(probe.board(51, "power", "limit=1000").body)
        assert seen[-1] == boards[1]
