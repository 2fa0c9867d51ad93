"""`live-leaderboards` as an operator meets it: start, configuration, restart, end, broken disks."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from live_server import UNANSWERED, LiveServer, client, path, running
from server import DEADLINE_SECONDS, eventually

NOBODY = 65534
SCORES = "/api/v1/scores"

# The commands of the users' document, character for character.
CREATE = """curl -X POST http://localhost:8080/api/v1/leaderboards \\
  -H "Content-Type: application/json" \\
  -d '{
    "id": "game1",
    "name": "Game 1 Leaderboard",
    "sort_order": "desc",
    "reset_period": "never",
    "max_entries": 10000,
    "update_mode": "best"
  }'
"""
SUBMIT = """curl -X POST http://localhost:8080/api/v1/scores \\
  -H "Content-Type: application/json" \\
  -d '{
    "player_id": "player123",
    "leaderboard_id": "game1",
    "score": 1500,
    "metadata": {"level": 10}
  }'
"""
BATCH = """curl -X POST http://localhost:8080/api/v1/scores/batch \\
  -H "Content-Type: application/json" \\
  -d '{
    "scores": [
      {"player_id": "player1", "leaderboard_id": "game1", "score": 1000},
      {"player_id": "player2", "leaderboard_id": "game1", "score": 2000},
      {"player_id": "player3", "leaderboard_id": "game1", "score": 1500}
    ]
  }'
