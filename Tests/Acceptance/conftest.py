"""What every acceptance test is given: the built executable, a lake and a way to write uploads."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from command import ROOT, Lake


def pytest_configure(config: pytest.Config) -> None:
    """Names the marker that leaves out what takes long."""
    config.addinivalue_line("markers", "slow: takes long, or wants more packages")


@pytest.fixture(scope="session")
def executable() -> Path:
    """The `standings` executable: `STANDINGS` names it, else the newest build of this folder."""
    if named := os.environ.get("STANDINGS"):
        return Path(named).resolve()
    builds = [ROOT / ".build" / kind / "standings" for kind in ("release", "debug")]
    found = [path for path in builds if path.exists()]
    if not found:
        pytest.exit("no standings executable: run `swift build` first, or set STANDINGS", 4)
    return max(found, key=lambda path: path.stat().st_mtime)


@pytest.fixture
def lake(executable: Path, tmp_path: Path) -> Lake:
    """An empty lake."""
    return Lake(executable, tmp_path / "lake")


@pytest.fixture
def upload(tmp_path: Path) -> Callable[..., Path]:
    """Writes an upload's content to a file and returns the file."""

    def write(content: bytes | str, name: str = "players.csv") -> Path:
        path = tmp_path / "uploads" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
