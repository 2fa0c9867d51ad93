"""What the commands read and write without a program for JSON: by awk, which is everywhere."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
AWKS = [name for name in ("awk", "mawk", "gawk", "original-awk") if shutil.which(name)]
TEXTS = ["", "plain", "a,b:{c}[d]", 'say "so"', "back\\slash", "\\\\n", "Медный 夜鹰 ทอง", "\\u00"]


def awk(program: str, script: str, text: str, *options: str) -> str:
    """Runs one of the scripts as the commands do."""
    done = subprocess.run(
        [program, *options, "-f", str(SCRIPTS / script)],
        input=text.encode(),
        capture_output=True,
        check=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
    return done.stdout.decode()


def listed(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """The values in a value, each with its place."""
    if isinstance(value, (dict, list)):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for name, entry in entries:
            yield from listed(entry, f"{place}.{name}" if place else str(name))
    else:
        yield place, value if isinstance(value, str) else json.dumps(value)


def random_value(chance: random.Random, depth: int = 0) -> Any:
    """Some JSON: objects and lists within each other, and every kind of value."""
    kind = chance.choice(["object", "list", "text", "number", "word"][2 * (depth > 3) :])
    if kind == "object":
        return {f"m{i}": random_value(chance, depth + 1) for i in range(chance.randrange(4))}
    if kind == "list":
        return [random_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    if kind == "text":
        return chance.choice(TEXTS)
    if kind == "number":
        return chance.choice([0, -7, 32178509380, 2**53 - 1])
    return chance.choice([None, True, False])


@pytest.mark.parametrize("program", AWKS)
@pytest.mark.parametrize("indent", [None, 2])
def test_every_value_of_a_json_text_is_listed_with_its_place(program: str, indent: int | None):
    chance = random.Random(4)
    values = {f"v{i}": random_value(chance) for i in range(200)}
    text = json.dumps(values, ensure_ascii=False, indent=indent)
    lines = awk(program, "json-values.awk", text).splitlines()
    assert [tuple(line.split("\t")) for line in lines] == list(listed(values))


@pytest.mark.parametrize("program", AWKS)
def test_a_value_keeps_to_its_line(program: str):
    text = json.dumps({"name": "two\nlines\tand\u0001more"})
    assert awk(program, "json-values.awk", text) == "name\ttwo lines and more\n"


@pytest.mark.parametrize("program", AWKS)
def test_a_board_is_a_table(program: str):
    entries = [
        {"rank": 1, "id": 65240944, "name": "Медный Волк", "alliance": None, "value": 32178509380},
        {"rank": 2, "id": 7, "name": "b, c", "alliance": "x", "value": 999},
        {"rank": 3, "id": 8, "name": "d", "alliance": "x", "value": 1000},
    ]
    board = {
        "kingdom": 51,
        "metric": "dkp",
        "date": "2026-01-26",
        "total_players": 1300,
        "entries": entries,
        "next_cursor": None,
    }
    values = awk(program, "json-values.awk", json.dumps(board, ensure_ascii=False))
    assert awk(program, "board-text.awk", values, "-F", "\t").splitlines() == [
        "Kingdom 51, 2026-01-26, 1,300 players",
        "rank                   dkp           id  name",
        "   1        32,178,509,380     65240944  Медный Волк",
        "   2                   999            7  b, c",
        "   3                 1,000            8  d",
    ]