"""
TOP = "curl http://localhost:8080/api/v1/leaderboards/game1/top?limit=10"
PLAYER = "curl http://localhost:8080/api/v1/leaderboards/game1/player/player123"
AROUND = "curl http://localhost:8080/api/v1/leaderboards/game1/around/player123?range=5"
RANGE = "curl http://localhost:8080/api/v1/leaderboards/game1/range?start=10&end=20"


def run(
    executable: Path, *words: object, env: dict[str, str] | None = None, **options
) -> subprocess.CompletedProcess:
    """Runs the program to its end."""
    return subprocess.run(
        [str(executable), *map(str, words)], capture_output=True, text=True,
        timeout=DEADLINE_SECONDS, env={**os.environ, **(env or {})}, **options,
    )  # fmt: skip


def curl(command: str, server: LiveServer) -> dict:
    """Runs a command of the document in a shell; only the port differs."""
    command = command.replace("localhost:8080", f"localhost:{server.port}")
    done = subprocess.run(
        ["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        timeout=DEADLINE_SECONDS, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def entries(*rows: tuple[int, str, int]) -> list[dict]:
    return [{"rank": rank, "player_id": player, "score": score} for rank, player, score in rows]


def test_the_documents_commands_work_unchanged(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server:
        created = curl(CREATE, server)
        assert created["success"] is True
        assert created["data"]["max_entries"] == 10000
        submitted = curl(SUBMIT, server)
        assert submitted["success"] is True
        assert submitted["data"]["status"] == "recorded"
        assert curl(BATCH, server)["data"]["recorded"] == 3
        board = entries(
            (1, "player2", 2000), (2, "player123", 1500), (2, "player3", 1500), (4, "player1", 1000)
        )
        top = curl(TOP, server)
        assert (top["success"], top["data"]) == (True, board)
        assert curl(PLAYER, server)["data"]["rank"] == 2
        assert curl(AROUND, server)["data"] == board
        # A shell ends the command at `&`, so that it asks for the places from 10 on.
        ranged = curl(RANGE, server)
        assert "success" in ranged


def test_a_restart_keeps_everything(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1", update_mode="increment", decimal_places=2)
        own.create("weekly", reset_period="weekly", time_zone="Europe/Berlin", sort_order="asc")
        for number in range(50):
            own.submit("game1", f"p{number % 7}", f"{number}.25", submission_id=f"s{number}")
            own.submit("weekly", f"p{number}", number)
        paths = [
            path("game1", "/top"), path("weekly", "/top"), path("game1", "/player/p3"),
            path("game1", "/history/p3"), path("weekly"), "/api/v1/leaderboards",
            path("game1", "/stats"),
        ]  # fmt: skip
        before = [own.get(each) for each in paths]
        server.restart(signal.SIGTERM)
        after = [own.get(each) for each in paths]
        assert [each.data for each in after] == [each.data for each in before]
        # The version of a board may be that of a later event of another one, never an older one.
        versions = [[each.meta["version"] for each in told[:3]] for told in (before, after)]
        assert all(old <= new for old, new in zip(*versions, strict=True))
        again = own.submit("game1", "p3", "3.25", submission_id="s3")
        assert again.data["status"] == "repeated"


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_end_drains(live_leaderboards: Path, tmp_path: Path, how: signal.Signals):
    """Requests in progress are answered, and what was answered is there after the next start."""
    acknowledged: list[tuple[str, int]] = []
    begun = threading.Barrier(9)

    def submit(name: str):
        with client(server) as own:
            begun.wait()
            for number in range(1, 100_000):
                try:
                    answer = own.submit("game1", name, 1)
                except UNANSWERED:
                    return
                if answer.status != 200:
                    return
                acknowledged.append((name, number))

    with running(live_leaderboards, tmp_path) as server:
        with client(server) as own:
            own.create("game1", update_mode="increment")
        threads = [threading.Thread(target=submit, args=(f"p{each}",)) for each in range(8)]
        for thread in threads:
            thread.start()
        begun.wait()
        eventually(lambda: len(acknowledged) > 200)
        assert server.end(how) == 0
        for thread in threads:
            thread.join(DEADLINE_SECONDS)
        assert '"message":"the log is closed"' in server.log()
        server.start()
        with client(server) as own:
            for name in {name for name, _ in acknowledged}:
                last = max(number for each, number in acknowledged if each == name)
                # One more may be recorded whose answer did not arrive.
                assert own.player("game1", name).data["score"] in (last, last + 1)


def test_open_streams_do_not_hold_up_the_end(live_leaderboards: Path, tmp_path: Path):
    """Neither an idle connection, nor a stream, nor a body that never comes whole."""
    beginnings = [
        "",
        "GET /api/v1/leaderboards/game1/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /api/v1/scores HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
        'Content-Type: application/json\r\n\r\n{"a"',
    ]
    with running(live_leaderboards, tmp_path, server={"shutdown_timeout": "1h"}) as server:
        with client(server) as own:
            own.create("game1")
        sockets = [socket.create_connection(("127.0.0.1", server.port)) for _ in beginnings]
        for each, beginning in zip(sockets, beginnings, strict=True):
            each.sendall(beginning.encode())
        assert b"leaderboard_update" in receive(sockets[1], until=b"leaderboard_update")
        assert server.end() == 0
        for each in sockets:
            each.close()


def receive(connection: socket.socket, until: bytes) -> bytes:
    """What arrives, up to a text."""
    connection.settimeout(DEADLINE_SECONDS)
    received = b""
    while until not in received and (part := connection.recv(4096)):
        received += part
    return received


def test_a_second_process_on_the_same_data_is_refused(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1")
        second = run(live_leaderboards, "--data-dir", tmp_path / "data", "--port", 0)
        assert second.returncode == 3
        assert "another process uses the log" in second.stderr
        assert own.submit("game1", "a", 1).status == 200


def test_a_port_in_use_is_refused(live_leaderboards: Path, tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(live_leaderboards, "--data-dir", tmp_path / "data", "--port", port)
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1, port {port}: it is in use" in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("server:\n  prot: 80\n", "line 2: server.prot: unknown key; did you mean port?"),
        ("server:\n  port: eighty\n", "line 2: server.port: expected 0 to 65535, found 'eighty'"),
        ("server:\n  port: ${NOT_SET}\n", "line 2: server.port: the variable NOT_SET is not set"),
        ("server: [\n", "the file is no YAML"),
        ("redis:\n  addr: localhost:6379\n", "line 1: redis: this server runs embedded only"),
    ],
)
def test_a_wrong_configuration_is_refused_by_name(
    live_leaderboards: Path, tmp_path: Path, text: str, message: str
):
    file = tmp_path / "config.yaml"
    file.write_text(text)
    for words in (["--check-config"], []):
        done = run(live_leaderboards, "--config", file, *words, cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(f"error: {file}: ") and message in done.stderr
    assert sorted(tmp_path.iterdir()) == [file], "a refused start creates nothing"


def test_configuration_by_file_variables_and_words(live_leaderboards: Path, tmp_path: Path):
    file = tmp_path / "config.yaml"
    file.write_text("data_dir: ${DATA:nowhere/at/all}\nleaderboard:\n  default_limit: ${LIMIT:2}\n")
    assert run(live_leaderboards, "-config", file, "--check-config").returncode == 0
    done = run(live_leaderboards, "--check-config", env={"REDIS_ADDR": "localhost:6379"})
    assert done.returncode == 2
    assert "REDIS_ADDR: this server runs embedded only" in done.stderr
    missing = run(live_leaderboards, "--config", tmp_path / "none.yaml")
    assert (missing.returncode, "cannot be read" in missing.stderr) == (2, True)
    with running(live_leaderboards, tmp_path / "b", leaderboard={"default_limit": 2}) as server:
        with client(server) as own:
            own.create("game1")
            own.batch([{"leaderboard_id": "game1", "player_id": p, "score": 1} for p in "abc"])
            assert len(own.top("game1")) == 2


def test_help_and_wrong_usage(live_leaderboards: Path, tmp_path: Path):
    done = run(live_leaderboards, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("--config", "--host", "--port", "--data-dir", "--check-config", "backup"):
        assert word in done.stdout
    for words in (["--prot", "1"], ["--port", "65536"], ["serve"], ["backup"]):
        done = run(live_leaderboards, *words, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_not_ready_until_the_log_is_restored(live_leaderboards: Path, tmp_path: Path):
    """The system call that locks the log takes 3 seconds; the port is open before."""
    assert (strace := shutil.which("strace")), "scripts/install-dependencies python installs it"
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1")
        own.submit("game1", "a", 5)
        assert server.end() == 0
    delay = "inject=flock:delay_enter=3000000"
    command = [strace, "-f", "-qq", "-e", "trace=flock", "-e", delay, "-o", os.devnull]
    command += [str(live_leaderboards), "--port", "0", "--data-dir", str(tmp_path / "data")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            address = process.stdout.readline().split()[-1]
            assert answer(f"{address}/health")[0] == 200
            assert answer(f"{address}/v1/health-check")[0] == 200
            for each in ("/ready", path("game1", "/top"), "/metrics"):
                status, headers, body = answer(address + each)
                assert (status, headers["Retry-After"]) == (503, "1")
                assert json.loads(body)["code"] == "not_ready"
                assert json.loads(body)["success"] is False
            assert answer(address + SCORES, b"{}")[0] == 503
            eventually(lambda: answer(f"{address}/ready")[0] == 200)
            top = json.loads(answer(address + path("game1", "/top"))[2])
            assert top["data"] == entries((1, "a", 5))
        finally:
            # strace ends with the program.
            [child] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            os.kill(int(child), signal.SIGTERM)
            process.wait(DEADLINE_SECONDS)


def answer(address: str, body: bytes | None = None) -> tuple[int, dict, bytes]:
    """One request; every status is an answer."""
    headers = {"Content-Type": "application/json"} if body else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as response:
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def made_log(live_leaderboards: Path, folder: Path) -> Path:
    """The log of a server that has ended, with some pages."""
    with running(live_leaderboards, folder) as server, client(server) as own:
        own.create("game1")
        for start in range(0, 4_000, 1_000):
            own.batch([
                {"leaderboard_id": "game1", "player_id": f"player {number}", "score": number}
                for number in range(start, start + 1_000)
            ])  # fmt: skip
        assert server.end() == 0
    return folder / "data/scores.db"


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_damaged_log_is_refused_and_not_touched(live_leaderboards: Path, tmp_path: Path):
    log = made_log(live_leaderboards, tmp_path)
    with log.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\x5a" * 4096 * 4)
    before = digest(log)
    done = run(live_leaderboards, "--port", 0, "--data-dir", log.parent)
    assert done.returncode == 3
    assert re.search(rf"^error: {log}: .*(quick_check|malformed)", done.stderr, re.MULTILINE)
    assert digest(log) == before


def test_a_newer_log_is_refused_and_not_touched(live_leaderboards: Path, tmp_path: Path):
    log = made_log(live_leaderboards, tmp_path)
    with sqlite3.connect(log) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    before = digest(log)
    done = run(live_leaderboards, "--port", 0, "--data-dir", log.parent)
    assert done.returncode == 3
    assert "a newer version of Standings wrote" in done.stderr
    assert digest(log) == before


def test_a_folder_that_cannot_be_written_is_refused(live_leaderboards: Path):
    """The folder is open to others, because the test may run as a user who may write anywhere."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        program = Path(shutil.copy(live_leaderboards, folder))
        data = Path(folder) / "data"
        data.mkdir(mode=0o555)
        options = {"user": NOBODY} if os.geteuid() == 0 else {}
        done = run(program, "--port", 0, "--data-dir", data, **options)
        assert done.returncode == 3
        assert f"{data}/scores.db.lock: cannot open: Permission denied" in done.stderr
        missing = run(program, "--port", 0, "--data-dir", data / "a/b", **options)
        assert missing.returncode == 3
        assert "the data folder cannot be created: No such file" in missing.stderr
        assert list(data.iterdir()) == []


