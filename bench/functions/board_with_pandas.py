"""`leaderboard-api` as one would write it in Python: boto3, pyarrow, pandas.

It answers one route: the top players of a kingdom's latest snapshot by a metric.
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
s3 = boto3.client("s3", endpoint_url=os.environ.get("AWS_ENDPOINT_URL_S3"))


def handle(event: dict) -> dict:
    """Answers one request of an HTTP API, payload 2.0."""
    _, _, _, kingdom, _, metric = event["rawPath"].split("/")
    limit = int((event.get("queryStringParameters") or {}).get("limit", 100))
    board = leaderboard(int(kingdom), metric, limit)
    headers = {"content-type": "application/json"}
    return {"statusCode": 200, "headers": headers, "body": json.dumps(board, ensure_ascii=False)}


def leaderboard(kingdom: int, metric: str, limit: int) -> dict:
    """The best players of the latest snapshot."""
    prefix = f"curated/source=rok_players/kingdom={kingdom}/"
    listing = s3.list_objects_v2(Bucket=BUCKET, Prefix=prefix, Delimiter="/")
    latest = max(folder["Prefix"] for folder in listing["CommonPrefixes"])
    content = s3.get_object(Bucket=BUCKET, Key=f"{latest}players.parquet")["Body"].read()
    columns = ["id", "name", "alliance", metric]
    table = pyarrow.parquet.read_table(io.BytesIO(content), columns=columns).to_pandas()
    ranked = table.dropna(subset=[metric]).sort_values([metric, "id"], ascending=[False, True])
    ranked["rank"] = ranked[metric].rank(method="min", ascending=False).astype("int64")
    return {
        "kingdom": kingdom,
        "metric": metric,
        "snapshot_date": latest.rstrip("/").rsplit("dt=", 1)[1],
        "total_players": len(table),
        "entries": [
            {
                "rank": row.rank,
                "id": row.id,
                "name": row.name,
                "alliance": None if pandas.isna(row.alliance) else row.alliance,
                "value": int(getattr(row, metric)),
            }
            for row in ranked.head(limit).itertuples(index=False)
        ],
        "next_cursor": None,
    }


if __name__ == "__main__":
    runtime_loop.run(handle)
