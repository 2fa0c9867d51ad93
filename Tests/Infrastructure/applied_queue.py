"""The failure queue of an applied environment, with the tests in the place of its mapping."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from failure_queue import FailureQueue
from stack import Stack


@contextlib.contextmanager
def failure_queue(stack: Stack) -> Iterator[FailureQueue]:
    """The applied failure queue.

    moto hands nothing on meanwhile: its own mapping would give each message at once to a function
    that does nothing, and call it done.
    """
    queues, functions = stack.account.client("sqs"), stack.account.client("lambda")
    failures = stack.outputs["failure_queue_url"]
    dead_letters = stack.outputs["dead_letter_queue_url"]
    arn = stack.queue_attribute("failure_queue_url", "QueueArn")
    mappings = functions.list_event_source_mappings(EventSourceArn=arn)["EventSourceMappings"]
    for mapping in mappings:
        functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    try:
        yield FailureQueue(queues, failures, dead_letters)
    finally:
        for mapping in mappings:
            functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
