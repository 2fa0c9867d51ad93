"""The description of the API is true: what it promises is what the server does."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from command import ROOT, Lake
from server import Server, eventually

DOCUMENT = json.loads((ROOT / "Sources/LeaderboardAPI/openapi.json").read_text())
EXAMPLES = sorted((ROOT / "examples/inbox").glob("*/*/*/*"))
EXAMPLES_A_PHASE = 25


@pytest.fixture(scope="module")
def server(executable, tmp_path_factory) -> Iterator[Server]:
    """A server that has taken in the examples."""
    lake = Lake(executable, tmp_path_factory.mktemp("openapi") / "lake")
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    server = Server(lake)
    eventually(lambda: len(list(lake.folder.glob("reports/**/report.json"))) == len(EXAMPLES))
    yield server
    server.end()


def resolved(node: dict) -> dict:
    """What a reference of the document stands for."""
    while "$ref" in node:
        place: Any = DOCUMENT
        for part in node["$ref"].removeprefix("#/").split("/"):
            place = place[part]
        node = place
    return node


def validator(schema: dict, **more: Any) -> Draft202012Validator:
    components = {"components": more.get("components", DOCUMENT["components"])}
    return Draft202012Validator({**schema, **components}, format_checker=FormatChecker())


def operations() -> Iterator[tuple[str, str, dict]]:
    for path, item in DOCUMENT["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_the_server_gives_the_document(server):
    answer = server.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == DOCUMENT


def test_every_example_of_an_answer_fits_its_schema():
    count = 0
    for path, method, operation in operations():
        for status, response in operation["responses"].items():
            for media, content in resolved(response).get("content", {}).items():
                for example in content.get("examples", {}).values():
                    validator(content["schema"]).validate(example["value"])
                    count += 1
                    if media == "application/problem+json":
                        assert example["value"]["status"] == int(status), (path, method)
    assert count > 20


def example_address(path: str, operation: dict) -> str:
    """The path with the examples of its parameters, those of the query too."""
    query = []
    for parameter in map(resolved, operation.get("parameters", [])):
        if "example" not in parameter:
            continue
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
        else:
            query.append(f"{parameter['name']}={parameter['example']}")
    assert "{" not in path, path
    return path + ("?" + "&".join(query) if query else "")


def closed(node: Any) -> Any:
    """A schema that allows no member beyond those that it describes."""
    if isinstance(node, list):
        return [closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    changed = {name: closed(each) for name, each in node.items()}
    if node.get("type") == "object" and isinstance(node.get("properties"), dict):
        changed["additionalProperties"] = False
    return changed


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        pytest.param(path, operation, id=operation["operationId"])
        for path, method, operation in operations()
        if method == "get" and path != "/v1/events"
    ],
)
def test_examples_of_parameters_lead_to_what_is_described_and_no_more(server, path, operation):
    address = example_address(path, operation)
    if operation["operationId"] == "getReport":
        uploads = server.get("/v1/kingdoms/51/uploads").json()["uploads"]
        address = uploads[0]["report"]
    answer = server.get(address)
    assert answer.status == 200, (address, answer.body)
    media = answer.headers["content-type"].split(";")[0]
    content = resolved(operation["responses"]["200"])["content"][media]
    if media == "application/json":
        components = closed(copy.deepcopy(DOCUMENT["components"]))
        if operation["operationId"] == "getReport":
            components = DOCUMENT["components"]
        validator(closed(content["schema"]), components=components).validate(answer.json())


def test_the_parameters_that_are_described_are_those_that_are_taken(server):
    """An unknown one is refused with a list of the known, which is the document's."""
    for path, method, operation in operations():
        if method != "get" or path == "/v1/events":
            continue
        answer = server.get(example_address(path, operation).split("?")[0] + "?unheard=of")
        assert answer.status == 400, path
        told = answer.json()["detail"]
        names = [
            parameter["name"]
            for parameter in map(resolved, operation.get("parameters", []))
            if parameter["in"] == "query"
        ]
        listed = re.search(r"expected one of (.*)\.$", told)
        assert (listed[1].split(", ") if listed else []) == names or (
            not names and "no parameters" in told
        ), path


def schemathesis(document: Path, server: Server, *options: str) -> None:
    """Runs the document against the server; anything found fails."""
    program = Path(sys.executable).parent / "schemathesis"
    command = [str(program), "run", str(document), "--url", server.address, "--no-color"]
    bounds = ["--max-examples", str(EXAMPLES_A_PHASE), "--continue-on-failure"]
    ran = subprocess.run(
        [*command, *bounds, *options],
        capture_output=True,
        text=True,
        timeout=600,
        cwd=document.parent,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert server.process.poll() is None
    assert not [line for line in server.log().splitlines() if " error: " in f" {line}"]


def written(document: dict, folder: Path) -> Path:
    path = folder / "openapi.json"
    path.write_text(json.dumps(document))
    return path


def test_the_server_does_what_the_document_promises(server, tmp_path):
    schemathesis(
        written(DOCUMENT, tmp_path),
        server,
        *("--checks", "all", "--exclude-checks", "positive_data_acceptance"),
        *("--exclude-path", "/v1/events"),
    )


def test_what_the_document_allows_is_not_refused(server, tmp_path):
    """But for what no schema can tell: which cursors were given, which files can be read."""
    document = copy.deepcopy(DOCUMENT)
    for item in document["paths"].values():
        for operation in item.values():
            operation["parameters"] = [
                parameter
                for parameter in operation.get("parameters", [])
                if resolved(parameter)["name"] not in ("cursor", "around", "weights")
            ]
    schemathesis(
        written(document, tmp_path),
        server,
        *("--checks", "positive_data_acceptance", "--exclude-path", "/v1/events"),
        *("--exclude-path", "/v1/uploads"),
    )
