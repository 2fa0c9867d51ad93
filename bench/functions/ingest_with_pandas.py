"""`ingest-players` as one would write it in Python: boto3, pandas, pyarrow.

It reads the upload, refuses repeated ids, hashes each row, keeps the raw file, and writes Parquet
and a report. It knows one header and one way to write numbers.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from urllib.parse import unquote_plus

import boto3
import pandas
import runtime_loop

BUCKET = os.environ["LAKE_BUCKET"]
s3 = boto3.client("s3", endpoint_url=os.environ.get("AWS_ENDPOINT_URL_S3"))


def handle(event: dict) -> dict:
    """Ingests every record of an S3 event."""
    for record in event["Records"]:
        ingest(unquote_plus(record["s3"]["object"]["key"]), record["eventTime"])
    return {}


def ingest(key: str, event_time: str) -> None:
    """Takes one upload to its snapshot."""
    place, name = key.removeprefix("inbox/").rsplit("/", 1)
    run = f"{place}/run_ts={event_time[:19].replace('-', '').replace(':', '')}Z"
    content = s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    s3.put_object(Bucket=BUCKET, Key=f"raw/{run}/{name}", Body=content)
    table = pandas.read_csv(io.BytesIO(content), engine="pyarrow")
    if table["id"].duplicated().any():
        raise ValueError("repeated ids")
    table["kills"] = table["t4_kills"] + table["t5_kills"]
    table["record_hash"] = [
        hashlib.sha256(repr(row).encode()).hexdigest()[:32]
        for row in table.itertuples(index=False, name=None)
    ]
    table["run_id"] = hashlib.sha256(f"{key}{event_time}".encode()).hexdigest()[:32]
    parquet = io.BytesIO()
    table.to_parquet(parquet, engine="pyarrow", compression="zstd", index=False)
    s3.put_object(
        Bucket=BUCKET, Key=f"curated/{place}/players.parquet", Body=parquet.getvalue()
    )
    report = json.dumps({"rows": len(table), "sha256": hashlib.sha256(content).hexdigest()})
    s3.put_object(Bucket=BUCKET, Key=f"reports/{run}/report.json", Body=report.encode())


if __name__ == "__main__":
    runtime_loop.run(handle)
