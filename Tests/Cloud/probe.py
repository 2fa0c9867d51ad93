"""Calling the module AWS through `aws-probe`: one JSON line asks, one answers."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

DEADLINE_SECONDS = 120


@dataclass(frozen=True)
class AWSProbe:
    """The built executable."""

    executable: Path

    def sign(self, requests: list[dict[str, Any]]) -> list[dict[str, str]]:
        """Signs requests, all in one process."""
        lines = "".join(json.dumps(request) + "\n" for request in requests)
        done = subprocess.run(
            [self.executable, "sign"],
            input=lines,
            capture_output=True,
            text=True,
            timeout=DEADLINE_SECONDS,
        )
        assert done.returncode == 0, done.stdout[-2000:]
        return [json.loads(line) for line in done.stdout.splitlines()]

    def store(
        self, location: str, environment: dict[str, str], folder: Path, **settings: int
    ) -> Store:
        """Opens a store in a process of its own."""
        return Store(self.executable, location, environment, folder, settings)


class StoreError(Exception):
    """What the store said no with."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


class Store:
    """An `S3Store` in a process of its own."""

    def __init__(
        self,
        executable: Path,
        location: str,
        environment: dict[str, str],
        folder: Path,
        settings: dict[str, int],
    ) -> None:
        # What the machine says of AWS, and its proxies, must not reach the code under test.
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("AWS_") and not name.lower().endswith("_proxy")
        }
        self._folder = folder
        self._files = 0
        self._process = subprocess.Popen(
            [executable, "store", location, json.dumps(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**clean, "HOME": str(folder), **environment},
        )

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def begin(self, operation: str, **question: Any) -> None:
        """Asks without waiting for the answer."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": operation, **question}) + "\n")
        self._process.stdin.flush()

    def finish(self) -> dict[str, Any]:
        """Waits for the answer to the oldest open question."""
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the probe ended"
        answer = json.loads(line)
        if "error" in answer:
            raise StoreError(answer["error"], answer["reason"])
        return answer

    def ask(self, operation: str, **question: Any) -> dict[str, Any]:
        """Asks and waits for the answer."""
        self.begin(operation, **question)
        return self.finish()

    def put(self, key: str, content: bytes, **condition: Any) -> str:
        """Writes an object; returns `written` or `conditionFailed`."""
        return self.ask("put", key=key, file=self.file(content), **condition)["outcome"]

    def get(self, key: str, **question: Any) -> bytes:
        """Reads an object, or a part or a version of it."""
        path = self.file()
        answer = self.ask("get", key=key, file=path, **question)
        content = Path(path).read_bytes()
        assert answer["size"] == len(content)
        return content

    def head(self, key: str) -> dict[str, Any] | None:
        """Size, version and time; `None` where there is no object."""
        answer = self.ask("head", key=key)
        return answer if answer["version"] else None

    def list(self, prefix: str = "", delimited: bool = False) -> tuple[list[str], list[str]]:
        """Keys and folders."""
        answer = self.ask("list", prefix=prefix, delimited=delimited)
        return answer["keys"], answer["folders"]

    def file(self, content: bytes = b"") -> str:
        """A new file with a content, by which bytes go to the probe or come from it."""
        self._files += 1
        path = self._folder / f"{self._process.pid}-{self._files}"
        path.write_bytes(content)
        return str(path)
