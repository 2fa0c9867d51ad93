"""The images of the functions, built as an operator builds them, run as Lambda runs them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from buildah import BuildahFailed, Image
from functions import Function
from image_bases import provide

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = ("ingest-players", "leaderboard-api")
PREFIX = "localhost/standings-test-"
SANDBOX = Path(__file__).with_name("sandbox")


def build() -> dict[str, Image]:
    """Builds both images with `scripts/build-images`."""
    done = subprocess.run(
        [ROOT / "scripts/build-images"],
        env={
            **os.environ,
            "IMAGE_BUILDER": "buildah",
            # No other runtime of containers has to be installed for this one.
            "BUILDAH_ISOLATION": "chroot",
            "IMAGE_OPTIONS": " ".join(provide()),
            "IMAGE_PREFIX": PREFIX,
        },
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildahFailed(f"scripts/build-images: {done.stdout[-6000:]}{done.stderr[-6000:]}")
    return {name: Image(f"{PREFIX}{name}") for name in FUNCTIONS}


def sandboxed(root: Path, command: list[str]) -> list[str]:
    """The command that runs another one on an image's files as Lambda would."""
    apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    return [*apart, str(SANDBOX), str(root), *command]


def start(image: Image, root: Path, settings: Mapping[str, str]) -> Function:
    """Starts a function from the mounted files of its image."""
    command = sandboxed(root, image.configuration["Entrypoint"])
    return Function(image.name, {**image.environment, **settings}, command=command)


if __name__ == "__main__":
    for made in build().values():
        print(made.name)
