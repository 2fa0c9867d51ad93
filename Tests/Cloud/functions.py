"""The functions as Lambda runs them: real processes before a Runtime API of the tests."""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
import threading
import time
import urllib.parse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servers.runtime_api import Invocation, Misbehaviour, Outcome, RuntimeAPI

ROOT = Path(__file__).resolve().parents[2]
OUTCOME_SECONDS = 60
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH")


def executable(name: str) -> Path:
    """A function's executable: in the folder `FUNCTIONS` names, else the newest build."""
    if folder := os.environ.get("FUNCTIONS"):
        return Path(folder).resolve() / name
    builds = ROOT.glob(f".build*/*/{name}")
    found = [path for path in builds if path.parent.name in ("release", "debug")]
    if not found:
        raise RuntimeError(f"no {name}: run `swift build` first, or set FUNCTIONS")
    return max(found, key=lambda path: path.stat().st_mtime)


class FunctionEnded(Exception):
    """The process ended before the invocation did."""


class Function:
    """A running function and the Runtime API it talks to; `command` starts it elsewhere."""

    def __init__(
        self,
        name: str,
        environment: Mapping[str, str],
        misbehaviour: Misbehaviour | None = None,
        address: str | None = None,
        command: Sequence[str] = (),
    ) -> None:
        self.api = RuntimeAPI()
        self.api.misbehaviour = misbehaviour
        self.lines: list[dict] = []
        self.stray: list[str] = []
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.process = subprocess.Popen(
            command or [str(executable(name))],
            env={
                **kept,
                "AWS_LAMBDA_RUNTIME_API": address or self.api.address,
                "AWS_LAMBDA_FUNCTION_NAME": name,
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Function:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.api.stop()

    def invoke(self, event: Any, seconds: float = 30) -> Outcome:
        """Hands an event to the function and waits for what it makes of it."""
        return self.await_outcome(self.api.send(event, seconds))

    def await_outcome(self, invocation: Invocation) -> Outcome:
        """Waits for the end of an invocation, or for that of the process."""
        deadline = time.monotonic() + OUTCOME_SECONDS
        while not invocation.ended.wait(0.05):
            if self.process.poll() is not None and not invocation.ended.wait(0.05):
                raise FunctionEnded(f"exit code {self.process.returncode}: {self.lines}")
            assert time.monotonic() < deadline, f"no outcome in time: {self.lines}"
        assert invocation.outcome
        return invocation.outcome

    def exit_code(self) -> int:
        """Waits for the end of the process."""
        code = self.process.wait(OUTCOME_SECONDS)
        self._reader.join(OUTCOME_SECONDS)
        return code

    def kill(self) -> None:
        """Ends the process at once, as a sandbox that is torn down does."""
        self.process.kill()
        self.process.wait()
        self._reader.join(OUTCOME_SECONDS)

    def greatest_memory(self) -> int:
        """The most bytes that the running process had resident so far."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(
            int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmHWM")
        )

    def processor_seconds(self) -> float:
        """The time the running process has used on all cores so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def logged(self, **members: object) -> list[dict]:
        """The lines of the log that have all of these members."""
        return [line for line in self.lines if members.items() <= line.items()]

    def metrics(self) -> list[dict]:
        """The lines in CloudWatch's embedded metric format."""
        return [line for line in self.lines if "_aws" in line]

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            try:
                self.lines.append(json.loads(line))
            except ValueError:
                self.stray.append(line.decode(errors="replace"))


def end_all(functions: list[Function]) -> None:
    """Ends functions with their test; none may have broken the rules of the API or of the log."""
    for function in functions:
        function.__exit__()
        assert function.api.violations == []
        assert function.stray == [], "something was written that is no JSON line"


@dataclass(frozen=True)
class APIAnswer:
    """What the API function answered, undone from the form in which it travels."""

    status: int
    headers: dict[str, str]
    body: bytes
    travelled: bytes

    def json(self) -> Any:
        """The body, which has to be JSON."""
        return json.loads(self.body)


def ask(
    function: Function,
    path: str,
    query: str = "",
    method: str = "GET",
    stage: str = "$default",
    **headers: str,
) -> APIAnswer:
    """Asks the API function as an HTTP API would."""
    outcome = function.invoke(http_event(path, query, method, stage, **headers))
    assert outcome.error_type is None, outcome.payload
    answer = outcome.json()
    body = answer["body"].encode()
    if answer["isBase64Encoded"]:
        body = base64.b64decode(body, validate=True)
    travelled = body
    names = {name.lower(): value for name, value in answer["headers"].items()}
    if names.get("content-encoding") == "gzip" and body:
        body = gzip.decompress(body)
    return APIAnswer(answer["statusCode"], names, body, travelled)


def http_event(
    path: str, query: str = "", method: str = "GET", stage: str = "$default", **headers: str
) -> dict:
    """A request as an HTTP API of API Gateway hands it over (payload format 2.0)."""
    named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"host": "api.example", "x-forwarded-for": "203.0.113.7", **named},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": "api.execute-api.eu-central-1.amazonaws.com",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "pytest",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": "$default",
            "stage": stage,
            "time": "26/Jan/2026:15:30:12 +0000",
            "timeEpoch": 1769441412345,
        },
        "isBase64Encoded": False,
    }


def s3_record(
    bucket: str,
    key: str,
    size: int,
    tag: str,
    time_of_event: str = "2026-01-26T15:30:12.345Z",
    sequencer: str = "0055AED6DCD90281E5",
    version: str | None = None,
    name: str = "ObjectCreated:Put",
) -> dict:
    """A record as S3 writes it; the key is given plainly and form-encoded here."""
    written = {"key": urllib.parse.quote_plus(key, safe="/"), "size": size, "eTag": tag.strip('"')}
    written["sequencer"] = sequencer
    if version:
        written["versionId"] = version
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": "eu-central-1",
        "eventTime": time_of_event,
        "eventName": name,
        "userIdentity": {"principalId": "AWS:AIDAEXAMPLE"},
        "requestParameters": {"sourceIPAddress": "203.0.113.7"},
        "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8="},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "inbox",
            "bucket": {
                "name": bucket,
                "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
                "arn": f"arn:aws:s3:::{bucket}",
            },
            "object": written,
        },
    }


def s3_event(*records: dict) -> dict:
    """An event of S3 with these records."""
    return {"Records": list(records)}


def failed_invocation(
    event: dict, outcome: Outcome | None, condition: str = "RetriesExhausted", attempts: int = 3
) -> str:
    """What Lambda writes to the destination for failures; no outcome where there is none."""
    record = {
        "version": "1.0",
        "timestamp": "2026-01-26T15:34:00.000Z",
        "requestContext": {
            "requestId": "e4b46cbf-b738-4f0c-8880-a18cdf61200e",
            "functionArn": "arn:aws:lambda:eu-central-1:123456789012:function:test:$LATEST",
            "condition": condition,
            "approximateInvokeCount": attempts,
        },
        "requestPayload": event,
    }
    if outcome:
        record["responseContext"] = {
            "statusCode": 200,
            "executedVersion": "$LATEST",
            "functionError": "Unhandled",
        }
        record["responsePayload"] = outcome.json()
    return json.dumps(record)


def sqs_event(*messages: dict) -> dict:
    """The event by which SQS hands over messages as `receive_message` gives them."""
    return {"Records": [sqs_record(message) for message in messages]}


def sqs_record(message: dict) -> dict:
    """One message as an event source mapping hands it over."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:failures",
        "awsRegion": "eu-central-1",
    }
