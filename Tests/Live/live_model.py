"""What a live board must be after submissions, worked out apart from the product.

A board is a dict of players, and every question is answered by sorting it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from decimal import Decimal

MOST_UNITS = 2**53 - 1
ALL = "all"


@dataclass(frozen=True)
class Definition:
    """What the owner of a board states."""

    id: str
    order: str = "desc"
    mode: str = "best"
    places: int = 0
    max_entries: int | None = None

    def json(self) -> dict:
        """The body that creates the board."""
        limits = {"max_entries": self.max_entries} if self.max_entries else {}
        return {
            "id": self.id, "name": f"Board {self.id}", "sort_order": self.order,
            "update_mode": self.mode, "decimal_places": self.places, **limits,
        }  # fmt: skip


@dataclass(frozen=True)
class Submission:
    """One score of one player, with the key that makes repetitions the same submission."""

    board: str
    player: str
    score: Decimal
    key: str
    metadata: dict | None = None

    def json(self) -> str:
        """The body of a request. The score is written as its decimal stands."""
        members = {"player_id": self.player, "leaderboard_id": self.board}
        if self.metadata is not None:
            members["metadata"] = self.metadata
        members["submission_id"] = self.key
        return f'{json.dumps(members)[:-1]}, "score": {self.score}}}'

    @property
    def fingerprint(self) -> tuple:
        """Two submissions with the same key are the same if this is."""
        return self.player, self.score, self.metadata


@dataclass(frozen=True)
class Event:
    """A submission that counted."""

    sequence: int
    period: str
    before: Decimal | None
    after: Decimal
    submission: Submission

    @property
    def has_changed(self) -> bool:
        """Whether the player's score is another one since."""
        return self.before != self.after


@dataclass(frozen=True)
class Standing:
    """What a player has in a period."""

    score: Decimal
    sequence: int
    metadata: dict | None
    submissions: int = 0


@dataclass
class Rejected(Exception):
    """A submission that does not count: the status and the code of the problem document."""

    status: int
    code: str


@dataclass
class BoardModel:
    """A board, with all its periods."""

    definition: Definition
    period: str = ALL
    standings: dict[str, dict[str, Standing]] = field(default_factory=lambda: {ALL: {}})
    events: list[Event] = field(default_factory=list)
    outcomes: dict[str, Event] = field(default_factory=dict)

    # Changes.

    def repeated(self, submission: Submission) -> Event | None:
        """The first outcome of a key that is known; other content under it is rejected."""
        first = self.outcomes.get(submission.key)
        if first and first.submission.fingerprint != submission.fingerprint:
            raise Rejected(422, "key_reused")
        return first

    def submit(self, submission: Submission, sequence: int) -> Event:
        """Counts a submission, or gives the first outcome of a repeated one."""
        if first := self.repeated(submission):
            return first
        players = self.standings[self.period]
        current = players.get(submission.player)
        before = current.score if current else None
        after = self.score_after(submission.score, before)
        event = Event(sequence, self.period, before, after, submission)
        if current is None or event.has_changed:
            count = current.submissions if current else 0
            current = Standing(after, sequence, submission.metadata, count)
        players[submission.player] = replace(current, submissions=current.submissions + 1)
        self.events.append(event)
        self.outcomes[submission.key] = event
        return event

    def score_after(self, submitted: Decimal, current: Decimal | None) -> Decimal:
        """A player's score after a submission."""
        if current is None or self.definition.mode == "replace":
            return submitted
        if self.definition.mode == "best":
            best = max if self.definition.order == "desc" else min
            return best(submitted, current)
        total = submitted + current
        if abs(total.scaleb(self.definition.places)) > MOST_UNITS:
            raise Rejected(422, "invalid_value")
        return total

    def reset(self, period: str) -> None:
        """Begins a period. One that had no scores is not listed."""
        self.period = period
        self.standings[period] = {}

    def remove(self, player: str) -> bool:
        """Takes a player off all periods. Its keys stay known, so that nothing comes back."""
        found = [players.pop(player, None) for players in self.standings.values()]
        self.events = [each for each in self.events if each.submission.player != player]
        return any(found)

    def change(self, max_entries: int | None) -> None:
        """Ranks so many players from now on."""
        self.definition = replace(self.definition, max_entries=max_entries)

    # Questions. Places and ranks count from 1.

    def everybody(self, period: str) -> list[dict]:
        """The entries of all players, those beyond the board's limit included."""
        better_first = -1 if self.definition.order == "desc" else 1
        standings = sorted(
            self.standings[period].items(),
            key=lambda each: (each[1].score * better_first, each[1].sequence, each[0].encode()),
        )
        entries: list[dict] = []
        for place, (player, standing) in enumerate(standings, 1):
            is_shared = entries and entries[-1]["score"] == standing.score
            rank = entries[-1]["rank"] if is_shared else place
            entries.append({"rank": rank, "player_id": player, "score": standing.score})
        return entries

    def entries(self, period: str) -> list[dict]:
        """The entries of the ranked players."""
        return self.everybody(period)[: self.definition.max_entries]

    def entry(self, period: str, player: str) -> dict | None:
        """A player's entry, unless the player is not ranked."""
        return next((each for each in self.entries(period) if each["player_id"] == player), None)

    def around(self, period: str, player: str, distance: int) -> list[dict] | None:
        """A player's entry with neighbours."""
        entries = self.entries(period)
        places = [each["player_id"] for each in entries]
        if player not in places:
            return None
        return window(entries, places.index(player), distance)

    def rank_of(self, period: str, score: Decimal) -> int:
        """The rank that a score has, or would have, among all players."""
        return 1 + sum(self.is_better(each["score"], score) for each in self.everybody(period))

    def around_score(self, period: str, score: Decimal, distance: int) -> list[dict]:
        """The entries around the first one that is not better than a score."""
        entries = self.entries(period)
        return window(entries, min(self.rank_of(period, score), len(entries)) - 1, distance)

    def is_better(self, left: Decimal, right: Decimal) -> bool:
        """Whether a score stands above another one."""
        return left > right if self.definition.order == "desc" else left < right

    def history(self, period: str, player: str) -> list[Event]:
        """What counted for a player, newest first."""
        return [
            event
            for event in reversed(self.events)
            if event.period == period and event.submission.player == player
        ]

    def periods(self) -> list[str]:
        """The periods that have scores and the current one, newest first."""
        listed = [each for each, players in self.standings.items() if players]
        return sorted({*listed, self.period}, key=moment, reverse=True)


def moment(text: str) -> datetime:
    """A time of an answer; `all` is before every time."""
    if text == ALL:
        return datetime.min.replace(tzinfo=timezone.utc)
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def window(entries: list[dict], index: int, distance: int) -> list[dict]:
    """So many entries on both sides of one; at the ends the window moves and keeps its size."""
    size = min(2 * distance + 1, len(entries))
    start = max(0, min(index - distance, len(entries) - size))
    return entries[start : start + size]


def percentile(scores: list[Decimal], score: Decimal, order: str) -> float:
    """The share of worse scores and half of the equal ones, of 100."""
    worse = sum(each < score if order == "desc" else each > score for each in scores)
    return 100 * (worse + scores.count(score) / 2) / len(scores)
