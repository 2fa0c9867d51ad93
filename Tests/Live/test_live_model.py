"""Random sequences of everything that clients do, with kills between, beside a model in Python.

The seed is printed. LIVE_SEED repeats the choices; how the clients interleave is left to chance.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from live_check import Check, is_outcome_of
from live_model import BoardModel, Definition, Rejected, Submission
from live_play import Player, SharedBoard, changed, random_definition
from live_server import LiveClient, LiveServer, client, running

CLIENTS = 6
SECONDS = 30
SLOW_SECONDS = 900
ROUND_SECONDS = (0.1, 1.5)
KEYS_AGAIN = 400
MOST_AGAIN = 1_000
STEPS = 1_200


@pytest.fixture
def seed() -> str:
    told = os.environ.get("LIVE_SEED") or str(random.SystemRandom().getrandbits(32))
    print(f"LIVE_SEED={told}")
    return told


@pytest.fixture
def server(live_leaderboards: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server for one test."""
    with running(live_leaderboards, tmp_path) as server:
        yield server


def test_killed_while_clients_do_everything(server: LiveServer, seed: str):
    play(server, seed, SECONDS)


@pytest.mark.slow
def test_killed_for_a_long_time(server: LiveServer, seed: str):
    play(server, seed, SLOW_SECONDS)


def play(server: LiveServer, seed: str, seconds: float) -> None:
    """Rounds of clients at work, each with an end of the server at a random moment."""
    chance = random.Random(seed)
    boards = made_boards(server, chance)
    rounds = count = 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        players = [Player(server, boards, f"{seed} {rounds} {each}") for each in range(CLIENTS)]
        for player in players:
            player.start()
        time.sleep(chance.uniform(*ROUND_SECONDS))
        server.restart(chance.choice([signal.SIGKILL] * 3 + [signal.SIGTERM]))
        for player in players:
            player.stopping.set()
        for player in players:
            player.join()
        for failure in [each.failure for each in players if each.failure]:
            raise failure
        with client(server) as own:
            for board in boards:
                compare(own, board, chance)
        rounds, count = rounds + 1, count + sum(each.count for each in players)
    with client(server) as own:
        for board in boards:
            events = list(board.model.outcomes.values())
            for start in range(0, len(events), MOST_AGAIN):
                resubmit(own, events[start : start + MOST_AGAIN])
    print(f"{rounds} rounds, {count} requests")
    assert rounds >= 3 and count > 50 * rounds


def made_boards(server: LiveServer, chance: random.Random) -> list[SharedBoard]:
    """Boards of all kinds: of few players, who are fought for, and of many."""
    boards = []
    with client(server) as own:
        for number, players in enumerate([1, 4, 4, 30, 300]):
            definition = random_definition(f"board-{number}", chance)
            names = [f"player-{each}" for each in range(players)]
            boards.append(SharedBoard(definition, names))
            assert own.post("/api/v1/leaderboards", definition.json()).status == 201
    return boards


def compare(own: LiveClient, board: SharedBoard, chance: random.Random) -> None:
    """Everything that was acknowledged is there once, whatever is asked for, and asked again."""
    with board.alone() as model:
        Check(own, model, chance).run()
        outcomes = list(model.outcomes.values())
        known = chance.sample(outcomes, min(KEYS_AGAIN, len(outcomes)))
        resubmit(own, known)
        if known:
            reused = own.post("/api/v1/scores", changed(known[0].submission).json())
            assert (reused.status, reused.code) == (422, "key_reused")
        Check(own, model, chance).whole_list(model.period)


def resubmit(own: LiveClient, events: list) -> None:
    """Acknowledged submissions once more: each gets its first outcome."""
    if not events:
        return
    bodies = ",".join(event.submission.json() for event in events)
    answer = own.post("/api/v1/scores/batch", f'{{"scores": [{bodies}]}}')
    assert answer.data["repeated"] == len(events), answer
    for told, event in zip(answer.data["results"], events):
        assert told["status"] == "repeated" and is_outcome_of(told, event), (told, event)


@pytest.mark.parametrize(
    "definition",
    [
        Definition("high", "desc", "best"),
        Definition("low", "asc", "best", max_entries=8),
        Definition("latest", "desc", "replace", places=2),
        Definition("sum", "asc", "increment", places=1),
    ],
    ids=lambda each: each.id,
)
def test_every_answer_to_one_client(server: LiveServer, seed: str, definition: Definition):
    """One client after itself: each answer tells the ranks before and after."""
    chance = random.Random(seed)
    model = BoardModel(definition)
    players = [f"player-{each}" for each in range(20)]
    with client(server) as own:
        assert own.post("/api/v1/leaderboards", definition.json()).status == 201
        for step in range(STEPS // 4):
            score = Decimal(chance.randint(-3, 12)).scaleb(-chance.randint(0, definition.places))
            score = score.quantize(Decimal(1).scaleb(-definition.places))
            submission = Submission(definition.id, chance.choice(players), score, f"key {step}")
            before = rank_of_player(model, submission.player)
            told = own.post("/api/v1/scores", submission.json()).data
            event = model.submit(submission, told["sequence"])
            assert told["status"] == "recorded" and is_outcome_of(told, event), (told, event)
            assert told["previous_rank"] == before
            assert told["rank"] == rank_of_player(model, submission.player)
            if chance.random() < 0.1:
                assert own.board(definition.id, f"/player/{players[0]}", "DELETE").data == {
                    "player_id": players[0],
                    "removed": model.remove(players[0]),
                }
            if chance.random() < 0.03:
                told = own.board(definition.id, "/reset", "POST").data
                model.reset(told["period"]["id"])
        Check(own, model, chance).run()


def rank_of_player(model: BoardModel, player: str) -> int | None:
    """The shared rank of a player, unless it is beyond the board's limit."""
    standing = model.standings[model.period].get(player)
    if standing is None:
        return None
    rank = model.rank_of(model.period, standing.score)
    return rank if rank <= (model.definition.max_entries or rank) else None


def test_a_sum_beyond_the_range_counts_nothing(server: LiveServer):
    """The key of a rejected submission may be used again."""
    definition = Definition("sum", mode="increment")
    model = BoardModel(definition)
    with client(server) as own:
        assert own.post("/api/v1/leaderboards", definition.json()).status == 201
        most = Submission("sum", "a", Decimal(2**53 - 1), "1")
        model.submit(most, own.post("/api/v1/scores", most.json()).data["sequence"])
        more = Submission("sum", "a", Decimal(1), "2")
        with pytest.raises(Rejected) as rejected:
            model.submit(more, 0)
        answer = own.post("/api/v1/scores", more.json())
        assert (answer.status, answer.code) == (rejected.value.status, rejected.value.code)
        less = Submission("sum", "a", Decimal(-1), "2")
        model.submit(less, own.post("/api/v1/scores", less.json()).data["sequence"])
        Check(own, model, random.Random(1)).run()
