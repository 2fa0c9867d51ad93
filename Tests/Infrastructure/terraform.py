"""Terraform as an operator runs it: on a copy of infra/, against an account of the tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from account import Account
from provider import LESS_COLLECTION, RunningProvider

INFRASTRUCTURE = Path(__file__).resolve().parents[2] / "infra"

# What is of one working copy alone, or of the operator who owns it.
LEFT_OUT = shutil.ignore_patterns(".terraform", "terraform.tfstate*", "*.tfvars", "tests")

# moto answers under one address for all buckets, and knows nothing of this machine's metadata. What
# it cannot do at all is better said at once than tried again for minutes.
OVERRIDE = """
provider "aws" {
  s3_use_path_style           = true
  max_retries                 = 3
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_credentials_validation = true
}
"""
NOTHING_TO_CHANGE = 0


class TerraformFailed(Exception):
    """A run of Terraform that ended with an error, and what it said."""


def without_aws() -> dict[str, str]:
    """The tests' own environment, without what is set up in it for AWS."""
    return {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}


def initialise(data: Path) -> None:
    """Installs the provider of the lock file in a data folder, such as `.terraform`."""
    command = ["terraform", "init", "-backend=false", "-lockfile=readonly", "-no-color"]
    settings = {**without_aws(), **LESS_COLLECTION, "TF_DATA_DIR": str(data), "TF_INPUT": "0"}
    done = subprocess.run(
        command, cwd=INFRASTRUCTURE, env=settings, capture_output=True, text=True
    )
    if done.returncode:
        raise TerraformFailed(f"{' '.join(command)}: {done.stdout}{done.stderr}")


class Terraform:
    """A copy of infra/ with a state of its own, and with a provider that runs until `stop`."""

    def __init__(self, folder: Path, account: Account, provider: Path) -> None:
        self._folder = folder
        shutil.copytree(INFRASTRUCTURE, folder, ignore=LEFT_OUT)
        (folder / "moto_override.tf").write_text(OVERRIDE)
        self._environment = {**without_aws(), **account.environment()}
        logs = folder.with_name(f"{folder.name}-provider")
        self.provider = RunningProvider(provider, logs, self._environment)

    def stop(self) -> None:
        """Ends the provider; no command can be run any more."""
        self.provider.stop()

    def apply(self, variables: dict[str, Any]) -> None:
        """Makes what the variables ask for; later commands know them too."""
        (self._folder / "terraform.tfvars.json").write_text(json.dumps(variables))
        self._run("apply", "-auto-approve")

    def changes(self) -> str:
        """What a plan would change now; nothing where all is as it is asked for."""
        done = self._start("plan", "-detailed-exitcode")
        if done.returncode == NOTHING_TO_CHANGE:
            return ""
        # What comes before says how it was found out, at length.
        return done.stdout[done.stdout.find("Terraform will perform") :] + done.stderr

    def outputs(self) -> dict[str, Any]:
        """The outputs by their names."""
        found = json.loads(self._run("output", "-json"))
        return {name: output["value"] for name, output in found.items()}

    def destroy(self) -> None:
        """Removes all that was made."""
        self._run("destroy", "-auto-approve")

    def state(self) -> str:
        """What Terraform keeps of what it made, for another copy to go on with."""
        return self._run("state", "pull")

    def resources(self) -> list[dict[str, Any]]:
        """All that was made: the attributes of each, and its `type`."""
        return [
            {"type": resource["type"], **instance["attributes"]}
            for resource in json.loads(self.state())["resources"]
            for instance in resource["instances"]
            if resource["mode"] == "managed"
        ]

    def _run(self, *arguments: str) -> str:
        done = self._start(*arguments)
        if done.returncode:
            raise TerraformFailed(f"terraform {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def _start(self, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["terraform", command, *arguments],
            cwd=self._folder,
            env={
                **self._environment,
                **self.provider.environment(),
                **LESS_COLLECTION,
                "TF_IN_AUTOMATION": "1",
                "TF_INPUT": "0",
                **{f"TF_CLI_ARGS_{name}": "-no-color" for name in ("plan", "apply", "destroy")},
            },
            capture_output=True,
            text=True,
        )
