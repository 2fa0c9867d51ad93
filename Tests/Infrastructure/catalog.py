"""The catalog's table of players: as it was applied, and as SQL sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from servers.athena_sql import AthenaTable
from servers.bucket_folder import BucketFolder
from stack import Stack

# What a type of the catalog is to DuckDB, which answers in Athena's place.
DUCKDB_TYPES = {
    "bigint": "BIGINT",
    "int": "INTEGER",
    "string": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


def players_table(stack: Stack) -> dict[str, Any]:
    """The table as the catalog has it."""
    names = stack.outputs["athena"]
    answer = stack.account.client("glue").get_table(
        DatabaseName=names["database"], Name=names["table"]
    )
    return answer["Table"]


def columns(table: dict[str, Any]) -> dict[str, str]:
    """The types of the columns that stand in the files, by name."""
    return {column["Name"]: column["Type"] for column in table["StorageDescriptor"]["Columns"]}


def athena_table(stack: Stack, client: Any, folder: Path) -> AthenaTable:
    """The applied table over the files of a bucket that `client` reaches."""
    table = players_table(stack)
    location = table["StorageDescriptor"]["Location"].removeprefix(f"s3://{stack.bucket}/")
    return AthenaTable(
        table["DatabaseName"],
        table["Name"],
        BucketFolder(client, stack.bucket, location, folder),
        location,
        {name: DUCKDB_TYPES[kind] for name, kind in columns(table).items()},
    )
