"""The committed examples are what their generator writes, on any machine."""

from __future__ import annotations

import sys
from pathlib import Path

from command import ROOT, finish

EXAMPLES = ROOT / "examples"
FOLDERS = ["inbox/*/*/*/*", "workbooks/*", "refused/*"]


def files(folder: Path) -> dict[str, bytes]:
    """Every example below a folder by its path."""
    found = [path for name in FOLDERS for path in folder.glob(name)]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_the_generator_writes_the_committed_examples(tmp_path):
    generate = str(EXAMPLES / "generate.py")
    made = finish([sys.executable, "-B", generate, "--output", str(tmp_path)])
    assert made.exit_code == 0, made.errors
    assert files(tmp_path) == files(EXAMPLES)
    assert len(files(EXAMPLES)) == 11


def test_another_seed_gives_other_players(tmp_path):
    generate = str(EXAMPLES / "generate.py")
    finish([sys.executable, "-B", generate, "--seed", "7", "--output", str(tmp_path)])
    made, committed = files(tmp_path), files(EXAMPLES)
    assert made.keys() == committed.keys()
    assert all(made[key] != committed[key] for key in made if not key.startswith("refused"))
