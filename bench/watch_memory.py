#!/usr/bin/env python3
"""Runs one command and tells the memory it took, as one line of JSON on standard output.

    python3 -S -E bench/watch_memory.py COMMAND ARGUMENT...

Linux alone: every millisecond it looks at what the kernel counts as the process's own memory
(RssAnon and RssShmem) and as pages of files that it mapped (RssFile). Looking takes time, so that
runs that are watched are not those that are timed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import IO

PAUSE_SECONDS = 0.001
FIELDS = (b"RssAnon", b"RssShmem", b"RssFile")


def watch(command: list[str]) -> dict[str, int]:
    """Greatest sizes in bytes, each by itself, and the exit code of a command."""
    silence = [(os.POSIX_SPAWN_OPEN, out, os.devnull, os.O_WRONLY, 0) for out in (1, 2)]
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=silence)
    own = files = 0
    # The status stays readable, without sizes, until the process is waited for.
    with open(f"/proc/{process}/status", "rb", buffering=0) as status:
        while sizes := _sizes(status):
            own = max(own, sizes[b"RssAnon"] + sizes[b"RssShmem"])
            files = max(files, sizes[b"RssFile"])
            time.sleep(PAUSE_SECONDS)
    _, code, usage = os.wait4(process, 0)
    return {
        "exit_code": os.waitstatus_to_exitcode(code),
        "own_bytes": own,
        "file_bytes": files,
        "peak_bytes": usage.ru_maxrss * 1024,
    }


def _sizes(status: IO[bytes]) -> dict[bytes, int]:
    """What the status says now; nothing once the process has ended."""
    status.seek(0)
    lines = (line.split() for line in status.read().splitlines())
    return {words[0][:-1]: int(words[1]) * 1024 for words in lines if words[0][:-1] in FIELDS}


if __name__ == "__main__":
    print(json.dumps(watch(sys.argv[1:])))
