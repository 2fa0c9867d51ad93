"""What an ingestion does beside the bare conversion, for the peers that do the same work."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import repeat
from pathlib import Path

TIERS = [f"t{tier}_kills" for tier in range(1, 6)]
NUMBERS = ["power", "kill_points", *TIERS, "kills", "deaths", "dkp"]
COLUMNS = ["id", "name", "alliance", *NUMBERS]
DKP_WEIGHTS = {"t4_kills": 10, "t5_kills": 30, "deaths": 80}
GREATEST_ID = 9_999_999_999
GREATEST_NUMBER = 1 << 53
DIGITS_OF_HASH = 32

KINGDOM = 51
SNAPSHOT_DATE = date(2026, 1, 26)
INGESTED_AT = datetime(2026, 1, 26, 15, 30, 12, tzinfo=UTC)
RUN_ID = hashlib.sha256(b"a run").hexdigest()[:32]


class RefusedUpload(Exception):
    """The upload cannot become a snapshot."""


def keep(upload: Path, output: Path) -> tuple[bytes, str]:
    """The upload's bytes and their SHA-256, after a copy of it was written beside the output."""
    content = upload.read_bytes()
    output.with_name(f"raw{upload.suffix}").write_bytes(content)
    return content, hashlib.sha256(content).hexdigest()


def report(output: Path, rows: int, problems: int, content_hash: str) -> None:
    """Says what came of the upload."""
    text = json.dumps({"rows": rows, "problems": problems, "sha256": content_hash})
    output.with_name("report.json").write_text(text)


def record_hashes(columns: dict[str, Iterable]) -> list[str]:
    """The hash of each row, as `record_hash` of the curated file is defined.

    A number is unsigned LEB128 of its value plus one, a text that of its length plus one and its
    bytes, a missing value a zero byte.
    """
    cells = [
        map(_text if name in ("name", "alliance") else _number, columns.get(name, repeat(None)))
        for name in COLUMNS
    ]
    return [hashlib.sha256(b"".join(row)).hexdigest()[:DIGITS_OF_HASH] for row in zip(*cells)]


def _number(value: int | None) -> bytes | bytearray:
    return b"\0" if value is None else _leb128(value + 1)


def _text(value: str | None) -> bytes | bytearray:
    if value is None:
        return b"\0"
    content = value.encode()
    return _leb128(len(content) + 1) + content


def _leb128(number: int) -> bytearray:
    digits = bytearray()
    while number > 0x7F:
        digits.append(number & 0x7F | 0x80)
        number >>= 7
    digits.append(number)
    return digits
