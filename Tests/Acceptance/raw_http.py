"""HTTP by hand: bytes over a socket, for what no well-behaved client sends."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from server import DEADLINE_SECONDS, Answer, Server

HOST = "127.0.0.1"


class RawConnection:
    """A connection on which bytes are sent and responses are read one after the other."""

    def __init__(
        self, server: Server, receive_buffer: int | None = None, source: str = HOST
    ) -> None:
        self.port = int(server.address.rsplit(":", 1)[1])
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(DEADLINE_SECONDS)
        self.socket.bind((source, 0))
        self.socket.connect((HOST, self.port))
        self._unread = b""
        self._position = 0
        self._events: list[tuple[str, dict]] = []

    def send(self, content: bytes | str) -> None:
        self.socket.sendall(content if isinstance(content, bytes) else content.encode())

    def get(self, target: str, *headers: str, method: str = "GET") -> None:
        """Sends the head of a request."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {HOST}:{self.port}", *headers]
        self.send("\r\n".join(lines) + "\r\n\r\n")

    def read(self, has_body: bool = True) -> Answer:
        """The next response; one that is cut short is an error."""
        head = self._until(b"\r\n\r\n").decode()
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        version, status = first.split(" ")[:2]
        assert version == "HTTP/1.1", first
        length = int(headers.get("content-length", 0)) if has_body else 0
        return Answer(int(status), headers, self._exactly(length))

    def skip(self) -> int:
        """The status of the next response; all else of it is passed over, quickly."""
        while (end := self._unread.find(b"\r\n\r\n", self._position)) < 0:
            self._receive()
        head = self._unread[self._position : end].lower()
        length = int(head.partition(b"\r\ncontent-length: ")[2].partition(b"\r\n")[0])
        self._position = end + 4 + length
        while len(self._unread) < self._position:
            self._receive()
        # The rest is moved to the front now and then: each time would be a copy a response.
        if self._position > 1 << 20 or self._position == len(self._unread):
            self._unread, self._position = self._unread[self._position :], 0
        return int(head[9:12])

    def is_ended(self) -> bool:
        """Waits for the other side to end the connection; what it sends before is an error."""
        try:
            return self._unread == b"" and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def event(self) -> tuple[str, dict]:
        """The next event of a stream whose head has been read; `end` where the stream ends."""
        while not self._events:
            size = int(self._until(b"\r\n"), 16)
            text = self._exactly(size).decode()
            self._exactly(2)
            if size == 0:
                return "end", {}
            for block in text.split("\n\n"):
                fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
                if "event" in fields:
                    self._events.append((fields["event"], json.loads(fields["data"])))
        return self._events.pop(0)

    def close(self) -> None:
        self.socket.close()

    def _until(self, end: bytes) -> bytes:
        while end not in self._unread:
            self._receive()
        found, self._unread = self._unread.split(end, 1)
        return found

    def _exactly(self, count: int) -> bytes:
        while len(self._unread) < count:
            self._receive()
        found, self._unread = self._unread[:count], self._unread[count:]
        return found

    def _receive(self) -> None:
        received = self.socket.recv(1 << 18)
        assert received, f"ended after {self._unread[:200]!r}"
        self._unread += received


@contextmanager
def connected(server: Server, **options: int | str) -> Iterator[RawConnection]:
    """A connection that is closed with the block."""
    connection = RawConnection(server, **options)
    try:
        yield connection
    finally:
        connection.close()


def exchange(server: Server, request: bytes | str) -> Answer:
    """The answer to bytes on a connection of their own."""
    with connected(server) as connection:
        connection.send(request)
        return connection.read()
