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
    """A queue of SQS for events that failed, and the one behind it for dead letters.

    Nobody waits in it: what it holds can be had at once, whatever its delays say.
    """

    def __init__(self, client: Any, failures: str, dead_letters: str) -> None:
        self._client = client
        self._failures = failures
        self._dead_letters = dead_letters

    @classmethod
    def make(cls, server: MotoServer) -> FailureQueue:
        """Makes an empty queue."""
        client = server.client("sqs")
        name = f"failures-{uuid.uuid4().hex[:16]}"
        dead_letters = client.create_queue(QueueName=f"{name}-dead-letters")["QueueUrl"]
        arn = client.get_queue_attributes(QueueUrl=dead_letters, AttributeNames=["QueueArn"])[
            "Attributes"
        ]["QueueArn"]
        redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": RECEIVES})
        failures = client.create_queue(QueueName=name, Attributes={"RedrivePolicy": redrive})
        return cls(client, failures["QueueUrl"], dead_letters)

    def send(self, body: str) -> None:
        """Puts a message into the queue."""
        self._client.send_message(QueueUrl=self._failures, MessageBody=body, DelaySeconds=0)

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

        What the function has handled goes, what failed is shown again; without a message there is
        no outcome.
        """
        message = self._receive(self._failures)
        if message is None:
            return None
        outcome = function.invoke(sqs_event(message))
        place = {"QueueUrl": self._failures, "ReceiptHandle": message["ReceiptHandle"]}
        if outcome.error_type is None:
            self._client.delete_message(**place)
        else:
            self._client.change_message_visibility(**place, VisibilityTimeout=0)
        return outcome

    def dead_letter(self) -> str | None:
        """Takes the next dead letter out, if there is one, and returns its body."""
        message = self._receive(self._dead_letters)
        if message is None:
            return None
        self._client.delete_message(
            QueueUrl=self._dead_letters, ReceiptHandle=message["ReceiptHandle"]
        )
        return message["Body"]

    def _receive(self, queue: str) -> Any:
        found = self._client.receive_message(
            QueueUrl=queue, AttributeNames=["All"], MaxNumberOfMessages=1
        )
        return next(iter(found.get("Messages", [])), None)
