"""The lake of an applied environment, in an S3 server that keeps to conditions."""

from __future__ import annotations

from urllib.parse import unquote_plus

from buckets import Bucket
from cloud_lake import CloudLake
from notification import told_functions
from servers.seaweedfs import SeaweedFS
from stack import Stack


class AppliedLake(CloudLake):
    """A bucket with the name and the versions of the applied one."""

    def __init__(self, stack: Stack, server: SeaweedFS) -> None:
        client = server.client()
        region = {"LocationConstraint": client.meta.region_name}
        client.create_bucket(Bucket=stack.bucket, CreateBucketConfiguration=region)
        versioning = stack.account.client("s3").get_bucket_versioning(Bucket=stack.bucket)
        client.put_bucket_versioning(
            Bucket=stack.bucket, VersioningConfiguration={"Status": versioning["Status"]}
        )
        super().__init__(Bucket(stack.bucket, server, client))
        self.stack = stack

    def told(self, record: dict) -> list[str]:
        """The ARNs of the functions to which the applied notification sends a record."""
        return told_functions(
            self.stack.account, self.stack.bucket, record["eventName"], key_of(record)
        )


def key_of(record: dict) -> str:
    """The key that a record of S3 tells of, as it is in the bucket."""
    return unquote_plus(record["s3"]["object"]["key"])
