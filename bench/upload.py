"""The benchmark's upload: a seeded CSV of players as wide as a kingdom's export."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HEADER = ["id", "name", "alliance", "power", "kill_points", "t4_kills", "t5_kills", "deaths", "dkp"]
SHARE_QUOTED = 0.06
ALLIANCES = 400

# The letters of each script, and how many names of a hundred are written in it.
SCRIPTS = [
    ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 60),
    ("éèüößçñåøłžšđőâîİğ", 6),
    ("абвгдежзиклмнопрстуфхцчшщэюя", 10),
    ("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", 7),
    ("天地玄黃宇宙洪荒日月盈昃辰宿列張寒來暑往秋收冬藏", 8),
    ("가나다라마바사아자차카타파하", 5),
    ("กขคงจฉชซญดตถทธนบปผพฟภมยรลวสห", 4),
]
LETTERS, SCRIPT_WEIGHTS = zip(*SCRIPTS)


def write_upload(path: Path, rows: int, seed: int) -> None:
    """Writes the upload, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(_players(rows, random.Random(seed)))
    unfinished.rename(path)


def _players(rows: int, chance: random.Random) -> Iterator[list[object]]:
    """Players in no order of id, whose counters spread over several powers of ten."""
    alliances = [_letters(LETTERS[0], 3 + n % 2, chance) for n in range(ALLIANCES)] + [""] * 20
    for player_id in chance.sample(range(20_000_000, 20_000_000 + 180 * rows), rows):
        strength = min(chance.paretovariate(0.9), 900)
        t4 = int(20_000 * strength * chance.random())
        t5 = int(9_000 * strength * chance.random())
        deaths = int(5_000 * strength * chance.random())
        power = int(900_000 * strength**0.6 * (0.5 + chance.random()))
        kill_points = 10 * t4 + 20 * t5 + int(10_000 * chance.random())
        dkp = 10 * t4 + 30 * t5 + 80 * deaths
        name, alliance = _name(chance), chance.choice(alliances)
        yield [player_id, name, alliance, power, kill_points, t4, t5, deaths, dkp]


def _name(chance: random.Random) -> str:
    """A name in one script; six of a hundred hold a comma or a quotation mark."""
    letters = chance.choices(LETTERS, SCRIPT_WEIGHTS)[0]
    name = _letters(letters, 3 + int(7 * chance.random()), chance)
    if chance.random() < SHARE_QUOTED:
        return f"{name}{chance.choice(',' + chr(34))}{name[0]}"
    return name


def _letters(letters: str, count: int, chance: random.Random) -> str:
    return "".join(chance.choices(letters, k=count))
