"""Gains by both engines, which must be those that are worked out apart from the product."""

from __future__ import annotations

import random
from typing import Any

import pytest

from athena_cloud import BEFORE, DATE, ENGINES, Cloud, away, meanwhile
from gains_expectation import gains, weights_text
from kingdoms import METRICS, SHAPES, Kingdom, generated, kingdom, later
from query_probe import QueryProbe
from servers.athena import Behaviour

OTHER_WEIGHTS = {"t4_kills": 4, "t5_kills": 10, "deaths": 15}
GREATEST_WEIGHTS = {"t4_kills": 1_000_000, "t5_kills": 1_000_000, "deaths": 1_000_000}


def whole(probe: QueryProbe, metric: str, query: str, limit: int) -> dict[str, Any]:
    """Gains with all their pages put together; the other lists stand on the first page alone."""
    entries: list[dict[str, Any]] = []
    first: dict[str, Any] = {}
    asked = f"{query}&limit={limit}"
    while True:
        answer = probe.gains(51, metric, asked)
        assert answer.status == 200, answer
        first = first or answer.body
        entries += answer.body["entries"]
        if len(entries) > len(answer.body["entries"]):
            assert [answer.body[kind]["players"] for kind in OTHERS] == [[]] * len(OTHERS)
            assert answer.body["previous_cursor"] is not None
        if answer.body["next_cursor"] is None:
            return first | {"entries": entries, "next_cursor": None}
        asked = f"{query}&limit={limit}&cursor={answer.body['next_cursor']}"


OTHERS = ["arrived", "departed", "without_value"]


def first_page(probe: QueryProbe, metric: str, query: str = "") -> dict[str, Any]:
    """Gains as they must be there, without the cursor of what follows."""
    answer = probe.gains(51, metric, query)
    assert answer.status == 200, answer
    return answer.body | {"next_cursor": None}


@pytest.mark.parametrize("shape", SHAPES)
def test_both_engines_give_the_expected_gains(cloud: Cloud, shape: str) -> None:
    """Every metric, from the first entry to the last; and the first page by itself."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    old = generated(shape, seed)
    new = later(old, shape, seed)
    cloud.upload(old, 51, BEFORE)
    cloud.upload(new, 51, DATE)
    # A neighbour and another date, whose players must not appear.
    cloud.upload(generated("ties", seed + 1), 52, DATE)
    cloud.upload(generated("ties", seed + 2), 51, "2026-01-12")
    for engine in ENGINES:
        with cloud.probe(engine) as probe:
            for limit in (1, 100, 1_000):
                expected = gains(old.at(BEFORE), new.at(DATE), "kills", 51, limit)
                assert first_page(probe, "kills", f"limit={limit}") == expected, (engine, seed)
            for metric in METRICS:
                expected = gains(old.at(BEFORE), new.at(DATE), metric, 51, 100_000)
                found = whole(probe, metric, f"from={BEFORE}&to={DATE}", 700)
                for kind in OTHERS:
                    expected[kind]["players"] = expected[kind]["players"][:700]
                assert found == expected, (engine, metric, seed)


@pytest.mark.parametrize("shape", ["ties", "nulls", "large numbers", "many"])
def test_dkp_is_compared_by_one_measure(cloud: Cloud, shape: str) -> None:
    """As both uploads brought it; else worked out anew by the later weights, or by those given."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    brought = generated(shape, seed)
    computed = kingdom(brought.rows, without=["dkp"])
    later_brought = later(brought, shape, seed)
    later_computed = kingdom(later_brought.rows, without=["dkp"], weights=OTHER_WEIGHTS)
    for number, (old, new) in enumerate(
        [
            (brought, later_brought),
            (computed, later_brought),
            (brought, later_computed),
            (computed, later_computed),
        ]
    ):
        cloud.upload(old, 51, BEFORE)
        cloud.upload(new, 51, DATE)
        for engine in ENGINES:
            with cloud.probe(engine) as probe:
                for weights in (None, OTHER_WEIGHTS, GREATEST_WEIGHTS):
                    expected = gains(old.at(BEFORE), new.at(DATE), "dkp", 51, 1_000, weights)
                    query = "limit=1000" + (f"&weights={weights_text(weights)}" if weights else "")
                    found = first_page(probe, "dkp", query)
                    assert found == expected, (engine, number, weights, seed)


