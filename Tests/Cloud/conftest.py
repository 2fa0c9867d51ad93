"""What every cloud test is given: running servers and fresh buckets in them."""

from __future__ import annotations

import os
import subprocess
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cloud_lake import CloudLake
from functions import Function
from probe import AWSProbe
from servers.moto_server import MotoServer
from servers.seaweedfs import SeaweedFS

ROOT = Path(__file__).resolve().parents[2]

Start = Callable[..., Function]


def pytest_configure(config: pytest.Config) -> None:
    """Names the marker that leaves out what takes long."""
    config.addinivalue_line("markers", "slow: takes long, or wants more packages")


@dataclass(frozen=True)
class Bucket:
    """A bucket of one test in a running server."""

    name: str
    server: Any
    client: Any

    def put(self, key: str, content: bytes) -> str:
        """Writes an object past the code under test and returns its entity tag."""
        return self.client.put_object(Bucket=self.name, Key=key, Body=content)["ETag"]

    def get(self, key: str) -> bytes:
        """Reads an object past the code under test."""
        return self.client.get_object(Bucket=self.name, Key=key)["Body"].read()

    def keys(self, prefix: str = "") -> list[str]:
        """All keys with a prefix, in the order of their bytes."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.name, Prefix=prefix
        )
        return [entry["Key"] for page in pages for entry in page.get("Contents", [])]


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFS]:
    """A running SeaweedFS with the credentials AKIATEST and testsecret."""
    server = SeaweedFS(tmp_path_factory.mktemp("seaweedfs"))
    yield server
    server.stop()


@pytest.fixture
def bucket(seaweed: SeaweedFS) -> Bucket:
    """A fresh bucket in SeaweedFS."""
    return make_bucket(seaweed)


@pytest.fixture
def lake(bucket: Bucket) -> CloudLake:
    """An empty lake that fills a bucket."""
    return CloudLake(bucket)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts functions and ends them with the test; none may have broken the API's rules."""
    started: list[Function] = []

    def start(name: str, lake: CloudLake, **settings: str) -> Function:
        started.append(Function(name, {**lake.environment(), **settings}))
        return started[-1]

    yield start
    for function in started:
        function.__exit__()
        assert function.api.violations == []
        assert function.stray == [], "something was written that is no JSON line"


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MotoServer]:
    """A running moto that checks signatures."""
    server = MotoServer(tmp_path_factory.mktemp("moto"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def aws_probe() -> AWSProbe:
    """The `aws-probe` executable: `AWS_PROBE` names it, else a debug build."""
    if named := os.environ.get("AWS_PROBE"):
        return AWSProbe(Path(named).resolve())
    options = ["--disable-default-traits", "--product", "aws-probe"]
    subprocess.run(["swift", "build", *options], cwd=ROOT, check=True, capture_output=True)
    return AWSProbe(ROOT / ".build/debug/aws-probe")


def make_bucket(server: Any) -> Bucket:
    """Makes a bucket of a new name in a server of S3."""
    client = server.client()
    name = f"test-{uuid.uuid4().hex[:16]}"
    region = {"LocationConstraint": client.meta.region_name}
    client.create_bucket(Bucket=name, CreateBucketConfiguration=region)
    return Bucket(name, server, client)
