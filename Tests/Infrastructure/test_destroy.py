"""Destroying an environment leaves nothing of it."""

from __future__ import annotations

from inventory import inventory
from stack import Stack

# What an account has that nobody made.
ALWAYS_THERE = {"primary"}


def test_destroying_leaves_nothing(doomed: Stack):
    s3 = doomed.account.client("s3")
    # moto takes the denials of the policy for unconditional ones, and would refuse this too.
    s3.delete_bucket_policy(Bucket=doomed.bucket)
    for content in (b"older", b"newer"):
        s3.put_object(Bucket=doomed.bucket, Key="raw/kept", Body=content)
    s3.delete_object(Bucket=doomed.bucket, Key="raw/kept")
    before = inventory(doomed.account)
    assert sum(map(len, before.values())) > 25, before
    doomed.terraform.destroy()
    after = inventory(doomed.account)
    assert {service: names - ALWAYS_THERE for service, names in after.items()} == {
        service: set() for service in before
    }
    assert doomed.terraform.resources() == []
