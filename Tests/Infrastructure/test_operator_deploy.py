"""An environment from its first deployment to its end, by the commands of the README.

The images are built by buildah and pushed to a registry that answers under ECR's name; what is in
them is a stand-in, since others test that. moto takes the place of AWS.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from account import Account
from image_registry import HOST, ImageRegistry
from inventory import inventory
from named_hosts import NamedHosts
from operator_at_work import Operator
from operators_machine import OperatorsMachine

FUNCTIONS = ["ingest-players", "leaderboard-api"]
FIRST = "the first version\n"
# Of this run alone: all that build on this machine see each other's images.
NAME = f"blue-{os.getpid()}"


@pytest.fixture(scope="module")
def own_account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An account in which nothing else is, so that all that is left in it is left by these."""
    account = Account(tmp_path_factory.mktemp("own-account"))
    yield account
    account.stop()


@pytest.fixture(scope="module")
def registry(
    own_account: Account, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ImageRegistry]:
    """The registry of the account's images."""
    registry = ImageRegistry(tmp_path_factory.mktemp("registry"), own_account)
    yield registry
    registry.stop()
    local = {f"{HOST}/{name}" for name in registry.pushed}
    subprocess.run(["buildah", "rmi", *local], capture_output=True, check=True)


@pytest.fixture(scope="module")
def hosts(
    registry: ImageRegistry, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NamedHosts]:
    """The registry under its name in AWS."""
    hosts = NamedHosts(tmp_path_factory.mktemp("hosts"))
    hosts.add(HOST, registry)
    yield hosts
    hosts.stop()


@pytest.fixture(scope="module")
def operator(
    own_account: Account,
    registry: ImageRegistry,
    hosts: NamedHosts,
    tmp_path_factory: pytest.TempPathFactory,
) -> Operator:
    """An operator who has deployed an environment."""
    machine = OperatorsMachine(tmp_path_factory.mktemp("operator"), own_account, hosts)
    machine.limit_concurrency(1000, 1000)
    operator = Operator(machine, own_account, registry, NAME, inventory(own_account))
    (machine.folder / "first").write_text(operator.deploy())
    return operator


def test_the_functions_run_what_was_built_and_pushed(operator: Operator):
    tags = set()
    for function in FUNCTIONS:
        ((digest, image_tags),) = operator.pushed(function).items()
        assert operator.runs(function) == digest
        tags |= set(image_tags)
    assert len(tags) == 1, "one content, one tag"


def test_it_says_where_the_boards_are_and_how_to_upload(operator: Operator):
    said = (operator.machine.folder / "first").read_text()
    assert f"The inbox     s3://{operator.lake}/inbox/source=rok_players/kingdom=NUMBER" in said
    (api,) = operator.account.client("apigatewayv2").get_apis()["Items"]
    assert f"The boards    {api['ApiEndpoint']}\n" in said
    assert "make upload FILE=players.csv KINGDOM=51 DATE=2026-01-26" in said


def test_it_proposes_to_set_concurrency_aside(operator: Operator):
    said = (operator.machine.folder / "first").read_text()
    assert "ingest_reserved_concurrency = 10" in said


def test_no_password_is_in_an_argument_or_on_the_screen(operator: Operator):
    assert "auth-token" not in (operator.machine.folder / "first").read_text()
    scripts = operator.machine.folder / "scripts"
    assert not [path for path in scripts.iterdir() if "--password " in path.read_text()]


def test_deploying_again_builds_and_changes_nothing(operator: Operator):
    pushed = list(operator.registry.pushed)
    said = operator.deploy()
    assert "The images are pushed already." in said and "STEP" not in said
    assert "No changes." in said
    assert "0 added, 0 changed, 0 destroyed" in said
    assert operator.registry.pushed == pushed


def test_a_plan_says_that_sources_are_not_pushed_and_changes_nothing(operator: Operator):
    pushed = list(operator.registry.pushed)
    path = "Sources/functions/ingest-players"
    operator.machine.write(path, "the second version\n")
    said = operator.plan()
    operator.machine.write(path, FIRST)
    assert "The images of these sources are not pushed yet" in said
    assert f"@sha256:{'0' * 64}" in said
    assert "0 to add, 2 to change, 0 to destroy" in said
    assert operator.registry.pushed == pushed


