"""Proof that contenders do what they are timed for, on an upload that is small."""

from __future__ import annotations

import polars
from polars.testing import assert_frame_equal

from contenders import OURS, Contender

HASH = "record_hash"


class Difference(Exception):
    """Two contenders that do not write the same."""


def require_same_players(contenders: list[Contender], players: polars.DataFrame) -> None:
    """Runs each contender once; all must write the players of the upload.

    Hashes of rows, and all else that contenders work out, must be the same too.
    - Raises: `Difference`; `Refused` where Standings refuses the upload.
    """
    worked_out: dict[str, tuple[str, polars.Series]] = {}
    for contender in contenders:
        contender.run()
        written = polars.read_parquet(contender.output)
        _require_equal(contender.name, _plain(written.select(players.columns)), players)
        for name in {"kills", HASH}.intersection(written.columns):
            first, expected = worked_out.setdefault(name, (contender.name, written[name]))
            if not written[name].equals(expected):
                raise Difference(f"{contender.name} has another {name} than {first}")
    if worked_out.get(HASH, (None,))[0] not in (OURS, None):
        raise Difference(f"{OURS} wrote no {HASH}")


def _plain(written: polars.DataFrame) -> polars.DataFrame:
    """The players whatever types a contender has for them; an empty text is a missing one."""
    texts = polars.col("name", "alliance").cast(polars.String).replace("", None)
    numbers = polars.exclude("name", "alliance").cast(polars.Int64)
    return written.with_columns(texts, numbers)


def _require_equal(name: str, written: polars.DataFrame, players: polars.DataFrame) -> None:
    try:
        assert_frame_equal(written, players)
    except AssertionError as difference:
        raise Difference(f"{name} wrote other players: {difference}") from difference
