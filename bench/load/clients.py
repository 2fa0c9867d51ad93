"""Clients that are only there: connections that are idle, and ones that take their answer slowly."""

from __future__ import annotations

import multiprocessing
import resource
import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from servers import HOST

SMALL_BUFFER = 4_096
PIECE = 256
PAUSE_SECONDS = 1.0


class Held:
    """The process that holds the connections."""

    def __init__(self, port: int, idle: int, slow: int, path: str) -> None:
        self._pipe, other = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_hold, args=(port, idle, slow, path, other), daemon=True
        )
        self._process.start()
        self._pipe.recv()

    def count(self) -> int:
        """How many of the connections the server has not ended."""
        self._pipe.send("count")
        return self._pipe.recv()

    def end(self) -> None:
        """Closes all of them."""
        self._process.terminate()
        self._process.join()


@contextmanager
def beside(port: int, idle: int, slow: int, path: str) -> Iterator[Held]:
    """Holds so many connections open until the block ends."""
    held = Held(port, idle, slow, path)
    try:
        yield held
    finally:
        held.end()


def _hold(port: int, idle: int, slow: int, path: str, pipe) -> None:
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    waiting = [_connected(port) for _ in range(idle)]
    reading = [_connected(port, SMALL_BUFFER) for _ in range(slow)]
    for connection in reading:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    pipe.send("ready")
    while not pipe.poll(PAUSE_SECONDS):
        for connection in reading:
            _take(connection)
    pipe.send(sum(map(_is_open, waiting + reading)))
    time.sleep(3_600)


def _connected(port: int, receive_buffer: int | None = None) -> socket.socket:
    connection = socket.socket()
    if receive_buffer:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    connection.connect((HOST, port))
    connection.setblocking(False)
    return connection


def _take(connection: socket.socket) -> None:
    try:
        connection.recv(PIECE)
    except OSError:
        pass


def _is_open(connection: socket.socket) -> bool:
    poller = select.poll()
    poller.register(connection, select.POLLRDHUP)
    return not poller.poll(0)
