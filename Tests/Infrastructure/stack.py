"""An environment that Terraform made in an account, with what it tells of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from account import Account
from terraform import Terraform

# Of images that nobody has to have pushed: moto does not look for them.
DIGESTS = {
    "ingest_players": f"sha256:{'1' * 64}",
    "leaderboard_api": f"sha256:{'2' * 64}",
}


@dataclass(frozen=True)
class Stack:
    """An applied environment."""

    account: Account
    terraform: Terraform
    outputs: dict[str, Any]

    @classmethod
    def apply(cls, name: str, account: Account, folder: Path, **variables: Any) -> Stack:
        """Makes an environment."""
        terraform = Terraform(folder, account, name)
        terraform.apply(image_digests=DIGESTS, **variables)
        return cls(account, terraform, terraform.outputs())

    @property
    def name(self) -> str:
        """The name of the environment, with which all that belongs to it begins."""
        return self.terraform.name

    @property
    def bucket(self) -> str:
        """The name of the lake's bucket."""
        return self.outputs["lake_bucket"]

    def role(self, function: str) -> str:
        """The name of the role that a function works in."""
        return self.outputs["functions"][function]["role_arn"].rsplit("/", 1)[1]
