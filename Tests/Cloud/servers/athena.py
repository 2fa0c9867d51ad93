"""Athena as an HTTP server: it speaks the service's JSON protocol and executes the SQL.

DuckDB runs each query, transpiled from Athena's dialect by sqlglot, over the curated files of a
lake. What Athena refuses is refused here too: calls without a signature, a `?` outside of WHERE,
parameters that are no literals, another query under a used token. Signatures are not checked; an
S3 server does that for the same client.
"""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .athena_sql import AthenaTable, QueryFailed, execute

Json = dict[str, Any]
Row = list[str | None]

ROWS_A_PAGE = 1_000
WORKGROUP = "boards"


class Behaviour(Enum):
    """How the next call, or the next query, goes wrong."""

    THROTTLED = "a call is answered with TooManyRequestsException"
    RATE_EXCEEDED = "a call is answered with ThrottlingException"
    UNAVAILABLE = "a call is answered with 500"
    FAILS = "the query ends as FAILED"
    NEVER_ENDS = "the query stays RUNNING until it is stopped"
    IS_CANCELLED = "the query ends as CANCELLED, as if somebody had stopped it"


OF_QUERIES = {Behaviour.FAILS, Behaviour.NEVER_ENDS, Behaviour.IS_CANCELLED}


class Refused(Exception):
    """A call that the service answers with an error."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


@dataclass
class Call:
    """One call as it came in."""

    action: str
    body: Json
    headers: dict[str, str]


@dataclass
class Query:
    """A query that was started."""

    text: str
    parameters: list[str]
    behaviour: Behaviour | None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    state: str = "QUEUED"
    reason: str | None = None
    columns: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


class AthenaServer:
    """A running server on a free port of this machine."""

    def __init__(self, table: AthenaTable, workgroup: str = WORKGROUP) -> None:
        self.table = table
        self.workgroup = workgroup
        self.calls: list[Call] = []
        self.queries: dict[str, Query] = {}
        self._tokens: dict[str, tuple[Json, str]] = {}
        self._behaviours: list[Behaviour] = []
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the server."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def behave(self, behaviour: Behaviour, times: int = 1) -> None:
        """Lets the next calls, or the next queries, go wrong."""
        self._behaviours += [behaviour] * times

    def forget(self) -> None:
        """Makes the server as it was at first."""
        with self._lock:
            self.calls.clear()
            self.queries.clear()
            self._tokens.clear()
            self._behaviours.clear()

    def actions(self) -> list[str]:
        """The names of the calls in their order."""
        return [call.action for call in self.calls]

    def answer(self, headers: dict[str, str], content: bytes) -> Json:
        """The answer to a call.

        Raises `Refused` for what the service would refuse.
        """
        action = headers.get("x-amz-target", "").removeprefix("AmazonAthena.")
        operation = self._operations().get(action)
        if operation is None:
            raise Refused("UnknownOperationException", f"no operation {action!r}", 404)
        if headers.get("content-type") != "application/x-amz-json-1.1":
            raise Refused("SerializationException", "content type is not JSON 1.1")
        authorization = headers.get("authorization", "")
        if not authorization.startswith("AWS4-HMAC-SHA256 Credential=") or (
            "/athena/aws4_request" not in authorization
        ):
            raise Refused("MissingAuthenticationTokenException", "no signature for athena", 403)
        body = json.loads(content)
        with self._lock:
            self.calls.append(Call(action, body, headers))
            self._throttle()
            return operation(body)

    def _operations(self) -> dict[str, Callable[[Json], Json]]:
        return {
            "StartQueryExecution": self._start,
            "GetQueryExecution": self._state,
            "GetQueryResults": self._results,
            "StopQueryExecution": self._stop,
        }

    def _throttle(self) -> None:
        if not self._behaviours or self._behaviours[0] in OF_QUERIES:
            return
        match self._behaviours.pop(0):
            case Behaviour.THROTTLED:
                raise Refused("TooManyRequestsException", "You have exceeded the limit")
            case Behaviour.RATE_EXCEEDED:
                raise Refused("ThrottlingException", "Rate exceeded")
            case Behaviour.UNAVAILABLE:
                raise Refused("InternalServerException", "try again", 500)

    def _start(self, body: Json) -> Json:
        token = body.get("ClientRequestToken")
        if token is None or not 32 <= len(token) <= 128:
            raise Refused("InvalidRequestException", "a token of 32 to 128 characters is needed")
        if token in self._tokens:
            known, query_id = self._tokens[token]
            if known != body:
                raise Refused("InvalidRequestException", "the token was used for another query")
            return {"QueryExecutionId": query_id}
        if body.get("WorkGroup") != self.workgroup:
            raise Refused("InvalidRequestException", f"no workgroup {body.get('WorkGroup')!r}")
        parameters = body.get("ExecutionParameters", [])
        if "ExecutionParameters" in body and not parameters:
            raise Refused("InvalidRequestException", "ExecutionParameters may not be empty")
        if any(not 1 <= len(parameter) <= 1024 for parameter in parameters):
            raise Refused("InvalidRequestException", "a parameter is empty or too long")
        query = Query(body["QueryString"], parameters, self._next_behaviour())
        self.queries[query.id] = query
        self._tokens[token] = (body, query.id)
        return {"QueryExecutionId": query.id}

    def _next_behaviour(self) -> Behaviour | None:
        if self._behaviours and self._behaviours[0] in OF_QUERIES:
            return self._behaviours.pop(0)
        return None

    def _state(self, body: Json) -> Json:
        query = self._query(body)
        status: Json = {"State": query.state}
        if query.reason is not None:
            status["StateChangeReason"] = query.reason
        if query.state == "FAILED":
            status["AthenaError"] = {"ErrorCategory": 2, "ErrorType": 1301, "Retryable": False}
        # What is told is how it was: the next call sees the next state.
        self._advance(query)
        return {"QueryExecution": {"QueryExecutionId": query.id, "Status": status}}

    def _advance(self, query: Query) -> None:
        if query.state == "QUEUED":
            query.state = "RUNNING"
        elif query.state == "RUNNING" and query.behaviour is not Behaviour.NEVER_ENDS:
            self._finish(query)

    def _finish(self, query: Query) -> None:
        if query.behaviour is Behaviour.FAILS:
            query.state, query.reason = "FAILED", "HIVE_BAD_DATA: as it was told to"
        elif query.behaviour is Behaviour.IS_CANCELLED:
            query.state, query.reason = "CANCELLED", "somebody stopped it"
        else:
            try:
                query.columns, query.rows = execute(query.text, query.parameters, self.table)
                query.state = "SUCCEEDED"
            except QueryFailed as failure:
                query.state, query.reason = "FAILED", str(failure)

    def _results(self, body: Json) -> Json:
        query = self._query(body)
        if query.state != "SUCCEEDED":
            raise Refused("InvalidRequestException", f"Query has not finished: {query.state}")
        if not 1 <= body.get("MaxResults", ROWS_A_PAGE) <= ROWS_A_PAGE:
            raise Refused("InvalidRequestException", "MaxResults is not 1 to 1000")
        start = int(body.get("NextToken", "0"))
        end = start + body.get("MaxResults", ROWS_A_PAGE)
        # The first row of the first page is the header.
        rows: list[Row] = [list(query.columns), *query.rows]
        page = [
            {"Data": [{} if cell is None else {"VarCharValue": cell} for cell in row]}
            for row in rows[start:end]
        ]
        columns = [{"Name": name, "Label": name, "Type": "varchar"} for name in query.columns]
        answer: Json = {
            "UpdateCount": 0,
            "ResultSet": {"Rows": page, "ResultSetMetadata": {"ColumnInfo": columns}},
        }
        if end < len(rows):
            answer["NextToken"] = str(end)
        return answer

    def _stop(self, body: Json) -> Json:
        query = self._query(body)
        if query.state in ("QUEUED", "RUNNING"):
            query.state, query.reason = "CANCELLED", "it was stopped"
        return {}

    def _query(self, body: Json) -> Query:
        query = self.queries.get(body.get("QueryExecutionId", ""))
        if query is None:
            raise Refused("InvalidRequestException", "QueryExecution was not found")
        return query

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        athena = self

        class Handler(BaseHTTPRequestHandler):
            """Takes calls apart and puts answers together."""

            protocol_version = "HTTP/1.1"
            # Header and body are sent apart: else each answer waits for an acknowledgement.
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                """Answers one call."""
                content = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                try:
                    self._send(200, athena.answer(headers, content))
                except Refused as refused:
                    error = {"__type": refused.code, "message": str(refused)}
                    if refused.code == "InvalidRequestException":
                        error["AthenaErrorCode"] = "INVALID_INPUT"
                    self._send(refused.status, error)

            def _send(self, status: int, body: Json) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.1")
                self.send_header("Content-Length", str(len(content)))
                self.send_header("x-amzn-RequestId", str(uuid.uuid4()))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *arguments: Any) -> None:
                """Says nothing: the calls are kept."""

        return Handler
