"""moto as a second S3 server and as SQS, checking signatures and rights.

It differs from AWS: it is one process without real locks, so that races prove nothing in it, and it
keeps everything in memory.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from .ports import free_port
from .process import ServerProcess, installed

REGION = "eu-central-1"
# A user, its rights and its key are made before anybody could be asked for a signature.
UNCHECKED_CALLS = 3


def start_moto(program: list[str], folder: Path, **settings: str) -> tuple[str, ServerProcess]:
    """Starts moto without the keys of whoever runs the tests; returns its address and process."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    clean = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
    command = [*program, "-H", "127.0.0.1", "-p", str(port)]
    process = ServerProcess(command, folder / "moto.log", {**clean, **settings})
    process.wait_until_answers(f"{endpoint}/moto-api/data.json")
    return endpoint, process


class MotoServer:
    """A running server with one user who may do everything in S3 and SQS."""

    def __init__(self, folder: Path) -> None:
        self.endpoint, self._process = start_moto(
            [installed("moto_server")], folder, INITIAL_NO_AUTH_ACTION_COUNT=str(UNCHECKED_CALLS)
        )
        self._keys = self._make_user()

    def environment(self) -> dict[str, str]:
        """The variables by which a process finds this server and may use it."""
        return {
            "AWS_ACCESS_KEY_ID": self._keys["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": self._keys["SecretAccessKey"],
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL_S3": self.endpoint,
        }

    def client(self, service: str = "s3") -> Any:
        """A client of boto3 for this server."""
        return self._service(service, self._keys)

    def stop(self) -> None:
        """Ends the server."""
        self._process.stop()

    def _make_user(self) -> dict[str, str]:
        anyone = {"AccessKeyId": "any", "SecretAccessKey": "any"}
        iam = self._service("iam", anyone)
        iam.create_user(UserName="test")
        statement = {"Effect": "Allow", "Action": ["s3:*", "sqs:*"], "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName="test", PolicyName="all", PolicyDocument=policy)
        return iam.create_access_key(UserName="test")["AccessKey"]

    def _service(self, name: str, keys: dict[str, str]) -> Any:
        return boto3.client(
            name,
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=keys["AccessKeyId"],
            aws_secret_access_key=keys["SecretAccessKey"],
            config=Config(s3={"addressing_style": "path"}),
        )
