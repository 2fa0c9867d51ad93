"""The Terraform code by itself: that it is valid, and its own tests, in which AWS is a mock."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

INFRASTRUCTURE = Path(__file__).resolve().parents[2] / "infra"

Terraform = Callable[..., str]


@pytest.fixture(scope="module")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """Runs Terraform, which must succeed; what it keeps is kept apart from the operator's."""
    plugins = tmp_path_factory.getbasetemp() / "terraform-plugins"
    plugins.mkdir(exist_ok=True)
    clean = {name: text for name, text in os.environ.items() if not name.startswith("AWS_")}
    settings = {
        # Where the provider is downloaded, once is enough for all tests.
        "TF_PLUGIN_CACHE_DIR": str(plugins),
        **clean,
        "TF_DATA_DIR": str(tmp_path_factory.mktemp("terraform")),
        "TF_INPUT": "0",
    }

    def run(*arguments: str) -> str:
        command = ["terraform", *arguments, "-no-color"]
        done = subprocess.run(
            command, cwd=INFRASTRUCTURE, env=settings, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    run("init", "-backend=false", "-lockfile=readonly")
    return run


def test_it_is_valid(terraform: Terraform) -> None:
    terraform("validate")


def test_its_own_tests(terraform: Terraform) -> None:
    passed = re.search(r"(\d+) passed, 0 failed", terraform("test"))
    assert passed and int(passed[1]) > 0, "no test was run"


def test_the_example_settings_can_be_used(terraform: Terraform, tmp_path: Path) -> None:
    """All of them, which stand there as comments."""
    example = (INFRASTRUCTURE / "environments/example.tfvars").read_text()
    settings = re.sub(r"^# (?=\w+ = |  |\}$)", "", example, flags=re.MULTILINE)
    names = re.findall(r"^(\w+) *=", settings, flags=re.MULTILINE)
    sources = "".join(path.read_text() for path in INFRASTRUCTURE.glob("*.tf"))
    assert len(names) > 1
    assert set(names) <= set(re.findall(r'^variable "(\w+)"', sources, flags=re.MULTILINE))

    (tmp_path / "example.tfvars").write_text(settings)
    passed = terraform(
        "test", "-filter=tests/lake.tftest.hcl", f"-var-file={tmp_path}/example.tfvars"
    )
    assert "3 passed, 0 failed" in passed
