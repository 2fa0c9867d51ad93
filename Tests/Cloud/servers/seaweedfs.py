"""SeaweedFS as an S3 server: it checks signatures and honours conditional writes.

It differs from AWS: it does not compare `x-amz-content-sha256` with the body, takes any region in
the scope of a signature, and sends no bucket notifications.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from .ports import free_ports_with_grpc
from .process import ServerProcess, installed

ACCESS_KEY = "AKIATEST"
SECRET_KEY = "testsecret"
REGION = "eu-central-1"


class SeaweedFS:
    """A running server. Its endpoint is an address of this machine: path style, no TLS."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "data").mkdir()
        self._identities(folder / "s3.json")
        master, volume, filer, s3 = free_ports_with_grpc(4)
        self.endpoint = f"http://127.0.0.1:{s3}"
        ports = {"master.port": master, "volume.port": volume, "filer.port": filer, "s3.port": s3}
        options = {
            "ip": "127.0.0.1",
            "ip.bind": "127.0.0.1",
            "dir": folder / "data",
            # Every bucket takes some, and every test has a bucket.
            "volume.max": 10_000,
            "master.telemetry": "false",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "webdav": "false",
            "admin.ui": "false",
            "s3.autoCreateBucket": "false",
            "s3.config": folder / "s3.json",
            **ports,
        }
        command = [installed("weed"), f"-logdir={folder}", "mini"]
        command += [f"-{name}={value}" for name, value in options.items()]
        # Settings of AWS in the environment would be taken for the server's own.
        clean = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
        self._process = ServerProcess(command, folder / "weed.log", clean)
        self._process.wait_until_answers(f"{self.endpoint}/healthz")

    def environment(self) -> dict[str, str]:
        """The variables by which a process finds this server and may use it."""
        return {
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL_S3": self.endpoint,
        }

    def client(self) -> Any:
        """A client of boto3 for this server."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=ACCESS_KEY,
            aws_secret_access_key=SECRET_KEY,
            config=Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 3}),
        )

    def stop(self) -> None:
        """Ends the server."""
        self._process.stop()

    @staticmethod
    def _identities(path: Path) -> None:
        identity = {
            "name": "test",
            "credentials": [{"accessKey": ACCESS_KEY, "secretKey": SECRET_KEY}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        path.write_text(json.dumps({"identities": [identity]}))
