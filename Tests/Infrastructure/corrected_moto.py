"""moto as a server, put right where it forgets what Terraform then looks for.

Run as a program. Each correction is of moto itself and says what it forgets; without them a second
plan would not be empty, or the first would wait for ever.
"""

from __future__ import annotations

import json
from typing import Any

from moto.awslambda.models import LambdaFunction
from moto.server import main
from moto.sqs.models import Queue

import corrected_operations


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


if __name__ == "__main__":
    remember_how_functions_log()
    remember_queues_of_dead_letters()
    corrected_operations.apply()
    main()
