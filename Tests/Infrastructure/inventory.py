"""All that is in an account, service by service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from account import NUMBER, Account

Listing = Callable[[Any], Iterator[str]]


def _listing(operation: str, entries: str, name: str | None, **arguments: str) -> Listing:
    """Names what an operation lists, page by page."""

    def names(client: Any) -> Iterator[str]:
        pages = (
            client.get_paginator(operation).paginate(**arguments)
            if client.can_paginate(operation)
            else [getattr(client, operation)(**arguments)]
        )
        for page in pages:
            for entry in page.get(entries, []):
                yield entry[name] if name else entry

    return names


LISTINGS: list[tuple[str, Listing]] = [
    ("apigatewayv2", _listing("get_apis", "Items", "ApiId")),
    ("apigatewayv2", _listing("get_domain_names", "Items", "DomainName")),
    ("athena", _listing("list_work_groups", "WorkGroups", "Name")),
    ("budgets", _listing("describe_budgets", "Budgets", "BudgetName", AccountId=NUMBER)),
    ("cloudwatch", _listing("describe_alarms", "MetricAlarms", "AlarmName")),
    ("cloudwatch", _listing("list_dashboards", "DashboardEntries", "DashboardName")),
    ("ecr", _listing("describe_repositories", "repositories", "repositoryName")),
    ("glue", _listing("get_databases", "DatabaseList", "Name")),
    ("iam", _listing("list_policies", "Policies", "PolicyName", Scope="Local")),
    ("iam", _listing("list_roles", "Roles", "RoleName")),
    ("lambda", _listing("list_event_source_mappings", "EventSourceMappings", "UUID")),
    ("lambda", _listing("list_functions", "Functions", "FunctionName")),
    ("logs", _listing("describe_log_groups", "logGroups", "logGroupName")),
    ("logs", _listing("describe_resource_policies", "resourcePolicies", "policyName")),
    ("route53", _listing("list_hosted_zones", "HostedZones", "Id")),
    ("s3", _listing("list_buckets", "Buckets", "Name")),
    ("sns", _listing("list_subscriptions", "Subscriptions", "SubscriptionArn")),
    ("sns", _listing("list_topics", "Topics", "TopicArn")),
    ("sqs", _listing("list_queues", "QueueUrls", None)),
]


def inventory(account: Account) -> dict[str, set[str]]:
    """The names of all there is, by service."""
    found: dict[str, set[str]] = {}
    for service, names in LISTINGS:
        found.setdefault(service, set()).update(names(account.client(service)))
    return found
