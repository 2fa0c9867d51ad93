"""The log in a lake, as other readers of Parquet see it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pyarrow.parquet
from live_server import LiveServer, client, running


def export(live: Path, server: LiveServer, lake: Path) -> list[str]:
    """Exports the log of a running server and returns what was printed."""
    command = [live, "export", "--data-dir", server.folder / "data", "--to", lake]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def rows(lake: Path) -> list[dict]:
    """All rows of the lake's files, in the order of their names."""
    files = sorted(lake.glob("live/events/dt=*/events-*.parquet"))
    return [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]


def test_events_are_exported_while_the_server_runs(
    live_leaderboards: Path, tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    with running(live_leaderboards, tmp_path / "server") as server, client(server) as own:
        own.create("game1", update_mode="increment", decimal_places=1)
        own.submit("game1", "ünï", "1.5", submission_id="k1", metadata={"level": 10})
        own.submit("game1", "ünï", "-2", submission_id="k2")
        assert len(export(live_leaderboards, server, lake)) == 1
        own.submit("game1", "b", "3", submission_id="k3")
        own.board("game1", "/player/b", "DELETE")
        assert len(export(live_leaderboards, server, lake)) == 1
        assert export(live_leaderboards, server, lake) == ["There is nothing new."]

        told = rows(lake)
        assert [row["sequence"] for row in told] == [1, 2, 3, 4, 5]
        assert [row["kind"] for row in told] == [
            "leaderboard_created", "submission", "submission", "submission", "player_removed",
        ]  # fmt: skip
        assert {row["leaderboard_id"] for row in told} == {"game1"}
        assert [(row["player"], row["score"], row["before"], row["after"]) for row in told] == [
            (None, None, None, None), ("ünï", 15, None, 15), ("ünï", -20, 15, -5),
            ("b", 30, None, 30), ("b", None, None, None),
        ]  # fmt: skip
        assert json.loads(told[1]["metadata"]) == {"level": 10}
        # What the server tells of the player is in the lake.
        history = own.board("game1", "/history/%C3%BCn%C3%AF").data
        assert [(each["sequence"], each["submission_id"]) for each in reversed(history)] == [
            (row["sequence"], row["submission_id"]) for row in told[1:3]
        ]
        # Nothing remains of the copy.
        assert not list((server.folder / "data").glob("*export*"))


def test_an_export_without_a_log_says_so(live_leaderboards: Path, tmp_path: Path) -> None:
    command = [live_leaderboards, "export", "--data-dir", tmp_path, "--to", tmp_path / "lake"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert str(tmp_path) in done.stderr
    assert not (tmp_path / "lake").exists()
