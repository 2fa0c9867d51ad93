"""The leaderboard that a snapshot must give, worked out apart from the product."""

from __future__ import annotations

from bisect import bisect_right

METRICS = ["dkp", "kills", "deaths", "power", "kill_points"]


def leaderboard(
    rows: list[dict], metric: str, kingdom: int, date: str, limit: int = 100
) -> dict[str, object]:
    """The leaderboard object: equal values share a rank (1, 2, 2, 4) and stand by id."""
    ranked = [row for row in rows if row[metric] is not None]
    ranked.sort(key=lambda row: (-row[metric], row["id"]))
    ascending = sorted(row[metric] for row in ranked)
    entries = []
    for row in ranked[:limit]:
        better = len(ascending) - bisect_right(ascending, row[metric])
        player = {name: row[name] for name in ("id", "name", "alliance")}
        entries.append({"rank": better + 1, **player, "value": row[metric]})
    return {
        "kingdom": kingdom,
        "metric": metric,
        "date": date,
        "total_players": len(rows),
        "ranked_players": len(ranked),
        "previous_date": None,
        "entries": entries,
        "previous_cursor": None,
        "next_cursor": None,
    }
