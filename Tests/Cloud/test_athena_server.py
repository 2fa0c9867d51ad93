"""The Athena of the tests as AWS's own client sees it: what stands in for a service must be one."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import duckdb
import pytest
from botocore.exceptions import ClientError

from servers.athena import WORKGROUP, AthenaServer, Behaviour
from servers.athena_sql import COLUMNS, AthenaTable

TABLE = "standings.rok_players"
PLAYERS = 2_500


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AthenaServer]:
    """Athena over one snapshot of some thousand players."""
    lake = tmp_path_factory.mktemp("lake")
    folder = lake / "curated/source=rok_players/kingdom=51/dt=2026-01-26"
    folder.mkdir(parents=True)
    known = {"id": "range", "name": "'player ' || range", "run_id": "'r'"}
    columns = ", ".join(
        f"CAST({known.get(name, 'NULL')} AS {kind}) AS {name}" for name, kind in COLUMNS.items()
    )
    rows = f"SELECT {columns} FROM range({PLAYERS})"
    duckdb.execute(f"COPY ({rows}) TO '{folder / 'players.parquet'}' (FORMAT parquet)")
    server = AthenaServer(AthenaTable("standings", "rok_players", lambda: Path(lake)))
    yield server
    server.stop()


@pytest.fixture
def athena(server: AthenaServer) -> Any:
    """AWS's client for the server, which begins anew."""
    server.forget()
    return boto3.client(
        "athena",
        endpoint_url=server.endpoint,
        region_name="eu-central-1",
        aws_access_key_id="AKIATEST",
        aws_secret_access_key="testsecret",
    )


def start(athena: Any, text: str, *parameters: str, **options: Any) -> str:
    """Starts a query; returns its id."""
    if parameters:
        options["ExecutionParameters"] = list(parameters)
    return athena.start_query_execution(QueryString=text, WorkGroup=WORKGROUP, **options)[
        "QueryExecutionId"
    ]


def states(athena: Any, query: str, count: int = 3) -> list[str]:
    """The states that a query shows at the next polls."""
    polls = (athena.get_query_execution(QueryExecutionId=query) for _ in range(count))
    return [poll["QueryExecution"]["Status"]["State"] for poll in polls]


def status(athena: Any, text: str, *parameters: str) -> tuple[str, str]:
    """How a query ends, and why."""
    query = start(athena, text, *parameters)
    states(athena, query)
    found = athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"]
    return found["State"], found.get("StateChangeReason", "")


def test_a_query_is_queued_runs_and_has_pages(athena: Any) -> None:
    """Pages of 1,000 rows, the first of which begins with the header."""
    query = start(athena, f"SELECT id, name, alliance FROM {TABLE} ORDER BY id")
    with pytest.raises(ClientError, match="not finished"):
        athena.get_query_results(QueryExecutionId=query)
    assert states(athena, query) == ["QUEUED", "RUNNING", "SUCCEEDED"]
    pages = list(athena.get_paginator("get_query_results").paginate(QueryExecutionId=query))
    rows = [row["Data"] for page in pages for row in page["ResultSet"]["Rows"]]
    assert [len(page["ResultSet"]["Rows"]) for page in pages] == [1_000, 1_000, 501]
    assert [cell["VarCharValue"] for cell in rows[0]] == ["id", "name", "alliance"]
    assert rows[1] == [{"VarCharValue": "0"}, {"VarCharValue": "player 0"}, {}]


def test_parameters_are_bound_in_the_order_of_the_text(athena: Any) -> None:
    """A `?` within a text is none."""
    query = start(
        athena,
        f"SELECT id FROM (SELECT id FROM {TABLE} WHERE name <> '?' AND kingdom = ? AND dt = ?)"
        " WHERE id >= ? AND id < ? ORDER BY id",
        "51", "'2026-01-26'", "7", "9",
    )  # fmt: skip
    states(athena, query)
    rows = athena.get_query_results(QueryExecutionId=query)["ResultSet"]["Rows"]
    assert [row["Data"][0]["VarCharValue"] for row in rows] == ["id", "7", "8"]


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        (f"SELECT ? FROM {TABLE}", ["1"]),
        (f"SELECT id FROM {TABLE} WHERE id = 1 LIMIT ?", ["1"]),
        (f"SELECT id FROM {TABLE} WHERE name = ?", ["unquoted"]),
        (f"SELECT id FROM {TABLE} WHERE id = ?", ["1 OR true"]),
        (f"SELECT id FROM {TABLE} WHERE id = ?", ["1", "2"]),
        ("SELECT id FROM standings.another", []),
        (f"SELECT missing FROM {TABLE}", []),
        (f"DELETE FROM {TABLE}", []),
        ("SELECT FROM WHERE", []),
    ],
)
def test_what_athena_refuses_fails(athena: Any, text: str, parameters: list[str]) -> None:
    """With a reason."""
    state, reason = status(athena, text, *parameters)
    assert state == "FAILED" and reason


def test_a_token_starts_one_query(athena: Any) -> None:
    """The same start again is the same query; another one is an error."""
    token = uuid.uuid4().hex
    text = f"SELECT id FROM {TABLE}"
    first = start(athena, text, ClientRequestToken=token)
    assert start(athena, text, ClientRequestToken=token) == first
    assert start(athena, text) != first
    with pytest.raises(ClientError, match="InvalidRequestException"):
        start(athena, f"{text} LIMIT 1", ClientRequestToken=token)


def test_behaviours_are_seen_by_any_client(athena: Any, server: AthenaServer) -> None:
    """Queries that fail, that are cancelled, and that end only when they are stopped."""
    text = f"SELECT id FROM {TABLE}"
    server.behave(Behaviour.FAILS)
    server.behave(Behaviour.IS_CANCELLED)
    assert status(athena, text)[0] == "FAILED"
    assert status(athena, text)[0] == "CANCELLED"
    server.behave(Behaviour.NEVER_ENDS)
    query = start(athena, text)
    assert states(athena, query, 5)[-1] == "RUNNING"
    athena.stop_query_execution(QueryExecutionId=query)
    assert states(athena, query, 1) == ["CANCELLED"]


def test_throttling_is_an_error_that_clients_know(athena: Any, server: AthenaServer) -> None:
    """AWS's client tries again by itself."""
    server.behave(Behaviour.RATE_EXCEEDED)
    start(athena, f"SELECT id FROM {TABLE}")
    assert server.actions() == ["StartQueryExecution"] * 2


@pytest.mark.parametrize("missing", ["Authorization", "X-Amz-Target", "Content-Type"])
def test_calls_without_what_the_protocol_wants_are_refused(
    server: AthenaServer, missing: str
) -> None:
    """Signature, target and content type."""
    headers = {
        "Authorization": "AWS4-HMAC-SHA256 Credential=A/20260126/eu-central-1/athena/aws4_request",
        "X-Amz-Target": "AmazonAthena.GetQueryExecution",
        "Content-Type": "application/x-amz-json-1.1",
    }
    del headers[missing]
    request = urllib.request.Request(server.endpoint, b"{}", headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code in (400, 403, 404)
    assert "not found" not in json.loads(refused.value.read())["message"]
