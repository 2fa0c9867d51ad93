"""What every cloud test is given: running servers and fresh buckets in them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_function import Start, asking_athena
from athena_cloud import ENGINES, Cloud, athena_over, cloud_over
from buckets import Bucket, make_bucket
from cloud_lake import CloudLake
from functions import Function, end_all
from probe import AWSProbe
from servers.athena import AthenaServer
from servers.moto_server import MotoServer
from servers.seaweedfs import SeaweedFS

ROOT = Path(__file__).resolve().parents[2]

def pytest_configure(config: pytest.Config) -> None:
    """Names the marker that leaves out what takes long."""
    config.addinivalue_line("markers", "slow: takes long, or wants more packages")


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
def cloud(bucket: Bucket, tmp_path: Path) -> Iterator[Cloud]:
    """An empty lake in a bucket, and Athena over it."""
    with cloud_over(bucket, tmp_path) as made:
        yield made


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
    end_all(started)


@pytest.fixture
def athena(lake: CloudLake, tmp_path: Path) -> Iterator[AthenaServer]:
    """Athena with the lake as its table."""
    server = athena_over(lake.bucket, tmp_path / "athena")
    yield server
    server.stop()


@pytest.fixture(params=ENGINES)
def boards(request: pytest.FixtureRequest, start: Start, lake: CloudLake) -> Function:
    """The API before the lake, with each of its engines."""
    if request.param == "parquet":
        return start("leaderboard-api", lake, QUERY_ENGINE="parquet")
    return asking_athena(request.getfixturevalue("athena"), start, lake)


@pytest.fixture(scope="session")
def standings() -> Path:
    """The executable: `STANDINGS` names it, else the newest build of this folder."""
    if named := os.environ.get("STANDINGS"):
        return Path(named).resolve()
    found = [*ROOT.glob(".build/release/standings"), *ROOT.glob(".build/debug/standings")]
    if not found:
        pytest.skip("no standings executable: run `make build`, or set STANDINGS")
    return max(found, key=lambda path: path.stat().st_mtime)


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
