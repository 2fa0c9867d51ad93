"""A proxy between a client and an HTTP server that misbehaves on demand, by name."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from urllib.parse import urlsplit

DRIP_SECONDS = 0.2
UPSTREAM_SECONDS = 60
CONTENT_RANGE = re.compile(rb"bytes (\d+)-(\d+)/")


class Fault(Enum):
    """What the proxy does with a request."""

    # Takes the request and resets the connection; the server never sees it.
    RESET_BEFORE_SERVER = auto()
    # Lets the server carry the request out, then resets the connection instead of answering.
    RESET_AFTER_SERVER = auto()
    # Resets the connection in the middle of the answer's body.
    RESET_IN_BODY = auto()
    # Ends the connection in the middle of the answer's body as if that were all.
    TRUNCATED_BODY = auto()
    # Sends the answer one byte at a time.
    SLOW_DRIP = auto()
    # Takes the request and never answers.
    SILENCE = auto()
    # Says "503 Slow Down"; the server never sees the request.
    BUSY = auto()
    # Says "409 ConditionalRequestConflict", as AWS does when two conditional writes meet.
    CONFLICT = auto()
    # Says 200 with an error as the body, as AWS does when it fails after it began to answer.
    HIDDEN_FAILURE = auto()
    # Answers with the whole object instead of the part that was asked for.
    RANGE_IGNORED = auto()
    # Says of the part that was asked for that it lies a byte further on.
    WRONG_RANGE = auto()
    # Changes a byte in the middle of the answer's body.
    CHANGED_BYTE = auto()
    # Says that the token has expired.
    EXPIRED_TOKEN = auto()
    # No fault: hands requests to the server one at a time, as if it decided about each as a whole.
    IN_TURN = auto()


ANSWERS = {
    Fault.BUSY: (503, "SlowDown"),
    Fault.CONFLICT: (409, "ConditionalRequestConflict"),
    Fault.HIDDEN_FAILURE: (200, "InternalError"),
    Fault.EXPIRED_TOKEN: (400, "ExpiredToken"),
}


@dataclass(frozen=True)
class Request:
    """A request as it came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Rule:
    """A fault that strikes some requests, a number of times."""

    fault: Fault
    times: int
    matches: Callable[[Request], bool]
    # The whole object, where the fault sends it.
    content: bytes = b""
    # Called when the request has come in.
    beforehand: Callable[[], object] = field(default=lambda: None)
    # Called when the fault has struck, before the client can know.
    afterwards: Callable[[], object] = field(default=lambda: None)
    # Held for the one request that may be with the server, where they go in turn.
    turn: threading.Lock = field(default_factory=threading.Lock)


