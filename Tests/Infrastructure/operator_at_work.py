"""An operator who deploys an environment, looks after it and takes it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from account import REGION, Account
from image_registry import HOST, ImageRegistry
from operators_machine import OperatorsMachine


@dataclass
class Operator:
    """Somebody who works on one environment."""

    machine: OperatorsMachine
    account: Account
    registry: ImageRegistry
    environment: str
    # What was in the account before there was anything of this operator.
    before: dict[str, set[str]]

    def deploy(self, **variables: str) -> str:
        """Deploys, which must succeed, and returns all that was said."""
        done = self.machine.make(
            "deploy", ENVIRONMENT=self.environment, APPROVE="yes", **variables
        )
        assert done.status == 0, done
        return done.output + done.said

    def destroy(self, confirm: str, **variables: str) -> str:
        """Takes the environment down, which must succeed, and returns all that was said."""
        done = self.machine.make(
            "destroy", ENVIRONMENT=self.environment, CONFIRM=confirm, **variables
        )
        assert done.status == 0, done
        return done.output + done.said

    def plan(self) -> str:
        """What would be changed."""
        done = self.machine.make("plan", ENVIRONMENT=self.environment)
        assert done.status == 0, done
        return done.output + done.said

    @property
    def lake(self) -> str:
        """The name of the lake's bucket."""
        return f"{self.environment}-lake-123456789012-{REGION}"

    def open_lake(self) -> Any:
        """A client of S3 that the lake's bucket does not turn away.

        moto does not look at the conditions of a bucket's policy: it would refuse all of it.
        """
        client = self.account.client("s3")
        client.delete_bucket_policy(Bucket=self.lake)
        return client

    def pushed(self, function: str) -> dict[str, list[str]]:
        """The tags of the images in a function's repository, by their digests."""
        repository = f"{self.environment}/{function}"
        answer = self.account.client("ecr").describe_images(repositoryName=repository)
        return {image["imageDigest"]: image["imageTags"] for image in answer["imageDetails"]}

    def runs(self, function: str) -> str:
        """The digest of the image that Lambda was told to run."""
        found = self.account.client("lambda").get_function(
            FunctionName=f"{self.environment}-{function}"
        )
        address, _, digest = found["Code"]["ImageUri"].partition("@")
        assert address == f"{HOST}/{self.environment}/{function}"
        return digest
