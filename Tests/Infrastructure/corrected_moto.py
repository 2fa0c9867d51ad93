"""moto as a server, put right where it forgets what Terraform then looks for, or cannot do what an
operator does.

Run as a program. Each correction is of moto itself and says what it forgets; without them a second
plan would not be empty, or the first would wait for ever.
"""

from __future__ import annotations

import json
from typing import Any

from moto.awslambda.models import LambdaFunction
from moto.core.responses import ActionResult
from moto.s3.models import FakeDeleteMarker
from moto.server import main
from moto.sqs.models import Queue
from moto.sqs.responses import SQSResponse


def remember_how_functions_log() -> None:
    """Functions keep how they log, and have no settings of an image that nobody asked for."""
    create, configuration = LambdaFunction.__init__, LambdaFunction.get_configuration

    def created(self: Any, *arguments: Any, spec: dict[str, Any], **named: Any) -> None:
        self.logging_config = spec.get("LoggingConfig")
        self.has_image_config = "ImageConfig" in spec
        create(self, *arguments, spec=spec, **named)

    def configured(self: Any, *arguments: Any, **named: Any) -> dict[str, Any]:
        found = configuration(self, *arguments, **named)
        if self.logging_config:
            found["LoggingConfig"] = self.logging_config
        if not self.has_image_config:
            found.pop("ImageConfigResponse", None)
        return found

    LambdaFunction.__init__ = created
    LambdaFunction.get_configuration = configured


def remember_queues_of_dead_letters() -> None:
    """Queues keep who may use them for dead letters, and policies come back as they were sent."""
    attributes = Queue.attributes.fget

    def compact(self: Any) -> dict[str, Any]:
        found = attributes(self)
        found["RedriveAllowPolicy"] = found["RedriveAllowPolicy"] or None
        if found.get("RedrivePolicy"):
            policy = json.loads(found["RedrivePolicy"])
            found["RedrivePolicy"] = json.dumps(policy, separators=(",", ":"))
        return found

    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
    Queue.redrive_allow_policy = None
    Queue.attributes = property(compact)


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


if __name__ == "__main__":
    remember_how_functions_log()
    remember_queues_of_dead_letters()
    leave_policies_of_queues_alone()
    move_dead_letters_back()
    let_marks_of_deletion_go()
    main()