def test_a_plan_of_what_is_not_deployed_creates_not_even_a_repository(operator: Operator):
    operator.machine.write("infra/environments/unseen.tfvars", 'architecture = "arm64"\n')
    done = operator.machine.make("plan", ENVIRONMENT="unseen")
    assert done.status == 0 and "0 to change, 0 to destroy" in done.output, done
    assert '+ "arm64"' in done.output, "its settings were not asked"
    names = [
        repository["repositoryName"]
        for repository in operator.account.client("ecr").describe_repositories()["repositories"]
    ]
    assert sorted(names) == [f"{NAME}/{function}" for function in FUNCTIONS]


def test_nothing_is_deployed_unasked(operator: Operator):
    done = operator.machine.run(["scripts/deploy"], ENVIRONMENT=NAME)
    assert done.status == 2
    assert "Your approval: there is no terminal to ask on" in done.said


def test_who_says_no_at_a_terminal_keeps_what_runs(operator: Operator):
    before = operator.runs("ingest-players")
    operator.machine.write("Sources/functions/ingest-players", "the version before\n")
    done = operator.machine.run_at_a_terminal(["scripts/deploy"], "no", ENVIRONMENT=NAME)
    operator.machine.write("Sources/functions/ingest-players", FIRST)
    assert "Do you want to perform these actions" in done.output and done.status != 0, done
    assert operator.runs("ingest-players") == before


def test_new_sources_and_rebuilt_ones_become_new_images(operator: Operator):
    first = operator.runs("ingest-players")
    operator.machine.write("Sources/functions/ingest-players", "the third version\n")
    done = operator.machine.run_at_a_terminal(["scripts/deploy"], "yes", ENVIRONMENT=NAME)
    assert done.status == 0, done
    third = operator.runs("ingest-players")
    assert third != first
    operator.machine.write("Sources/functions/ingest-players", FIRST)
    operator.deploy(REBUILD="yes")
    rebuilt = operator.runs("ingest-players")
    assert rebuilt not in (first, third)
    (tag,) = operator.pushed("ingest-players")[rebuilt]
    (original,) = operator.pushed("ingest-players")[first]
    assert tag.startswith(f"{original}-")
    assert "No changes." in operator.plan(), "what was rebuilt is what these sources are now"


def test_a_destroyed_environment_leaves_its_lake_and_can_come_back(operator: Operator):
    s3 = operator.open_lake()
    s3.put_object(Bucket=operator.lake, Key="raw/an-upload.csv", Body=b"id\n7\n")
    done = operator.machine.run_at_a_terminal(["scripts/destroy"], "blu", ENVIRONMENT=NAME)
    assert done.status == 2 and 'Nothing was removed: found "blu"' in done.said, done
    said = operator.destroy(NAME)
    assert f"The lake's bucket is kept with all that is in it: {operator.lake}" in said
    assert inventory(operator.account) == {**operator.before, "s3": {operator.lake}}
    done = operator.machine.make("redrive", ENVIRONMENT=NAME)
    assert f'Environment "{NAME}" is not deployed' in done.said, done

    operator.deploy()
    s3 = operator.open_lake()
    assert s3.get_object(Bucket=operator.lake, Key="raw/an-upload.csv")["Body"].read() == b"id\n7\n"
    assert inventory(operator.account)["lambda"] > operator.before["lambda"]


def test_the_lake_goes_when_it_is_named(operator: Operator):
    s3 = operator.open_lake()
    for content in (b"first", b"second"):
        s3.put_object(Bucket=operator.lake, Key="inbox/twice.csv", Body=content)
    s3.delete_object(Bucket=operator.lake, Key="inbox/twice.csv")
    done = operator.machine.make("destroy", ENVIRONMENT=NAME, LAKE="delete", CONFIRM=NAME)
    assert done.status != 0 and "Nothing was removed" in done.said, done
    assert f"{operator.lake} holds 1 objects in 3 versions" in done.said

    said = operator.destroy(operator.lake, LAKE="delete")
    assert f"Nothing is left of environment {NAME}." in said
    assert inventory(operator.account) == operator.before
    assert not (operator.machine.folder / f"infra/terraform.tfstate.d/{NAME}").exists()
    assert f'There is no environment "{NAME}"' in operator.destroy(NAME)

