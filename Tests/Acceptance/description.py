"""An OpenAPI document, and what holds a server to it."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

EXAMPLES_A_PHASE = 25


class Description:
    """A document that describes an API."""

    def __init__(self, document: dict) -> None:
        self.document = document

    def resolved(self, node: dict) -> dict:
        """What a reference of the document stands for."""
        while "$ref" in node:
            place: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                place = place[part]
            node = place
        return node

    def operations(self) -> Iterator[tuple[str, str, dict]]:
        """Path, method and operation of each."""
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                yield path, method, operation

    def parameters(self, operation: dict) -> list[dict]:
        return [self.resolved(each) for each in operation.get("parameters", [])]

    def validator(self, schema: dict, **more: Any) -> Draft202012Validator:
        components = {"components": more.get("components", self.document["components"])}
        return Draft202012Validator({**schema, **components}, format_checker=FormatChecker())

    def closed_validator(self, schema: dict) -> Draft202012Validator:
        """A validator that allows no member beyond those that the document describes."""
        return self.validator(closed(schema), components=closed(self.document["components"]))

    def example_address(self, path: str, operation: dict) -> str:
        """The path with the examples of its parameters, those of the query too."""
        query = []
        for parameter in self.parameters(operation):
            if "example" not in parameter:
                continue
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", str(parameter["example"]))
            elif parameter["in"] == "query":
                query.append(f"{parameter['name']}={parameter['example']}")
        assert "{" not in path, path
        return path + ("?" + "&".join(query) if query else "")

    def check_examples(self) -> int:
        """Every example of an answer fits its schema; returns how many there are."""
        count = 0
        for path, method, operation in self.operations():
            for status, response in operation["responses"].items():
                for media, content in self.resolved(response).get("content", {}).items():
                    for example in content.get("examples", {}).values():
                        self.validator(content["schema"]).validate(example["value"])
                        count += 1
                        if media == "application/problem+json":
                            assert example["value"]["status"] == int(status), (path, method)
        return count

    def without_parameters(self, names: Container[str]) -> Description:
        """The same without some parameters."""
        document = copy.deepcopy(self.document)
        for item in document["paths"].values():
            for operation in item.values():
                operation["parameters"] = [
                    parameter
                    for parameter in operation.get("parameters", [])
                    if self.resolved(parameter)["name"] not in names
                ]
        return Description(document)

    def hold(
        self, server: Any, folder: Path, *options: str, examples: int = EXAMPLES_A_PHASE
    ) -> None:
        """Runs schemathesis against a server; anything found fails.

        - server: has `address`, `process` and `log()`.
        - examples: of each operation, at most, in each of the phases.
        """
        document = folder / "openapi.json"
        document.write_text(json.dumps(self.document))
        program = Path(sys.executable).parent / "schemathesis"
        command = [str(program), "run", str(document), "--url", server.address, "--no-color"]
        bounds = ["--max-examples", str(examples), "--continue-on-failure"]
        ran = subprocess.run(
            [*command, *bounds, *options],
            capture_output=True,
            text=True,
            timeout=600,
            cwd=folder,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert server.process.poll() is None
        assert not [line for line in server.log().splitlines() if " error: " in f" {line}"]


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
