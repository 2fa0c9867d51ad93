"""The tables that are written and read, and their text form for parquet-text.

Values are kept in one form whatever engine they come from: whole numbers, floats, booleans, text,
bytes; a date is its days and a timestamp its microseconds since 1970; None is null.
"""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    name: str
    type: str  # int32, int64, string, date, timestamp
    required: bool = False
    encoding: str = "plain"  # plain, dictionary, delta, constant
    codec: str = "zstd"  # uncompressed, snappy, gzip, zstd, zstd-entropy

    @property
    def heading(self) -> str:
        repetition = "required" if self.required else "optional"
        return ":".join([self.name, self.type, repetition, self.encoding, self.codec])


@dataclass
class Table:
    name: str
    columns: list[Column]
    rows: list[tuple]
    rows_per_group: int = 1_000
    rows_per_page: int = 100
    # Engines that do not know an encoding of the table.
    unread_by: set[str] = field(default_factory=set)

    def values(self, index: int) -> list:
        return [row[index] for row in self.rows]

    @property
    def text(self) -> str:
        lines = ["\t".join(column.heading for column in self.columns)]
        lines += ["\t".join(map(to_text, row)) for row in self.rows]
        return "\n".join(lines) + "\n"


def to_text(value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(struct.unpack("<Q", struct.pack("<d", value))[0])
    if isinstance(value, str):
        return value.encode().hex()
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def value_of(type: str, choose: random.Random):
    """A value that is likely to be met twice, or an unusual one."""
    if type == "int32":
        return choose.choice([0, 1, -1, 2**31 - 1, -(2**31), choose.randrange(-500, 500)])
    if type == "int64":
        return choose.choice([0, -1, 2**63 - 1, -(2**63), choose.randrange(2**33), 51])
    if type == "date":
        return choose.choice([0, -7_000, 20_479, choose.randrange(40_000)])
    if type == "timestamp":
        # The second place of microseconds is never lost on the way through a float.
        return choose.choice([0, -1_000_001, 1_769_441_612_000_001, choose.randrange(2**51)])
    return choose.choice(["", "a", "Ünïcödé 日本 😀", "[EX] Alliance", str(choose.randrange(90))])


def tables() -> list[Table]:
    choose = random.Random(51)
    types = ["int32", "int64", "string", "date", "timestamp"]
    made = []
    for codec in ["uncompressed", "snappy", "gzip", "zstd"]:
        for encoding in ["plain", "dictionary", "delta"]:
            columns = [
                Column(f"{type}_{kind}", type, kind == "required", encoding, codec)
                for type in types
                for kind in ("optional", "required")
            ]
            rows = [
                tuple(
                    None
                    if not column.required and choose.random() < 0.2
                    else value_of(column.type, choose)
                    for column in columns
                )
                for _ in range(700)
            ]
            unread = {"fastparquet"} if encoding == "delta" else set()
            made.append(
                Table(f"{encoding}-{codec}", columns, rows, 300, 64, unread)
            )
    made += [empty(), one_row(), null_pages(), deltas(), long_strings(), constants(), curated(choose)]
    return made


def empty() -> Table:
    return Table("empty", [Column("id", "int64", True, "delta"), Column("name", "string")], [])


def one_row() -> Table:
    columns = [Column("id", "int64", True, "delta"), Column("name", "string")]
    return Table("one-row", columns, [(100_000_007, "Ünï")])


def null_pages() -> Table:
    """Nulls on both sides of page borders, pages of nulls, chunks of nulls."""
    columns = [
        Column("border", "int64", False, "delta", "zstd-entropy"),
        Column("pages", "int64", False, "plain", "zstd"),
        Column("text", "string", False, "dictionary", "snappy"),
        Column("all", "string", False, "plain", "zstd"),
        Column("all_numbers", "int64", False, "delta", "zstd-entropy"),
    ]
    rows = []
    for row in range(200):
        in_null_page = 20 <= row < 60 or row >= 160
        rows.append(
            (
                None if row % 20 in (19, 0) else row * row,
                None if in_null_page else -row,
                None if in_null_page else f"[{row % 3}]",
                None,
                None,
            )
        )
    return Table("null-pages", columns, rows, rows_per_group=100, rows_per_page=20)


def deltas() -> Table:
    """Differences of every width around the one from which on numbers are written plain."""
    choose = random.Random(28)
    columns = [Column("steps", "int64", True, "delta")]
    columns += [Column(f"bits_{bits}", "int64", bits % 2 == 0, "delta") for bits in range(1, 36, 3)]
    columns += [Column(f"int32_{bits}", "int32", False, "delta") for bits in (7, 27, 31)]
    bits = [int(column.name.split("_")[1]) for column in columns[1:]]
    rows = [
        (row << 40, *(choose.randrange(1 << width) for width in bits)) for row in range(1_500)
    ]
    return Table("deltas", columns, rows, rows_per_group=700, rows_per_page=300)


def long_strings() -> Table:
    """Values whose bounds must be cut, and whose cut upper bound must be raised."""
    beginnings = ["a" * 80, "z" * 64, "日" * 30, "\U0010ffff" * 20, "\x7f" * 70, "ü" * 33]
    rows = []
    for beginning in beginnings:
        rows += [(beginning + ending, row) for row, ending in enumerate(["", "a", "z", "\U0010ffff"])]
    columns = [Column("text", "string", True), Column("row", "int32", True, "delta")]
    return Table("long-strings", columns, rows, rows_per_group=4, rows_per_page=2)


def constants() -> Table:
    columns = [
        Column("row", "int64", True, "delta"),
        Column("kingdom", "int32", True, "constant"),
        Column("snapshot_date", "date", True, "constant"),
        Column("ingested_at", "timestamp", True, "constant"),
        Column("run_id", "string", False, "constant"),
        Column("nothing", "int64", False, "constant"),
    ]
    rows = [(row, 51, 20_479, 1_769_441_612_000_000, "20260126T153012Z", None) for row in range(500)]
    return Table("constants", columns, rows, rows_per_group=200)


def curated(choose: random.Random) -> Table:
    """Rows as a kingdom has them, in several row groups and pages, the strongest first."""
    columns = [
        Column("id", "int64", True, "delta", "zstd-entropy"),
        Column("name", "string", True, "plain", "zstd"),
        Column("alliance", "string", False, "dictionary", "uncompressed"),
        Column("power", "int64", False, "delta", "zstd-entropy"),
        Column("deaths", "int64", False, "delta", "zstd-entropy"),
        Column("record_hash", "string", True, "plain", "zstd-entropy"),
    ]
    rows = [
        (
            choose.randrange(1_000_000, 260_000_000),
            f"Gövernor {choose.randrange(3_000)}",
            choose.choice([None, "EX", "[K51] Alliance", "日本"]),
            250_000_000 - row * 1_001,
            None if choose.random() < 0.1 else choose.randrange(8_000_000),
            f"{choose.getrandbits(128):032x}",
        )
        for row in range(6_000)
    ]
    return Table("curated", columns, rows, rows_per_group=2_500, rows_per_page=600)
