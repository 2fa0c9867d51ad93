"""Anomalies of an upload, compared with a calculation in Python from the same rows."""

from __future__ import annotations

import json
import random

import pytest

from command import Lake
from rebuilding import Upload

COUNTERS = ["kill_points", *(f"t{tier}_kills" for tier in range(1, 6)), "kills", "deaths"]
HEADER = ["id", "name", "alliance", *COUNTERS]
POINTS = (0.2, 2, 4, 10, 20)

Player = dict[str, object]


def player(number: int, chance: random.Random) -> Player:
    """A player whose numbers fit each other, some of them missing."""
    kills = [chance.randrange(500) for _ in POINTS]
    points = kills[0] // 5 + sum(int(p) * k for p, k in zip(POINTS[1:], kills[1:], strict=True))
    row = {"id": number, "name": f"P{number}", "alliance": chance.choice(["ICE", "FIRE", ""])}
    numbers = dict(zip(COUNTERS, [points, *kills, sum(kills), chance.randrange(900)], strict=True))
    return row | {name: value if chance.random() < 0.95 else None for name, value in numbers.items()}


def later(row: Player, chance: random.Random) -> Player:
    """The same player a week later, now and then with something that does not look right."""
    changed = dict(row)
    for name in COUNTERS:
        if changed[name] is not None and chance.random() < 0.5:
            changed[name] = max(0, int(changed[name]) + chance.choice([0, 5, 50, -1]))
    if chance.random() < 0.3:
        changed["name"] = f"{row['name']}x"
    if chance.random() < 0.3:
        changed["alliance"] = chance.choice(["ICE", "FIRE", "EMBER", ""])
    if chance.random() < 0.1:
        changed |= {f"t{tier}_kills": 0 for tier in range(1, 6)}
    return changed


def text(players: list[Player]) -> str:
    """The players as an upload."""
    rows = [[player[name] for name in HEADER] for player in players]
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
    return "\n".join([",".join(HEADER), *lines, ""])


def broken_points(players: list[Player]) -> tuple[int, int]:
    """How many have kill points that their kills do not make, and how many hide their kills."""
    mismatches = hidden = 0
    for row in players:
        kills = [row[f"t{tier}_kills"] for tier in range(1, 6)]
        if row["kill_points"] is None or None in kills:
            continue
        t1, *others = (int(count) for count in kills)
        made = t1 // 5 + sum(int(p) * k for p, k in zip(POINTS[1:], others, strict=True))
        if made != row["kill_points"]:
            hidden += not any(kills)
            mismatches += any(kills)
    return mismatches, hidden


def has_fallen(now: Player, before: Player) -> bool:
    """Whether a number that only grows is less than it was."""
    pairs = [(now[name], before[name]) for name in COUNTERS]
    return any(a is not None and b is not None and a < b for a, b in pairs)


def has_moved(now: Player, before: Player) -> bool:
    """Whether name and alliance are both others."""
    alliances = (now["alliance"], before["alliance"])
    return now["name"] != before["name"] and all(alliances) and alliances[0] != alliances[1]


@pytest.mark.parametrize("seed", range(3))
def test_counts_are_those_of_python(lake: Lake, upload: Upload, seed: int):
    chance = random.Random(seed)
    first = [player(number, chance) for number in range(1, 801)]
    second = [later(row, chance) for row in first if chance.random() < 0.8]
    second += [player(number, chance) for number in range(2_000, 2_100)]
    chance.shuffle(second)
    lake.accept(upload(text(first)), date="2026-01-19")
    printed = lake.accept(upload(text(second)), date="2026-01-26")

    before = {row["id"]: row for row in first}
    both = [(row, before[row["id"]]) for row in second if row["id"] in before]
    mismatches, hidden = broken_points(second)
    counts = {name: printed["anomalies"][name] for name in printed["anomalies"] if name != "listed"}
    assert counts == {
        "kill_points_mismatch": mismatches,
        "hidden_tiers": hidden,
        "fallen_counter": sum(has_fallen(*pair) for pair in both),
        "renamed_and_moved": sum(has_moved(*pair) for pair in both),
        "mostly_new": False,
    }
    compared = printed["compared_with"]
    assert compared["date"] == "2026-01-19"
    assert compared["players_in_both"] == len(both)
    assert compared["new_players"] == 100
    assert compared["absent_players"] == len(first) - len(both)
    stored = json.loads((lake.folder / printed["report"]).read_text())
    assert stored["suspicions"] == printed["anomalies"]


def test_the_text_for_people(lake: Lake, upload: Upload):
    lake.accept(upload("id,name,alliance,deaths\n1,Otter,ICE,9\n2,Lynx,ICE,1\n"), date="2026-01-19")
    second = upload("id,name,alliance,deaths\n1,Heron,FIRE,8\n3,Fox,ICE,1\n4,Elk,,\n5,Owl,,\n")
    done = lake.run("ingest", second, "--kingdom", "51", "--date", "2026-01-26")
    assert done.exit_code == 0
    for line in [
        "  compared  with 2026-01-19: 1 in both, 3 new, 1 no longer listed",
        "  anomaly   3 of 4 players are new: is it the right kingdom?",
        "  anomaly   1 player with a number that fell since 2026-01-19 but can only grow",
        '            1 "Heron", deaths: found 8, expected at least 9, as on 2026-01-19',
        "  anomaly   1 player with a new name and a new alliance since 2026-01-19",
        '            1 "Heron", name: found Heron of FIRE, expected Otter of ICE, as on 2026-01-19',
    ]:
        assert f"{line}\n" in done.output
