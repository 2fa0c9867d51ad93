"""What the tests of the infrastructure are given: an account, and what Terraform made in it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "Cloud"), str(TESTS / "Acceptance")]

from account import Account  # noqa: E402
from servers.seaweedfs import SeaweedFS  # noqa: E402
from stack import Stack  # noqa: E402


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An account of AWS in which nothing is."""
    account = Account(tmp_path_factory.mktemp("moto"))
    yield account
    account.stop()


@pytest.fixture(scope="session")
def applied(account: Account, tmp_path_factory: pytest.TempPathFactory) -> Stack:
    """An environment as it is where nobody asked for anything special. Tests leave it as it is."""
    return Stack.apply("blue", account, tmp_path_factory.getbasetemp() / "blue")


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeaweedFS]:
    """A running SeaweedFS: an S3 server that keeps to conditions, which moto's policies forbid."""
    server = SeaweedFS(tmp_path_factory.mktemp("seaweedfs"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def standings() -> Path:
    """The `standings` executable: `STANDINGS` names it, else the newest build of this folder."""
    if named := os.environ.get("STANDINGS"):
        return Path(named).resolve()
    builds = [TESTS.parent / ".build" / kind / "standings" for kind in ("release", "debug")]
    found = [path for path in builds if path.exists()]
    if not found:
        pytest.exit("no standings executable: run `make build` first, or set STANDINGS", 4)
    return max(found, key=lambda path: path.stat().st_mtime)
