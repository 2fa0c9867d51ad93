"""An environment that Terraform makes in an account, with what it tells of itself."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from account import Account
from terraform import Terraform

# Of images that nobody has to have pushed: moto does not look for them.
DIGESTS = {
    "ingest_players": f"sha256:{'1' * 64}",
    "leaderboard_api": f"sha256:{'2' * 64}",
}


class Stack:
    """An environment: nothing at first, all that infra/ describes once it is applied."""

    def __init__(
        self, account: Account, name: str, folder: Path, provider: Path, **variables: Any
    ) -> None:
        self.account = account
        self.name = name
        self.terraform = Terraform(folder / name, account, provider)
        self._variables = {"name": name, "image_digests": DIGESTS, **variables}

    def apply(self) -> Stack:
        """Makes the environment, and returns it."""
        self.terraform.apply(self._variables)
        return self

    @functools.cached_property
    def outputs(self) -> dict[str, Any]:
        """What Terraform tells of the applied environment."""
        return self.terraform.outputs()

    @property
    def bucket(self) -> str:
        """The name of the lake's bucket."""
        return self.outputs["lake_bucket"]

    def role_policies(self, function: str) -> list[dict[str, Any]]:
        """What the role of a function may do: all policies that it has."""
        iam = self.account.client("iam")
        role = self.outputs["functions"][function]["role_arn"].rsplit("/", 1)[1]
        assert not iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]
        names = iam.list_role_policies(RoleName=role)["PolicyNames"]
        policies = [iam.get_role_policy(RoleName=role, PolicyName=name) for name in names]
        return [policy["PolicyDocument"] for policy in policies]

    def bucket_policy(self) -> dict[str, Any]:
        """What nobody may do with the lake."""
        return json.loads(self.account.client("s3").get_bucket_policy(Bucket=self.bucket)["Policy"])

    def queue_attribute(self, output: str, name: str) -> str:
        """An attribute of the queue whose address an output tells."""
        answer = self.account.client("sqs").get_queue_attributes(
            QueueUrl=self.outputs[output], AttributeNames=[name]
        )
        return answer["Attributes"][name]


# The environments of the tests by their names.
Stacks = dict[str, Stack]
