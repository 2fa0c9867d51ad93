"""Images by way of buildah, in its ordinary storage, where the next run finds what was built."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BuildahFailed(Exception):
    """A run of buildah that ended with an error, and what it said."""


def buildah(*arguments: str) -> str:
    """Runs buildah and returns what it wrote."""
    done = subprocess.run(["buildah", *arguments], capture_output=True, text=True)
    if done.returncode:
        raise BuildahFailed(f"buildah {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


@dataclass(frozen=True)
class Image:
    """An image in buildah's storage."""

    name: str

    @property
    def is_there(self) -> bool:
        """Whether the storage has it."""
        command = ["buildah", "inspect", "--type", "image", self.name]
        return subprocess.run(command, capture_output=True).returncode == 0

    @property
    def configuration(self) -> dict[str, Any]:
        """What the image says of how it is run, by the names of Docker's format."""
        return json.loads(buildah("inspect", "--type", "image", self.name))["Docker"]["config"]

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the image sets."""
        return dict(text.split("=", 1) for text in self.configuration.get("Env", []))

    @contextmanager
    def mounted(self) -> Iterator[Path]:
        """The image's files, in a folder that can be changed without changing the image."""
        with container(self.name) as made:
            yield Path(buildah("mount", made))


@contextmanager
def container(image: str) -> Iterator[str]:
    """A container of an image of the storage, or of `scratch`, for as long as it is needed."""
    require_root()
    made = buildah("from", "--pull-never", image)
    try:
        yield made
    finally:
        buildah("rm", made)


def require_root() -> None:
    """Mounting the files of images is for root alone."""
    if os.geteuid():
        raise BuildahFailed("the tests of the images mount them: run `make test-infra` as root")
