"""What the tests of the infrastructure are given: accounts, and what Terraform made in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parents[1]
sys.path += [str(TESTS / "Cloud"), str(TESTS / "Acceptance")]

from account import Account  # noqa: E402
from aws_command import AWSCommand, installed_python  # noqa: E402
from provider import installed_provider  # noqa: E402
from special_settings import special_settings  # noqa: E402
from stack import Stack, Stacks  # noqa: E402
from terraform import initialise  # noqa: E402

# Those below that are environments being made.
ENVIRONMENTS = ("blue", "green", "red")
Make = Callable[..., "Future[Stack]"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Modules come last that need environments: these are made while the other tests run."""
    waiting = {item.path for item in items if needs_environment(item)}
    items.sort(key=lambda item: item.path in waiting)


def needs_environment(item: pytest.Item) -> bool:
    """Whether a test is given an environment."""
    return not set(ENVIRONMENTS).isdisjoint(fixtures(item))


def fixtures(item: pytest.Item) -> list[str]:
    """The names of all that a test is given, and of what that is made of."""
    return getattr(item, "fixturenames", [])


@pytest.fixture(scope="session", autouse=True)
def aws_command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Puts an `aws` before the installed one that has imported it already, if that is in Python."""
    python = installed_python()
    if python is None:
        yield
        return
    command = AWSCommand(tmp_path_factory.mktemp("aws"), python)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(command.folder), prepend=os.pathsep)
        yield
    command.stop()


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
def terraform_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of Terraform with the provider."""
    folder = tmp_path_factory.mktemp("terraform-data")
    initialise(folder)
    return folder


@pytest.fixture(scope="session")
def provider(terraform_data: Path) -> Path:
    """The program of Terraform's provider."""
    return installed_provider(terraform_data)


@pytest.fixture(scope="session")
def make(provider: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Begins to make an environment; several are made side by side, in a minute of waiting."""
    folder = tmp_path_factory.mktemp("environments")
    stacks: list[Stack] = []

    def begin(account: Account, name: str, **settings: Any) -> Future[Stack]:
        stacks.append(Stack(account, name, folder, provider, **settings))
        return pool.submit(stacks[-1].apply)

    with ThreadPoolExecutor(len(ENVIRONMENTS)) as pool:
        yield begin
    for stack in stacks:
        stack.terraform.stop()


@pytest.fixture(scope="session")
def blue(make: Make, account: Account) -> Future[Stack]:
    """`applied` in the making. moto's Athena takes every statement and executes none."""
    return make(account, "blue", query_engine="parquet", uploader_kingdoms=[51])


@pytest.fixture(scope="session")
def green(make: Make, account: Account) -> Future[Stack]:
    """`special` in the making."""
    return make(account, "green-2", **special_settings(account))


@pytest.fixture(scope="session")
def red(make: Make, other_account: Account) -> Future[Stack]:
    """`doomed` in the making."""
    return make(other_account, "red", empty_lake_on_destroy=True)


@pytest.fixture(scope="session", autouse=True)
def environments(request: pytest.FixtureRequest) -> None:
    """Begins to make the environments that any of the tests needs before the first of these."""
    needed = {name for item in request.session.items for name in fixtures(item)}
    for name in ENVIRONMENTS:
        if name in needed:
            request.getfixturevalue(name)


@pytest.fixture(scope="session")
def applied(blue: Future[Stack]) -> Stack:
    """An environment for which little was asked. Tests leave it as it is."""
    return blue.result()


@pytest.fixture(scope="session")
def special(green: Future[Stack]) -> Stack:
    """An environment beside it for which all that can be asked for was. Tests leave it as it is."""
    return green.result()


@pytest.fixture(scope="session")
def doomed(red: Future[Stack]) -> Stack:
    """An environment in another account, to be destroyed with all that is in its lake."""
    return red.result()


@pytest.fixture(scope="session")
def stacks(applied: Stack, special: Stack) -> Stacks:
    """Both environments of the account."""
    return {stack.name: stack for stack in (applied, special)}


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
