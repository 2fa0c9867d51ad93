"""The functions before the Runtime API: start, faults, deadlines, the log; no lake is needed."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from functions import Function, FunctionEnded, ask, end_all, http_event, s3_event, s3_record
from servers.runtime_api import Misbehaviour

NOWHERE = "http://127.0.0.1:1"
# As long as Lambda gives a function of which nobody says how long it may take.
SHORTEST = 3
AWS = {
    "AWS_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "AKIATEST",
    "AWS_SECRET_ACCESS_KEY": "testsecret",
    "AWS_ENDPOINT_URL_S3": NOWHERE,
}
SETTINGS = {
    "ingest-players": {"LAKE_BUCKET": "lake", **AWS},
    "leaderboard-api": {"LAKE_BUCKET": "lake", "QUERY_ENGINE": "parquet", **AWS},
}
FUNCTIONS = sorted(SETTINGS)
SET_UP = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "lake"}
HEALTH = http_event("/v1/health")
Start = Callable[..., Function]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts functions and ends them with the test; none may have broken the API's rules."""
    started: list[Function] = []

    def start(name: str = "leaderboard-api", **options) -> Function:
        environment = {**SETTINGS[name], **options.pop("environment", {})}
        started.append(Function(name, environment, **options))
        return started[-1]

    yield start
    end_all(started)


def event(name: str) -> dict:
    """An event that a function can answer without a lake."""
    return SET_UP if name == "ingest-players" else HEALTH


@pytest.mark.parametrize("name", FUNCTIONS)
def test_invocations_one_after_the_other(start: Start, name: str):
    function = start(name)
    for _ in range(3):
        assert function.invoke(event(name)).error_type is None
    assert [call.split("/")[-1] for call in function.api.calls[:6]] == ["next", "response"] * 3
    assert function.api.connections == 1, "the connection is not used again"


