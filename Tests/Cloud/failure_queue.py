"""The queue that keeps events whose handling had failed, and what Lambda does between it and a
function.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from functions import Function, failed_invocation, sqs_event
from servers.moto_server import MotoServer
from servers.runtime_api import Outcome

ATTEMPTS = 3
RECEIVES = 5


class FailureQueue:
    """A queue of SQS whose messages come again at once, and end as dead letters."""

    def __init__(self, server: MotoServer) -> None:
        self._client = server.client("sqs")
        name = f"failures-{uuid.uuid4().hex[:16]}"
        self._dead_letters = self._make(f"{name}-dead-letters", {})
        arn = self._client.get_queue_attributes(
            QueueUrl=self._dead_letters, AttributeNames=["QueueArn"]
        )["Attributes"]["QueueArn"]
        redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": RECEIVES}
        self._failures = self._make(
            name, {"VisibilityTimeout": "0", "RedrivePolicy": json.dumps(redrive)}
        )

    def send(self, body: str) -> None:
        """Puts a message into the queue."""
        self._client.send_message(QueueUrl=self._failures, MessageBody=body)

    def invoke(self, function: Function, event: dict) -> Outcome:
        """Invokes a function as Lambda does for S3: what fails again and again comes here."""
        for _ in range(ATTEMPTS):
            outcome = function.invoke(event)
            if outcome.error_type is None:
                return outcome
        self.send(failed_invocation(event, outcome, attempts=ATTEMPTS))
        return outcome

    def deliver(self, function: Function) -> Outcome | None:
        """Hands the next message to a function, as an event source mapping does.

        What the function has handled goes; without a message there is no outcome.
        """
        message = self._receive(self._failures)
        if message is None:
            return None
        outcome = function.invoke(sqs_event(message))
        if outcome.error_type is None:
            self._client.delete_message(
                QueueUrl=self._failures, ReceiptHandle=message["ReceiptHandle"]
            )
        return outcome

    def dead_letter(self) -> str | None:
        """The body of the next dead letter, if there is one."""
        message = self._receive(self._dead_letters)
        return message["Body"] if message else None

    def _make(self, name: str, attributes: dict[str, str]) -> str:
        return self._client.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]

    def _receive(self, queue: str) -> Any:
        found = self._client.receive_message(
            QueueUrl=queue, AttributeNames=["All"], MaxNumberOfMessages=1
        )
        return next(iter(found.get("Messages", [])), None)
