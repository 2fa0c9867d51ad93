"""Ingestion that is killed, or told of an error, at any call of the system: nothing is lost."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import threading
import urllib.error
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from command import DATE, DEADLINE_SECONDS, Lake
from server import Server, eventually

# What changes a lake, or has to do with how it is found.
CALLS = (
    "openat,mkdirat,mkdir,write,pwrite64,fsync,flock,ftruncate,renameat,renameat2,unlinkat,"
    "newfstatat,fstat,pread64"
)
MISSING = "strace is missing: scripts/install-dependencies python installs it"
ERRORS = ["EIO", "ENOSPC", "EMFILE", "EACCES"]
MORNING, NOON = f"{DATE}T08:00:00Z", f"{DATE}T12:00:00Z"
FIRST = "id,name,power\n7,Silent Otter,1\n"
SECOND = "id,name,power\n7,Silent Otter,2\n8,Amber Falcon,3\n"


def strace(words: list[str], *options: str) -> subprocess.CompletedProcess:
    """Runs a command under strace, which every machine that runs the tests has."""
    assert (program := shutil.which("strace")), MISSING
    return subprocess.run(
        [program, "-f", "-qq", *options, *words],
        capture_output=True, timeout=DEADLINE_SECONDS,
    )


class Course:
    """An upload that replaces another one, and what the lake holds before and after."""

    def __init__(self, executable: Path, folder: Path) -> None:
        self.folder = folder
        self.first, self.second = folder / "first.csv", folder / "second.csv"
        self.first.write_text(FIRST)
        self.second.write_text(SECOND)
        self.executable = executable
        lake = self.lake("whole")
        self.before = lake.tree()
        lake.accept(self.second, event_time=NOON)
        self.whole = lake.tree()

    def lake(self, name: str) -> Lake:
        lake = Lake(self.executable, self.folder / name)
        lake.accept(self.first, event_time=MORNING)
        return lake

    def command(self, lake: Lake) -> list[str]:
        return [*lake.ingest_command(self.second, event_time=NOON), "--threads", "1"]

    def count(self) -> Counter[str]:
        """How often each call is made by the thread that makes it most often."""
        log = self.folder / "calls"
        strace(self.command(self.lake("counted")), "-o", str(log), "-e", f"trace={CALLS}")
        found = Counter(re.findall(r"^(\d+) +(\w+)\(", log.read_text(), re.MULTILINE))
        counts: Counter[str] = Counter()
        for (_, call), count in found.items():
            counts[call] = max(counts[call], count)
        return counts

    def disturb(self, name: str, call: str, fault: str, at: int) -> None:
        """Lets one call fail, or be the last, and looks at what is left."""
        lake = self.lake(name)
        done = strace(
            self.command(lake), "-o", "/dev/null", "-e", f"inject={call}:{fault}:when={at}"
        )
        assert done.returncode in (0, 1, 2, 3, 4, 127, -signal.SIGKILL, 128 + signal.SIGKILL), done
        left = lake.tree()
        for key, content in left.items():
            assert content in (self.whole.get(key), self.before.get(key)), key
        for key in self.before:
            assert key in left, key
        if done.returncode == 0:
            assert left == self.whole
        again = Lake(self.executable, self.folder / f"{name} again")
        shutil.copytree(lake.folder, again.folder)
        lake.accept(self.second, event_time=NOON)
        assert lake.tree() == self.whole
        assert lake.run("verify").exit_code == 0
        hidden = [path for path in lake.folder.rglob(".*") if path.is_file()]
        assert hidden == []
        # Without the event, what `raw/` has is made into all else, unless somebody is still at it.
        assert again.run("rebuild").exit_code == 0


@pytest.fixture(scope="module")
def course(executable, tmp_path_factory) -> Course:
    return Course(executable, tmp_path_factory.mktemp("course"))


def sample(course: Course, step: int) -> list[tuple[str, int]]:
    """Every `step`-th of all calls, the last ones more densely: there the lake is written."""
    cases = []
    for call, count in sorted(course.count().items()):
        cases += [(call, at) for at in range(1, count + 1) if at % step == 0 or count - at < 3]
    return cases


def disturb_all(course: Course, faults: list[str], step: int) -> None:
    def run(case: tuple[int, tuple[str, int]]) -> None:
        number, (call, at) = case
        fault = faults[number % len(faults)]
        course.disturb(f"{fault} {call} {at}", call, fault, at)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, enumerate(sample(course, step))))


def test_an_ingestion_that_is_killed_at_a_call_loses_nothing(course):
    disturb_all(course, ["signal=SIGKILL"], step=40)


def test_an_ingestion_that_is_told_of_errors_loses_nothing(course):
    disturb_all(course, [f"error={error}" for error in ERRORS], step=40)


@pytest.mark.slow
def test_an_ingestion_that_is_killed_at_any_call_loses_nothing(course):
    disturb_all(course, ["signal=SIGKILL"], step=1)


@pytest.mark.slow
@pytest.mark.parametrize("error", ERRORS)
def test_an_ingestion_that_is_told_of_any_error_loses_nothing(course, error):
    disturb_all(course, [f"error={error}"], step=1)


def test_the_parent_of_a_new_lake_is_flushed(course, tmp_path):
    words = [*Lake(course.executable, Path("lake")).ingest_command(course.first)]
    log = tmp_path / "calls"
    program = shutil.which("strace")
    assert program, MISSING
    subprocess.run(
        [program, "-f", "-qq", "-y", "-o", str(log), "-e", "trace=mkdir,fsync", *words],
        cwd=tmp_path, check=True, stdout=subprocess.DEVNULL, timeout=DEADLINE_SECONDS,
    )
    made = re.search(r'mkdir\("lake", .*= 0\n((?:.*\n)*)', log.read_text())
    assert made and re.search(rf"fsync\(\d+<{re.escape(str(tmp_path))}>\) += 0", made[1])


def test_what_a_killed_server_has_acknowledged_is_there(executable, tmp_path):
    lake = Lake(executable, tmp_path / "lake")
    lake.folder.mkdir()
    acknowledged: dict[int, str] = {}
    sent = 0
    for _ in range(4):
        server = Server(lake, "--quiet")
        ended = threading.Event()

        def upload(first: int, server: Server = server, ended: threading.Event = ended) -> None:
            for number in range(first, 10_000, 4):
                if ended.is_set():
                    return
                text = f"id,name,power\n7,Silent Otter,{number}\n"
                path = f"/v1/uploads?kingdom={1 + first % 4}&date={DATE}&file={number}.csv"
                try:
                    answer = server.post(path, text.encode())
                except (urllib.error.URLError, OSError):
                    return
                if answer.status == 201:
                    acknowledged[number] = answer.json()["report"]["raw"]

        threads = [threading.Thread(target=upload, args=(sent + n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        enough = len(acknowledged) + 20
        eventually(lambda enough=enough: len(acknowledged) >= enough)
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        ended.set()
        for thread in threads:
            thread.join()
        sent = max(acknowledged) + 1_000
    for number, raw in acknowledged.items():
        assert (lake.folder / raw).read_text().endswith(f",{number}\n")
        report = lake.folder / raw.replace("raw/", "reports/", 1)
        assert json.loads((report.parent / "report.json").read_text())["file"] == f"{number}.csv"
    assert lake.run("rebuild").exit_code == 0
    assert lake.run("verify").exit_code in (0, 1)


@pytest.mark.parametrize("command", ["check", "ingest", "inspect"])
@pytest.mark.parametrize(("error", "code"), [("EIO", 4), ("EMFILE", 4), ("EACCES", 2)])
def test_only_errors_of_the_caller_are_wrong_usage(lake, upload, command, error, code):
    file = upload(FIRST)
    words = [str(lake.executable), command, str(file)]
    if command == "ingest":
        words += ["--kingdom", "51", "--date", DATE, "--lake", str(lake.folder)]
    calls = "openat,open,openat2"
    options = ["-o", "/dev/null", "-P", str(file), "-e", f"inject={calls}:error={error}"]
    done = strace(words, *options)
    assert done.returncode == code, done.stderr
    assert b"cannot be read" in done.stderr
