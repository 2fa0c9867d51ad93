"""The log of scores on a real disk: killed, full, read-only, and the order of its flushes."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path

DEADLINE_SECONDS = 60
CALLERS = 8
ENDLESS = 1_000_000
KILLS = 8
NOBODY = 65534


def run(probe: Path, *words: object, **options) -> tuple[int, list[str]]:
    """Runs the probe to its end: the exit code, and the lines it printed."""
    done = subprocess.run(
        [probe, *map(str, words)], stdout=subprocess.PIPE, text=True, timeout=DEADLINE_SECONDS,
        **options,
    )
    return done.returncode, done.stdout.splitlines()


def acknowledgements(lines: list[str]) -> dict[str, int]:
    """The sequence of each key that was acknowledged. A last line may be cut off."""
    return {
        found[1]: int(found[2])
        for line in lines
        if (found := re.fullmatch(r"(\d+-\d+) (\d+)", line))
    }


def check(probe: Path, log: Path, acknowledged: dict[str, int]) -> dict[str, int]:
    """Every acknowledged effect is there exactly once, and the standings are what the events say.

    Returns the sequence of each key in the log.
    """
    code, lines = run(probe, "dump", log)
    assert code == 0, lines
    sequences: dict[str, int] = {}
    scores: dict[str, int] = defaultdict(int)
    for line in lines:
        if found := re.fullmatch(r"event (\d+) (\S+) (player \d+) (\d+)", line):
            assert found[2] not in sequences, f"{found[2]} counted twice"
            sequences[found[2]] = int(found[1])
            scores[found[3]] += 1
            assert scores[found[3]] == int(found[4])
    standings = {
        found[1]: (int(found[2]), int(found[3]))
        for line in lines
        if (found := re.fullmatch(r"standing (player \d+) (\d+) (\d+)", line))
    }
    assert standings == {player: (score, score) for player, score in scores.items()}
    assert sorted(sequences.values()) == list(range(2, len(sequences) + 2))
    assert acknowledged.items() <= sequences.items()
    return sequences


def test_killed_at_any_moment(probe: Path, tmp_path: Path):
    """Callers repeat their last keys after each kill, as clients do that got no answer."""
    chance = random.Random(7)
    log = tmp_path / "scores.db"
    acknowledged: dict[str, int] = {}
    first = 0
    for _ in range(KILLS):
        words = [probe, "submit", log, str(CALLERS), str(first), str(ENDLESS)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:
            line = running.stdout.readline()
            time.sleep(chance.uniform(0.01, 0.25))
            os.kill(running.pid, signal.SIGKILL)
            told = acknowledgements([line.rstrip("\n"), *running.stdout.read().split("\n")])
        assert told
        assert {key: acknowledged[key] for key in told.keys() & acknowledged.keys()}.items() \
            <= told.items(), "a repeated key got another answer"
        acknowledged |= told
        check(probe, log, acknowledged)
        last = [max(int(key.split("-")[1]) for key in told if key.startswith(f"{caller}-"))
                for caller in range(CALLERS) if any(key.startswith(f"{caller}-") for key in told)]
        first = max(first, min(last) - 2) if len(last) == CALLERS else first
    assert len(acknowledged) > CALLERS


def test_flushed_before_it_is_acknowledged(probe: Path, tmp_path: Path):
    """Between the writes of a commit and its acknowledgement stands a flush of the same file."""
    assert (strace := shutil.which("strace")), "scripts/install-dependencies python installs it"
    log, trace = tmp_path / "scores.db", tmp_path / "trace"
    calls = "openat,close,pwrite64,fsync,fdatasync,write"
    subprocess.run(
        [strace, "-f", "-qq", "-s", "200", "-e", f"trace={calls}", "-o", trace,
         probe, "submit", log, "1", "0", "20"],
        check=True, stdout=subprocess.DEVNULL, timeout=DEADLINE_SECONDS,
    )
    descriptor, is_dirty, written, acknowledged = None, False, 0, 0
    for call in whole_calls(trace.read_text(errors="replace").splitlines()):
        if found := re.match(r'openat\(.*scores\.db-wal".* = (\d+)$', call):
            descriptor = descriptor or found[1]
        elif descriptor and call.startswith(f"pwrite64({descriptor},"):
            is_dirty, written = True, written + 1
        elif descriptor and re.match(rf"(fsync|fdatasync)\({descriptor}\) += 0", call):
            is_dirty = False
        elif re.match(r'write\(1, "\d+-\d+ ', call):
            acknowledged += 1
            assert not is_dirty, f"acknowledged before the flush: {call}"
    assert acknowledged == 20 and written >= 20


def test_failed_flush(probe: Path, tmp_path: Path):
    """The disk fails to flush a commit: it is not acknowledged, and its key may be repeated."""
    log = tmp_path / "scores.db"
    assert (strace := shutil.which("strace")), "scripts/install-dependencies python installs it"
    # The number counts for each thread, and threads can take turns.
    fault = "inject=fdatasync,fsync:error=EIO:when=30+"
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=fdatasync,fsync", "-e", fault, "-o", os.devnull,
         probe, "submit", log, "1", "0", "2000"],
        stdout=subprocess.PIPE, text=True, timeout=DEADLINE_SECONDS,
    )
    lines = done.stdout.splitlines()
    acknowledged = acknowledgements(lines)
    assert 0 < len(acknowledged) < 2_000
    assert re.match(
        rf"failed: outcomeUnknown because of unavailable: {log}: .*I/O error", lines[-1]
    )
    check(probe, log, acknowledged)
    code, lines = run(probe, "submit", log, 1, 0, 200)
    assert code == 0
    assert len(check(probe, log, acknowledged | acknowledgements(lines))) >= 200


def whole_calls(lines: list[str]):
    """The calls in the order of their ends, except that writes stand where they begin."""
    begun: dict[str, str] = {}
    for line in lines:
        process, call = line.split(maxsplit=1)
        if call.endswith("<unfinished ...>"):
            begun[process] = call.removesuffix("<unfinished ...>")
            if call.startswith("write("):
                yield call
        elif found := re.match(r"<\.\.\. \w+ resumed>(.*)", call):
            start = begun.pop(process, "")
            if not start.startswith("write("):
                yield start + found[1]
        else:
            yield call


def test_full_disk(probe: Path, tmp_path: Path):
    """A limit on the size of files stands for the end of the disk."""
    log = tmp_path / "scores.db"

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    code, lines = run(probe, "submit", log, CALLERS, 0, ENDLESS, 2_000, preexec_fn=limit)
    acknowledged = acknowledgements(lines)
    assert code == 1 and acknowledged
    assert re.match(rf"failed: (outcomeUnknown because of )?full: {log}: .*\(SQLite ", lines[-1])
    check(probe, log, acknowledged)
    # With room again, the same keys count once.
    code, lines = run(probe, "submit", log, CALLERS, 0, 50)
    assert code == 0
    assert len(check(probe, log, acknowledged | acknowledgements(lines))) >= CALLERS * 50


def test_read_only(probe: Path):
    """The folder is open to others, because the test may run as a user who may write anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        program = shutil.copy(probe, folder)
        log = Path(folder) / "scores.db"
        assert run(probe, "submit", log, 1, 0, 5)[0] == 0
        for file in Path(folder).iterdir():
            file.chmod(0o555)
        os.chmod(folder, 0o555)
        options = {"user": NOBODY} if os.geteuid() == 0 else {}
        code, lines = run(Path(program), "submit", log, 1, 5, 5, **options)
        assert code == 1
        assert lines == [f"failed: readOnly: {log}.lock: cannot open: Permission denied"]
        os.chmod(folder, 0o755)
        (Path(folder) / "scores.db.lock").chmod(0o666)
        code, lines = run(Path(program), "submit", log, 1, 5, 5, **options)
        assert code == 1
        assert lines == [f"failed: readOnly: {log}: the file cannot be written"]
        log.chmod(0o644)
        assert len(check(probe, log, {})) == 5
