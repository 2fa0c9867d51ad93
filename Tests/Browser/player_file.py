"""Uploads for the tests of the page: few players, whose numbers are told one by one."""

from __future__ import annotations

import csv
import io

COLUMNS = ["id", "name", "alliance", "power", "kill_points", "t4_kills", "t5_kills", "deaths"]

NAMES = [
    "Silent Otter", "Amber Falcon", "مجد الصقر", "<img src=x onerror=alert(1)>", "夜鹰の将",
    "Ясный Сокол", "=1+1", "two  spaces", "VeryLongNameThatHasNoSpaceAnywhereAndGoesOnAndOn", "ดาว",
]


def player_file(players: list[dict]) -> str:
    """A CSV file of players; what a player does not tell is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(players)
    return text.getvalue()


def players(count: int = 10, growth: int = 1, **first: object) -> list[dict]:
    """Players in falling order; `growth` multiplies what they did, `first` changes the first."""
    made = [
        {
            "id": 60_000_001 + index,
            "name": NAMES[index % len(NAMES)] + (f" {index}" if index >= len(NAMES) else ""),
            "alliance": "-ICE" if index % 2 else "夜鹰",
            "power": 90_000_000 - index * 100_000,
            "kill_points": 5_000_000 - index * 1_000,
            "t4_kills": (200_000 - index * 300) * growth,
            "t5_kills": (100_000 - index * 200) * growth,
            "deaths": (30_000 - index * 10) * growth,
        }
        for index in range(count)
    ]
    made[0].update(first)
    return made


def dkp(player: dict) -> int:
    """The DKP by the usual weights."""
    return player["t4_kills"] * 10 + player["t5_kills"] * 30 + player["deaths"] * 80
