"""The files that players' tools make of a scan: one function a family, each returning bytes."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterable, Sequence

from kingdom import Player

SHARE_OF_MISSING_CELLS = 0.012

# The headers of each family, in order.
ROKTRACKER = (
    "ID,Name,Power,Killpoints,Acclaim,Highest Acclaim,Deads,T1 Kills,T2 Kills,T3 Kills,T4 Kills,"
    "T5 Kills,Total Kills,T45 Kills,Ranged,Rss Gathered,Rss Assistance,Helps,Alliance"
).split(",")
HAND_KEPT = (
    "Date,Name,ASCII Name,Governor ID,Alliance,Power,Total Kills,Kill Points,T1 Kills,T2 Kills,"
    "T3 Kills,T4 Kills,T5 Kills,RSS Assistance,Alliance Helps,Dead Troops"
).split(",")
ROKSTATS = (
    "#,Governor ID,Governor Name,Camp,KD,Power,Power Diff,KP,T4,T5,Dead,Acclaim,Healed,PTS,"
    "Trades,Kill Points,Death Points,Heal Points"
).split(",")
SCRIPT = "governor_id,governor_name,power,deads,kill_points,t4_kills,t5_kills".split(",")


def roktracker_csv(players: list[Player], date: str, chance: random.Random) -> bytes:
    """RokTracker's CSV: plain digits, `Skipped` and `-1` where a screen could not be read."""
    rows = [list(_roktracker(player, chance)) for player in players]
    rows.insert(211, ["", "failsafe-triggered", *[""] * (len(ROKTRACKER) - 2)])
    return _csv(ROKTRACKER, rows)


def roktracker_jsonl(players: list[Player], date: str, chance: random.Random) -> bytes:
    """RokTracker's JSON Lines: an object a line, ids as numbers and as text."""
    lines = []
    for player in players:
        row = dict(zip(ROKTRACKER, _roktracker(player, chance)))
        if chance.random() < 0.1:
            row["ID"] = str(player.id)
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines).encode() + b"\n"


def hand_kept_csv(players: list[Player], date: str, chance: random.Random) -> bytes:
    """An officer's own sheet: grouped digits, a byte order mark, a total and blank rows below."""
    rows: list[Sequence[object]] = []
    for player in players:
        counters = [player.power, sum(player.shown_tiers), player.kill_points]
        counters += [*player.shown_tiers, player.assistance, player.helps, player.deaths]
        cells = [_sometimes(chance, "#N/A", f"{counter:,}") for counter in counters]
        plain = player.name.encode("ascii", "ignore").decode()
        rows.append([date, player.name, plain, player.id, player.alliance or "", *cells])
    power = sum(player.power for player in players)
    rows.append(["", "Total", "", "", "", f"{power:,}"] + [""] * 10)
    rows += [[""] * len(HAND_KEPT)] * 3
    return b"\xef\xbb\xbf" + _csv(HAND_KEPT, rows, newline="\r\n")


def rokstats_csv(players: list[Player], date: str, chance: random.Random) -> bytes:
    """ROKstats: the kill points stand under `KP`, while `Kill Points` is there and empty."""
    rows: list[Sequence[object]] = []
    for rank, player in enumerate(players, start=1):
        camp = chance.choice(["Fire", "Wind", "Earth"])
        difference = chance.randrange(-3_000_000, 3_000_000)
        _, _, _, t4, t5 = player.tiers
        row: list[object] = [rank, player.id, player.name, camp, player.id % 1_000, player.power]
        row += [difference, player.kill_points, t4, t5, player.deaths, player.acclaim]
        row += [_sometimes(chance, "", player.healed), 0, player.helps, "", "", ""]
        rows.append(row)
    return _csv(ROKSTATS, rows)


def script_json(players: list[Player], date: str, chance: random.Random) -> bytes:
    """A script's JSON array; what it could not read is null, or a key left out."""
    rows = []
    for player in players:
        row = dict(zip(SCRIPT, _script(player)))
        if chance.random() < SHARE_OF_MISSING_CELLS:
            row["power"] = None
        if chance.random() < SHARE_OF_MISSING_CELLS:
            del row["deads"]
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n"


def script_semicolon_csv(players: list[Player], date: str, chance: random.Random) -> bytes:
    """A script's CSV saved again by a spreadsheet that separates with `;` and groups with `.`."""
    rows: list[Sequence[object]] = []
    for player in players:
        player_id, name, *counters = _script(player)
        grouped = [f"{counter:,}".replace(",", ".") for counter in counters]
        cells = [_sometimes(chance, "N/A", cell) for cell in grouped]
        rows.append([player_id, name, *cells])
    return _csv(SCRIPT, rows, delimiter=";", newline="\r\n")


def _roktracker(player: Player, chance: random.Random) -> Iterable[object]:
    tiers = player.shown_tiers
    yield player.id
    yield player.name
    yield player.power
    yield player.kill_points
    yield player.acclaim
    yield player.acclaim + 1_000
    yield _sometimes(chance, "Skipped", player.deaths)
    yield from tiers
    yield _sometimes(chance, -1, sum(tiers))
    yield tiers[3] + tiers[4]
    yield player.helps * 3
    yield player.gathered
    yield player.assistance
    yield player.helps
    yield player.alliance or ""


def _script(player: Player) -> list[object]:
    _, _, _, t4, t5 = player.tiers
    return [player.id, player.name, player.power, player.deaths, player.kill_points, t4, t5]


def _sometimes(chance: random.Random, missing: object, value: object) -> object:
    return missing if chance.random() < SHARE_OF_MISSING_CELLS else value


def _csv(
    header: list[str], rows: Iterable[Iterable[object]], delimiter: str = ",", newline: str = "\n"
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