class FaultyProxy:
    """Listens on a port of its own and forwards to a server.

    `observe` is told of every request that comes in, whatever becomes of it.
    """

    def __init__(
        self, upstream: str, observe: Callable[[Request], object] = lambda request: None
    ) -> None:
        self._upstream = urlsplit(upstream).netloc
        self._observe = observe
        self._rules: list[Rule] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        # Every request as (method, target, fault), in the order in which they came in.
        self.seen: list[tuple[str, str, Fault | None]] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.endpoint = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def strike(
        self,
        fault: Fault,
        times: int = 1,
        *,
        method: str | None = None,
        target: str | tuple[str, ...] = "",
        having: tuple[str, str] | None = None,
        content: bytes = b"",
        beforehand: Callable[[], object] = lambda: None,
        afterwards: Callable[[], object] = lambda: None,
    ) -> None:
        """Plans a fault for the next requests of a method whose target contains a text, or several.

        `having` is a header that they must have, its name in lower case.
        """

        texts = (target,) if isinstance(target, str) else target

        def matches(request: Request) -> bool:
            has_header = having is None or request.headers.get(having[0]) == having[1]
            has_texts = all(text in request.target for text in texts)
            return method in (None, request.method) and has_texts and has_header

        with self._lock:
            self._rules.append(Rule(fault, times, matches, content, beforehand, afterwards))

    def count(self, method: str, target: str = "") -> int:
        """How many requests came in."""
        return sum(seen[0] == method and target in seen[1] for seen in self.seen)

    def close(self) -> None:
        """Refuses connections from now on."""
        self._closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as reader, contextlib.suppress(OSError):
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while request := _read_request(reader):
                rule = self._rule_for(request)
                if not self._answer(client, request, rule):
                    return

    def _rule_for(self, request: Request) -> Rule | None:
        with self._lock:
            self._observe(request)
            rule = next((r for r in self._rules if r.times > 0 and r.matches(request)), None)
            if rule:
                rule.times -= 1
            self.seen.append((request.method, request.target, rule.fault if rule else None))
        return rule

    def _answer(self, client: socket.socket, request: Request, rule: Rule | None) -> bool:
        """Answers one request; returns whether the connection may serve another."""
        if rule is None:
            client.sendall(b"".join(self._forward(request)))
            return True
        rule.beforehand()
        match rule.fault:
            case Fault.BUSY | Fault.CONFLICT | Fault.HIDDEN_FAILURE | Fault.EXPIRED_TOKEN:
                rule.afterwards()
                client.sendall(_error(*ANSWERS[rule.fault], has_body=request.method != "HEAD"))
                return True
            case Fault.IN_TURN:
                with rule.turn:
                    answer = b"".join(self._forward(request))
                client.sendall(answer)
                return True
            case Fault.RANGE_IGNORED:
                client.sendall(_whole(self._forward(request)[0], rule.content))
                return True
            case Fault.CHANGED_BYTE:
                head, body = self._forward(request)
                middle = len(body) // 2
                changed = bytes([body[middle] ^ 1]) if body else b""
                client.sendall(head + body[:middle] + changed + body[middle + 1 :])
                return True
            case Fault.WRONG_RANGE:
                head, body = self._forward(request)
                client.sendall(CONTENT_RANGE.sub(_moved_on, head) + body)
                return True
            case Fault.RESET_BEFORE_SERVER:
                rule.afterwards()
                _reset(client)
            case Fault.RESET_AFTER_SERVER:
                self._forward(request)
                rule.afterwards()
                _reset(client)
            case Fault.RESET_IN_BODY | Fault.TRUNCATED_BODY:
                head, body = self._forward(request)
                client.sendall(head + body[: len(body) // 2])
                rule.afterwards()
                if rule.fault is Fault.RESET_IN_BODY:
                    _reset(client)
            case Fault.SLOW_DRIP:
                self._drip(client, b"".join(self._forward(request)))
            case Fault.SILENCE:
                # Ends when the client hangs up.
                client.recv(1)
        return False

    def _drip(self, client: socket.socket, answer: bytes) -> None:
        for byte in answer:
            client.sendall(bytes([byte]))
            if self._closing.wait(DRIP_SECONDS):
                return

    def _forward(self, request: Request) -> tuple[bytes, bytes]:
        """Hands a request to the server; returns the head and the body of its answer."""
        connection = http.client.HTTPConnection(self._upstream, timeout=UPSTREAM_SECONDS)
        with contextlib.closing(connection):
            # The host stays the one that the client has signed.
            connection.putrequest(
                request.method, request.target, skip_host=True, skip_accept_encoding=True
            )
            for name, value in request.headers.items():
                connection.putheader(name, value)
            connection.endheaders(request.body or None)
            answer = connection.getresponse()
            body = answer.read()
            head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n"
            for name, value in answer.getheaders():
                if name.lower() not in ("content-length", "connection", "transfer-encoding"):
                    head += f"{name}: {value}\r\n"
            length = answer.getheader("Content-Length") if request.method == "HEAD" else len(body)
            return f"{head}Content-Length: {length or 0}\r\n\r\n".encode("latin-1"), body


def _read_request(reader: socket.SocketIO) -> Request | None:
    line = reader.readline().decode("latin-1")
    if not line:
        return None
    method, target, _ = line.split(" ", 2)
    headers: dict[str, str] = {}
    while (line := reader.readline().decode("latin-1")) not in ("\r\n", ""):
        name, value = line.split(":", 1)
        headers[name.lower()] = value.strip()
    return Request(method, target, headers, reader.read(int(headers.get("content-length", 0))))


def _whole(head: bytes, content: bytes) -> bytes:
    """The answer of a server that takes no ranges, with the tag of the real one."""
    tag = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"etag:"))
    return b"HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\n\r\n%s" % (
        tag,
        len(content),
        content,
    )


def _moved_on(found: re.Match[bytes]) -> bytes:
    return b"bytes %d-%d/" % (int(found[1]) + 1, int(found[2]) + 1)


def _error(status: int, code: str, has_body: bool) -> bytes:
    body = f"<Error><Code>{code}</Code><Message>as planned</Message></Error>"
    head = f"HTTP/1.1 {status} As Planned\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + (body if has_body else "")).encode()


def _reset(client: socket.socket) -> None:
    """Ends a connection at once: the peer gets a reset, and loses what it has not read."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
