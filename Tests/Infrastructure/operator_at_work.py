"""An operator who deploys an environment, looks after it and takes it down."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from account import REGION, Account
from image_registry import HOST, ImageRegistry
from inventory import inventory
from named_hosts import NamedHosts
from operators_machine import Finished, OperatorsMachine
from provider import RunningProvider

FUNCTIONS = ["ingest-players", "leaderboard-api"]


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

    @contextlib.contextmanager
    def attached(self, program: Path) -> Iterator[None]:
        """The commands attach to a running provider, instead of each starting one."""
        provider = RunningProvider(
            program, self.machine.folder.parent / "provider", self.machine.variables
        )
        self.machine.attach(provider)
        try:
            yield
        finally:
            provider.stop()

    def type_to(self, script: str, typed: str) -> Finished:
        """Runs a script at a terminal, where it asks and is given an answer."""
        return self.machine.run_at_a_terminal([script], typed, ENVIRONMENT=self.environment)

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


@contextlib.contextmanager
def operator_of_an_account(folder: Path) -> Iterator[Operator]:
    """An operator of an account in which nothing is, so that all that is left is of their making.

    The images are built by buildah and pushed to a registry that answers under ECR's name.
    """
    with contextlib.ExitStack() as ending:
        account = Account(folder / "account")
        ending.callback(account.stop)
        registry = ImageRegistry(folder / "registry", account)
        ending.callback(remove_pushed, registry)
        ending.callback(registry.stop)
        hosts = NamedHosts(folder / "hosts")
        ending.callback(hosts.stop)
        hosts.add(HOST, registry)
        machine = OperatorsMachine(folder / "machine", account, hosts)
        machine.limit_concurrency(1000, 1000)
        # Of this run alone: all that build on this machine see each other's images.
        environment = f"blue-{os.getpid()}"
        yield Operator(machine, account, registry, environment, inventory(account))


def remove_pushed(registry: ImageRegistry) -> None:
    """Removes this machine's copies of what was pushed."""
    local = {f"{HOST}/{name}" for name in registry.pushed}
    subprocess.run(["buildah", "rmi", *local], capture_output=True, check=True)
