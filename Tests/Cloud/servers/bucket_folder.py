"""The objects of a bucket as files of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class BucketFolder:
    """A folder that is made equal to a part of a bucket each time it is asked for."""

    def __init__(self, client: Any, bucket: str, prefix: str, folder: Path) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix
        self._folder = folder
        self._tags: dict[str, str] = {}

    def __call__(self) -> Path:
        """The folder, as the bucket is now."""
        found: set[str] = set()
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=self._prefix
        )
        for page in pages:
            for entry in page.get("Contents", []):
                found.add(entry["Key"])
                self._fetch(entry["Key"], entry["ETag"])
        for key in self._tags.keys() - found:
            (self._folder / key).unlink()
            del self._tags[key]
        return self._folder

    def _fetch(self, key: str, tag: str) -> None:
        if self._tags.get(key) == tag:
            return
        answer = self._client.get_object(Bucket=self._bucket, Key=key)
        file = self._folder / key
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer["Body"].read())
        self._tags[key] = answer["ETag"]
