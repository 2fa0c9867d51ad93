"""A WebSocket client by hand (RFC 6455), which can also stop reading, and one of event streams."""

from __future__ import annotations

import base64
import json
import os
import select
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from live_server import LiveServer
from server import DEADLINE_SECONDS

HOST = "127.0.0.1"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Refused(Exception):
    """The server answered the request without an upgrade."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


class Closed(Exception):
    """The server closed the WebSocket."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code


class LiveSocket:
    """A connection to `/ws`."""

    def __init__(
        self, server: LiveServer, deflate: bool = False, receive_buffer: int | None = None,
        **headers: str,
    ) -> None:  # fmt: skip
        self._socket = socket.socket()
        if receive_buffer:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._socket.settimeout(DEADLINE_SECONDS)
        self._socket.connect((HOST, server.port))
        self._unread = b""
        named = {
            "Host": f"{HOST}:{server.port}", "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            **headers,
        }  # fmt: skip
        if deflate:
            named["Sec-WebSocket-Extensions"] = "permessage-deflate"
        lines = [f"{name}: {value}" for name, value in named.items()]
        self._socket.sendall("\r\n".join(["GET /ws HTTP/1.1", *lines, "", ""]).encode())
        head = self._until(b"\r\n\r\n").decode()
        status = int(head.split(" ")[1])
        if status != 101:
            length = head.lower().partition("content-length: ")[2].partition("\r\n")[0]
            raise Refused(status, self._exactly(int(length or 0)))
        self.is_compressed = "permessage-deflate" in head
        self.received_bytes = 0

    # What the client sends.

    def send(self, type_: str, **members: Any) -> None:
        self.send_text(json.dumps({"type": type_, **members}))

    def send_text(self, text: str) -> None:
        self._send_frame(TEXT, text.encode())

    def subscribe(self, board: str, **members: Any) -> None:
        self.send("subscribe", leaderboard_id=board, **members)

    def _send_frame(self, opcode: int, payload: bytes) -> None:
        size = len(payload)
        head = bytes([0x80 | opcode])
        if size < 126:
            head += bytes([0x80 | size])
        else:
            head += bytes([0x80 | 126]) + size.to_bytes(2, "big")
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))
        self._socket.sendall(head + mask + masked)

    # What the server sends.

    def message(self) -> dict:
        """The next message; raises `Closed` if there is none any more."""
        while True:
            first, payload = self._frame()
            opcode = first & 0x0F
            if opcode == PING:
                self._send_frame(PONG, payload)
            elif opcode == CLOSE:
                raise Closed(int.from_bytes(payload[:2], "big"), payload[2:].decode())
            elif opcode == TEXT:
                assert first & 0x80, "a fragment"
                if first & 0x40:
                    assert self.is_compressed
                    inflater = zlib.decompressobj(-15)
                    payload = inflater.decompress(payload + b"\x00\x00\xff\xff")
                return json.loads(payload)

    def messages(self, count: int) -> list[dict]:
        return [self.message() for _ in range(count)]

    def until(self, type_: str) -> dict:
        """The next message of a type; others are passed over."""
        while (message := self.message())["type"] != type_:
            pass
        return message

    def for_seconds(self, seconds: float) -> list[dict]:
        """All messages of a time."""
        end = time.monotonic() + seconds
        found = []
        while (rest := end - time.monotonic()) > 0:
            if self._unread or select.select([self._socket], [], [], rest)[0]:
                found.append(self.message())
        return found

    def close(self) -> None:
        self._socket.close()

    def _frame(self) -> tuple[int, bytes]:
        first, second = self._exactly(2)
        size = second & 0x7F
        assert not second & 0x80, "a masked frame"
        if size >= 126:
            size = int.from_bytes(self._exactly(2 if size == 126 else 8), "big")
        return first, self._exactly(size)

    def _until(self, end: bytes) -> bytes:
        while end not in self._unread:
            self._receive()
        found, self._unread = self._unread.split(end, 1)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._unread) < size:
            self._receive()
        found, self._unread = self._unread[:size], self._unread[size:]
        return found

    def _receive(self) -> None:
        more = self._socket.recv(1 << 16)
        if not more:
            raise Closed(1006, "the connection ended without a close frame")
        self._unread += more


@contextmanager
def connected(server: LiveServer, **options: Any) -> Iterator[LiveSocket]:
    """A socket for as long as the block."""
    made = LiveSocket(server, **options)
    try:
        yield made
    finally:
        made.close()


class EventStream:
    """A connection to `/events` of a board."""

    def __init__(self, server: LiveServer, target: str, **headers: str) -> None:
        self._socket = socket.create_connection((HOST, server.port), DEADLINE_SECONDS)
        named = {"Host": f"{HOST}:{server.port}", "Accept": "text/event-stream", **headers}
        lines = [f"{name}: {value}" for name, value in named.items()]
        self._socket.sendall("\r\n".join([f"GET {target} HTTP/1.0", *lines, "", ""]).encode())
        self._file = self._socket.makefile("rb")
        self.status = int(self._file.readline().split(b" ")[1])
        self.headers = {}
        while (line := self._file.readline().strip()) != b"":
            name, value = line.decode().split(": ", 1)
            self.headers[name.lower()] = value

    def event(self) -> dict[str, str] | None:
        """The fields of the next event; `None` at the end of the stream."""
        fields: dict[str, str] = {}
        while line := self._file.readline():
            text = line.decode().rstrip("\n")
            if text == "" and "event" in fields:
                return fields
            if text and not text.startswith(":"):
                name, value = text.split(": ", 1)
                fields[name] = value
        return None

    def close(self) -> None:
        self._file.close()
        self._socket.close()
