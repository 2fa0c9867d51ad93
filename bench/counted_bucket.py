"""A bucket on this machine that counts what is read from it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

NAME = "lake"


class CountedBucket:
    """The files of a folder as the objects of a bucket: HEAD, and GET of ranges, of single keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests = 0
        self.bytes_read = 0
        self._lock = threading.Lock()
        self._port = 0

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which a process finds the bucket; it checks no signature."""
        return {
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self._port}",
            "AWS_REGION": "eu-central-1",
            "AWS_ACCESS_KEY_ID": "anyone",
            "AWS_SECRET_ACCESS_KEY": "anything",
        }

    def count(self, byte_count: int) -> None:
        """Notes an answer with so many bytes of an object."""
        with self._lock:
            self.requests += 1
            self.bytes_read += byte_count

    def reset(self) -> None:
        """Forgets what was counted."""
        with self._lock:
            self.requests = self.bytes_read = 0

    @contextmanager
    def serving(self) -> Iterator[CountedBucket]:
        """Answers until the block ends, on a port of the system's choice."""
        bucket = self

        class Handler(_ObjectRequest):
            counted = bucket

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            self._port = server.server_address[1]
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                yield self
            finally:
                server.shutdown()


class _ObjectRequest(BaseHTTPRequestHandler):
    """One connection of a client that speaks the protocol of S3, path style."""

    counted: CountedBucket
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        """Tells an object's length and version."""
        if content := self._object():
            self._answer(200, len(content))
            self.counted.count(0)

    def do_GET(self) -> None:
        """Sends an object, or the range that is asked for."""
        content = self._object()
        if content is None:
            return
        part, status = content, 200
        headers = {}
        if asked := self.headers["Range"]:
            first, last = map(int, asked.removeprefix("bytes=").split("-"))
            part, status = content[first : last + 1], 206
            headers["Content-Range"] = f"bytes {first}-{first + len(part) - 1}/{len(content)}"
        self._answer(status, len(part), headers)
        self.wfile.write(part)
        self.counted.count(len(part))

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""

    def _object(self) -> bytes | None:
        key = unquote(urlsplit(self.path).path).removeprefix(f"/{NAME}/")
        file = self.counted.folder / key
        if file.is_file():
            return file.read_bytes()
        self._answer(404, 0)
        return None

    def _answer(self, status: int, length: int, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        told = {"Content-Length": length, "ETag": '"1"', "Last-Modified": formatdate(usegmt=True)}
        for name, value in {**told, **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