def test_a_full_disk_loses_nothing(live_leaderboards: Path, tmp_path: Path):
    """A small file system fills up; with room again, the server goes on by itself."""
    disk = tmp_path / "disk"
    disk.mkdir()
    options = ["-t", "tmpfs", "-o", "size=6m", "none", str(disk)]
    if subprocess.run(["mount", *options], stderr=subprocess.DEVNULL).returncode != 0:
        pytest.skip("this user cannot mount a file system")
    try:
        fill_up(live_leaderboards, tmp_path, disk)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill_up(live_leaderboards: Path, folder: Path, disk: Path):
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(4_500_000))
    settings = {"data_dir": str(disk / "data")}
    acknowledged: dict[str, int] = {}
    with running(live_leaderboards, folder, **settings) as server, client(server) as own:
        own.create("game1")
        for number in range(10_000):
            answer = own.submit("game1", f"p{number}", number, metadata={"a": "x" * 1_500})
            if answer.status != 200:
                break
            acknowledged[f"p{number}"] = number
        assert answer.status in (503, 507), answer
        assert '"message":"a request failed"' in server.log()
        ready = own.get("/ready")
        assert (ready.status, ready.code) == (503, "not_ready")
        assert "live_ready 0" in own.get("/metrics").body.decode().splitlines()
        assert len(own.top("game1", limit=1000)) == min(1_000, len(acknowledged))
        ballast.unlink()
        eventually(lambda: own.get("/ready").status == 200)
        assert own.submit("game1", "after", 1).status == 200
        server.restart()
        text = own.board("game1", "/export.ndjson").body.decode()
        rows = [json.loads(line) for line in text.splitlines()]
        found = {row["player_id"]: row["score"] for row in rows}
        assert acknowledged.items() <= found.items()
        assert len(found) <= len(acknowledged) + 2


