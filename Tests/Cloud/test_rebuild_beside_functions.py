"""`standings rebuild` on a lake in S3 while functions ingest into it."""

from __future__ import annotations

import json
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from buckets import Bucket
from cloud_lake import CloudLake
from conftest import Start
from functions import s3_event
from servers.faulty_proxy import Fault, FaultyProxy

FUNCTIONS = 3
REBUILDS = 4
DEADLINE_SECONDS = 60


def rebuild(standings: Path, lake: CloudLake) -> list[dict]:
    """Rebuilds a lake, which must succeed."""
    place = f"s3://{lake.bucket.name}/{lake.prefix.rstrip('/')}"
    done = subprocess.run(
        [str(standings), "rebuild", "--lake", place, "--format", "json"],
        env={"PATH": "/usr/bin:/bin", **lake.bucket.server.environment()},
        capture_output=True,
        timeout=DEADLINE_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def drop_some(lake: CloudLake, first: datetime, number: int) -> list[dict]:
    """Puts as many uploads as there are functions into the inbox, one of them in vain."""
    records = []
    for upload in range(number, number + FUNCTIONS):
        # Uploads of long ago without a report would be taken for ones whose report is lost.
        time = (first + timedelta(seconds=upload)).strftime("%Y-%m-%dT%H:%M:%S.345Z")
        rows = "7,a\n7,b\n" if upload == number else f"7,Silent Otter {upload}\n"
        records.append(lake.drop(f"id,name\n{rows}".encode(), time, f"{upload}.csv"))
    return records


def test_uploads_that_are_ingested_meanwhile_end_as_if_nobody_rebuilt(
    start: Start, bucket: Bucket, standings: Path
):
    lake = CloudLake(bucket, "lake")
    functions = [start("ingest-players", lake) for _ in range(FUNCTIONS)]
    first = datetime.now(UTC)
    records: list[dict] = []
    rebuilds: list[list[dict]] = []
    ended = threading.Event()

    def rebuild_again_and_again() -> None:
        while not ended.is_set():
            rebuilds.append(rebuild(standings, lake))

    with ThreadPoolExecutor() as threads:
        rebuilding = threads.submit(rebuild_again_and_again)
        while len(rebuilds) < REBUILDS and not rebuilding.done():
            records += drop_some(lake, first, len(records))
            newest_first = reversed(records[-FUNCTIONS:])
            sent = [
                (function, function.api.send(s3_event(record)))
                for function, record in zip(functions, newest_first)
            ]
            for function, invocation in sent:
                assert function.await_outcome(invocation).error_type is None
        ended.set()
        rebuilding.result()
    disturbed = lake.tree()

    for key in disturbed:
        bucket.client.delete_object(Bucket=bucket.name, Key=lake.prefix + key)
    for record in records:
        functions[0].invoke(s3_event(record))
    assert disturbed == lake.tree()
    (line,) = rebuild(standings, lake)
    assert (line["curated"], line["total_players"]) == ("unchanged", 1)
    assert len(line["uploads"]) == len(records)


@pytest.mark.parametrize("area", ["raw", "curated", "rejected", "reports"])
def test_an_upload_that_is_half_ingested_is_left_to_its_event(
    start: Start, bucket: Bucket, standings: Path, area: str
):
    first = datetime.now(UTC)
    undisturbed, lake = CloudLake(bucket, "undisturbed"), CloudLake(bucket, "lake")
    start("ingest-players", undisturbed).invoke(s3_event(*drop_some(undisturbed, first, 0)))
    records = drop_some(lake, first, 0)
    rebuilds: list[list[dict]] = []

    def rebuild_now() -> None:
        rebuilds.append(rebuild(standings, lake))

    proxy = FaultyProxy(bucket.server.endpoint)
    target = f"/lake/{area}/"
    proxy.strike(Fault.BUSY, times=1, method="PUT", target=target, beforehand=rebuild_now)
    function = start("ingest-players", lake, AWS_ENDPOINT_URL_S3=proxy.endpoint)
    assert function.invoke(s3_event(*records)).error_type is None
    proxy.close()
    assert len(rebuilds) == 1
    assert lake.tree() == undisturbed.tree()
