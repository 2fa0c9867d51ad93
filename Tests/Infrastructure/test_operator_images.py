"""The name that is given to what images are built of: equal names, equal sources."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from account import Account
from operators_machine import ROOT, OperatorsMachine


@pytest.fixture
def machine(tmp_path: Path, account: Account) -> OperatorsMachine:
    """A copy of the repository in which the images are built of one folder."""
    return OperatorsMachine(tmp_path, account)


def content(machine: OperatorsMachine, architecture: str = "x86_64") -> str:
    """The name of what the images are built of now."""
    done = machine.run(["scripts/image-content", architecture])
    assert done.status == 0 and len(done.output.strip()) == 32, done
    return done.output.strip()


def rename(machine: OperatorsMachine) -> None:
    """Gives a source another name."""
    folder = machine.folder / "Sources/functions"
    (folder / "ingest-players").rename(folder / "ingest players")


CHANGES: dict[str, Callable[[OperatorsMachine], object]] = {
    "a source": lambda machine: machine.write("Sources/functions/ingest-players", "another\n"),
    "a new source": lambda machine: machine.write("Sources/functions/new", ""),
    "a name": rename,
    "the Dockerfile": lambda machine: machine.write(
        "docker/Dockerfile", (machine.folder / "docker/Dockerfile").read_text() + "USER 1\n"
    ),
    "what is left out": lambda machine: machine.write(".dockerignore", "*\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_content_has_another_name(machine: OperatorsMachine, change: str):
    before = content(machine)
    CHANGES[change](machine)
    assert content(machine) != before


@pytest.mark.parametrize("path", ["README.md", "infra/new.tf", "Tests/new.py"])
def test_what_no_image_holds_does_not_matter(machine: OperatorsMachine, path: str):
    before = content(machine)
    machine.write(path, "anything")
    assert content(machine) == before


def test_each_architecture_has_a_name_of_its_own(machine: OperatorsMachine):
    assert content(machine, "arm64") != content(machine, "x86_64")


def test_the_name_does_not_depend_on_the_folder_or_the_language(machine: OperatorsMachine):
    machine.write("Sources/functions/Zebra", "")
    machine.write("Sources/functions/äpfel", "")
    names = set()
    for language in ("C", "en_US.UTF-8", "C.UTF-8"):
        path = str(machine.folder / "scripts/image-content")
        done = machine.run(["sh", "-c", f"cd / && '{path}' x86_64"], LC_ALL=language)
        names.add(done.output)
    assert names == {f"{content(machine)}\n"}


def test_the_sources_of_the_product_have_a_name():
    done = subprocess.run(
        ["scripts/image-content", "arm64"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
