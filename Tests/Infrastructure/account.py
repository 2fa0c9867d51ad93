"""An account of AWS, as moto plays it: all services behind one address, empty at first."""

from __future__ import annotations

import contextlib
import json
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from servers.moto_server import start_moto

# A region that is nobody's default, so that one that is written down somewhere is noticed.
REGION = "eu-south-2"
NUMBER = "123456789012"

SERVER = Path(__file__).with_name("corrected_moto.py")

Keys = dict[str, str]

ANYONE: Keys = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any"}


class Account:
    """A running moto. It lets everybody do everything but `while_checking_rights`."""

    def __init__(self, folder: Path) -> None:
        self.endpoint, self._process = start_moto([sys.executable, str(SERVER)], folder)
        # Else moto looks for a container engine to run functions in.
        self._tell("config", json.dumps({"lambda": {"use_docker": False}}))

    def environment(self, keys: Keys = ANYONE) -> dict[str, str]:
        """The variables by which a process finds this account."""
        return {**keys, "AWS_REGION": REGION, "AWS_ENDPOINT_URL": self.endpoint}

    def client(self, service: str, keys: Keys = ANYONE) -> Any:
        """A client of boto3 for a service of this account."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=keys["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=keys.get("AWS_SESSION_TOKEN"),
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1}),
        )

    def keys_of_role(self, role_arn: str) -> Keys:
        """Passing keys of a role, such as Lambda puts them into a function's environment."""
        assumed = self.client("sts").assume_role(RoleArn=role_arn, RoleSessionName="test")
        keys = assumed["Credentials"]
        return {
            "AWS_ACCESS_KEY_ID": keys["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": keys["SecretAccessKey"],
            "AWS_SESSION_TOKEN": keys["SessionToken"],
        }

    @contextlib.contextmanager
    def keys_of_user(self, policy_arn: str) -> Iterator[Keys]:
        """The keys of a user with one policy, who is gone again afterwards."""
        iam, name = self.client("iam"), "somebody"
        iam.create_user(UserName=name)
        iam.attach_user_policy(UserName=name, PolicyArn=policy_arn)
        key = iam.create_access_key(UserName=name)["AccessKey"]
        yield {
            "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
        }
        iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
        iam.detach_user_policy(UserName=name, PolicyArn=policy_arn)
        iam.delete_user(UserName=name)

    @contextlib.contextmanager
    def while_checking_rights(self) -> Iterator[None]:
        """Signatures are verified and policies of users and roles are asked, meanwhile."""
        self._tell("reset-auth", "0")
        try:
            yield
        finally:
            self._tell("reset-auth", "inf")

    def stop(self) -> None:
        """Ends the server."""
        self._process.stop()

    def _tell(self, subject: str, content: str) -> None:
        url = f"{self.endpoint}/moto-api/{subject}"
        # Else it would be taken for a form, and its content for a name.
        plain = {"Content-Type": "text/plain"}
        request = urllib.request.Request(url, content.encode(), plain)
        urllib.request.urlopen(request, timeout=10).close()
