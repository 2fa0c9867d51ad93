#!/usr/bin/env python3
"""Writes the synthetic example uploads; the same seed gives the same bytes.

python3 examples/generate.py --seed 51
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path

import exports
import workbook_exports
from kingdom import Player, weekly_scans

Export = Callable[[list[Player], str, random.Random], bytes]

DATES = ["2026-01-12", "2026-01-19", "2026-01-26"]

# For each kingdom: the file of each date, and the tool that made it.
UPLOADS: dict[int, list[tuple[str, Export]]] = {
    51: [
        ("TOP300-2026-01-12-51-[k3v9x2ab].csv", exports.roktracker_csv),
        ("TOP300-2026-01-19-51-[p7q1m4zt].jsonl", exports.roktracker_jsonl),
        ("Kingdom 51 (26 Jan).csv", exports.hand_kept_csv),
    ],
    1960: [
        ("ROKstats 1960.csv", exports.rokstats_csv),
        ("scan_1960.json", exports.script_json),
        ("governors+kvk 1960.csv", exports.script_semicolon_csv),
    ],
}

# Small uploads that cannot be accepted, each for one reason.
REFUSED = {
    "duplicate-ids.csv": (
        "Governor ID,Governor Name,Power\n"
        "60010021,Silent Otter,81234567\n"
        "60010022,Amber Falcon,70345678\n"
        "60010021,Silent Otter,81234567\n"
    ),
    "no-id-column.csv": (
        "Rank,Governor Name,Power\n1,Silent Otter,81234567\n2,Amber Falcon,70345678\n"
    ),
    "cut-short.json": (
        '[{"governor_id": 60010021, "governor_name": "Silent Otter", "power": 81234567},\n'
        ' {"governor_id": 60010022, "governor_na'
    ),
}


def write_uploads(folder: Path, seed: int) -> None:
    """Writes every upload below `folder`, in the layout of a lake's inbox."""
    for number, uploads in UPLOADS.items():
        scans = weekly_scans(number, seed, weeks=len(DATES))
        for date, players, (file, export) in zip(DATES, scans, uploads):
            key = f"inbox/source=rok_players/kingdom={number}/dt={date}/{file}"
            chance = random.Random(f"{seed}/{key}")
            write(folder / key, export(players, date, chance))
    write_workbooks(folder / "workbooks", seed)
    for file, text in REFUSED.items():
        write(folder / "refused" / file, text.encode())


def write_workbooks(folder: Path, seed: int) -> None:
    """Writes workbooks that say themselves of which day they are."""
    first, last = DATES[-2:]
    players = weekly_scans(51, seed, weeks=len(DATES))[-1]
    scrolls = workbook_exports.hero_scrolls(51, players, last)
    write(folder / "Hero Scrolls.xlsx", scrolls)
    players = weekly_scans(1960, seed, weeks=len(DATES))[-1]
    write(folder / f"kingdom-{first}-{last}.xlsx", workbook_exports.range_export(players))


def write(path: Path, content: bytes) -> None:
    """Writes one file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def main() -> None:
    """Reads the command line and writes the uploads."""
    parser = argparse.ArgumentParser(description="Write the synthetic example uploads.")
    parser.add_argument("--seed", type=int, default=51, help="same seed, same bytes (51)")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).parent, help="folder to write below"
    )
    arguments = parser.parse_args()
    write_uploads(arguments.output, arguments.seed)


if __name__ == "__main__":
    main()
