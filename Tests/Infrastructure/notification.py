"""What S3 would tell, and whom, by the notifications that a bucket has."""

from __future__ import annotations

from typing import Any

from account import Account


def told_functions(account: Account, bucket: str, event: str, key: str) -> list[str]:
    """The ARNs of the functions that hear of an event such as `ObjectCreated:Put`."""
    answer = account.client("s3").get_bucket_notification_configuration(Bucket=bucket)
    return [
        entry["LambdaFunctionArn"]
        for entry in answer.get("LambdaFunctionConfigurations", [])
        if _names(entry["Events"], f"s3:{event}") and _passes(entry.get("Filter", {}), key)
    ]


def _names(patterns: list[str], event: str) -> bool:
    """Whether one of the events is this one; an asterisk stands for any end."""
    return any(
        event.startswith(pattern[:-1]) if pattern.endswith("*") else event == pattern
        for pattern in patterns
    )


def _passes(found: dict[str, Any], key: str) -> bool:
    for rule in found.get("Key", {}).get("FilterRules", []):
        match rule["Name"].lower():
            case "prefix" if not key.startswith(rule["Value"]):
                return False
            case "suffix" if not key.endswith(rule["Value"]):
                return False
    return True
