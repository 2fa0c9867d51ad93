"""What the tests of the infrastructure are given: accounts, and what Terraform made in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "Cloud"), str(TESTS / "Acceptance")]

from account import Account  # noqa: E402
from special_settings import special_settings  # noqa: E402
from stack import Stack, Stacks  # noqa: E402

Applying = dict[str, "Future[Stack]"]


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An account of AWS, in which two environments are made."""
    account = Account(tmp_path_factory.mktemp("account"))
    yield account
    account.stop()


@pytest.fixture(scope="session")
def other_account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An account of AWS with nothing in it but what is destroyed."""
    account = Account(tmp_path_factory.mktemp("other-account"))
    yield account
    account.stop()


@pytest.fixture(scope="session")
def applying(
    account: Account, other_account: Account, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Applying]:
    """All environments of the tests, made side by side: each is a minute of waiting."""
    folder = tmp_path_factory.mktemp("environments")
    stacks = [
        # moto's Athena takes every statement and executes none.
        Stack(account, "blue", folder, query_engine="parquet", uploader_kingdoms=[51]),
        Stack(account, "green-2", folder, **special_settings(account)),
        Stack(other_account, "red", folder, empty_lake_on_destroy=True),
    ]
    with ThreadPoolExecutor(len(stacks)) as pool:
        yield {stack.name: pool.submit(stack.apply) for stack in stacks}


@pytest.fixture(scope="session")
def applied(applying: Applying) -> Stack:
    """An environment for which little was asked. Tests leave it as it is."""
    return applying["blue"].result()


@pytest.fixture(scope="session")
def special(applying: Applying) -> Stack:
    """An environment beside it for which all that can be asked for was. Tests leave it as it is."""
    return applying["green-2"].result()


@pytest.fixture(scope="session")
def stacks(applied: Stack, special: Stack) -> Stacks:
    """Both environments of the account."""
    return {stack.name: stack for stack in (applied, special)}


@pytest.fixture(scope="session")
def doomed(applying: Applying) -> Stack:
    """An environment in another account, to be destroyed with all that is in its lake."""
    return applying["red"].result()


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
