"""A lake in a bucket, with Athena over it, that both engines answer from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from buckets import Bucket
from kingdoms import Kingdom, weights_text
from query_probe import QueryProbe
from servers.athena import WORKGROUP, AthenaServer
from servers.athena_sql import AthenaTable
from servers.bucket_folder import BucketFolder

DATABASE, TABLE = "standings", "rok_players"
DATE = "2026-01-26"
BEFORE = "2026-01-19"
ENGINES = ["parquet", "athena"]


@dataclass
class Cloud:
    """A lake in a bucket, and Athena over it."""

    bucket: Bucket
    athena: AthenaServer
    folder: Path
    uploads: int = 0

    def probe(self, engine: str, **settings: Any) -> QueryProbe:
        """A process that answers from the lake with one of the engines."""
        environment = self.bucket.server.environment()
        environment["AWS_ENDPOINT_URL_ATHENA"] = self.athena.endpoint
        names = {"database": DATABASE, "table": TABLE, "workgroup": WORKGROUP}
        lake = f"s3://{self.bucket.name}"
        return QueryProbe(environment, lake=lake, engine=engine, **names, **settings)

    def upload(self, kingdom: Kingdom, number: int = 51, date: str = DATE) -> None:
        """Takes an upload in, each of them a second later than the one before."""
        self.uploads += 1
        file = self.folder / f"players-{self.uploads}.json"
        file.write_bytes(kingdom.upload)
        time = datetime(2026, 1, 26, 15, self.uploads // 60, self.uploads % 60)
        with self.probe("parquet") as probe:
            weights = weights_text(kingdom.weights)
            probe.ingest(file, number, date, f"{time.isoformat()}Z", weights)


def athena_over(bucket: Bucket, folder: Path) -> AthenaServer:
    """Athena with the lake in a bucket as its table, which it copies to a folder."""
    lake = BucketFolder(bucket.client, bucket.name, "curated/", folder)
    return AthenaServer(AthenaTable(DATABASE, TABLE, lake))


@contextmanager
def cloud_over(bucket: Bucket, folder: Path) -> Iterator[Cloud]:
    """An empty lake in a bucket, and Athena over it; both work in a folder of this machine."""
    athena = athena_over(bucket, folder / "lake")
    try:
        yield Cloud(bucket, athena, folder)
    finally:
        athena.stop()


def meanwhile(cloud: Cloud, *events: Callable[[], None]) -> None:
    """Lets something happen before each of the next queries reads the lake."""
    pending = list(events)
    folder = cloud.athena.table.folder

    def changing() -> Path:
        if pending:
            pending.pop(0)()
        return folder()

    cloud.athena.table = AthenaTable(DATABASE, TABLE, changing)


def away(cloud: Cloud) -> None:
    """Lets the table lie elsewhere than the lake."""
    folder = cloud.athena.table.folder
    cloud.athena.table = AthenaTable(DATABASE, TABLE, folder, "curated/source=elsewhere/")
