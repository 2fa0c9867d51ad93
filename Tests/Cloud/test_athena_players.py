"""Players by both engines: facts, histories, searches, and boards around and beside somebody."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import quote

import pytest

from athena_cloud import BEFORE, DATE, ENGINES, Cloud, away, meanwhile
from kingdoms import METRICS, SHAPES, Kingdom, generated, kingdom, later
from players_expectation import (
    around,
    compared_board,
    history,
    player,
    search,
    searched_board,
)
from query_probe import QueryProbe
from servers.athena import Behaviour

FIRST = "2026-01-12"
Row = dict[str, Any]


def three_uploads(cloud: Cloud, shape: str, seed: int) -> dict[str, Kingdom]:
    """A kingdom at three dates, beside a neighbour with the same players at the same dates."""
    first = generated(shape, seed)
    second = later(first, shape, seed)
    uploads = {FIRST: first, BEFORE: second, DATE: later(second, shape, seed + 1)}
    for date, upload in uploads.items():
        cloud.upload(upload, 51, date)
        cloud.upload(later(upload, shape, seed + 2), 52, date)
    return uploads


def some_players(uploads: dict[str, Kingdom], chance: random.Random) -> list[int]:
    """Players of every upload, and of as many as there are kinds of coming and going."""
    listed = {date: {row["id"] for row in upload.rows} for date, upload in uploads.items()}
    fates: dict[tuple[bool, ...], list[int]] = {}
    for one in sorted(set().union(*listed.values())):
        fates.setdefault(tuple(one in ids for ids in listed.values()), []).append(one)
    return [chance.choice(players) for players in fates.values()]


def body(answer: Any) -> dict[str, Any]:
    """What must have been answered, without the cursors."""
    assert answer.status == 200, answer
    cursors = {"next_cursor": None, "previous_cursor": None}
    return answer.body | {name: cursors[name] for name in cursors.keys() & answer.body.keys()}


@pytest.mark.parametrize("shape", SHAPES)
def test_both_engines_tell_the_same_of_players(cloud: Cloud, shape: str) -> None:
    """A player at each date and over all of them, whether listed or not."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    uploads = three_uploads(cloud, shape, seed)
    rows = {date: upload.rows for date, upload in uploads.items()}
    for engine in ENGINES:
        with cloud.probe(engine) as probe:
            for one in some_players(uploads, random.Random(seed)):
                for date in rows:
                    answer = probe.player(51, one, f"date={date}")
                    if any(row["id"] == one for row in rows[date]):
                        expected = player(rows[date], 51, date, one)
                        assert body(answer) == expected, (engine, one, seed)
                    else:
                        assert (answer.status, answer.body["code"]) == (404, "no_player")
                found = body(probe.history(51, one))
                assert found == history(rows.items(), 51, one), (engine, one, seed)
            assert probe.player(51, 2**34 - 1).status == 404
            assert probe.history(51, 2**34 - 1).body["code"] == "no_player"


def test_a_history_is_of_the_newest_snapshots(cloud: Cloud) -> None:
    """As many as were asked for; who is in none of them has none."""
    uploads = three_uploads(cloud, "ties", 1)
    rows = {date: upload.rows for date, upload in uploads.items()}
    newest = {row["id"] for row in rows[DATE]} | {row["id"] for row in rows[BEFORE]}
    gone = next(row["id"] for row in rows[FIRST] if row["id"] not in newest)
    for engine in ENGINES:
        with cloud.probe(engine) as probe:
            one = rows[DATE][0]["id"]
            for count in (1, 2, 3):
                kept = sorted(rows.items(), reverse=True)[:count]
                assert body(probe.history(51, one, f"limit={count}")) == history(kept, 51, one)
            assert probe.history(51, gone, "limit=2").status == 404
            assert body(probe.history(51, gone)) == history(rows.items(), 51, gone)


