#!/usr/bin/env python3
"""Runs one command and tells what it cost, as one line of JSON on standard output.

    python3 -S -E bench/measure.py COMMAND ARGUMENT...

A process of its own, because Linux counts the memory of the process that starts a command towards
the command's peak: this one stays far below anything worth measuring. The command's own output is
in the JSON too.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from typing import IO


def measure(command: list[str]) -> dict[str, object]:
    """Seconds of wall clock and CPU, peak memory in bytes, exit code and output of a command."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        actions = [
            (os.POSIX_SPAWN_DUP2, output.fileno(), 1),
            (os.POSIX_SPAWN_DUP2, errors.fileno(), 2),
        ]
        start = time.monotonic()
        process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        seconds = time.monotonic() - start
        return {
            "exit_code": os.waitstatus_to_exitcode(status),
            "seconds": seconds,
            "cpu_seconds": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
            "output": _text(output),
            "errors": _text(errors),
        }


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1:])))
