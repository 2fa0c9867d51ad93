"""Clients that do random things to boards at once, and a record of what was acknowledged."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from decimal import Decimal

from live_check import assert_order, is_outcome_of
from live_model import BoardModel, Definition, Submission
from live_server import UNANSWERED, LiveAnswer, LiveClient, LiveServer, path
from server import eventually

MOST_BATCH = 60


class SharedBoard:
    """A board that clients use at once.

    Submissions may come beside each other, and their sequences tell in which order they counted.
    All else is done alone, so that its place in that order is known.
    """

    def __init__(self, definition: Definition, players: list[str]) -> None:
        self.players = players
        self.model = BoardModel(definition)
        self.answers: list[tuple[Submission, dict]] = []
        self._lock = threading.Condition()
        self._submitting = 0
        self._is_alone = False

    @property
    def id(self) -> str:
        return self.model.definition.id

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Submits beside others."""
        with self._lock:
            self._lock.wait_for(lambda: not self._is_alone)
            self._submitting += 1
        try:
            yield
        finally:
            with self._lock:
                self._submitting -= 1
                self._lock.notify_all()

    @contextmanager
    def alone(self) -> Iterator[BoardModel]:
        """Has the board for oneself, with a model of all that was acknowledged."""
        with self._lock:
            self._lock.wait_for(lambda: not self._is_alone)
            self._is_alone = True
            self._lock.wait_for(lambda: self._submitting == 0)
        try:
            self._fold()
            yield self.model
        finally:
            with self._lock:
                self._is_alone = False
                self._lock.notify_all()

    def _fold(self) -> None:
        """Counts what was acknowledged, in the order of its sequences: each answer fits it."""
        answers, self.answers = self.answers, []
        known = self.model.outcomes
        for submission, told in sorted(answers, key=lambda each: each[1]["sequence"]):
            is_first = submission.key not in known
            event = self.model.submit(submission, told["sequence"])
            assert is_outcome_of(told, event), (submission, told, event, is_first)
        sequences = [each.sequence for each in self.model.events]
        assert len(set(sequences)) == len(sequences), "two submissions have the same sequence"


