"""The Runtime API of Lambda as a function sees it, with AWS's state machine and named faults.

init -> next -> response or error -> next: whatever comes out of turn is refused as AWS refuses it.
Everything that a runtime does against the rules is noted in `violations`.
"""

from __future__ import annotations

import enum
import json
import math
import queue
import re
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

VERSION = "/2018-06-01/runtime"
GREATEST_RESPONSE = (6 << 20) + 100
ERROR_TYPE = re.compile(r"[A-Z][A-Za-z]*\.[A-Z][A-Za-z]*")
ARN = "arn:aws:lambda:eu-central-1:123456789012:function:test"


class Misbehaviour(enum.Enum):
    """What the server does wrong, once."""

    NEXT_FAILS = "500 on next"
    NEXT_IS_REFUSED = "403 on next"
    NEXT_IS_CUT_SHORT = "the connection is closed in the middle of an invocation"
    NEXT_DRIPS = "an invocation arrives in many small pieces"
    NO_REQUEST_ID = "an invocation without its id"
    NO_DEADLINE = "an invocation without its deadline"
    BROKEN_DEADLINE = "an invocation with a deadline that is no number"
    RESPONSE_FAILS = "500 on the response"
    RESPONSE_IS_TOO_LARGE = "413 on the response"
    RESPONSE_IS_UNKNOWN = "400 on the response"
    RESPONSE_IS_OUT_OF_TURN = "403 on the response"
    RESPONSE_IS_CUT_OFF = "the connection is closed in place of an answer to the response"


class State(enum.Enum):
    """Where the function stands, by AWS's names for what is allowed next."""

    STARTING = "init"
    WAITING = "next"
    INVOKED = "response or error"
    ENDED = "nothing"


@dataclass
class Outcome:
    """How an invocation ended."""

    payload: bytes
    error_type: str | None = None
    accepted: bool = True

    def json(self) -> Any:
        """The payload, which has to be JSON."""
        return json.loads(self.payload)


@dataclass
class Invocation:
    """An event on its way to the function and back."""

    event: bytes
    seconds: float
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    trace_id: str = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1"
    deadline: float = math.inf
    outcome: Outcome | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def end(self, outcome: Outcome) -> None:
        """Wakes whoever waits for the outcome."""
        self.outcome = outcome
        self.ended.set()


