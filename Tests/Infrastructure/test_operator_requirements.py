"""What the commands need of a machine is said before anything is done: all that is missing at once,
and what to do about each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from account import REGION, Account
from operators_machine import Finished, OperatorsMachine
from provider import RunningProvider

COMMANDS = ["deploy", "plan", "destroy", "upload", "smoke", "redrive"]
UPLOAD = {"FILE": "players.csv", "KINGDOM": "51", "DATE": "2026-01-26"}

# Runs what it is asked to run in AWS's image with the variables it is given, as docker does.
DOCKER = """#!/bin/sh
[ "$1" != info ] || exit 0
[ "$1" = run ] || exit 1
shift
set -- "$@" --end
variables=PATH=$PATH
while [ "$1" != amazon/aws-cli ]; do
  if [ "$1" = --env ]; then
    case $2 in *=*) ;; *) variables="$variables $2=$(printenv "$2")" ;; esac
    shift
  fi
  echo "$1" >>"$0.options"
  shift
done
shift
arguments=""
while [ "$1" != --end ]; do arguments="$arguments '$1'"; shift; done
eval "exec env -i $variables $0-aws $arguments"
"""


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An account in which rights can be checked while nobody else is at work in it."""
    account = Account(tmp_path_factory.mktemp("account"))
    yield account
    account.stop()


@pytest.fixture(scope="module")
def running(
    provider: Path, account: Account, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningProvider]:
    """A provider for tests whose commands get as far as to Terraform."""
    running = RunningProvider(provider, tmp_path_factory.mktemp("provider"), account.environment())
    yield running
    running.stop()


@pytest.fixture
def machine(tmp_path: Path, account: Account) -> OperatorsMachine:
    """An operator's machine on which nothing is missing."""
    machine = OperatorsMachine(tmp_path, account)
    machine.write("players.csv", "id,name,power\n7,Silent Otter,5\n")
    return machine


def complaints(finished: Finished) -> list[str]:
    """What a command says is missing, by the thing that each line begins with."""
    assert finished.status != 0, finished
    lines = [line for line in finished.said.splitlines() if line.startswith("  ")]
    return [line.split(":")[0].strip() for line in lines]


def has_begun(machine: OperatorsMachine) -> bool:
    """Whether Terraform was set up, with which every command begins."""
    return (machine.folder / "infra/.terraform").exists()


def test_all_that_is_missing_is_said_at_once(machine: OperatorsMachine):
    machine.lose("terraform", "docker", "podman", "buildah", "aws")
    del machine.variables["AWS_REGION"]
    finished = machine.make("deploy")
    assert complaints(finished) == [
        "Terraform",
        "An image builder",
        "The AWS command line",
        "A region",
        "Your approval",
    ]
    assert not has_begun(machine)


def test_each_line_says_what_to_do(machine: OperatorsMachine):
    machine.lose("terraform", "docker", "podman", "buildah", "aws")
    said = machine.make("deploy").said
    for advice in ["install 1.9 or later", "install docker", "install aws", "APPROVE=yes"]:
        assert advice in said


def test_an_engine_that_does_not_run_is_told_from_none(machine: OperatorsMachine):
    machine.lose("podman", "buildah")
    machine.install("docker", "#!/bin/sh\nexit 1\n")
    finished = machine.make("deploy", APPROVE="yes")
    assert complaints(finished) == ["An image builder"]
    assert "its engine does not answer" in finished.said


def test_a_terraform_that_is_too_old(machine: OperatorsMachine):
    machine.install("terraform", "#!/bin/sh\necho 'Terraform v1.8.5'\n")
    finished = machine.make("plan")
    assert complaints(finished) == ["Terraform"]
    assert "found 1.8.5, expected 1.9 or later" in finished.said


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_wants_a_region_and_credentials(machine: OperatorsMachine, command: str):
    del machine.variables["AWS_REGION"], machine.variables["AWS_ACCESS_KEY_ID"]
    finished = machine.make(command, APPROVE="yes", **UPLOAD)
    assert complaints(finished) == ["A region", "AWS credentials"]
    assert not has_begun(machine)


def test_credentials_that_do_not_work(machine: OperatorsMachine, account: Account):
    with account.while_checking_rights():
        finished = machine.make("plan")
    assert complaints(finished) == ["Valid AWS credentials"]
    assert "InvalidClientTokenId" in finished.said


@pytest.mark.parametrize("variable", ["AWS_REGION", "AWS_DEFAULT_REGION", "a file", "a profile"])
def test_where_a_region_may_come_from(
    machine: OperatorsMachine, running: RunningProvider, tmp_path: Path, variable: str
):
    machine.attach(running)
    region = machine.variables.pop("AWS_REGION")
    if variable == "a file":
        machine.write("infra/environments/blue.tfvars", f'tags = {{}}\nregion   = "{region}"\n')
    elif variable == "a profile":
        (tmp_path / "profiles").write_text(f"[profile officer]\nregion = {region}\n")
        machine.variables["AWS_CONFIG_FILE"] = str(tmp_path / "profiles")
        machine.variables["AWS_PROFILE"] = "officer"
    else:
        machine.variables[variable] = region
    finished = machine.make("redrive", ENVIRONMENT="blue")
    assert f"Environment blue: account 123456789012, region {REGION}" in finished.said


def test_an_environment_that_is_not_deployed(machine: OperatorsMachine, running: RunningProvider):
    machine.attach(running)
    for command in ["upload", "smoke", "redrive"]:
        finished = machine.make(command, ENVIRONMENT="green", **UPLOAD)
        assert 'Environment "green" is not deployed: run make deploy' in finished.said, finished
    assert 'There is no environment "green"' in machine.make("destroy", ENVIRONMENT="green").said


@pytest.mark.parametrize("name", ["Blue", "../blue", "blue.1", "1blue", "blue green"])
def test_an_environment_of_a_name_that_cannot_be(machine: OperatorsMachine, name: str):
    machine.variables["ENVIRONMENT"] = name
    finished = machine.run(["scripts/plan"])
    assert finished.status == 2
    assert f'found "{name}", expected lower-case letters' in finished.said


@pytest.mark.parametrize("settings", ['architecture = "arm"\n', 'architecture = "arm64\n'])
def test_settings_that_terraform_refuses(
    machine: OperatorsMachine, running: RunningProvider, settings: str
):
    machine.attach(running)
    machine.write("infra/environments/blue.tfvars", settings)
    finished = machine.make("deploy", ENVIRONMENT="blue", APPROVE="yes")
    assert finished.status != 0, finished
    assert "on environments/blue.tfvars line 1" in finished.said
    assert "Creating" not in finished.said and "Building" not in finished.said


def test_docker_runs_the_command_line_of_aws(
    machine: OperatorsMachine, running: RunningProvider, tmp_path: Path
):
    machine.attach(running)
    aws = machine.run(["sh", "-c", "command -v aws"]).output.strip()
    machine.lose("aws")
    machine.install("docker", DOCKER)
    machine.install("docker-aws", f'#!/bin/sh\nexec {aws} "$@"\n')
    bundle = tmp_path / "authorities.pem"
    bundle.write_text("")
    machine.variables["AWS_CA_BUNDLE"] = str(bundle)
    finished = machine.make("redrive", ENVIRONMENT="blue")
    assert f"Environment blue: account 123456789012, region {REGION}" in finished.said
    options = (tmp_path / "programs/docker.options").read_text().split()
    assert f"{bundle}:{bundle}:ro" in options, "a file that a variable names is there too"