def test_a_backup_while_the_server_runs(live_leaderboards: Path, tmp_path: Path):
    backup = tmp_path / "backup.db"
    with running(live_leaderboards, tmp_path / "a") as server, client(server) as own:
        own.create("game1")
        own.submit("game1", "a", 1)
        words = ["backup", "--data-dir", server.folder / "data", "--to", backup]
        assert run(live_leaderboards, *words).returncode == 0
        own.submit("game1", "b", 2)
        again = run(live_leaderboards, *words)
        assert again.returncode == 3
        assert "a backup replaces no file" in again.stderr
    restored = tmp_path / "b/data"
    restored.mkdir(parents=True)
    shutil.copy(backup, restored / "scores.db")
    with running(live_leaderboards, tmp_path / "b") as server, client(server) as own:
        assert own.top("game1") == entries((1, "a", 1))
    nothing = run(live_leaderboards, "backup", "--data-dir", tmp_path / "c", "--to", tmp_path / "d")
    assert nothing.returncode == 3
    assert not (tmp_path / "d").exists()


def test_metrics_count_what_happened(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.create("game1")
        for _ in range(2):
            own.submit("game1", "a", 5, submission_id="k")
        assert own.submit("game1", "a", 6, submission_id="k").status == 422
        assert own.board("none", "/top").status == 404
        answer = own.get("/metrics")
        assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        lines = answer.body.decode().splitlines()
        for line in (
            'live_submissions_total{outcome="recorded"} 1',
            'live_submissions_total{outcome="repeated"} 1',
            'live_submissions_total{outcome="conflicting"} 1',
            'live_requests_total{status="404"} 1', 'live_requests_total{status="422"} 1',
            "live_commit_submissions_count 3", "live_boards 1", "live_players 1", "live_ready 1",
        ):  # fmt: skip
            assert line in lines
        values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        files = sum(each.stat().st_size for each in (tmp_path / "data").glob("scores.db*"))
        assert 0 < int(values["live_log_bytes"]) <= files
        assert int(values["process_resident_memory_bytes"]) > 1 << 20
        assert int(values["live_open_connections"]) >= 1


def test_every_line_of_the_log_is_json(live_leaderboards: Path, tmp_path: Path):
    with running(live_leaderboards, tmp_path) as server, client(server) as own:
        own.get("/health?a=%22%0A")
        assert server.end() == 0
    lines = [json.loads(line) for line in server.log().splitlines()]
    assert all({"time", "level", "message"} <= line.keys() for line in lines)
    [request] = [line for line in lines if line.get("target", "").startswith("/health")]
    assert (request["method"], request["level"]) == ("GET", "info")
    assert [line["message"] for line in lines if line["message"] != "request"] == [
        "listening", "ready", "the log is closed",
    ]  # fmt: skip


def own_address() -> str | None:
    """An address of this machine that is not loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found = probe.getsockname()[0]
    return None if found.startswith(("127.", "0.")) else found


def test_without_tokens_other_machines_only_read(live_leaderboards: Path, tmp_path: Path):
    if not (host := own_address()):
        pytest.skip("this machine has no other address than loopback")
    with running(live_leaderboards, tmp_path, server={"host": "0.0.0.0"}) as server:
        assert "No tokens are configured" in server.log()
        with client(server) as own:
            own.create("game1")
        other = f"http://{host}:{server.port}"
        assert answer(other + path("game1", "/top"))[0] == 200
        status, _, body = answer(
            other + SCORES, b'{"leaderboard_id":"game1","player_id":"a","score":1}'
        )
        assert (status, json.loads(body)["code"]) == (401, "token_required")


def test_demo_board_is_made_once(live_leaderboards: Path, tmp_path: Path):
    words = [str(live_leaderboards), "--demo", "--port", "0", "--data-dir", str(tmp_path / "data")]
    boards = []
    for _ in range(2):
        with subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            address = process.stdout.readline().split()[-1]
            eventually(lambda address=address: answer(f"{address}/ready")[0] == 200)
            boards.append(answer(address + path("demo", "/top"))[2])
            process.send_signal(signal.SIGTERM)
            assert process.wait(DEADLINE_SECONDS) == 0
    assert len(json.loads(boards[0])["data"]) == 20
    assert boards[0] == boards[1]
