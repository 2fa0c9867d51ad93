"""moto as a server, put right where it forgets what Terraform then looks for.

Run as a program. Each correction is of moto itself and says what it forgets; without them a second
plan would not be empty, or the first would wait for ever.
"""

from __future__ import annotations

import json
from typing import Any

from moto.apigatewayv2.models import DomainName
from moto.awslambda.models import LambdaFunction
from moto.budgets.responses import BudgetsResponse
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


def make_domains_available() -> None:
    """Domains of one's own get an address of the gateway to point to, and are ready."""
    describe = DomainName.to_json

    def described(self: DomainName) -> dict[str, Any]:
        found = describe(self)
        target = {
            "apiGatewayDomainName": f"d-{self.domain_name}.execute-api.example",
            "hostedZoneId": "Z0000000000000000000",
            "domainNameStatus": "AVAILABLE",
        }
        found["domainNameConfigurations"] = [
            {**one, **target} for one in found["domainNameConfigurations"]
        ]
        # Clients show certificates where somebody asked for them, and nowhere else.
        found["mutualTlsAuthentication"] = found["mutualTlsAuthentication"] or None
        return found

    DomainName.to_json = described


def tell_all_of_budgets() -> None:
    """Budgets tell their tags, and who subscribed to a notification."""
    create = BudgetsResponse.create_budget
    tags: dict[str, Any] = {}

    def created(self: Any) -> str:
        tags[self._get_param("Budget")["BudgetName"]] = self._get_param("ResourceTags", [])
        return create(self)

    def list_tags_for_resource(self: Any) -> str:
        name = self._get_param("ResourceARN").rpartition("/")[2]
        return json.dumps({"ResourceTags": tags[name]})

    def describe_subscribers_for_notification(self: Any) -> str:
        asked = self._get_param("Notification")
        budget = self.backend.budgets[self._get_param("AccountId")][self._get_param("BudgetName")]
        found = next(
            notification.subscribers
            for notification in budget.notifications
            if notification.details.items() <= asked.items()
        )
        return json.dumps({"Subscribers": found})

    BudgetsResponse.create_budget = created
    BudgetsResponse.list_tags_for_resource = list_tags_for_resource
    BudgetsResponse.describe_subscribers_for_notification = describe_subscribers_for_notification


if __name__ == "__main__":
    remember_how_functions_log()
    remember_queues_of_dead_letters()
    make_domains_available()
    tell_all_of_budgets()
    corrected_operations.apply()
    main()