def extremes() -> tuple[Kingdom, Kingdom]:
    """Numbers whose weighted sum is the greatest there is, one more, and far beyond 64 bits."""
    greatest = 2**53

    def row(player: int, t4: int, t5: int, deaths: int) -> dict[str, Any]:
        counts = {"t4_kills": t4, "t5_kills": t5, "deaths": deaths}
        return {"id": player, "name": f"p{player}", **counts}

    rows = [
        row(1, greatest, 0, 0), row(2, greatest, 1, 0), row(3, 2**52 + 1, 2**52 - 1, 0),
        row(4, 2**52 + 1, 2**52, 0), row(5, greatest, greatest, greatest), row(6, 0, 0, 0),
    ]  # fmt: skip
    return kingdom([row(player, 1, 1, 1) for player in range(1, 7)]), kingdom(rows)


def test_what_is_too_large_has_no_value(cloud: Cloud) -> None:
    """DKP beyond 2^53 is none, and no sum overflows on the way."""
    old, new = extremes()
    cloud.upload(old, 51, BEFORE)
    cloud.upload(new, 51, DATE)
    ones = {"t4_kills": 1, "t5_kills": 1, "deaths": 1}
    for weights, without_value in ((ones, 3), (GREATEST_WEIGHTS, 5)):
        expected = gains(old.at(BEFORE), new.at(DATE), "dkp", 51, 100, weights)
        for engine in ENGINES:
            with cloud.probe(engine) as probe:
                found = first_page(probe, "dkp", f"weights={weights_text(weights)}")
                assert found == expected, engine
        assert expected["without_value"]["total_players"] == without_value


@pytest.mark.parametrize("engine", ENGINES)
def test_what_cannot_be_compared_is_not_queried(cloud: Cloud, engine: str) -> None:
    """Nothing before a date, an unknown one, and one that is not earlier."""
    cloud.upload(generated("ties", 1))
    with cloud.probe(engine) as probe:
        answer = probe.gains(51, "dkp")
        assert (answer.status, answer.body["code"]) == (404, "no_earlier_snapshot")
        assert probe.gains(51, "dkp", f"from={BEFORE}").status == 404
        assert probe.gains(51, "dkp", f"from={DATE}&to={DATE}").status == 400
    assert cloud.athena.queries == {}


# Uploads that are replaced meanwhile


@pytest.mark.parametrize("date", [BEFORE, DATE])
def test_an_upload_between_the_file_and_the_query_is_no_mix(cloud: Cloud, date: str) -> None:
    """Whichever of the two is uploaded again, what stands there then is answered."""
    uploads = {BEFORE: generated("many", 1), DATE: later(generated("many", 1), "many", 1)}
    for each, upload in uploads.items():
        cloud.upload(upload, 51, each)
    another = generated("many", 2)
    meanwhile(cloud, lambda: cloud.upload(another, 51, date))
    uploads[date] = another
    with cloud.probe("athena") as probe:
        found = first_page(probe, "power", "limit=1000")
    expected = gains(uploads[BEFORE].at(BEFORE), uploads[DATE].at(DATE), "power", 51, 1_000)
    assert found == expected
    assert len(cloud.athena.queries) == 2


