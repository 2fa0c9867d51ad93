"""The workbooks that players' tools make of a scan."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from kingdom import Player
from workbook import Sheet, workbook

# Enough to see every oddity, few enough for a small file.
LISTED = 100

HERO_SCROLLS = (
    "Kingdom,Governor Name,Governor ID,Power,Domain ID,Alliance Tag,Deads,Kill Points,Acclaim,"
    "T1 Kills,T2 Kills,T3 Kills,T4 Kills,T5 Kills,Helps Given,Resources Gathered,Resources Given,"
    "Troop Power,Tech Power,Building Power,Commander Power,Town Hall"
).split(",")
RANGE = (
    "Character ID,Username,Current Power,Highest Power,Deaths,Total Kill Points,"
    "Resources Gathered,T5,T4,T3,T2,T1,Alliance Helps,Healed"
).split(",")


def hero_scrolls(kingdom: int, players: list[Player], date: str) -> bytes:
    """Hero Scrolls: the players stand on the third of four sheets, their ids as texts."""
    rows = [_hero_scrolls(kingdom, player) for player in players[:LISTED]]
    power = sum(player.power for player in players[:LISTED])
    day = datetime.date.fromisoformat(date)
    return workbook({
        "Summary": [["Kingdom", kingdom], ["Scan Date", day], ["Total Power", power]],
        "Top 10s": _top_tens(players[:LISTED]),
        str(kingdom): [HERO_SCROLLS, *rows],
        f"Rolled Up {kingdom}": [HERO_SCROLLS, *rows[::2]],
    })  # fmt: skip


def range_export(players: list[Player]) -> bytes:
    """The in-game export of a range of days: one sheet."""
    return workbook({"Sheet1": [RANGE, *(_range(player) for player in players[:LISTED])]})


def _hero_scrolls(kingdom: int, player: Player) -> Sequence[object]:
    parts = [player.power * share // 100 for share in (52, 21, 17, 10)]
    counts = [player.deaths, player.kill_points, player.acclaim, *player.shown_tiers]
    rest = [player.helps, player.gathered, player.assistance, *parts, 25]
    identity = [kingdom, player.name, str(player.id), player.power, kingdom, player.alliance]
    return [*identity, *counts, *rest]


def _top_tens(players: list[Player]) -> Sheet:
    rows: list[Sequence[object]] = [["Governor ID", "Governor Name", "Kill Points"]]
    best = sorted(players, key=lambda player: -player.kill_points)[:10]
    return rows + [[str(player.id), player.name, player.kill_points] for player in best]


def _range(player: Player) -> Sequence[object]:
    tiers = player.shown_tiers[::-1]
    highest = player.power + player.power // 20
    identity = [player.id, player.name, player.power, highest, player.deaths, player.kill_points]
    return [*identity, player.gathered, *tiers, player.helps, player.healed]
