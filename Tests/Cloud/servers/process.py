"""Processes of servers: started with a log, awaited until they answer, ended by their own id."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

START_SECONDS = 30
POLL_SECONDS = 0.02


class ServerProcess:
    """A server that runs until `stop`."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str]) -> None:
        self._log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=log.parent
            )

    def wait_until_answers(self, url: str, status: int = 200) -> None:
        """Returns once a GET of the URL gives the status."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if _status(url) == status:
                return
            time.sleep(POLL_SECONDS)
        self.stop()
        raise RuntimeError(f"no {status} from {url}:\n{self._log.read_text()[-4000:]}")

    def stop(self) -> None:
        """Ends the process at once: nothing that it keeps is wanted any more."""
        self.process.kill()
        self.process.wait()


def installed(name: str) -> str:
    """The path of a program that was installed beside this Python."""
    path = Path(sys.executable).parent / name
    if not path.exists():
        raise RuntimeError(f"{path} is missing: pip install -r Tests/requirements.txt")
    return str(path)


def _status(url: str) -> int | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None
