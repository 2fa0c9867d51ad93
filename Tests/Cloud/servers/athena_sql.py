"""Athena's SQL, executed by DuckDB over the curated files of a lake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.tokens import TokenType

Row = list["str | None"]

# The columns of the table as its owner declares them; partition columns come from the path.
COLUMNS = {
    "id": "BIGINT", "name": "VARCHAR", "alliance": "VARCHAR", "power": "BIGINT",
    "kill_points": "BIGINT", "t1_kills": "BIGINT", "t2_kills": "BIGINT", "t3_kills": "BIGINT",
    "t4_kills": "BIGINT", "t5_kills": "BIGINT", "kills": "BIGINT", "deaths": "BIGINT",
    "dkp": "BIGINT", "snapshot_date": "DATE", "ingested_at": "TIMESTAMPTZ", "run_id": "VARCHAR",
    "record_hash": "VARCHAR",
}  # fmt: skip


class QueryFailed(Exception):
    """A query that ends as FAILED, with the reason that Athena would begin to tell."""


@dataclass(frozen=True)
class AthenaTable:
    """A table of the catalog, partitioned by kingdom and date.

    `folder` gives the folder on this machine that holds the lake as it is at that moment, `columns`
    the types of DuckDB that stand for those the table declares.
    """

    database: str
    name: str
    folder: Callable[[], Path]
    location: str = "curated/source=rok_players/"
    columns: Mapping[str, str] = field(default_factory=lambda: COLUMNS)


def execute(
    text: str, parameters: list[str], table: AthenaTable
) -> tuple[list[str], list[Row]]:
    """The names of the columns of a query's result, and its rows as texts."""
    statement = _bound(text, parameters)
    for reference in statement.find_all(exp.Table):
        if (reference.db, reference.name) != (table.database, table.name):
            raise QueryFailed(f"TABLE_NOT_FOUND: {reference.sql('athena')}")
    with duckdb.connect() as connection:
        _create(connection, table)
        try:
            result = connection.execute(statement.sql("duckdb"))
            names = [column[0] for column in result.description]
            rows = result.fetchall()
        except duckdb.Error as error:
            raise QueryFailed(f"GENERIC_USER_ERROR: {error}") from error
    return names, [[None if cell is None else str(cell) for cell in row] for row in rows]


def _bound(text: str, parameters: list[str]) -> exp.Expression:
    """The statement with literals in the place of its `?`, in the order of the text."""
    named, count = text, 0
    for token in reversed(sqlglot.tokenize(text, read="athena")):
        if token.token_type == TokenType.PLACEHOLDER:
            count += 1
            named = f"{named[: token.start]}:p{token.start}{named[token.end + 1 :]}"
    if count != len(parameters):
        raise QueryFailed(f"SYNTAX_ERROR: {count} parameters expected, {len(parameters)} found")
    try:
        statement = sqlglot.parse_one(named, read="athena")
    except sqlglot.ParseError as error:
        raise QueryFailed(f"SYNTAX_ERROR: {error}") from error
    if not isinstance(statement, exp.Select):
        raise QueryFailed("SYNTAX_ERROR: parameters are taken by SELECT alone")
    placeholders = sorted(statement.find_all(exp.Placeholder), key=lambda one: int(one.name[1:]))
    for placeholder, parameter in zip(placeholders, parameters, strict=True):
        if not isinstance(placeholder.find_ancestor(exp.Where, exp.Select), exp.Where):
            raise QueryFailed("SYNTAX_ERROR: parameters may stand in WHERE alone")
        placeholder.replace(_literal(parameter))
    return statement


def _literal(parameter: str) -> exp.Expression:
    try:
        parsed = sqlglot.parse_one(parameter, read="athena")
    except sqlglot.ParseError as error:
        raise QueryFailed(f"SYNTAX_ERROR: {parameter}: {error}") from error
    bare = parsed.this if isinstance(parsed, exp.Neg) else parsed
    if not isinstance(bare, exp.Literal):
        raise QueryFailed(f"SYNTAX_ERROR: the parameter {parameter} is no literal")
    return parsed


def _create(connection: duckdb.DuckDBPyConnection, table: AthenaTable) -> None:
    """Makes the table as a view over the files."""
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f'CREATE SCHEMA "{table.database}"')
    files = sorted((table.folder() / table.location).glob("kingdom=*/dt=*/*.parquet"))
    kinds = table.columns.items()
    columns = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in kinds)
    if files:
        rows = " UNION ALL ".join(
            f"SELECT {columns}, CAST('{_partition(file, 'kingdom')}' AS INTEGER) AS kingdom,"
            f" '{_partition(file, 'dt')}' AS dt FROM read_parquet('{file}')"
            for file in files
        )
    else:
        rows = "SELECT {}, 0 AS kingdom, '' AS dt WHERE false".format(
            ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in kinds)
        )
    connection.execute(f'CREATE VIEW "{table.database}"."{table.name}" AS {rows}')


def _partition(file: Path, name: str) -> str:
    parts = (part for part in file.parts if part.startswith(f"{name}="))
    return next(parts).removeprefix(f"{name}=")
