"""A lake in a bucket, and the events of what is put into its inbox."""

from __future__ import annotations

from buckets import Bucket
from functions import s3_record

DATE = "2026-01-26"


class CloudLake:
    """A lake in a bucket, with the events that S3 would send."""

    def __init__(self, bucket: Bucket, prefix: str = "") -> None:
        self.bucket = bucket
        self.prefix = f"{prefix}/" if prefix else ""
        self._sequence = 0

    def environment(self) -> dict[str, str]:
        """By which a function finds the lake."""
        prefix = {"LAKE_PREFIX": self.prefix} if self.prefix else {}
        return {**self.bucket.server.environment(), "LAKE_BUCKET": self.bucket.name, **prefix}

    def drop(
        self,
        content: bytes,
        time: str = "2026-01-26T15:30:12.345Z",
        name: str = "players.csv",
        kingdom: int = 51,
        date: str = DATE,
    ) -> dict:
        """Puts a file into the inbox and returns the record of it."""
        key = f"{self.prefix}inbox/source=rok_players/kingdom={kingdom}/dt={date}/{name}"
        put = self.bucket.client.put_object(Bucket=self.bucket.name, Key=key, Body=content)
        self._sequence += 1
        return s3_record(
            self.bucket.name,
            key,
            len(content),
            put["ETag"],
            time,
            sequencer=f"{self._sequence:016X}",
            version=put.get("VersionId"),
        )

    def tree(self) -> dict[str, bytes]:
        """Every object that the function wrote, by its key within the lake."""
        keys = self.bucket.keys(self.prefix)
        written = (key for key in keys if not key.startswith(f"{self.prefix}inbox/"))
        return {key.removeprefix(self.prefix): self.bucket.get(key) for key in written}

    def keys(self, area: str) -> list[str]:
        """The keys of an area, within the lake."""
        found = self.bucket.keys(f"{self.prefix}{area}/")
        return [key.removeprefix(self.prefix) for key in found]
