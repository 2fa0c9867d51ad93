"""Links, pipes and the like in every folder of a lake: never followed, never waited for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from command import DATE, Lake
from server import Server, eventually, running

GOOD = "id,name,power\n7,Silent Otter,1\n"
REFUSED = "id,name\n7,a\n7,b\n"
PLACE = f"source=rok_players/kingdom=51/dt={DATE}"
DEADLINE_SECONDS = 20


def bind(path: Path) -> None:
    """A socket's address is short, so it is made elsewhere and moved."""
    with tempfile.TemporaryDirectory(dir="/tmp") as short:
        server = socket.socket(socket.AF_UNIX)
        server.bind(f"{short}/s")
        os.rename(f"{short}/s", path)
        server.close()


KINDS: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "socket": bind,
    "dangling link": lambda path: path.symlink_to("/nonexistent/place"),
    "link to an ancestor": lambda path: path.symlink_to("../.."),
    "link to a file": lambda path: path.symlink_to("/etc/passwd"),
    "link to a tree": lambda path: path.symlink_to("/usr"),
    "folder": lambda path: path.mkdir(),
    "name that is no text": lambda path: Path(os.fsdecode(os.fsencode(path) + b"\xe9")).touch(),
}
COMMANDS = [
    ("verify",), ("rebuild",), ("snapshots",), ("top", "power", "--kingdom", "51"),
]


@pytest.fixture(scope="module")
def model(executable, tmp_path_factory) -> Lake:
    """A lake with an accepted and a refused upload."""
    folder = tmp_path_factory.mktemp("model")
    lake = Lake(executable, folder / "lake")
    for number, text in enumerate([GOOD, REFUSED]):
        file = folder / f"{number}.csv"
        file.write_text(text)
        lake.ingest(file, event_time=f"2026-01-26T1{number}:00:00Z")
    (lake.folder / "inbox" / PLACE).mkdir(parents=True)
    return lake


def places(lake: Lake) -> Iterator[Path]:
    """Every file and folder of a lake, by its place in it."""
    return (path.relative_to(lake.folder) for path in sorted(lake.folder.rglob("*")))


def copy(model: Lake, folder: Path) -> Lake:
    shutil.copytree(model.folder, folder)
    return Lake(model.executable, folder)


def finish(lake: Lake, words: tuple[str, ...]) -> subprocess.CompletedProcess:
    """Runs a command to its end, which must come soon and be one of its own."""
    done = subprocess.run(
        [str(lake.executable), *words, "--lake", str(lake.folder)],
        capture_output=True, timeout=DEADLINE_SECONDS, stdin=subprocess.DEVNULL,
    )
    assert done.returncode in (0, 1, 2, 3), (words, done.stderr)
    assert done.returncode in (0, 1) or done.stderr, words
    assert b"root:" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize("kind", KINDS)
def test_commands_end_wherever_it_stands(model, tmp_path, kind):
    def run(case: tuple[int, Path]) -> None:
        number, place = case
        lake = copy(model, tmp_path / f"{number}")
        path = lake.folder / place
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        KINDS[kind](path)
        for words in COMMANDS:
            finish(lake, words)
        outside = [key for key in lake.tree() if not (lake.folder / key).is_symlink()]
        assert not any(b"root:" in lake.tree()[key] for key in outside if "passwd" not in key)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, enumerate(places(model))))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_changes_where_it_stands_beside_all_else(model, tmp_path, kind):
    lake = copy(model, tmp_path / "lake")
    for place in [Path(), *places(model)]:
        if (lake.folder / place).is_dir():
            KINDS[kind](lake.folder / place / "kingdom=99")
    expected = [finish(model, words).stdout for words in COMMANDS]
    assert [finish(lake, words).stdout for words in COMMANDS] == expected
    if kind != "folder":
        assert b"is skipped: found" in finish(lake, ("verify",)).stderr


@pytest.mark.parametrize("area", ["raw", "curated", "reports"])
@pytest.mark.parametrize("kind", ["pipe", "dangling link", "link to an ancestor", "link to a file"])
def test_a_lake_whose_area_is_something_else_is_an_error(model, tmp_path, upload, kind, area):
    lake = copy(model, tmp_path / "lake")
    shutil.rmtree(lake.folder / area)
    KINDS[kind](lake.folder / area)
    for words in [("verify",), ("rebuild",)]:
        done = finish(lake, words)
        assert done.returncode == 3 and f"{area}: found ".encode() in done.stderr
    done = lake.ingest(upload(GOOD, "next.csv"), event_time="2026-01-27T00:00:00Z")
    assert done.exit_code == 3 and f"{area}: found " in done.errors


def test_a_lake_that_is_not_there_is_an_error(executable, tmp_path):
    (tmp_path / "link").symlink_to("nowhere")
    for name in ["missing", "link"]:
        lake = Lake(executable, tmp_path / name)
        for words in COMMANDS:
            assert finish(lake, words).returncode == 3, (name, words)


@pytest.mark.parametrize("kind", KINDS)
def test_the_server_answers_and_ends(model, tmp_path, kind):
    lake = copy(model, tmp_path / "lake")
    folder = lake.folder / "inbox" / PLACE
    for name in ["players.csv", "up", "up too"]:
        KINDS[kind](folder / name)
    curated = lake.curated()
    with running(lake) as server:
        assert board(server) == 200
        curated.unlink()
        KINDS[kind](curated)
        status = board(server, "2026-01-26")
        assert status in (404, 500, 503)
        for path in ["/v1/kingdoms", "/v1/kingdoms/51/snapshots", "/v1/kingdoms/51/uploads"]:
            assert server.get(path).status in (200, 404, 500, 503)
        (folder / "good.csv").write_text(GOOD)
        eventually(lambda: "good.csv" in server.log())
        assert server.end() == 0


def board(server: Server, date: str = "latest") -> int:
    return server.get(f"/v1/kingdoms/51/leaderboards/power?date={date}&limit=7").status
