"""Operations that moto lacks or gets wrong, and an operator's commands need."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.s3.models import FakeDeleteMarker
from moto.sqs.models import Queue
from moto.sqs.responses import SQSResponse


def apply() -> None:
    """Puts moto right, before it is started."""
    leave_policies_of_queues_alone()
    move_dead_letters_back()
    let_marks_of_deletion_go()


def leave_policies_of_queues_alone() -> None:
    """A queue's policy stays as it is where another attribute is set."""
    set_attributes = Queue._set_attributes

    def set_those(self: Any, attributes: dict[str, Any], now: float | None = None) -> None:
        kept = {"Policy": self.policy} if hasattr(self, "_policy_json") else {}
        set_attributes(self, {**kept, **attributes}, now)

    Queue._set_attributes = set_those


def move_dead_letters_back() -> None:
    """Dead letters go back to the queue that they came from when that is asked for."""

    def start_message_move_task(self: Any) -> ActionResult:
        name = self._get_param("SourceArn").rsplit(":", 1)[1]
        dead_letters = self.sqs_backend.get_queue(name)
        (origin,) = self.sqs_backend.list_dead_letter_source_queues(name)
        for message in dead_letters.messages:
            dead_letters._messages.remove(message)
            origin.add_message(message)
        return ActionResult({"TaskHandle": "task"})

    SQSResponse.start_message_move_task = start_message_move_task


def let_marks_of_deletion_go() -> None:
    """An object that was deleted can be deleted in every version, the mark of it too."""
    FakeDeleteMarker.dispose = lambda self: None
