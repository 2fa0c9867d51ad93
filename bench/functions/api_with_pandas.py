"""`leaderboard-api` as one would write it in Python: boto3, pyarrow, pandas.

It answers three routes: the top players of a kingdom's latest snapshot by a metric, who gained how
much of it since the snapshot before, and what the latest snapshot tells of a player.
"""

from __future__ import annotations

import io
import json
import os

import boto3
import pandas
import pyarrow.parquet
import runtime_loop

BUCKET = os.environ["LAKE_BUCKET"]
METRICS = ["dkp", "kills", "deaths", "power", "kill_points"]
COUNTERS = [
    "power", "kill_points", *(f"t{tier}_kills" for tier in range(1, 6)), "kills", "deaths", "dkp",
]  # fmt: skip
s3 = boto3.client("s3", endpoint_url=os.environ.get("AWS_ENDPOINT_URL_S3"))


def handle(event: dict) -> dict:
    """Answers one request of an HTTP API, payload 2.0."""
    _, _, _, kingdom, question, wanted = event["rawPath"].split("/")
    limit = int((event.get("queryStringParameters") or {}).get("limit", 100))
    if question == "leaderboards":
        answer = leaderboard(int(kingdom), wanted, limit)
    elif question == "gains":
        answer = gains(int(kingdom), wanted, limit)
    else:
        answer = player(int(kingdom), int(wanted))
    headers = {"content-type": "application/json"}
    return {"statusCode": 200, "headers": headers, "body": json.dumps(answer, ensure_ascii=False)}


def dates(kingdom: int) -> list[str]:
    """The dates of a kingdom, the latest first."""
    prefix = f"curated/source=rok_players/kingdom={kingdom}/"
    listing = s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix, Delimiter="/")
    folders = (folder["Prefix"] for folder in listing["CommonPrefixes"])
    return sorted((folder.rstrip("/").rsplit("dt=", 1)[1] for folder in folders), reverse=True)


def snapshot(kingdom: int, date: str, columns: list[str]) -> pandas.DataFrame:
    """Some columns of all players at a date."""
    key = f"curated/source=rok_players/kingdom={kingdom}/dt={date}/players.parquet"
    content = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return pyarrow.parquet.read_table(io.BytesIO(content), columns=columns).to_pandas()


def ranks(values: pandas.Series) -> pandas.Series:
    """By standard competition ranking."""
    return values.rank(method="min", ascending=False).astype("Int64")


def text(value: object) -> str | None:
    """A text that may be missing."""
    return None if pandas.isna(value) else str(value)


def leaderboard(kingdom: int, metric: str, limit: int) -> dict:
    """The best players of the latest snapshot."""
    date = dates(kingdom)[0]
    table = snapshot(kingdom, date, ["id", "name", "alliance", metric])
    ranked = table.dropna(subset=[metric]).sort_values([metric, "id"], ascending=[False, True])
    ranked["rank"] = ranks(ranked[metric])
    return {
        "kingdom": kingdom,
        "metric": metric,
        "date": date,
        "total_players": len(table),
        "ranked_players": len(ranked),
        "previous_date": None,
        "entries": [
            {
                "rank": int(row.rank),
                "id": row.id,
                "name": row.name,
                "alliance": text(row.alliance),
                "value": int(getattr(row, metric)),
            }
            for row in ranked.head(limit).itertuples(index=False)
        ],
        "previous_cursor": None,
    }


def gains(kingdom: int, metric: str, limit: int) -> dict:
    """Who gained most between the latest snapshot and the one before; of metrics without kills."""
    to, earlier = dates(kingdom)[:2]
    old, new = (snapshot(kingdom, date, ["id", "name", "alliance", metric]) for date in (earlier, to))
    for table in (old, new):
        table["rank"] = ranks(table[metric])
    both = new.merge(old, on="id", suffixes=("", "_old"))
    compared = both.dropna(subset=[metric, f"{metric}_old"])
    compared = compared.assign(gain=(compared[metric] - compared[f"{metric}_old"]).clip(lower=0))
    compared = compared.sort_values(["gain", "id"], ascending=[False, True])
    compared["place"] = ranks(compared["gain"])
    others = {
        "arrived": new[~new["id"].isin(old["id"])],
        "departed": old[~old["id"].isin(new["id"])],
        "without_value": both[~both["id"].isin(compared["id"])],
    }
    return {
        "kingdom": kingdom,
        "metric": metric,
        "from": earlier,
        "to": to,
        "weights": None,
        "compared_players": len(compared),
        "entries": [
            _gain(row, int(getattr(row, f"{metric}_old")), int(getattr(row, metric)))
            for row in compared.head(limit).itertuples(index=False)
        ],
        **{
            kind: {"total_players": len(players), "players": _named(players, limit)}
            for kind, players in others.items()
        },
        "previous_cursor": None,
    }


def _gain(row: object, was: int, became: int) -> dict:
    return {
        "rank": int(row.place),
        "id": row.id,
        "name": row.name,
        "alliance": text(row.alliance),
        "gain": int(row.gain),
        "before": {"rank": int(row.rank_old), "value": was},
        "after": {"rank": int(row.rank), "value": became},
        "rank_change": int(row.rank_old) - int(row.rank),
        "flags": ["fell"] if became < was else [],
    }


def _named(players: pandas.DataFrame, limit: int) -> list[dict]:
    return [
        {"id": row.id, "name": row.name, "alliance": text(row.alliance)}
        for row in players.head(limit).itertuples(index=False)
    ]


def player(kingdom: int, player_id: int) -> dict:
    """The facts about a player and the rank by every metric."""
    date = dates(kingdom)[0]
    table = snapshot(kingdom, date, ["id", "name", "alliance", *COUNTERS])
    row = table[table["id"] == player_id].iloc[0]
    places = {metric: ranks(table[metric])[row.name] for metric in METRICS}
    return {
        "kingdom": kingdom,
        "date": date,
        "total_players": len(table),
        "id": player_id,
        "name": row["name"],
        "alliance": text(row["alliance"]),
        "values": {name: None if pandas.isna(row[name]) else int(row[name]) for name in COUNTERS},
        "ranks": {
            metric: None
            if pandas.isna(place)
            else {"rank": int(place), "ranked_players": int(table[metric].count())}
            for metric, place in places.items()
        },
    }


if __name__ == "__main__":
    runtime_loop.run(handle)
