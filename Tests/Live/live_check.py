"""Compares what a server tells of a board with the model, by every route."""

from __future__ import annotations

import csv
import io
import json
import math
import random
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from live_model import BoardModel, Event, percentile
from live_server import LiveAnswer, LiveClient

ABSENT = "nobody at all"
READINGS = 3


class Check:
    """The questions to one board, of which random ones are asked."""

    def __init__(self, client: LiveClient, model: BoardModel, chance: random.Random) -> None:
        self.client = client
        self.model = model
        self.chance = chance
        self.board = model.definition.id

    def run(self) -> None:
        """Everything of the current period, and the list of one other."""
        self.definition()
        self.periods()
        self.period(self.model.period)
        others = [each for each in self.model.periods() if each != self.model.period]
        if others:
            self.period(self.chance.choice(others))
        for player in self._some_players(self.model.period):
            self.history(self.model.period, player)

    def definition(self) -> None:
        told = self.client.board(self.board).data
        stated = self.model.definition
        assert told["id"] == stated.id and told["sort_order"] == stated.order
        assert told["update_mode"] == stated.mode and told["decimal_places"] == stated.places
        assert told["max_entries"] == stated.max_entries
        assert told["period"]["id"] == self.model.period

    def periods(self) -> None:
        told = self.client.board(self.board, "/periods").data
        assert [each["id"] for each in told] == self.model.periods()
        current = [each["id"] for each in told if each["current"]]
        assert current == [self.model.period]

    def period(self, period: str) -> None:
        """Every question about one period."""
        self.whole_list(period)
        self.exports(period)
        self.statistics(period)
        for _ in range(READINGS):
            self.range(period)
        for player in [*self._some_players(period), ABSENT]:
            self.player(period, player)
            self.around(period, player)
        self.players(period)
        self.around_score(period)

    def whole_list(self, period: str) -> None:
        """All pages, and a page that is known already."""
        limit = self.chance.choice([7, 50, 100, 1000])
        entries: list[dict] = []
        cursor: dict[str, str] = {}
        while True:
            answer = self._ask("/top", period, limit=limit, **cursor)
            page = answer.data
            self._meta(answer, period)
            entries += page
            if answer.meta["next_cursor"] is None:
                break
            assert len(page) == limit
            cursor = {"cursor": answer.meta["next_cursor"]}
        self._same(entries, self.model.entries(period))
        etag = answer.headers["etag"]
        again = self._ask("/top", period, {"If-None-Match": etag}, limit=limit, **cursor)
        assert again.status == 304 and again.body == b"", again

    def range(self, period: str) -> None:
        expected = self.model.entries(period)
        start = self.chance.randint(1, len(expected) + 2)
        end = start + self.chance.choice([0, 1, 5, 99])
        answer = self._ask("/range", period, start=start, end=end)
        self._same(answer.data, expected[start - 1 : end])
        self._meta(answer, period)

    def around(self, period: str, player: str) -> None:
        distance = self.chance.choice([0, 1, 2, 5, 40])
        answer = self._ask(f"/around/{quote(player, safe='')}", period, range=distance)
        expected = self.model.around(period, player, distance)
        if expected is None:
            assert (answer.status, answer.code) == (404, "player_not_ranked"), answer
        else:
            self._same(answer.data, expected)
            self._meta(answer, period)

    def around_score(self, period: str) -> None:
        entries = self.model.entries(period)
        unit = Decimal(1).scaleb(-self.model.definition.places)
        score = self.chance.choice(entries)["score"] if entries else Decimal(0)
        score += unit * self.chance.choice([-1, 0, 1])
        distance = self.chance.choice([0, 1, 5])
        answer = self._ask(f"/around-score/{score}", period, range=distance)
        self._same(answer.data, self.model.around_score(period, score, distance))
        assert answer.meta["rank"] == self.model.rank_of(period, score)

    def player(self, period: str, player: str) -> None:
        answer = self._ask(f"/player/{quote(player, safe='')}", period, details="true")
        entry = self.model.entry(period, player)
        if entry is None:
            assert (answer.status, answer.code) == (404, "player_not_ranked"), answer
            return
        told = answer.data
        self._same([{name: told[name] for name in entry}], [entry])
        standing = self.model.standings[period][player]
        assert told["metadata"] == standing.metadata
        assert told["submissions"] == standing.submissions
        scores = [each["score"] for each in self.model.everybody(period)]
        share = percentile(scores, standing.score, self.model.definition.order)
        assert math.isclose(told["percentile"], share, abs_tol=1e-6), (told, share)
        self._meta(answer, period)

    def players(self, period: str) -> None:
        asked = [*dict.fromkeys(self._some_players(period)), ABSENT]
        self.chance.shuffle(asked)
        answer = self._ask("/players", period, ids=",".join(asked))
        found = [self.model.entry(period, each) for each in asked]
        self._same(answer.data, [each for each in found if each])
        missing = [player for player, entry in zip(asked, found) if entry is None]
        assert answer.meta["not_found"] == missing

    def statistics(self, period: str) -> None:
        answer = self._ask("/stats", period)
        told = answer.data
        scores = [each["score"] for each in self.model.everybody(period)]
        assert told["total_players"] == len(scores)
        if not scores:
            assert told["sum"] in (0, None)
            assert all(told[name] is None for name in ("mean", "median", "best", "worst"))
            return
        assert told["sum"] == sum(scores)
        assert (told["best"], told["worst"]) == (scores[0], scores[-1])
        middle = (scores[(len(scores) - 1) // 2] + scores[len(scores) // 2]) / 2
        assert math.isclose(told["median"], middle, rel_tol=1e-9)
        assert math.isclose(told["mean"], sum(scores) / len(scores), rel_tol=1e-9, abs_tol=1e-9)

    def history(self, period: str, player: str) -> None:
        limit = self.chance.choice([3, 100])
        told: list[dict] = []
        cursor: dict[str, str] = {}
        while True:
            answer = self._ask(f"/history/{quote(player, safe='')}", period, limit=limit, **cursor)
            told += answer.data
            if answer.meta["next_cursor"] is None:
                break
            cursor = {"cursor": answer.meta["next_cursor"]}
        events = self.model.history(period, player)
        sequences = [each["sequence"] for each in told]
        assert sequences == [each.sequence for each in events], (self.board, period, player)
        for each, event in zip(told, events):
            assert each["submission_id"] == event.submission.key
            assert each["score"] == event.submission.score
            assert (each["before"], each["after"]) == (event.before, event.after)
            assert each["metadata"] == event.submission.metadata
        if self.model.entry(period, player):
            sequence = self.model.standings[period][player].sequence
            reached = self.client.player(self.board, player, period=period).data["reached_at"]
            assert [each["at"] for each in told if each["sequence"] == sequence] == [reached]

    def exports(self, period: str) -> None:
        expected = self.model.entries(period)
        lines = self._ask("/export.ndjson", period).body.decode().splitlines()
        self._same([json.loads(each, parse_float=Decimal) for each in lines], expected)
        table = self._ask("/export.csv", period).body.decode("utf-8-sig")
        rows = csv.reader(io.StringIO(table, newline=""))
        assert next(rows) == ["rank", "player_id", "score"]
        names = [[str(each["rank"]), each["player_id"], self._text(each["score"])]
                 for each in expected]  # fmt: skip
        found = list(rows)
        assert found == names, [each for each in zip(found, names) if each[0] != each[1]][:5]

    def _ask(
        self, rest: str, period: str, headers: dict[str, str] | None = None, **query: Any
    ) -> LiveAnswer:
        """The current period is named half of the time."""
        if period != self.model.period or self.chance.random() < 0.5:
            query["period"] = period
        named = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in query.items())
        path = f"/api/v1/leaderboards/{self.board}{rest}" + (f"?{named}" if named else "")
        return self.client.request("GET", path, **(headers or {}))

    def _meta(self, answer: LiveAnswer, period: str) -> None:
        meta = answer.meta
        assert meta["leaderboard_id"] == self.board
        assert meta["period"]["id"] == period
        assert meta["total_players"] == len(self.model.entries(period))

    def _same(self, told: list[dict], expected: list[dict]) -> None:
        """Entries with the same members, and scores with all decimal places."""
        assert told == expected, (self.board, told[:5], expected[:5])
        for entry in told:
            assert f"{Decimal(entry['score']):f}" == self._text(entry["score"])

    def _text(self, score: Decimal) -> str:
        return f"{Decimal(score):.{self.model.definition.places}f}"

    def _some_players(self, period: str) -> list[str]:
        players = sorted(self.model.standings[period])
        return self.chance.sample(players, min(READINGS, len(players)))


def is_outcome_of(told: dict, event: Event) -> bool:
    """Whether an answer tells what the event did; a repeated one tells the first outcome."""
    changed = event.has_changed
    expected = (event.sequence, event.period, event.before, event.after, changed)
    names = ("sequence", "period", "previous_score", "score", "changed")
    submission = event.submission
    named = (submission.board, submission.player, submission.key)
    found = tuple(told[name] for name in ("leaderboard_id", "player_id", "submission_id"))
    return tuple(told[name] for name in names) == expected and found == named


def assert_order(entries: list[dict], order: str) -> None:
    """Entries as a reader may find them at any moment: in order, with shared ranks, each once."""
    scores = [each["score"] for each in entries]
    assert scores == sorted(scores, reverse=order == "desc")
    players = [each["player_id"] for each in entries]
    assert len(set(players)) == len(players)
    for place, (entry, score) in enumerate(zip(entries, scores), 1):
        assert entry["rank"] == scores.index(score) + 1, (place, entry)
