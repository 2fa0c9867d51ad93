"""Buckets of single tests in running servers of S3."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bucket:
    """A bucket of one test in a running server."""

    name: str
    server: Any
    client: Any

    def put(self, key: str, content: bytes) -> str:
        """Writes an object past the code under test and returns its entity tag."""
        return self.client.put_object(Bucket=self.name, Key=key, Body=content)["ETag"]

    def get(self, key: str) -> bytes:
        """Reads an object past the code under test."""
        return self.client.get_object(Bucket=self.name, Key=key)["Body"].read()

    def keys(self, prefix: str = "") -> list[str]:
        """All keys with a prefix, in the order of their bytes."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.name, Prefix=prefix
        )
        return [entry["Key"] for page in pages for entry in page.get("Contents", [])]


def make_bucket(server: Any) -> Bucket:
    """Makes a bucket of a new name in a server of S3."""
    client = server.client()
    name = f"test-{uuid.uuid4().hex[:16]}"
    region = {"LocationConstraint": client.meta.region_name}
    client.create_bucket(Bucket=name, CreateBucketConfiguration=region)
    return Bucket(name, server, client)
