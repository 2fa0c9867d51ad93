"""The plainest Lambda function in Python: asks for an invocation, answers it, asks again."""

from __future__ import annotations

import http.client
import json
import os
from collections.abc import Callable

PREFIX = "/2018-06-01/runtime/invocation"


def run(handler: Callable[[dict], dict]) -> None:
    """Handles invocations for ever."""
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    while True:
        connection.request("GET", f"{PREFIX}/next")
        answer = connection.getresponse()
        request_id = answer.getheader("Lambda-Runtime-Aws-Request-Id")
        event = json.loads(answer.read())
        body = json.dumps(handler(event))
        connection.request("POST", f"{PREFIX}/{request_id}/response", body)
        connection.getresponse().read()
