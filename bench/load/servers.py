"""The two servers as processes of their own, on ports of 127.0.0.1."""

from __future__ import annotations

import grp
import os
import pwd
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
OK = 200
WORKERS = 2
START_SECONDS = 10


@dataclass(frozen=True)
class ServedBoard:
    """A board that both serve: ours from its lake, nginx from a file with the same bytes."""

    title: str
    path: str
    content: bytes = b""

    @property
    def size(self) -> int:
        """Bytes of the JSON."""
        return len(self.content)

    @property
    def file(self) -> str:
        """The path at nginx."""
        return "/" + re.sub(r"\W+", "-", self.title) + ".json"

    def fetched(self, port: int) -> ServedBoard:
        """The same with its content, as ours gives it."""
        return replace(self, content=get(port, self.path))


class Server:
    """A running server that ends with the block."""

    process: subprocess.Popen
    port: int

    def path(self, board: ServedBoard) -> str:
        """What is asked for to be given the board."""
        raise NotImplementedError

    def get(self, board: ServedBoard) -> bytes:
        """The board, by one request."""
        return get(self.port, self.path(board))

    def resident_bytes(self) -> int:
        """The memory that is resident now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) * 1024

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(30)


class Ours(Server):
    """`standings serve`; its log goes to a file."""

    def __init__(self, executable: Path, lake: Path, folder: Path, *options: str) -> None:
        self._words = [str(executable), "serve", "--lake", str(lake), "--port", "0", *options]
        self._log = folder / "ours.log"

    def __enter__(self) -> Ours:
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                self._words, stdout=subprocess.PIPE, stderr=log, text=True
            )
        address = ADDRESS.search(self.process.stdout.readline())
        if not address:
            sys.exit("standings did not say where it listens")
        self.port = int(address[1])
        return self

    def path(self, board: ServedBoard) -> str:
        return board.path


class Nginx(Server):
    """nginx with the boards as files, as Debian builds it, with a configuration of its own."""

    def __init__(
        self, tools: Path, boards: list[ServedBoard], folder: Path, logs: bool = True
    ) -> None:
        self._folder = folder / ("nginx" if logs else "nginx-without-log")
        pages = self._folder / "pages"
        pages.mkdir(parents=True)
        for board in boards:
            (pages / board.file[1:]).write_bytes(board.content)
        self.port = free_port()
        log = f"{self._folder}/access.log combined buffer=64k flush=1s" if logs else "off"
        configuration = self._folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(
            folder=self._folder, port=self.port, log=log, workers=WORKERS, user=_user()))  # fmt: skip
        self._words = [str(tools / "usr/sbin/nginx"), "-c", str(configuration), "-e",
                       f"{self._folder}/error.log", "-p", str(self._folder)]  # fmt: skip

    def __enter__(self) -> Nginx:
        self.process = subprocess.Popen(self._words)
        deadline = time.monotonic() + START_SECONDS
        while socket.socket().connect_ex((HOST, self.port)) != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit("nginx did not start")
            time.sleep(0.05)
        return self

    def path(self, board: ServedBoard) -> str:
        return board.file


CONFIGURATION = """\
daemon off;
user {user};
worker_processes {workers};
worker_rlimit_nofile 20000;
pid {folder}/pid;
events {{ worker_connections 16000; }}
http {{
  access_log {log};
  types {{ application/json json; }}
  sendfile on;
  tcp_nopush on;
  open_file_cache max=100;
  keepalive_timeout 75;
  keepalive_requests 1000000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    root {folder}/pages;
  }}
}}
"""


def get(port: int, path: str) -> bytes:
    """What a path has; anything but 200 ends the benchmark."""
    connection = HTTPConnection(HOST, port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != OK:
        sys.exit(f"{path}: found {answer.status}, expected {OK}: {body[:200]!r}")
    return body


def _user() -> str:
    """Who runs this, and with which group: a worker of root's would else be nobody."""
    group = grp.getgrgid(os.getgid()).gr_name
    return f"{pwd.getpwuid(os.getuid()).pw_name} {group}"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