@pytest.mark.parametrize("variable", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_no_proxy_is_used(start: Start, variable: str):
    function = start(environment={variable: NOWHERE})
    assert function.invoke(HEALTH).error_type is None


def test_the_log_and_the_metrics(start: Start):
    function = start()
    first = function.api.send(HEALTH)
    function.await_outcome(first)
    function.invoke(http_event("/v1/nothing"))
    function.kill()
    line = function.logged(requestId=first.request_id, level="INFO")[0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", line["timestamp"])
    assert line["message"] == "GET /v1/health 200"
    assert line["duration_us"] > 0
    cold, warm = function.metrics()
    directive = cold["_aws"]["CloudWatchMetrics"][0]
    assert directive["Namespace"] == "Standings"
    assert directive["Dimensions"] == [["FunctionName"]]
    assert {metric["Name"] for metric in directive["Metrics"]} <= cold.keys()
    assert (cold["FunctionName"], cold["requestId"]) == ("leaderboard-api", first.request_id)
    assert (cold["ColdStart"], warm["ColdStart"]) == (1, 0)
    assert (cold["ClientErrors"], warm["ClientErrors"]) == (0, 1)


def test_the_level_of_the_log(start: Start):
    function = start(environment={"AWS_LAMBDA_LOG_LEVEL": "ERROR"})
    function.invoke(HEALTH)
    function.kill()
    assert function.logged(level="INFO") == []
    assert len(function.metrics()) == 1


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(
    "payload", [b"", b"{", b"{}", b"[]", b"null", b'"\\u0000\\ud800"', b"\xff\xfe"]
)
def test_what_is_no_event_fails_the_invocation_alone(start: Start, name: str, payload: bytes):
    function = start(name)
    outcome = function.invoke(payload)
    assert outcome.error_type == "Function.UnreadableEvent"
    assert outcome.json()["errorMessage"]
    assert function.invoke(event(name)).error_type is None


@pytest.mark.parametrize(
    ("name", "variable", "value"),
    [
        ("ingest-players", "LAKE_BUCKET", ""),
        ("ingest-players", "LAKE_BUCKET", "No Bucket"),
        ("ingest-players", "LAKE_PREFIX", "a//b"),
        ("ingest-players", "DKP_WEIGHTS", "t4:\u0007\u00e9"),
        ("leaderboard-api", "LAKE_BUCKET", ""),
        ("leaderboard-api", "QUERY_ENGINE", "oracle"),
        ("leaderboard-api", "CORS_ALLOWED_ORIGINS", "example.org"),
    ],
)
def test_a_wrong_setting_is_an_initialisation_error(start: Start, name, variable, value):
    function = start(name, environment={variable: value})
    assert function.exit_code() == 1
    error = function.api.init_error
    assert error and error.error_type == "Function.InvalidSettings"
    message = error.json()["errorMessage"]
    assert message.startswith(f"{variable}: found ") and "expected" in message and value in message
    assert function.logged(level="FATAL")[0]["message"] == message
    assert function.api.calls == ["POST /init/error"]


def test_athena_wants_its_settings(start: Start):
    function = start(environment={"QUERY_ENGINE": "athena"})
    assert function.exit_code() == 1
    error = function.api.init_error
    assert error and error.json()["errorMessage"].startswith("ATHENA_DATABASE: found nothing")


def test_started_by_something_else_than_lambda(start: Start):
    function = start(environment={"AWS_LAMBDA_RUNTIME_API": ""})
    assert function.exit_code() == 2
    assert "AWS_LAMBDA_RUNTIME_API" in function.logged(level="FATAL")[0]["message"]


def test_nobody_listens(start: Start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        function = start(address=address)
        assert function.exit_code() == 1
    assert address in function.logged(level="FATAL")[0]["message"]


@pytest.mark.parametrize(
    "fault",
    [Misbehaviour.NEXT_FAILS, Misbehaviour.NEXT_IS_REFUSED, Misbehaviour.NO_REQUEST_ID,
     Misbehaviour.NEXT_IS_CUT_SHORT],
    ids=lambda fault: fault.name,
)  # fmt: skip
def test_without_an_invocation_the_process_ends(start: Start, fault: Misbehaviour):
    function = start(misbehaviour=fault)
    function.api.send(HEALTH)
    assert function.exit_code() == 1
    assert "invocation/next" in function.logged(level="FATAL")[0]["message"]


def test_a_broken_environment_ends_the_process(start: Start):
    function = start(misbehaviour=Misbehaviour.RESPONSE_FAILS)
    assert not function.invoke(HEALTH).accepted
    assert function.exit_code() == 1
    assert function.api.calls[0] == "GET /invocation/next"
    assert all(not call.endswith("/error") for call in function.api.calls)


@pytest.mark.parametrize(
    "fault",
    [Misbehaviour.RESPONSE_IS_TOO_LARGE, Misbehaviour.RESPONSE_IS_UNKNOWN,
     Misbehaviour.RESPONSE_IS_OUT_OF_TURN, Misbehaviour.RESPONSE_IS_CUT_OFF],
    ids=lambda fault: fault.name,
)  # fmt: skip
def test_a_refused_response_counts_as_sent(start: Start, fault: Misbehaviour):
    function = start(misbehaviour=fault)
    refused = function.api.send(HEALTH)
    assert not function.await_outcome(refused).accepted
    assert ask(function, "/v1/health").status == 200
    assert not any(call.endswith("/error") for call in function.api.calls)
    function.kill()
    assert function.logged(level="ERROR", requestId=refused.request_id)


@pytest.mark.parametrize(
    "fault", [Misbehaviour.NO_DEADLINE, Misbehaviour.BROKEN_DEADLINE], ids=lambda fault: fault.name
)
def test_an_invocation_without_its_deadline_fails_alone(start: Start, fault: Misbehaviour):
    function = start(misbehaviour=fault)
    outcome = function.invoke(HEALTH)
    assert outcome.error_type == "Runtime.UnreadableInvocation"
    assert "Lambda-Runtime-Deadline-Ms" in outcome.json()["errorMessage"]
    assert function.invoke(HEALTH).error_type is None


def test_an_invocation_that_drips_arrives_whole(start: Start):
    function = start(misbehaviour=Misbehaviour.NEXT_DRIPS)
    assert ask(function, "/v1/health").status == 200


def test_the_deadline_cancels_the_work(start: Start):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        function = start("ingest-players", environment={"AWS_ENDPOINT_URL_S3": endpoint})
        key = "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv"
        outcome = function.invoke(s3_event(s3_record("lake", key, 10, "tag")), SHORTEST)
        assert outcome.error_type == "Function.DeadlineExceeded"
        assert function.invoke(SET_UP).error_type is None


def test_an_invocation_that_comes_too_late_is_not_begun(start: Start):
    function = start()
    assert function.invoke(HEALTH, seconds=-1).error_type == "Function.DeadlineExceeded"


def test_an_event_as_large_as_lambda_hands_on(start: Start):
    function = start()
    padded = json.dumps(HEALTH | {"body": "x" * (6 * 1000 * 1000)})
    assert function.invoke(padded.encode()).error_type is None


def test_an_event_beyond_all_limits_ends_the_process(start: Start):
    function = start()
    with pytest.raises(FunctionEnded):
        function.invoke(b'"' + b"x" * (7 << 20) + b'"')
    assert function.exit_code() == 1


def test_records_that_need_no_lake(start: Start):
    function = start("ingest-players")
    inbox = "inbox/source=rok_players/kingdom=51/dt=2026-01-26"
    outcome = function.invoke(
        s3_event(
            s3_record("other", f"{inbox}/a.csv", 10, "tag"),
            s3_record("lake", f"raw/{inbox}/a.csv", 10, "tag"),
            s3_record("lake", f"{inbox}/", 0, "tag"),
            s3_record("lake", f"{inbox}/a.csv", 10, "tag", name="ObjectRemoved:Delete"),
            s3_record("lake", "inbox/stray.csv", 10, "tag"),
        )
    )
    assert outcome.json() == {"accepted": 0, "refused": 1, "skipped": 4}
    function.kill()
    refused = {line.get("key"): line for line in function.logged(level="WARN")}
    assert refused["inbox/stray.csv"]["found"] == "stray.csv"
    assert "source=rok_players" in refused["inbox/stray.csv"]["expected"]


def test_what_could_be_an_upload_and_cannot_be_read_fails_the_invocation(start: Start):
    function = start("ingest-players")
    outcome = function.invoke(s3_event({"eventName": "ObjectCreated:Put"}))
    assert outcome.error_type == "Function.UnreadableEvent"
    assert outcome.json()["errorMessage"].startswith("Records[0].eventTime: found nothing")


def test_a_lake_that_cannot_be_reached_fails_the_invocation(start: Start):
    function = start("ingest-players")
    key = "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv"
    outcome = function.invoke(s3_event(s3_record("lake", key, 10, "tag")), seconds=60)
    assert outcome.error_type == "Function.Unfinished"
    assert outcome.json()["errorMessage"].startswith(key)
    assert function.invoke(SET_UP).error_type is None


def test_what_lies_in_a_home_is_no_matter(start: Start, tmp_path: Path):
    (tmp_path / ".aws" / "config").mkdir(parents=True)
    assert ask(start(environment={"HOME": str(tmp_path)}), "/v1/health").status == 200


def test_a_lake_that_cannot_be_reached_is_a_problem(start: Start):
    answer = ask(start(), "/v1/kingdoms")
    assert (answer.status, answer.json()["code"]) == (503, "lake_unavailable")
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_lake_that_is_silent_is_a_problem_before_the_deadline(start: Start):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        function = start(environment={"AWS_ENDPOINT_URL_S3": endpoint})
        outcome = function.invoke(http_event("/v1/kingdoms"), SHORTEST)
        assert outcome.error_type is None
        assert outcome.json()["statusCode"] == 504
        assert ask(function, "/v1/health").status == 200
