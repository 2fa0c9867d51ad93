"""The programs that these tests run."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "Tests/Acceptance"))

from live_server import LiveClient, LiveServer, client, running  # noqa: E402

NUMBERS = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Names the marker that leaves out what takes long."""
    config.addinivalue_line("markers", "slow: takes long")


@pytest.fixture(scope="session")
def live_leaderboards() -> Path:
    """The server: LIVE_LEADERBOARDS names it, else the newest build of this folder."""
    if named := os.environ.get("LIVE_LEADERBOARDS"):
        return Path(named).resolve()
    builds = [ROOT / ".build" / kind / "live-leaderboards" for kind in ("release", "debug")]
    found = [path for path in builds if path.exists()]
    if not found:
        pytest.exit("no live-leaderboards: run `swift build` first, or set LIVE_LEADERBOARDS", 4)
    return max(found, key=lambda path: path.stat().st_mtime)


@pytest.fixture(scope="session")
def probe() -> Path:
    """The program that SCORE_LOG_PROBE names, or a debug build."""
    if named := os.environ.get("SCORE_LOG_PROBE"):
        return Path(named).resolve()
    options = ["--disable-default-traits", "--product", "score-log-probe"]
    subprocess.run(["swift", "build", *options], cwd=ROOT, check=True, capture_output=True)
    return ROOT / ".build/debug/score-log-probe"


@pytest.fixture(scope="module")
def server(
    live_leaderboards: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """A server without tokens for the tests of a module."""
    with running(live_leaderboards, tmp_path_factory.mktemp("live")) as server:
        yield server


@pytest.fixture
def own(server: LiveServer) -> Iterator[LiveClient]:
    """A connection to the server of the module."""
    with client(server) as own:
        yield own


@pytest.fixture
def board(own: LiveClient, request: pytest.FixtureRequest) -> Callable[..., str]:
    """Creates a board that belongs to the test, and gives its id."""
    test = "".join(each if each.isalnum() else "-" for each in request.node.originalname[5:50])

    def create(**members: object) -> str:
        name = f"{test}-{next(NUMBERS)}"
        own.create(name, **members)
        return name

    return create
