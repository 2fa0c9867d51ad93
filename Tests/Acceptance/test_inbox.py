"""The inbox: arrival counts, what is no upload is named, and nothing is given up."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from command import DATE, Lake
from server import Server, eventually, running

FOLDER = f"source=rok_players/kingdom=2001/dt={DATE}"


def content(power: int) -> str:
    return f"id,name,power\n7,Silent Otter,{power}\n"


def power(server: Server) -> int | None:
    """What the board of the kingdom shows."""
    answer = server.get(f"/v1/kingdoms/2001/leaderboards/power?date={DATE}")
    return answer.json()["entries"][0]["value"] if answer.status == 200 else None


def place(lake: Lake, name: str, text: str, modified: float | None = None) -> Path:
    """Moves a whole file into the inbox, with a time of its own."""
    folder = lake.folder / "inbox" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    hidden = folder / f".{name[:20]}.hidden"
    hidden.write_text(text)
    if modified is not None:
        os.utime(hidden, (modified, modified))
    return hidden.rename(folder / name)


def runs(lake: Lake) -> list[str]:
    return sorted(str(path) for path in lake.folder.glob(f"reports/{FOLDER}/*/report.json"))


FUTURE = 4_102_444_800.0  # the year 2100
YESTERDAY = time.time() - 86_400
BEFORE_1970 = -1_000_000_000.0


@pytest.mark.parametrize("first", [FUTURE, YESTERDAY, BEFORE_1970])
@pytest.mark.parametrize("second", [FUTURE, YESTERDAY, BEFORE_1970])
def test_what_arrives_last_is_shown_whatever_time_it_carries(lake, first, second):
    with running(lake) as server:
        place(lake, "first.csv", content(1), first)
        eventually(lambda: power(server) == 1)
        place(lake, "second.csv", content(2), second)
        eventually(lambda: power(server) == 2)


def test_a_restart_takes_nothing_twice_though_entries_have_changed(lake):
    with running(lake) as server:
        old = place(lake, "players.csv", content(1), YESTERDAY)
        eventually(lambda: power(server) == 1)
        place(lake, "other.csv", content(2))
        eventually(lambda: power(server) == 2)
        assert server.end() == 0
    before = runs(lake)
    old.chmod(0o600)
    os.utime(old)
    with running(lake) as server:
        place(lake, "later.csv", content(3))
        # The report comes last, and files that lay there come first.
        eventually(lambda: any("later.csv" in Path(path).read_text() for path in runs(lake)))
    assert len(runs(lake)) == len(before) + 1


def test_what_came_while_nobody_watched_is_taken_at_the_start(lake):
    with running(lake) as server:
        place(lake, "players.csv", content(1))
        eventually(lambda: power(server) == 1)
        assert server.end() == 0
    place(lake, "players.csv", content(2), YESTERDAY)
    with running(lake) as server:
        eventually(lambda: power(server) == 2)


def test_an_older_content_that_arrives_again_is_a_new_upload(lake):
    with running(lake) as server:
        for number, text in enumerate([content(1), content(2), content(1)]):
            place(lake, "players.csv", text, YESTERDAY)
            eventually(lambda number=number: len(runs(lake)) == number + 1)
        eventually(lambda: power(server) == 1)


def test_what_a_later_date_keeps_from_showing_is_said(lake, upload):
    where = {"kingdom": 2001, "event_time": "2100-01-01T00:00:00Z"}
    assert lake.ingest(upload(content(1)), **where).exit_code == 0
    with running(lake) as server:
        place(lake, "players.csv", content(2))
        line = eventually(
            lambda: next((line for line in server.log().splitlines() if "accepted" in line), None)
        )
        assert "not shown" in line and "2100-01-01T00:00:00Z" in line
    printed = lake.run("ingest", upload(content(3)), "--kingdom", 2001, "--date", DATE)
    assert "not shown" in printed.output and "2100-01-01T00:00:00Z" in printed.output


TEMPORARY = ["players.csv.crdownload", "players.csv.part", "players.csv~", "#players.csv#", "a.swp"]


@pytest.mark.parametrize("name", TEMPORARY)
def test_a_half_file_is_taken_when_it_has_its_name(lake, name, upload):
    with running(lake) as server:
        half = place(lake, name, content(1))
        eventually(lambda: f"{name} was skipped" in server.log())
        assert power(server) is None
        half.rename(half.with_name("players.csv"))
        eventually(lambda: power(server) == 1)
        file = quote(name)
        refused = server.post(f"/v1/uploads?kingdom=51&date={DATE}&file={file}", b"id\n7\n")
        assert refused.status == 400 and "final name" in refused.body.decode()
    ingested = lake.ingest(upload(content(1), name))
    assert ingested.exit_code == 1 and "final name" in ingested.errors
    assert not any(name in key for key in lake.tree() if not key.startswith("inbox/"))


def test_what_is_no_file_is_named_and_never_read(lake):
    folder = lake.folder / "inbox" / FOLDER
    folder.mkdir(parents=True)
    (folder / "passwd.csv").symlink_to("/etc/passwd")
    (folder / "up").symlink_to("..")
    (folder / "up too").symlink_to("../../..")
    os.mkfifo(folder / "pipe.csv")
    with running(lake) as server:
        (folder / "tree").symlink_to("/usr")
        os.mkfifo(folder / "later.csv")
        os.close(os.open(os.fsencode(folder) + b"/caf\xe9.csv", os.O_CREAT | os.O_WRONLY))
        place(lake, "players.csv", content(1))
        eventually(lambda: power(server) == 1)
        for name, kind in {
            "passwd.csv": "a symbolic link", "up": "a symbolic link", "up too": "a symbolic link",
            "pipe.csv": "a named pipe", "tree": "a symbolic link", "later.csv": "a named pipe",
            r"caf\xe9.csv": "a name that is not UTF-8",
        }.items():
            eventually(lambda: f"{FOLDER}/{name} was skipped: found {kind}" in server.log())
        assert server.end() == 0
        assert server.log().count("passwd.csv was skipped") == 1
    assert not any(b"root:" in body for key, body in lake.tree().items() if "inbox/" not in key)


def test_what_could_not_be_done_is_tried_again(lake):
    with running(lake) as server:
        obstacle = lake.folder / "raw"
        obstacle.write_text("no folder")
        place(lake, "players.csv", content(1))
        eventually(lambda: "retrying" in server.log())
        assert power(server) is None
        obstacle.unlink()
        eventually(lambda: power(server) == 1)
        assert server.log().count("retrying") == 1
        eventually(lambda: "(attempt " in server.log())


def test_a_hundred_files_of_one_moment_are_all_taken(lake):
    folder = lake.folder / "inbox" / FOLDER
    folder.mkdir(parents=True)
    for number in range(100):
        (folder / f"{number:03}.csv").write_text(content(number))
    with running(lake):
        eventually(lambda: len(runs(lake)) == 100)
    reports = [json.loads(Path(path).read_text()) for path in runs(lake)]
    assert sorted(report["file"] for report in reports) == [f"{n:03}.csv" for n in range(100)]


def test_leftovers_of_killed_processes_go(lake, upload):
    leftovers = [
        ".upload.1.1", "curated/source=rok_players/.players.parquet.partial",
        f"raw/{FOLDER}/run_ts=20260126T120000Z/.players.csv.partial",
    ]
    for path in leftovers:
        (lake.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (lake.folder / path).write_text("half a fil")
    with running(lake) as server:
        eventually(lambda: not any((lake.folder / path).exists() for path in leftovers))
        answer = server.post(f"/v1/uploads?kingdom=51&date={DATE}&file=a.csv", content(1).encode())
        assert answer.status == 201
        assert [path.name for path in lake.folder.iterdir() if path.name.startswith(".")] == []


def test_an_upload_is_taken_where_the_names_of_a_killed_server_are_taken(lake):
    """In a container each server has the same number, and so had the one that was killed."""
    with running(lake) as server:
        for number in range(64):
            (lake.folder / f".upload.{server.process.pid}.{number}").write_text("half a fil")
        answer = server.post(f"/v1/uploads?kingdom=51&date={DATE}&file=a.csv", content(1).encode())
        assert answer.status == 201


def test_a_lake_that_is_moved_to_another_disk_by_copying_is_taken_once(lake, tmp_path):
    with running(lake) as server:
        place(lake, "players.csv", content(1))
        eventually(lambda: power(server) == 1)
        assert server.end() == 0
    copied = Lake(lake.executable, tmp_path / "copied")
    shutil.copytree(lake.folder, copied.folder)
    with running(copied) as server:
        place(copied, "other.csv", content(2))
        eventually(lambda: any("other.csv" in Path(path).read_text() for path in runs(copied)))
    assert len(runs(copied)) == 2
