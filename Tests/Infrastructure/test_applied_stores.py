"""Where things are kept is as it was meant: the lake, results of queries, images and logs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from applied_function import EXECUTABLES
from stack import Stack, Stacks


def test_the_lake_forgets_nothing_and_is_nobody_else_s(applied: Stack):
    s3, bucket = applied.account.client("s3"), {"Bucket": applied.bucket}
    assert s3.get_bucket_versioning(**bucket)["Status"] == "Enabled"
    assert set(
        s3.get_public_access_block(**bucket)["PublicAccessBlockConfiguration"].values()
    ) == {True}
    (rule,) = s3.get_bucket_encryption(**bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    (rule,) = s3.get_bucket_ownership_controls(**bucket)["OwnershipControls"]["Rules"]
    assert rule == {"ObjectOwnership": "BucketOwnerEnforced"}


@pytest.mark.parametrize(("name", "results", "old"), [("blue", 7, 90), ("green-2", 3, 45)])
def test_what_the_lake_lets_go(stacks: Stacks, name: str, results: int, old: int):
    stack = stacks[name]
    found = stack.account.client("s3").get_bucket_lifecycle_configuration(Bucket=stack.bucket)
    rules = {rule["ID"]: rule for rule in found["Rules"]}
    assert {rule["Status"] for rule in rules.values()} == {"Enabled"}
    assert rules["query-results"]["Expiration"]["Days"] == results
    whole = rules["unfinished"]
    assert whole["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}
    assert "NoncurrentVersionExpiration" not in whole and "Days" not in whole["Expiration"]
    replaced = {
        rule["Filter"]["Prefix"]: rule["NoncurrentVersionExpiration"]["NoncurrentDays"]
        for rule in rules.values()
        if "NoncurrentVersionExpiration" in rule
    }
    areas = ("inbox/", "curated/", "rejected/", "reports/")
    assert replaced == {"query-results/": 1, **{area: old for area in areas}}, "raw/ is for ever"


@pytest.mark.parametrize(("name", "limit"), [("blue", 1 << 30), ("green-2", 50_000_000)])
def test_queries_are_bounded_whatever_a_client_asks_for(
    stacks: Stacks, name: str, limit: int
):
    stack = stacks[name]
    workgroup = stack.outputs["athena"]["workgroup"]
    found = stack.account.client("athena").get_work_group(WorkGroup=workgroup)["WorkGroup"]
    settings = found["Configuration"]
    assert settings["EnforceWorkGroupConfiguration"] is True
    assert settings["BytesScannedCutoffPerQuery"] == limit
    results = settings["ResultConfiguration"]
    assert results["OutputLocation"] == f"{stack.outputs['lake_uri']}/query-results/"
    assert results["EncryptionConfiguration"] == {"EncryptionOption": "SSE_S3"}


def test_images_cannot_be_changed_once_they_are_pushed(applied: Stack):
    found = applied.account.client("ecr").describe_repositories()["repositories"]
    own = [one for one in found if one["repositoryUri"] in applied.outputs["repositories"].values()]
    assert len(own) == len(EXECUTABLES)
    for repository in own:
        assert repository["imageTagMutability"] == "IMMUTABLE"
        assert repository["imageScanningConfiguration"] == {"scanOnPush": True}


@pytest.mark.parametrize(("name", "days"), [("blue", 30), ("green-2", 7)])
def test_logs_are_kept_for_a_while(stacks: Stacks, name: str, days: int):
    stack = stacks[name]
    groups = stack.account.client("logs").describe_log_groups()["logGroups"]
    own = {one["logGroupName"]: one["retentionInDays"] for one in groups if is_of(stack, one)}
    assert len(own) == 3 and set(own.values()) == {days}
    assert {told["log_group"] for told in stack.outputs["functions"].values()} < own.keys()


def is_of(stack: Stack, group: dict[str, Any]) -> bool:
    """Whether a log group belongs to an environment."""
    return re.search(rf"/{stack.name}(-|$)", group["logGroupName"]) is not None
