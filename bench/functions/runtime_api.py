"""Lambda's Runtime API as far as a benchmark needs it: starts a function and times invocations."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ACCEPTED = b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True)
class Invoked:
    """What one invocation cost, from the event handed out to the next one asked for."""

    seconds: float
    cpu_seconds: float
    answer: dict


class Function:
    """A function's process, waiting for an invocation."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(120)
        address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        values = {**os.environ, **environment, "AWS_LAMBDA_RUNTIME_API": address}
        self._count = 0
        with log.open("ab") as output:
            start = time.perf_counter()
            self._process = subprocess.Popen(
                command, env=values, stdout=output, stderr=subprocess.STDOUT
            )
        self._peer, _ = self._listener.accept()
        self._peer.settimeout(120)
        self._rest = b""
        self._await_next()
        self.start_seconds = time.perf_counter() - start
        self.start_cpu_seconds = self.cpu_seconds()

    def cpu_seconds(self) -> float:
        """CPU time of the process so far, threads that have ended included."""
        # The clock of another process: see clock_getcpuclockid(3).
        return time.clock_gettime((~self._process.pid << 3) | 2)

    def memory_bytes(self, name: str) -> int:
        """`VmRSS` for the memory in use, `VmHWM` for its peak."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith(f"{name}:"))
        return int(line.split()[1]) * 1024

    def invoke(self, event: dict) -> Invoked:
        """Hands an event out and waits until the function asks for the next."""
        self._count += 1
        body = json.dumps(event).encode()
        header = (
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            f"Lambda-Runtime-Aws-Request-Id: 00000000-0000-0000-0000-{self._count:012}\r\n"
            f"Lambda-Runtime-Deadline-Ms: {int(time.time() * 1000) + 300_000}\r\n"
            "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:1:function:f\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        cpu, start = self.cpu_seconds(), time.perf_counter()
        self._peer.sendall(header.encode() + body)
        request, answer = self._request()
        if not request.startswith("POST") or not request.split()[1].endswith("/response"):
            raise RuntimeError(f"the function failed: {request.splitlines()[0]} {answer!r}")
        self._peer.sendall(ACCEPTED)
        self._await_next()
        seconds = time.perf_counter() - start
        return Invoked(seconds, self.cpu_seconds() - cpu, json.loads(answer or b"null") or {})

    def stop(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        self._peer.close()
        self._listener.close()

    def _await_next(self) -> None:
        request, _ = self._request()
        if "/invocation/next" not in request.splitlines()[0]:
            raise RuntimeError(f"expected a request for the next invocation, found {request}")

    def _request(self) -> tuple[str, bytes]:
        while b"\r\n\r\n" not in self._rest:
            self._receive()
        header, _, self._rest = self._rest.partition(b"\r\n\r\n")
        text = header.decode()
        lengths = [
            int(line.split(":")[1])
            for line in text.splitlines()
            if line.lower().startswith("content-length:")
        ]
        length = lengths[0] if lengths else 0
        while len(self._rest) < length:
            self._receive()
        body, self._rest = self._rest[:length], self._rest[length:]
        return text, body

    def _receive(self) -> None:
        part = self._peer.recv(1 << 20)
        if not part:
            raise RuntimeError("the function closed its connection or ended; see its log")
        self._rest += part
