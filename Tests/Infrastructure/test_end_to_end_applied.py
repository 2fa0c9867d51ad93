"""From the inbox to the board with nothing but what was applied: names, settings, notification,
queue and catalog come from Terraform's outputs and from the account; the functions are the built
executables, and the lake stands in an S3 server that keeps to conditions.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from applied_function import start
from applied_lake import AppliedLake, key_of
from applied_queue import failure_queue
from catalog import athena_table
from expectation import DKP_WEIGHTS, expect
from failure_queue import RECEIVES
from functions import ROOT, Function, ask, s3_event
from ranking import METRICS, leaderboard
from servers.athena import AthenaServer
from servers.faulty_proxy import FaultyProxy
from servers.seaweedfs import SeaweedFS
from special_settings import ORIGIN, WEIGHTS
from stack import Stack

EXAMPLES = sorted((ROOT / "examples/inbox").glob("*/*/*/*"))
DATE = "2026-01-26"
UPLOAD = b"id,name,power,dkp\n7,Silent Otter,5,50\n8,Amber Falcon,6,60\n"
REFUSED = b"id,name\n7,a\n7,b\n"


@pytest.fixture(params=["applied", "special"])
def stack(request: pytest.FixtureRequest, applied: Stack, special: Stack) -> Stack:
    """An environment as it is without wishes, and one with all of them, Athena among them."""
    return {"applied": applied, "special": special}[request.param]


@pytest.fixture
def lake(stack: Stack, tmp_path: Path) -> Iterator[AppliedLake]:
    """The applied lake, empty."""
    server = SeaweedFS(tmp_path / "seaweedfs")
    yield AppliedLake(stack, server)
    server.stop()


@pytest.fixture
def ingest(lake: AppliedLake) -> Iterator[Function]:
    """The function that takes uploads in."""
    with start(lake.stack, "ingest_players", **lake.bucket.server.environment()) as function:
        yield function


@pytest.fixture
def athena(lake: AppliedLake, tmp_path: Path) -> Iterator[AthenaServer]:
    """Athena with the applied table and workgroup."""
    table = athena_table(lake.stack, lake.bucket.client, tmp_path / "athena")
    athena = AthenaServer(table, lake.stack.outputs["athena"]["workgroup"])
    yield athena
    athena.stop()


@pytest.fixture
def boards(lake: AppliedLake, athena: AthenaServer) -> Iterator[Function]:
    """The function that answers, with the engine that the environment asks for."""
    servers = {**lake.bucket.server.environment(), "AWS_ENDPOINT_URL_ATHENA": athena.endpoint}
    with start(lake.stack, "leaderboard_api", **servers) as function:
        yield function


def deliver(lake: AppliedLake, ingest: Function, record: dict) -> dict[str, int]:
    """Hands a record to the function as the notification does, which must name this function."""
    assert lake.told(record) == [lake.stack.outputs["functions"]["ingest_players"]["arn"]]
    outcome = ingest.invoke(s3_event(record))
    assert outcome.error_type is None, outcome.payload
    return outcome.json()


def board(boards: Function, metric: str, kingdom: int = 51, date: str = DATE) -> dict:
    """A board that must be there."""
    path = f"/v1/kingdoms/{kingdom}/leaderboards/{metric}"
    answer = ask(boards, path, f"date={date}")
    assert answer.status == 200, answer
    return answer.json()


def test_the_examples_become_boards(
    lake: AppliedLake, ingest: Function, boards: Function, athena: AthenaServer
):
    for number, example in enumerate(EXAMPLES):
        kingdom, date = (part.split("=")[1] for part in example.parts[-3:-1])
        time = f"2026-02-01T08:00:{number:02}.000Z"
        record = lake.drop(example.read_bytes(), time, example.name, int(kingdom), date)
        assert deliver(lake, ingest, record)["accepted"] == 1
    weights = {"blue": DKP_WEIGHTS, "green-2": WEIGHTS}[lake.stack.name]
    for example in EXAMPLES:
        kingdom, date = (part.split("=")[1] for part in example.parts[-3:-1])
        rows = expect(example.read_bytes(), weights).rows
        for metric in METRICS:
            expected = leaderboard(rows, metric, int(kingdom), date)
            found = board(boards, metric, int(kingdom), date)
            expected["next_cursor"] = found["next_cursor"]
            assert found == expected, (example.name, metric)
    asks_athena = lake.stack.name == "green-2"
    assert bool(athena.actions()) == asks_athena, "the other engine answered"


@pytest.mark.parametrize("name", ["players.csv", "my kvk+final (2).csv", "名前.json.gz"])
def test_an_upload_of_any_name_is_told_of(lake: AppliedLake, ingest: Function, name: str):
    content = gzip.compress(UPLOAD) if name.endswith(".gz") else UPLOAD
    record = lake.drop(content, name=name)
    assert f"{lake.stack.outputs['lake_uri']}/{key_of(record)}".startswith(
        lake.stack.outputs["inbox_uri"]
    )
    assert deliver(lake, ingest, record)["accepted"] == 1
    assert [lake.tree()[key] for key in lake.keys("raw")] == [content]


def test_what_the_function_writes_is_not_told_of(lake: AppliedLake, ingest: Function):
    deliver(lake, ingest, lake.drop(UPLOAD))
    refused = lake.drop(REFUSED, "2026-01-26T16:00:00.000Z")
    assert deliver(lake, ingest, refused)["refused"] == 1
    written = list(lake.tree())
    assert len(written) == 6
    for key in [*written, "query-results/0.csv", "inbox/readme.txt"]:
        refused["s3"]["object"]["key"] = key
        assert lake.told(refused) == [], key


def test_an_upload_that_failed_comes_back_from_the_queue(
    lake: AppliedLake, ingest: Function, boards: Function
):
    event = s3_event(lake.drop(UPLOAD))
    unreachable = FaultyProxy(lake.bucket.server.endpoint)
    unreachable.close()
    away = {**lake.bucket.server.environment(), "AWS_ENDPOINT_URL_S3": unreachable.endpoint}
    with failure_queue(lake.stack) as queue:
        with start(lake.stack, "ingest_players", **away) as failing:
            assert queue.invoke(failing, event).error_type == "Function.Unfinished"
        assert lake.tree() == {}
        assert queue.deliver(ingest).json()["accepted"] == 1
        assert queue.deliver(ingest) is None, "the message is still there"
    assert board(boards, "power")["entries"][0]["value"] == 6


def test_what_fails_again_and_again_ends_in_the_dead_letters(lake: AppliedLake, ingest: Function):
    with failure_queue(lake.stack) as queue:
        queue.send("nothing that anybody can read")
        outcomes = [queue.deliver(ingest) for _ in range(RECEIVES)]
        assert all(outcome and outcome.error_type for outcome in outcomes)
        assert queue.deliver(ingest) is None, "it is shown more often than was agreed"
        assert queue.dead_letter() == "nothing that anybody can read"


def test_a_page_elsewhere_may_read_where_its_origin_was_named(
    lake: AppliedLake, ingest: Function, boards: Function
):
    deliver(lake, ingest, lake.drop(UPLOAD))
    answer = ask(boards, "/v1/kingdoms", origin=ORIGIN)
    allowed = {"blue": "*", "green-2": ORIGIN}[lake.stack.name]
    assert answer.headers["access-control-allow-origin"] == allowed


def test_the_gateway_lets_pages_elsewhere_do_what_the_function_does(
    stack: Stack, boards: Function
):
    """What the gateway turns away itself, such as 429, a page has to be able to read as well."""
    apis = stack.account.client("apigatewayv2").get_apis()["Items"]
    (gateway,) = (one["CorsConfiguration"] for one in apis if one["Name"].startswith(stack.name))
    answer = ask(boards, "/v1/kingdoms", method="OPTIONS", origin=ORIGIN).headers

    def named(header: str) -> set[str]:
        return set(answer[f"access-control-{header}"].lower().split(", "))

    assert {name.lower() for name in gateway["AllowMethods"]} == named("allow-methods")
    assert set(gateway["AllowHeaders"]) == named("allow-headers")
    assert set(gateway["ExposeHeaders"]) == named("expose-headers")
    assert named("max-age") == {str(gateway["MaxAge"])}
    assert set(gateway["AllowOrigins"]) == named("allow-origin")
