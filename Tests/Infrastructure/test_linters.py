"""What can be found by reading: every finding is a failure, every exception has its reason."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHELL = re.compile(rb"#!(/bin/|/usr/bin/env )(ba|da)?sh\b")
EXCEPTION = re.compile(r"(?:checkov:skip|hadolint ignore|shellcheck disable)=(.*)")
REASONED = re.compile(r"[A-Z0-9_,]+(?::| #) *\S+( \S+)+")


def tracked() -> list[Path]:
    """The files of the project, without what git is told to ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = [Path(name) for name in listed.decode().split("\0") if name]
    return sorted({path for path in paths if (ROOT / path).is_file()})


def is_shell(path: Path) -> bool:
    """Whether a shell runs or reads the file."""
    with (ROOT / path).open("rb") as file:
        return path.suffix == ".sh" or bool(SHELL.match(file.read(32)))


FILES = tracked()
SCRIPTS = [path for path in FILES if is_shell(path)]
DOCKERFILES = [path for path in FILES if path.name.endswith("Dockerfile")]
TERRAFORM = [path for path in FILES if path.suffix == ".tf"]


def lint(program: str, *arguments: str | Path) -> str:
    """Runs a linter over the project, which must find nothing; returns what it said."""
    found = shutil.which(program)
    assert found, f"{program} is missing: run `make test-infra`, which installs it"
    command = [found, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_there_is_something_to_lint() -> None:
    assert Path("scripts/build-images") in SCRIPTS
    assert Path("docker/Dockerfile") in DOCKERFILES
    assert Path("infra/lake.tf") in TERRAFORM


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_shellcheck(script: Path) -> None:
    lint("shellcheck", "--external-sources", script)


@pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=str)
def test_hadolint(dockerfile: Path) -> None:
    lint("hadolint", dockerfile)


@pytest.mark.parametrize("folder", ["docker", "infra"])
def test_checkov(folder: str) -> None:
    """It cannot read all of Terraform's own tests, which describe nothing that is made."""
    options = ["--skip-download", "--compact", "--quiet", "--skip-path", "tests"]
    said = lint("checkov", "--directory", folder, *options)
    assert "Parsing errors" not in said, said


def test_terraform_is_formatted() -> None:
    lint("terraform", "fmt", "-check", "-diff", "-recursive", "infra")


def test_every_exception_has_a_reason() -> None:
    """Behind the name of the rule: `: why` for checkov, `# why` for the others."""
    wanting = [
        f"{path}:{number}: {line.strip()}"
        for path in [*SCRIPTS, *DOCKERFILES, *TERRAFORM]
        for number, line in enumerate((ROOT / path).read_text().splitlines(), start=1)
        for told in EXCEPTION.findall(line)
        if not REASONED.match(told)
    ]
    assert wanting == []
