"""The ways between the parts are as they were meant: events, requests, alarms."""

from __future__ import annotations

import json

import pytest

from account import NUMBER
from special_settings import ADDRESS, DOMAIN, ORIGIN
from stack import Stack, Stacks


def test_s3_may_invoke_the_function_that_it_notifies(applied: Stack):
    told = applied.outputs["functions"]["ingest_players"]
    found = applied.account.client("lambda").get_policy(FunctionName=told["name"])
    (statement,) = json.loads(found["Policy"])["Statement"]
    assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"AWS:SourceAccount": NUMBER},
        "ArnLike": {"AWS:SourceArn": f"arn:aws:s3:::{applied.bucket}"},
    }
    notification = applied.account.client("s3").get_bucket_notification_configuration(
        Bucket=applied.bucket
    )
    (entry,) = notification["LambdaFunctionConfigurations"]
    assert (entry["LambdaFunctionArn"], entry["Events"]) == (told["arn"], ["s3:ObjectCreated:*"])


def test_failed_events_come_back_and_end_as_dead_letters(applied: Stack, special: Stack):
    functions = applied.account.client("lambda")
    for stack, seconds in ((applied, 120), (special, 300)):
        told = stack.outputs["functions"]["ingest_players"]
        queue = stack.queue_attribute("failure_queue_url", "QueueArn")
        found = functions.get_function_event_invoke_config(FunctionName=told["name"])
        assert found["DestinationConfig"]["OnFailure"] == {"Destination": queue}
        assert found["MaximumRetryAttempts"] == 2
        (mapping,) = functions.list_event_source_mappings(EventSourceArn=queue)[
            "EventSourceMappings"
        ]
        assert (mapping["FunctionArn"], mapping["BatchSize"]) == (told["arn"], 1)
        assert mapping["State"] == "Enabled"
        assert stack.queue_attribute("failure_queue_url", "DelaySeconds") == "900"
        visibility = int(stack.queue_attribute("failure_queue_url", "VisibilityTimeout"))
        assert visibility >= 6 * seconds, "Lambda wants six times what the function may take"
        assert json.loads(stack.queue_attribute("failure_queue_url", "RedrivePolicy")) == {
            "deadLetterTargetArn": stack.queue_attribute("dead_letter_queue_url", "QueueArn"),
            "maxReceiveCount": 5,
        }
        days = int(stack.queue_attribute("dead_letter_queue_url", "MessageRetentionPeriod")) / 86400
        assert days == 14


@pytest.mark.parametrize(
    ("name", "rate", "burst", "origin"), [("blue", 100, 500, "*"), ("green-2", 5, 7, ORIGIN)]
)
def test_the_gateway_hands_everything_to_the_function(
    stacks: Stacks, name: str, rate: int, burst: int, origin: str
):
    stack = stacks[name]
    gateway = stack.account.client("apigatewayv2")
    (api,) = (one for one in gateway.get_apis()["Items"] if one["Name"].startswith(stack.name))
    assert api["CorsConfiguration"]["AllowOrigins"] == [origin]
    place = {"ApiId": api["ApiId"]}
    (route,) = gateway.get_routes(**place)["Items"]
    (integration,) = gateway.get_integrations(**place)["Items"]
    assert route["RouteKey"] == "$default"
    assert route["Target"] == f"integrations/{integration['IntegrationId']}"
    assert stack.outputs["functions"]["leaderboard_api"]["arn"] in integration["IntegrationUri"]
    assert integration["PayloadFormatVersion"] == "2.0"
    (stage,) = gateway.get_stages(**place)["Items"]
    assert (stage["StageName"], stage["AutoDeploy"]) == ("$default", True)
    limits = stage["DefaultRouteSettings"]
    assert (limits["ThrottlingRateLimit"], limits["ThrottlingBurstLimit"]) == (rate, burst)
    line = json.loads(stage["AccessLogSettings"]["Format"])
    assert {"requestId", "status", "path", "sourceIp"} <= line.keys()


def test_a_domain_of_one_s_own(special: Stack):
    assert special.outputs["api_url"] == f"https://{DOMAIN}"
    gateway, names = special.account.client("apigatewayv2"), special.account.client("route53")
    (mapping,) = gateway.get_api_mappings(DomainName=DOMAIN)["Items"]
    assert mapping["Stage"] == "$default"
    (zone,) = names.list_hosted_zones()["HostedZones"]
    records = names.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    aliases = {record["Type"]: record for record in records if "AliasTarget" in record}
    assert aliases.keys() == {"A", "AAAA"}
    target = gateway.get_domain_name(DomainName=DOMAIN)["DomainNameConfigurations"][0]
    for alias in aliases.values():
        assert alias["Name"] == f"{DOMAIN}."
        assert alias["AliasTarget"]["DNSName"].rstrip(".") == target["ApiGatewayDomainName"]


# The second asks Athena, which has two of its own.
@pytest.mark.parametrize(("name", "count"), [("blue", 10), ("green-2", 12)])
def test_every_alarm_goes_to_the_topic_and_says_what_to_do(
    stacks: Stacks, name: str, count: int
):
    stack = stacks[name]
    found = stack.account.client("cloudwatch").describe_alarms(AlarmNamePrefix=f"{stack.name}-")
    assert len(found["MetricAlarms"]) == count
    for alarm in found["MetricAlarms"]:
        assert alarm["AlarmActions"] == [stack.outputs["alarm_topic_arn"]]
        assert alarm["TreatMissingData"] == "notBreaching"
        assert "docs/operating.md" in alarm["AlarmDescription"], alarm["AlarmName"]


def test_alarms_are_mailed_and_spending_is_watched_where_asked_for(applied: Stack, special: Stack):
    topics, budgets = (applied.account.client(name) for name in ("sns", "budgets"))
    (subscription,) = topics.list_subscriptions()["Subscriptions"]
    assert subscription["TopicArn"] == special.outputs["alarm_topic_arn"]
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", ADDRESS)
    (budget,) = budgets.describe_budgets(AccountId=NUMBER)["Budgets"]
    assert budget["BudgetLimit"] == {"Amount": "5", "Unit": "USD"}
    assert budget["BudgetName"].startswith("green-2")
