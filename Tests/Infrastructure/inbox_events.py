"""S3's events of a lake's inbox, handed to the function as they happen.

moto would hand them to a function that does nothing. A queue takes that one's place in the bucket's
notification for as long as this stands, and the events go from there to the real executable.
"""

from __future__ import annotations

import json
import threading
from typing import Any

from functions import Function, Outcome
from stack import Stack

END = "end"
LONGEST_WAIT_SECONDS = 20


class InboxEvents:
    """The way of events from an applied environment's inbox to a running function."""

    def __init__(self, stack: Stack, function: Function) -> None:
        self._function = function
        self._bucket = stack.bucket
        self._s3 = stack.account.client("s3")
        self._queue = stack.account.client("sqs")
        self.outcomes: list[Outcome] = []

    def __enter__(self) -> InboxEvents:
        self._url = self._queue.create_queue(QueueName="events-of-the-inbox")["QueueUrl"]
        answer = self._queue.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])
        applied = self._s3.get_bucket_notification_configuration(Bucket=self._bucket)
        applied.pop("ResponseMetadata")
        self._applied = applied
        (rule,) = applied["LambdaFunctionConfigurations"]
        diverted = {name: rule[name] for name in ("Id", "Events", "Filter")}
        diverted["QueueArn"] = answer["Attributes"]["QueueArn"]
        self._notify(QueueConfigurations=[diverted])
        self._thread = threading.Thread(target=self._deliver, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._queue.send_message(QueueUrl=self._url, MessageBody=json.dumps(END))
        self._thread.join()
        self._notify(**self._applied)
        self._queue.delete_queue(QueueUrl=self._url)

    def _notify(self, **configuration: Any) -> None:
        self._s3.put_bucket_notification_configuration(
            Bucket=self._bucket, NotificationConfiguration=configuration
        )

    def _deliver(self) -> None:
        while True:
            answer = self._queue.receive_message(
                QueueUrl=self._url, WaitTimeSeconds=LONGEST_WAIT_SECONDS
            )
            for message in answer.get("Messages", []):
                event = json.loads(message["Body"])
                if event == END:
                    return
                # With the notification itself comes an event without records.
                self.outcomes.append(self._function.invoke(event))
                self._queue.delete_message(
                    QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"]
                )