def needles(rows: list[Row], chance: random.Random) -> list[str]:
    """What somebody may type: parts of names, whole ones, tags, beginnings of ids, other cases."""
    some = chance.sample(rows, min(6, len(rows)))
    names = [row["name"] for row in some if row["name"].strip()]
    parts = [name[len(name) // 3 : len(name) // 3 + 3] for name in names]
    tags = [row["alliance"] for row in some if row["alliance"]]
    ids = [str(row["id"]) for row in some]
    typed = [*names, *parts, *tags, *ids, *(number[:2] for number in ids)]
    typed += [text.upper() for text in names] + ["o", "ＯＴＴＥＲ", "ICE", "zzzz", "<b>"]
    return sorted({text for text in typed if text.strip() and text.isprintable()})


@pytest.mark.parametrize("shape", ["ties", "nulls", "all null", "one player", "many"])
def test_both_engines_find_the_same_players(cloud: Cloud, shape: str) -> None:
    """In the order of how well they fit; and on a board with the ranks of the whole."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    upload = generated(shape, seed)
    cloud.upload(upload)
    cloud.upload(generated(shape, seed + 1), 51, BEFORE)
    for engine in ENGINES:
        with cloud.probe(engine) as probe:
            for text in needles(upload.rows, random.Random(seed)):
                asked = f"search={quote(text)}"
                place = "/v1/kingdoms/51/players"
                found = body(probe.get(place, f"{asked}&limit=50"))
                assert found == search(upload.rows, 51, DATE, text, 50), (engine, text, seed)
                for metric in ("power", "dkp"):
                    found = body(probe.board(51, metric, f"{asked}&limit=1000"))
                    expected = searched_board(upload.rows, metric, 51, DATE, text, 1_000)
                    assert found == expected, (engine, text, seed)
    assert cloud.athena.queries == {}, "somebody waits for it while typing"


@pytest.mark.parametrize("shape", ["ties", "nulls", "one player", "many", "large numbers"])
def test_both_engines_give_the_same_boards_around_somebody(cloud: Cloud, shape: str) -> None:
    """The page in whose middle a player stands; 404 for who has no rank."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    upload = generated(shape, seed)
    cloud.upload(upload)
    board = upload.board(51, "kills", DATE, len(upload.rows))
    some = random.Random(seed).sample(upload.rows, min(12, len(upload.rows)))
    for engine in ENGINES:
        with cloud.probe(engine) as probe:
            for row in some:
                for limit in (1, 2, 25):
                    answer = probe.board(51, "kills", f"around={row['id']}&limit={limit}")
                    if row["kills"] is None:
                        assert (answer.status, answer.body["code"]) == (404, "player_not_ranked")
                        continue
                    expected = around(board, row["id"], limit)
                    assert body(answer) == expected, (engine, row["id"], seed)
            assert probe.board(51, "kills", "around=0").status == 404


@pytest.mark.parametrize("shape", SHAPES)
def test_both_engines_compare_boards_alike(cloud: Cloud, shape: str) -> None:
    """With the snapshot before, with any date, and where there is nothing to compare with."""
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    rows = {date: upload.rows for date, upload in three_uploads(cloud, shape, seed).items()}
    cases = [
        (DATE, "previous", BEFORE), (DATE, FIRST, FIRST), (FIRST, "previous", None),
        (BEFORE, DATE, DATE),
    ]  # fmt: skip
    for engine in ENGINES:
        with cloud.probe(engine) as probe:
            for metric in METRICS:
                for date, wish, other in cases:
                    answer = probe.board(51, metric, f"date={date}&compare={wish}&limit=1000")
                    earlier = None if other is None else (other, rows[other])
                    expected = compared_board(rows[date], metric, 51, date, earlier, 1_000)
                    assert body(answer) == expected, (engine, metric, wish, seed)


# Uploads that are replaced meanwhile


@pytest.mark.parametrize("date", [FIRST, BEFORE, DATE])
def test_a_history_never_mixes_two_uploads_of_a_date(cloud: Cloud, date: str) -> None:
    """Whichever snapshot is uploaded again, what stands there then is answered."""
    uploads = three_uploads(cloud, "ties", 1)
    listed = [{row["id"] for row in upload.rows} for upload in uploads.values()]
    one = min(set.intersection(*listed))
    another = kingdom(
        [row | {"power": 77, "name": "another"} for row in generated("ties", 2).rows]
        + [{"id": one, "name": "as uploaded again", "power": 5}]
    )
    meanwhile(cloud, lambda: cloud.upload(another, 51, date))
    with cloud.probe("athena") as probe:
        found = body(probe.history(51, one))
    uploads[date] = another
    rows = {each: upload.rows for each, upload in uploads.items()}
    assert found == history(rows.items(), 51, one)
    assert len(cloud.athena.queries) == 2


def test_a_player_of_a_snapshot_that_keeps_changing_is_for_later(cloud: Cloud) -> None:
    """Once more is tried, then the client is asked to."""
    upload = generated("ties", 1)
    cloud.upload(upload)
    meanwhile(cloud, *(lambda n=n: cloud.upload(generated("ties", n)) for n in (2, 3)))
    with cloud.probe("athena") as probe:
        answer = probe.player(51, upload.rows[0]["id"])
    assert (answer.status, answer.retry_after) == (503, "1")
    assert answer.body["code"] == "snapshot_changing"


# Failures


def test_a_table_that_does_not_fit_the_lake_is_an_error_of_ours(cloud: Cloud) -> None:
    """No rows of a snapshot that the lake has: not a player whom nobody knows."""
    upload = generated("ties", 1)
    cloud.upload(upload)
    away(cloud)
    with cloud.probe("athena") as probe:
        assert probe.player(51, upload.rows[0]["id"]).status == 500
        assert probe.history(51, upload.rows[0]["id"]).status == 500


def test_a_query_that_fails_or_never_ends_is_told(cloud: Cloud) -> None:
    """As that of a board is."""
    upload = generated("ties", 1)
    cloud.upload(upload)
    one = upload.rows[0]["id"]
    with cloud.probe("athena", deadline_milliseconds=1_500) as probe:
        cloud.athena.behave(Behaviour.FAILS)
        answer = probe.player(51, one)
        assert (answer.status, answer.body["code"]) == (502, "query_failed")
        cloud.athena.behave(Behaviour.NEVER_ENDS)
        answer = probe.history(51, one)
        assert (answer.status, answer.body["code"]) == (504, "query_timed_out")
    assert cloud.athena.actions()[-1] == "StopQueryExecution"


# What is kept


def test_the_files_of_a_history_are_opened_once(cloud: Cloud) -> None:
    """For one player, and then for none: the next one's history costs no call at all."""
    upload = generated("ties", 1)
    dates = [f"2026-{month:02}-{day:02}" for month in (1, 2) for day in range(1, 21)]
    for date in dates:
        cloud.upload(upload, 51, date)
    with cloud.probe("parquet", keeps_milliseconds=60_000) as probe:
        first, second = (row["id"] for row in upload.rows[:2])
        answer = probe.history(51, first)
        assert len(answer.body["snapshots"]) == len(dates)
        assert answer.calls == (1, len(dates), len(dates))
        assert probe.history(51, second).calls == (0, 0, 0)


def test_a_player_is_queried_once_an_upload(cloud: Cloud) -> None:
    """A history takes one query however long it is, and then none for any of its dates."""
    uploads = three_uploads(cloud, "ties", 1)
    one = uploads[DATE].rows[0]["id"]

    def ask(probe: QueryProbe, count: int) -> None:
        for _ in range(2):
            rows = {date: upload.rows for date, upload in uploads.items()}
            assert body(probe.history(51, one)) == history(rows.items(), 51, one)
            assert probe.player(51, one, f"date={DATE}").status == 200
        assert len(cloud.athena.queries) == count

    with cloud.probe("athena", keeps_milliseconds=1) as probe:
        ask(probe, 1)
        uploads[BEFORE] = generated("ties", 9)
        cloud.upload(uploads[BEFORE], 51, BEFORE)
        # Of the one upload that is new.
        ask(probe, 2)
    texts = [query.text for query in cloud.athena.queries.values()]
    assert [text.count("?") for text in texts] == [1 + 3 + 3 + 1, 1 + 1 + 1 + 1]
