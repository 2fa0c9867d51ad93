"""Events that count on several boards at once: on those of everybody and of their project."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from live_cases import at_once, refused
from live_server import UNANSWERED, LiveClient, client, running
from server import eventually

ROUTE = "/v1/contributions"
PUBLIC = "/v1/leaderboard/public"
TIMEFRAMES = ["all-time", "yearly", "monthly", "weekly", "daily"]
NUMBERS = itertools.count(1)


@pytest.fixture
def project() -> str:
    """A project of the test's own; the boards of everybody belong to all tests."""
    return f"project-{next(NUMBERS)}"


def contribute(own: LiveClient, event: str, user: str, score: object, **members: object):
    return own.post(ROUTE, {"event_id": event, "user_id": user, "score": score, **members})


def scores(own: LiveClient, project: str | None, timeframe: str) -> dict[str, int]:
    query = f"?timeframe={timeframe}" + (f"&scope=project&project_id={project}" if project else "")
    answer = own.get(PUBLIC + query)
    return {each["player_id"]: each["score"] for each in answer.data} if answer.status == 200 else {}


def test_an_event_counts_once_on_each_board(own, project):
    before = {frame: scores(own, None, frame).get("u17", 0) for frame in TIMEFRAMES}
    for user, score in [("u17", 3), ("u17", 4), ("u18", 5)]:
        answer = contribute(own, f"{project} {user} {score}", user, score, project_id=project)
        assert [each["status"] for each in answer.data["leaderboards"]] == ["recorded"] * 10
    again = contribute(own, f"{project} u17 3", "u17", 3, project_id=project).data["leaderboards"]
    assert [each["status"] for each in again] == ["repeated"] * 10
    for frame in TIMEFRAMES:
        assert scores(own, project, frame) == {"u17": 7, "u18": 5}
        assert scores(own, None, frame)["u17"] == before[frame] + 7
    boards = {each["id"] for each in own.get("/api/v1/leaderboards?limit=1000").data}
    assert {f"project:{project}:{frame}" for frame in TIMEFRAMES} <= boards
    assert {f"global:{frame}" for frame in TIMEFRAMES} <= boards


def test_an_event_without_a_project_counts_for_everybody_alone(own, project):
    answer = contribute(own, f"{project} alone", "u1", 1)
    assert len(answer.data["leaderboards"]) == 5
    assert all(
        each["leaderboard_id"].startswith("global:") for each in answer.data["leaderboards"]
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"score": 4}, {"user_id": "other"}, {"metadata": {"a": 1}}, {"project_id": "second"},
        {"project_id": "third", "score": 4}, {"project_id": None},
    ],
)  # fmt: skip
def test_the_same_event_with_other_content_counts_nowhere(own, project, changed):
    event = {"event_id": f"{project} one", "user_id": "u1", "score": 3, "project_id": project}
    assert own.post(ROUTE, event).status == 200
    everybody = scores(own, None, "all-time")
    refused(own.post(ROUTE, {**event, **changed}), 422, "key_reused")
    assert scores(own, None, "all-time") == everybody
    assert scores(own, project, "daily") == {"u1": 3}
    for other in ["second", "third"]:
        assert scores(own, other, "all-time") == {}


def test_each_event_of_a_batch_counts_for_itself(own, project):
    events = [
        {"event_id": f"{project} {each}", "user_id": "u1", "score": 1, "project_id": project}
        for each in range(5)
    ]
    wrong = [
        {**events[4], "event_id": f"{project} wrong", "score": 1.5}, {**events[0], "score": 2}, 7,
    ]  # fmt: skip
    batch = [events[0], wrong[0], *events[1:], *wrong[1:], events[0]]
    answer = own.post(f"{ROUTE}/batch", {"contributions": batch})
    told = answer.json()
    assert answer.status == 207 and told["success"] is False
    codes = [each.get("code") for each in told["data"]]
    assert codes == [None, "invalid_value", *[None] * 4, "key_reused", "invalid_body", None]
    assert "contributions[1].score" in told["data"][1]["detail"]
    assert [each["status"] for each in told["data"][-1]["leaderboards"]] == ["repeated"] * 10
    assert scores(own, project, "all-time") == {"u1": 5}
    again = own.post(f"{ROUTE}/batch", {"contributions": events})
    assert again.status == 200 and len(again.data) == 5
    assert scores(own, project, "all-time") == {"u1": 5}


@pytest.mark.parametrize(
    ("members", "status", "word"),
    [
        ({"score": "3"}, 400, "score"), ({"score": 1.5}, 422, "score"),
        ({"score": 2**53}, 422, "score"), ({"user_id": ""}, 422, "user_id"),
        ({"event_id": ""}, 422, "event_id"), ({"project_id": "a b"}, 422, "project_id"),
        ({"project_id": "x" * 60}, 422, "project_id"), ({"other": 1}, 400, "other"),
    ],
)  # fmt: skip
def test_what_is_no_contribution_is_refused(own, project, members, status, word):
    event = {"event_id": project, "user_id": "u", "score": 1, "project_id": project, **members}
    code = "invalid_body" if status == 400 else "invalid_value"
    refused(own.post(ROUTE, event), status, code, word)
    assert scores(own, project, "all-time") == {}


@pytest.mark.parametrize(
    "query",
    [
        "?scope=project", "?scope=galaxy", "?scope=global&project_id=p", "?timeframe=hourly",
        "?limit=0", "?period=x", "?project_id=a%20b", "?cursor=x",
    ],
)  # fmt: skip
def test_queries_of_the_public_board_that_are_none(own, query):
    answer = own.get(PUBLIC + query)
    assert answer.status in (400, 422) and answer.code


def test_one_event_by_many_at_once_counts_once(server, own, project):
    answers = at_once(
        server, 16,
        lambda each, _: contribute(each, f"{project} one", "u1", 1, project_id=project).status,
    )  # fmt: skip
    assert answers == [200] * 16
    for frame in TIMEFRAMES:
        assert scores(own, project, frame) == {"u1": 1}


def test_a_board_that_counts_otherwise_keeps_events_out(own, project):
    own.create(f"project:{project}:daily")
    answer = contribute(own, project, "u1", 1, project_id=project)
    refused(answer, 409, "leaderboard_exists")
    assert scores(own, project, "all-time") == {}


def test_killed_between_the_boards_of_an_event(live_leaderboards, tmp_path):
    """Who gets no answer repeats the event: in the end it counts once on each board."""
    with running(live_leaderboards, tmp_path) as server:
        counts = [0] * 4
        stopping = threading.Event()

        def work(number: int) -> None:
            with client(server) as own:
                while not stopping.is_set():
                    event = f"{number}-{counts[number]}"

                    def tried(event: str = event) -> bool:
                        try:
                            answer = contribute(own, event, f"u{number}", 1, project_id="p")
                        except UNANSWERED:
                            return False
                        assert answer.status in (200, 503), answer
                        return answer.status == 200

                    eventually(tried)
                    counts[number] += 1

        with ThreadPoolExecutor(4) as pool:
            workers = [pool.submit(work, each) for each in range(4)]
            for _ in range(3):
                wait(workers, 0.3)
                server.restart()
            stopping.set()
        for worker in workers:
            worker.result()
        expected = {f"u{number}": count for number, count in enumerate(counts) if count}
        assert expected
        with client(server) as own:
            for frame in TIMEFRAMES:
                assert scores(own, "p", frame) == scores(own, None, frame) == expected