class Player(threading.Thread):
    """A client that does random things until it is told to stop."""

    def __init__(self, server: LiveServer, boards: list[SharedBoard], seed: str) -> None:
        super().__init__(name=seed)
        self.chance = random.Random(seed)
        self.failure: BaseException | None = None
        self.count = 0
        self.stopping = threading.Event()
        self._server = server
        self._client = LiveClient(server)
        self._boards = boards
        self._versions: dict[tuple[str, str], int] = {}

    def run(self) -> None:
        doings = [self.submit] * 12 + [self.batch] * 4 + [self.read] * 4 + [self.manage]
        try:
            while not self.stopping.is_set():
                self.chance.choice(doings)()
                self.count += 1
        except BaseException as failure:  # the test raises it again
            self.failure = failure
        finally:
            self._client.close()

    def submit(self) -> None:
        board = self.chance.choice(self._boards)
        with board.beside():
            submission = self._submission(board)
            answer, _ = self._answered(
                lambda: self._client.post("/api/v1/scores", submission.json())
            )
            self._note(board, submission, answer.data)

    def batch(self) -> None:
        """Scores of several boards, of which some may be none."""
        boards = {board.id: board for board in self.chance.sample(self._boards, 2)}
        with ExitStack() as stack:
            for name in sorted(boards):
                stack.enter_context(boards[name].beside())
            submissions = [
                self._submission(self.chance.choice([*boards.values()]))
                for _ in range(self.chance.randint(1, MOST_BATCH))
            ]
            bodies = [each.json() for each in submissions]
            if is_mixed := self.chance.random() < 0.2:
                bodies.insert(0, bodies[0].replace('"score": ', '"score": "none", "more": '))
            body = f'{{"scores": [{",".join(bodies)}]}}'
            answer, _ = self._answered(lambda: self._client.post("/api/v1/scores/batch", body))
            assert answer.status == (207 if is_mixed else 200), answer
            told = answer.json()
            assert told["success"] is not is_mixed
            results = told["data"]["results"]
            assert told["data"]["rejected"] == is_mixed
            if is_mixed:
                assert results.pop(0)["status"] == "rejected"
            assert len(results) == len(submissions)
            for submission, result in zip(submissions, results):
                self._note(boards[submission.board], submission, result)

    def read(self) -> None:
        """Whatever goes on, a list is in order, and versions grow."""
        board = self.chance.choice(self._boards)
        with board.beside():
            order = board.model.definition.order
            answer, _ = self._answered(
                lambda: self._client.get(path(board.id, "/top", limit=self.chance.randint(1, 200)))
            )
            assert_order(answer.data, order)
            meta = answer.meta
            key = (board.id, meta["period"]["id"])
            assert self._versions.get(key, 0) <= meta["version"], (key, self._versions[key], meta)
            self._versions[key] = meta["version"]

    def manage(self) -> None:
        board = self.chance.choice(self._boards)
        doing = self.chance.choice([self.reset, self.remove, self.remove, self.change, self.renew])
        with board.alone() as model:
            doing(board, model)

    def reset(self, board: SharedBoard, model: BoardModel) -> None:
        def once() -> LiveAnswer:
            """Not again, if the one that nobody answered was done."""
            found = self._client.get(path(board.id))
            if found.status == 200 and found.data["period"]["id"] != model.period:
                return found
            return self._client.post(path(board.id, "/reset"))

        answer, _ = self._answered(once)
        period = answer.data["period"]["id"]
        assert period not in model.standings, period
        model.reset(period)

    def remove(self, board: SharedBoard, model: BoardModel) -> None:
        player = self.chance.choice(board.players)
        address = path(board.id, f"/player/{player}")
        answer, is_repeated = self._answered(lambda: self._client.request("DELETE", address))
        was_there = model.remove(player)
        assert answer.data["player_id"] == player
        assert is_repeated or answer.data["removed"] is was_there, (answer, was_there)

    def change(self, board: SharedBoard, model: BoardModel) -> None:
        limit = self.chance.choice([None, 3, 50])
        body = f'{{"max_entries": {limit or "null"}}}'
        answer, _ = self._answered(lambda: self._client.request("PATCH", path(board.id), body))
        assert answer.data["max_entries"] == limit
        model.change(limit)

    def renew(self, board: SharedBoard, model: BoardModel) -> None:
        """Deletes the board and creates another one under its id."""
        answer, is_repeated = self._answered(
            lambda: self._client.request("DELETE", path(board.id)), 200, 404
        )
        assert answer.status == 200 or is_repeated
        gone, _ = self._answered(lambda: self._client.get(path(board.id, "/top")), 404)
        assert gone.code == "unknown_leaderboard"
        board.model = BoardModel(random_definition(board.id, self.chance))
        body = board.model.definition.json()
        answer, is_repeated = self._answered(
            lambda: self._client.post("/api/v1/leaderboards", body), 201, 409
        )
        assert answer.status == 201 or is_repeated

    def _submission(self, board: SharedBoard) -> Submission:
        """A new submission, or now and then one that was acknowledged."""
        if board.answers and self.chance.random() < 0.05:
            return self.chance.choice(board.answers)[0]
        definition = board.model.definition
        units = self.chance.choice([self.chance.randint(-5, 20), self.chance.randint(0, 10**6)])
        metadata = {"level": self.chance.randint(1, 9)} if self.chance.random() < 0.3 else None
        return Submission(
            definition.id, self.chance.choice(board.players),
            Decimal(units).scaleb(-definition.places), f"{self.chance.getrandbits(64):x}", metadata,
        )  # fmt: skip

    def _note(self, board: SharedBoard, submission: Submission, told: dict) -> None:
        assert told["status"] in ("recorded", "repeated"), told
        board.answers.append((submission, told))

    def _answered(
        self, request: Callable[[], LiveAnswer], *statuses: int
    ) -> tuple[LiveAnswer, bool]:
        """The answer of a server that may be ended meanwhile, and whether it was asked again."""
        is_repeated = False

        def tried() -> LiveAnswer | None:
            nonlocal is_repeated
            try:
                answer = request()
            except UNANSWERED:
                is_repeated = True
                return None
            return None if answer.status == 503 else answer

        answer = eventually(tried)
        allowed = statuses or (200, 207)
        assert answer.status in allowed, answer
        return answer, is_repeated


def random_definition(board: str, chance: random.Random) -> Definition:
    """A board of any kind."""
    return Definition(
        board, chance.choice(["desc", "asc"]), chance.choice(["best", "replace", "increment"]),
        chance.choice([0, 0, 2, 9]), chance.choice([None, None, 5]),
    )  # fmt: skip


def changed(submission: Submission) -> Submission:
    """Other content under the same key."""
    return replace(submission, score=submission.score + 1)
