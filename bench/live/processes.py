"""The two servers as processes of their own, on ports of 127.0.0.1, with data on the disk."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from servers import ADDRESS, HOST, OK, Server, ServedBoard, free_port, get

START_SECONDS = 120
LOAD_PAUSE_SECONDS = 0.002


class Live(Server):
    """`live-leaderboards` on a folder that stays."""

    def __init__(self, executable: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        configuration = folder / "config.yaml"
        limits = {"waiting_submissions": 200_000}
        configuration.write_text(
            json.dumps({"server": {"port": 0}, "data_dir": str(folder / "data"), "limits": limits})
        )
        self._words = [str(executable), "--config", str(configuration)]
        self._log = folder / "server.log"

    def __enter__(self) -> Live:
        self.started_seconds = self.start()
        return self

    def start(self) -> float:
        """Starts the server and returns the seconds until it was ready."""
        begin = time.monotonic()
        with self._log.open("a") as log:
            self.process = subprocess.Popen(
                self._words, stdout=subprocess.PIPE, stderr=log, text=True
            )
        address = ADDRESS.search(self.process.stdout.readline())
        if not address:
            sys.exit(f"live-leaderboards did not say where it listens; see {self._log}")
        self.port = int(address[1])
        while not self._is_ready():
            if time.monotonic() > begin + START_SECONDS:
                sys.exit("live-leaderboards did not become ready")
            time.sleep(LOAD_PAUSE_SECONDS)
        return time.monotonic() - begin

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def path(self, board: ServedBoard) -> str:
        return board.path

    def post(self, path: str, body: object) -> dict:
        """One request; anything but success ends the benchmark."""
        connection = HTTPConnection(HOST, self.port, timeout=60)
        connection.request(
            "POST", path, json.dumps(body), {"Content-Type": "application/json"}
        )
        answer = connection.getresponse()
        content = answer.read()
        if answer.status not in (OK, 201):
            sys.exit(f"{path}: found {answer.status}: {content[:200]!r}")
        return json.loads(content)

    def _is_ready(self) -> bool:
        try:
            connection = HTTPConnection(HOST, self.port, timeout=60)
            connection.request("GET", "/ready")
            return connection.getresponse().status == OK
        except (OSError, HTTPException):
            return False


class Redis:
    """Debian's Redis, in memory, or with every write in its append-only file."""

    def __init__(self, tools: Path, folder: Path, is_durable: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self._tools = tools / "usr/bin"
        durable = ["--appendonly", "yes", "--appendfsync", "everysec",
                   "--auto-aof-rewrite-percentage", "0"]  # fmt: skip
        self._words = [
            str(self._tools / "redis-server"), "--port", str(self.port), "--bind", HOST,
            "--dir", str(folder), "--save", "", "--logfile", str(folder / "redis.log"),
            *(durable if is_durable else []),
        ]  # fmt: skip

    def __enter__(self) -> Redis:
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(60)

    def start(self) -> float:
        """Starts the server and returns the seconds until it had loaded its data."""
        begin = time.monotonic()
        self.process = subprocess.Popen(self._words)
        while not self._is_loaded():
            if time.monotonic() > begin + START_SECONDS or self.process.poll() is not None:
                sys.exit("redis-server did not start")
            time.sleep(LOAD_PAUSE_SECONDS)
        return time.monotonic() - begin

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def fill(self, key: str, members: list[tuple[bytes, int]]) -> None:
        """Adds members, pipelined."""
        with socket.create_connection((HOST, self.port)) as connection:
            answers = connection.makefile("rb")
            for start in range(0, len(members), 1_000):
                part = members[start : start + 1_000]
                command = b"".join(
                    b"$%d\r\n%d\r\n$%d\r\n%b\r\n" % (len(b"%d" % score), score, len(name), name)
                    for name, score in part
                )
                head = b"*%d\r\n$4\r\nZADD\r\n$%d\r\n%b\r\n" % (
                    2 + 2 * len(part), len(key), key.encode(),
                )  # fmt: skip
                connection.sendall(head + command)
                if not answers.readline().startswith(b":"):
                    sys.exit("Redis refused members")

    def benchmark(
        self, connections: int, requests: int, *command: str, pipelined: int = 1,
        range_of_numbers: int = 1_000_000,
    ) -> tuple[float, float]:  # fmt: skip
        """What redis-benchmark tells of a command: a second, and the 99th percentile in ms."""
        words = ["-h", HOST, "-p", str(self.port), "-c", str(connections), "-n", str(requests)]
        random = ["-P", str(pipelined), "-r", str(range_of_numbers), "--csv"]
        done = subprocess.run(
            [str(self._tools / "redis-benchmark"), *words, *random, *command],
            capture_output=True, text=True,
        )  # fmt: skip
        told = re.findall(r'"([\d.]+)"', done.stdout.splitlines()[-1]) if done.stdout else []
        if done.returncode != 0 or len(told) < 7:
            sys.exit(f"redis-benchmark told:\n{done.stdout}{done.stderr}")
        rate, *times = map(float, told[-7:])
        return rate, times[4]

    def used_bytes(self) -> int:
        """What Redis' allocator has given out."""
        with socket.create_connection((HOST, self.port)) as connection:
            connection.sendall(b"INFO memory\r\n")
            return int(re.search(rb"used_memory:(\d+)", connection.recv(1 << 16))[1])

    def _is_loaded(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), timeout=60) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False
