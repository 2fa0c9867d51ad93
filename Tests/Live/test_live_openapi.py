"""The description of the live API is true: what it promises is what the server does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from description import Description
from live_server import LiveClient, LiveServer, client, running

STREAMS = ("/ws", "/events")
EXAMPLES = 5
# A batch has a result for each part: one that cannot be used is named beside those that count.
SETTINGS = """\
[[operations]]
include-path-regex = "/batch$"
checks.negative_data_rejection.expected-statuses = [207, 400, 404, 406, 413, 415, 422]
"""
# So that each operation finds what the earlier ones made.
ORDER = ["create", "submit", "post", "get", "patch", "reset", "player", "delete"]
NO_SCHEMA_TELLS = ("cursor", "period", "start", "end", "scope", "project_id")


@pytest.fixture
def own_server(live_leaderboards: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server for one test; settings of schemathesis stand beside the document."""
    (tmp_path / "schemathesis.toml").write_text(SETTINGS)
    with running(live_leaderboards, tmp_path / "server") as server:
        yield server


def fill(server: LiveServer) -> None:
    """Makes what the examples of parameters name."""
    with client(server) as own:
        own.create("game1")
        for player in ["player123", "player1", "player2"]:
            assert own.submit("game1", player, 1_500).status == 200


@pytest.fixture(scope="module")
def description(server: LiveServer) -> Description:
    with client(server) as own:
        answer = own.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    return Description(json.loads(answer.body))


def test_every_example_of_an_answer_fits_its_schema(description):
    assert description.check_examples() > 20


def test_each_operation_with_its_examples_answers_what_is_described_and_no_more(
    own_server, description
):
    with client(own_server) as own:
        for path, method, operation in in_order(description):
            address = description.example_address(path, operation)
            for body in bodies(description, operation):
                answer = own.request(method.upper(), address, body)
                assert 200 <= answer.status < 300, (method, address, answer)
                fits(description, operation, answer)
            if method == "get":
                read_back(description, operation, own, address)


def in_order(description: Description) -> list[tuple[str, str, dict]]:
    """The operations without streams, in an order in which the examples make sense."""

    def place(each: tuple[str, str, dict]) -> int:
        path, method, _ = each
        if method == "post":
            kinds = {"/api/v1/leaderboards": "create", "/api/v1/scores": "submit"}
            return ORDER.index("reset" if path.endswith("/reset") else kinds.get(path, "post"))
        if method == "delete":
            return ORDER.index("player" if "player" in path else "delete")
        return ORDER.index(method)

    found = [each for each in description.operations() if not each[0].endswith(STREAMS)]
    return sorted(found, key=place)


def bodies(description: Description, operation: dict) -> Iterator[str | None]:
    """The example bodies of an operation; one that takes none has none."""
    content = description.resolved(operation.get("requestBody", {})).get("content", {})
    if not content:
        yield None
        return
    media = content["application/json"]
    examples = [each["value"] for each in media.get("examples", {}).values()]
    if "example" in media:
        examples.append(media["example"])
    assert examples, operation["operationId"]
    yield from map(json.dumps, examples)


def fits(description: Description, operation: dict, answer) -> None:
    """An answer has what is described for its status, and no more."""
    response = description.resolved(operation["responses"][str(answer.status)])
    media = answer.headers.get("content-type", "").split(";")[0]
    if media == "application/json":
        schema = response["content"][media]["schema"]
        description.closed_validator(schema).validate(json.loads(answer.body))
    elif answer.body:
        described = [each.split(";")[0] for each in response["content"]]
        assert media in described, (operation["operationId"], media)


def read_back(
    description: Description, operation: dict, own: LiveClient, address: str
) -> None:
    """An unknown parameter is refused; what has an entity tag is not sent twice."""
    refused = own.get(address.split("?")[0] + "?unheard=of")
    assert refused.status == 400, address
    schema = description.resolved(operation["responses"]["400"])["content"]
    description.closed_validator(schema["application/problem+json"]["schema"]).validate(
        json.loads(refused.body)
    )
    answer = own.get(address)
    if "etag" in answer.headers:
        assert own.get(address, If_None_Match=answer.headers["etag"]).status == 304
        assert "304" in operation["responses"], address


def test_the_server_does_what_the_document_promises(own_server, description, tmp_path):
    fill(own_server)
    description.hold(
        own_server,
        tmp_path,
        *("--checks", "all", "--exclude-checks", "positive_data_acceptance"),
        *("--exclude-path-regex", "/events$|/ws$"),
        examples=EXAMPLES,
    )


def test_what_the_document_allows_is_not_refused(own_server, description, tmp_path):
    """But for what no schema can tell: which cursors were given, what an id has."""
    fill(own_server)
    description.without_parameters(NO_SCHEMA_TELLS).hold(
        own_server,
        tmp_path,
        *("--checks", "positive_data_acceptance", "--include-method", "GET"),
        *("--phases", "examples,fuzzing"),
        *("--exclude-path-regex", "/range$|/around-score/|/players$|/events$|/ws$"),
        examples=EXAMPLES,
    )
