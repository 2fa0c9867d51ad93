"""Hosts of AWS on this machine: a proxy that programs are sent to by HTTPS_PROXY, and that answers
for the hosts it was given. Their names, addresses and TLS stay what they are in AWS.
"""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from certificates import Authority

# A body that comes in pieces names the size of each in this base.
HEXADECIMAL = 16


@dataclass(frozen=True)
class HostRequest:
    """A request to a host."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class HostAnswer:
    """What the host says to it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


Host = Callable[[HostRequest], HostAnswer]


class NamedHosts:
    """The running proxy."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder)
        self._hosts: dict[str, tuple[ssl.SSLContext, Host]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.named_hosts = self  # type: ignore[attr-defined]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def add(self, name: str, host: Host) -> None:
        """Answers for a host from now on."""
        self._hosts[name] = (self.authority.context(name), host)

    def environment(self) -> dict[str, str]:
        """The variables by which programs in Go and curl find the hosts, and believe them."""
        trusted = str(self.authority.trusted)
        return {
            "HTTPS_PROXY": f"http://127.0.0.1:{self._server.server_address[1]}",
            "SSL_CERT_FILE": trusted,
            "CURL_CA_BUNDLE": trusted,
        }

    def find(self, name: str) -> tuple[ssl.SSLContext, Host] | None:
        """The host of this name and its certificate."""
        return self._hosts.get(name)

    def stop(self) -> None:
        """Ends the proxy."""
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """A connection: it begins in the clear with the host's name, and goes on within TLS."""

    protocol_version = "HTTP/1.1"
    _host: Host

    def log_message(self, *arguments: Any) -> None:
        """Nothing is printed."""

    def do_CONNECT(self) -> None:
        found = self.server.named_hosts.find(self.path.partition(":")[0])  # type: ignore
        if found is None:
            return self.send_error(502, f"no host {self.path} here")
        context, self._host = found
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)
        self.close_connection = False

    def _pass_on(self) -> None:
        request = HostRequest(self.command, self.path, dict(self.headers.items()), self._body())
        answer = self._host(request)
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = _pass_on

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        pieces = []
        while size := int(self.rfile.readline(), HEXADECIMAL):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)