class RuntimeAPI:
    """A running server for one function."""

    def __init__(self) -> None:
        self.violations: list[str] = []
        self.connections = 0
        self.calls: list[str] = []
        self.init_error: Outcome | None = None
        self.first_next = threading.Event()
        self.state = State.STARTING
        self.misbehaviour: Misbehaviour | None = None
        self.current: Invocation | None = None
        self.waiting: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self.lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.api = self  # type: ignore[attr-defined]
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def send(self, event: Any, seconds: float = 30) -> Invocation:
        """Hands an event to the function; `seconds` is the time it is given."""
        content = event if isinstance(event, bytes) else json.dumps(event).encode()
        invocation = Invocation(content, seconds)
        self.waiting.put(invocation)
        return invocation

    def stop(self) -> None:
        """Ends the server."""
        self.waiting.put(None)
        self._server.shutdown()
        self._server.server_close()

    def misbehaves(self, *kinds: Misbehaviour) -> Misbehaviour | None:
        """Whether it is time for one of these faults; each happens once."""
        with self.lock:
            found = self.misbehaviour
            if found not in kinds:
                return None
            self.misbehaviour = None
            return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A function that was killed leaves its connection as it is; all else is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def api(self) -> RuntimeAPI:
        return self.server.api  # type: ignore[attr-defined]

    def log_message(self, *arguments: Any) -> None:
        """The calls are kept, not printed."""

    def setup(self) -> None:
        super().setup()
        with self.api.lock:
            self.api.connections += 1

    def do_GET(self) -> None:
        self._note("GET")
        if self.path != f"{VERSION}/invocation/next":
            return self._refuse(404, "NotFound")
        fault = self.api.misbehaves(Misbehaviour.NEXT_FAILS, Misbehaviour.NEXT_IS_REFUSED)
        if fault is Misbehaviour.NEXT_FAILS:
            return self._refuse(500, "InternalServerError")
        with self.api.lock:
            if self.api.state is State.INVOKED or fault:
                return self._refuse(403, "InvalidStateTransition")
            self.api.state = State.WAITING
        self.api.first_next.set()
        invocation = self.api.waiting.get()
        if invocation is None:
            self.close_connection = True
            return None
        with self.api.lock:
            self.api.state, self.api.current = State.INVOKED, invocation
        return self._give(invocation)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._note("POST")
        if self.path == f"{VERSION}/init/error":
            return self._initialisation_failed(body)
        found = re.fullmatch(rf"{VERSION}/invocation/([^/]+)/(response|error)", self.path)
        if not found:
            return self._refuse(404, "NotFound")
        request_id, kind = found.groups()
        with self.api.lock:
            invocation = self.api.current
            if self.api.state is not State.INVOKED or invocation is None:
                return self._refuse(403, "InvalidStateTransition")
            if invocation.request_id != request_id:
                return self._refuse(400, "InvalidRequestID")
            self.api.state, self.api.current = State.WAITING, None
        if kind == "error":
            return self._end(invocation, Outcome(body, self._error_type(body)))
        return self._respond(invocation, body)

    def _respond(self, invocation: Invocation, body: bytes) -> None:
        refusals = {
            Misbehaviour.RESPONSE_FAILS: (500, "InternalServerError"),
            Misbehaviour.RESPONSE_IS_TOO_LARGE: (413, "RequestEntityTooLarge"),
            Misbehaviour.RESPONSE_IS_UNKNOWN: (400, "InvalidRequestID"),
            Misbehaviour.RESPONSE_IS_OUT_OF_TURN: (403, "InvalidStateTransition"),
        }
        fault = self.api.misbehaves(*refusals, Misbehaviour.RESPONSE_IS_CUT_OFF)
        if fault is Misbehaviour.RESPONSE_IS_CUT_OFF:
            self.close_connection = True
            return invocation.end(Outcome(body, accepted=False))
        if fault:
            invocation.end(Outcome(body, accepted=False))
            return self._refuse(*refusals[fault])
        if len(body) > GREATEST_RESPONSE:
            invocation.end(Outcome(b"", "Function.ResponseSizeTooLarge", accepted=False))
            return self._refuse(413, "RequestEntityTooLarge")
        return self._end(invocation, Outcome(body))

    def _end(self, invocation: Invocation, outcome: Outcome) -> None:
        if invocation.seconds > 0 and time.time() > invocation.deadline:
            self.api.violations.append("an outcome after Lambda would have ended the process")
        self._answer(202, b'{"status":"OK"}')
        invocation.end(outcome)

    def _initialisation_failed(self, body: bytes) -> None:
        with self.api.lock:
            if self.api.state is not State.STARTING:
                return self._refuse(403, "InvalidStateTransition")
            self.api.state = State.ENDED
            self.api.init_error = Outcome(body, self._error_type(body))
        return self._answer(202, b'{"status":"OK"}')

    def _give(self, invocation: Invocation) -> None:
        invocation.deadline = time.time() + invocation.seconds
        headers = {
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(invocation.deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": ARN,
            "Lambda-Runtime-Trace-Id": invocation.trace_id,
        }
        fault = self.api.misbehaves(
            Misbehaviour.NO_REQUEST_ID,
            Misbehaviour.NO_DEADLINE,
            Misbehaviour.BROKEN_DEADLINE,
            Misbehaviour.NEXT_DRIPS,
            Misbehaviour.NEXT_IS_CUT_SHORT,
        )
        if fault is Misbehaviour.NO_REQUEST_ID:
            del headers["Lambda-Runtime-Aws-Request-Id"]
        if fault is Misbehaviour.NO_DEADLINE:
            del headers["Lambda-Runtime-Deadline-Ms"]
        if fault is Misbehaviour.BROKEN_DEADLINE:
            headers["Lambda-Runtime-Deadline-Ms"] = "in a while"
        self._head(200, len(invocation.event), headers)
        if fault is Misbehaviour.NEXT_IS_CUT_SHORT:
            self.wfile.write(invocation.event[: len(invocation.event) // 2])
            self.close_connection = True
            return
        step = 7 if fault is Misbehaviour.NEXT_DRIPS else max(len(invocation.event), 1)
        for start in range(0, len(invocation.event), step):
            self.wfile.write(invocation.event[start : start + step])
            self.wfile.flush()

    def _error_type(self, body: bytes) -> str:
        """The type of a reported error, which the header and the body have to state alike."""
        stated = self.headers.get("Lambda-Runtime-Function-Error-Type", "")
        if not ERROR_TYPE.fullmatch(stated):
            self.api.violations.append(f"error type {stated!r} in the header")
        try:
            error = json.loads(body)
        except ValueError:
            self.api.violations.append(f"an error that is no JSON: {body!r}")
            return stated
        members = {name: type(value) for name, value in error.items()}
        if members != {"errorMessage": str, "errorType": str, "stackTrace": list}:
            self.api.violations.append(f"an error with other members: {members}")
        elif error["errorType"] != stated:
            self.api.violations.append(f"two types of an error: {stated}, {error['errorType']}")
        return stated

    def _note(self, method: str) -> None:
        self.api.calls.append(f"{method} {self.path.removeprefix(VERSION)}")
        for name in ("Expect", "Proxy-Connection", "Proxy-Authorization", "Transfer-Encoding"):
            if self.headers.get(name) is not None:
                self.api.violations.append(f"{method} {self.path} has a header {name}")
        if self.headers.get("Connection", "").lower() == "close":
            self.api.violations.append(f"{method} {self.path} closes its connection")
        if self.headers.get("Host") != self.api.address:
            self.api.violations.append(f"{method} {self.path} is for {self.headers.get('Host')}")
        if method == "POST" and self.headers.get("Content-Type") != "application/json":
            self.api.violations.append(f"{self.path} is no JSON")

    def _refuse(self, status: int, kind: str) -> None:
        body = {"errorMessage": f"{kind}, as the server was told", "errorType": kind}
        self._answer(status, json.dumps(body).encode())

    def _answer(self, status: int, body: bytes) -> None:
        self._head(status, len(body), {})
        self.wfile.write(body)

    def _head(self, status: int, byte_count: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(byte_count))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
