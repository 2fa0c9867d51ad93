"""The Terraform code by itself: that it is valid, and its own tests, in which AWS is a mock."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provider import LESS_COLLECTION, RunningProvider
from terraform import INFRASTRUCTURE, without_aws

Terraform = Callable[..., str]


@pytest.fixture(scope="module")
def attached(provider: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The variables by which Terraform attaches to a running provider, for tests with mocks."""
    running = RunningProvider(provider, tmp_path_factory.mktemp("provider"), without_aws())
    yield running.environment()
    running.stop()


@pytest.fixture(scope="module")
def terraform(terraform_data: Path) -> Terraform:
    """Runs Terraform, which must succeed; what it keeps is kept apart from the operator's."""
    settings = {
        **without_aws(),
        **LESS_COLLECTION,
        "TF_DATA_DIR": str(terraform_data),
        "TF_INPUT": "0",
    }

    def run(*arguments: str, **variables: str) -> str:
        command = ["terraform", *arguments, "-no-color"]
        done = subprocess.run(
            command,
            cwd=INFRASTRUCTURE,
            env={**settings, **variables},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    return run


def test_it_is_valid(terraform: Terraform) -> None:
    terraform("validate")


def test_its_own_tests(terraform: Terraform, attached: dict[str, str]) -> None:
    passed = re.search(r"(\d+) passed, 0 failed", terraform("test", **attached))
    assert passed and int(passed[1]) > 0, "no test was run"


def test_the_example_settings_can_be_used(
    terraform: Terraform, attached: dict[str, str], tmp_path: Path
) -> None:
    """All of them, which stand there as comments."""
    example = (INFRASTRUCTURE / "environments/example.tfvars").read_text()
    settings = re.sub(r"^# (?=\w+ = |  |\}$)", "", example, flags=re.MULTILINE)
    names = re.findall(r"^(\w+) *=", settings, flags=re.MULTILINE)
    sources = "".join(path.read_text() for path in INFRASTRUCTURE.glob("*.tf"))
    assert len(names) > 1
    assert set(names) <= set(re.findall(r'^variable "(\w+)"', sources, flags=re.MULTILINE))

    (tmp_path / "example.tfvars").write_text(settings)
    passed = terraform(
        "test",
        "-filter=tests/lake.tftest.hcl",
        f"-var-file={tmp_path}/example.tfvars",
        **attached,
    )
    assert "3 passed, 0 failed" in passed
