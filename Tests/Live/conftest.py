"""The program by which these tests use a log."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def probe() -> Path:
    """The program that SCORE_LOG_PROBE names, or a debug build."""
    if named := os.environ.get("SCORE_LOG_PROBE"):
        return Path(named).resolve()
    options = ["--disable-default-traits", "--product", "score-log-probe"]
    subprocess.run(["swift", "build", *options], cwd=ROOT, check=True, capture_output=True)
    return ROOT / ".build/debug/score-log-probe"