def test_snapshots_that_keep_changing_are_for_later(cloud: Cloud) -> None:
    """Once more is tried, then the client is asked to."""
    cloud.upload(generated("ties", 1), 51, BEFORE)
    cloud.upload(generated("ties", 2))
    meanwhile(cloud, *(lambda n=n: cloud.upload(generated("ties", n)) for n in (3, 4)))
    with cloud.probe("athena") as probe:
        answer = probe.gains(51, "power")
    assert (answer.status, answer.retry_after) == (503, "1")
    assert answer.body["code"] == "snapshot_changing"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("date", [BEFORE, DATE])
def test_a_page_of_gains_that_are_no_more_is_gone(cloud: Cloud, engine: str, date: str) -> None:
    """A cursor is of two uploads; once either is replaced there is no next page."""
    cloud.upload(generated("many", 1), 51, BEFORE)
    cloud.upload(later(generated("many", 1), "many", 1))
    with cloud.probe(engine) as probe:
        cursor = probe.gains(51, "power", "limit=10").body["next_cursor"]
        assert probe.gains(51, "power", f"limit=10&cursor={cursor}").status == 200
        cloud.upload(generated("many", 1), 51, date)
        answer = probe.gains(51, "power", f"limit=10&cursor={cursor}")
    assert (answer.status, answer.body["code"]) == (410, "snapshot_replaced")


# Failures


def test_a_table_that_does_not_fit_the_lake_is_an_error_of_ours(cloud: Cloud) -> None:
    """No rows of snapshots that the lake has: not gains of nobody."""
    cloud.upload(generated("ties", 1), 51, BEFORE)
    cloud.upload(generated("ties", 2))
    away(cloud)
    with cloud.probe("athena") as probe:
        assert probe.gains(51, "power").status == 500


def test_a_query_that_fails_or_never_ends_is_told(cloud: Cloud) -> None:
    """As that of a board is."""
    cloud.upload(generated("ties", 1), 51, BEFORE)
    cloud.upload(generated("ties", 2))
    with cloud.probe("athena", deadline_milliseconds=1_500) as probe:
        cloud.athena.behave(Behaviour.FAILS)
        answer = probe.gains(51, "power")
        assert (answer.status, answer.body["code"]) == (502, "query_failed")
        cloud.athena.behave(Behaviour.NEVER_ENDS)
        answer = probe.gains(51, "power")
        assert (answer.status, answer.body["code"]) == (504, "query_timed_out")
    assert cloud.athena.actions()[-1] == "StopQueryExecution"


# What is kept


def test_gains_are_queried_once_a_pair_of_uploads(cloud: Cloud) -> None:
    """Any part of them, as long as both uploads are the same; other weights are never a query."""
    old = generated("ties", 1)
    new = later(old, "ties", 1)
    cloud.upload(old, 51, BEFORE)
    cloud.upload(new)
    with cloud.probe("athena", keeps_milliseconds=60_000) as probe:
        for limit in (50, 10, 1):
            found = first_page(probe, "power", f"limit={limit}")
            assert found == gains(old.at(BEFORE), new.at(DATE), "power", 51, limit)
        assert len(cloud.athena.queries) == 1
        for _ in range(2):
            first_page(probe, "dkp")
            first_page(probe, "dkp", f"weights={weights_text(OTHER_WEIGHTS)}")
    assert len(cloud.athena.queries) == 2


def test_what_is_kept_shows_another_upload_after_its_time(cloud: Cloud) -> None:
    """The old gains or the new ones, and the new ones as soon as the time is over."""
    old, new, newer = (generated("many", seed) for seed in (1, 2, 1))
    cloud.upload(old, 51, BEFORE)
    cloud.upload(new)
    before, after = (
        gains(old.at(BEFORE), upload.at(DATE), "power", 51, 1_000) for upload in (new, newer)
    )
    with cloud.probe("athena", keeps_milliseconds=2_000) as probe:
        assert first_page(probe, "power", "limit=1000") == before
        cloud.upload(newer)
        seen = [before]
        while seen[-1] == before:
            seen.append(first_page(probe, "power", "limit=1000"))
        assert seen[-1] == after
