"""Runs AWS's command line in a fork for each call of `aws_command_call.py`.

Run as a program by the Python that has the command line. The argument is the number of the open
socket to which the calls connect.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import socket
import sys
import traceback
from typing import NoReturn

from awscli import clidriver

HEADER_BYTES = 8
FAILED = 255


def serve(listener: socket.socket) -> None:
    """Answers calls for ever."""
    # Imports what the first call would.
    clidriver.create_clidriver()
    running = 0
    while True:
        call, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            end(call)
        call.close()
        running += 1
        while running and os.waitpid(-1, os.WNOHANG)[0]:
            running -= 1


def end(call: socket.socket) -> NoReturn:
    """Answers a call in its fork."""
    status = FAILED
    try:
        status = answer(call)
    except Exception:
        traceback.print_exc()
    finally:
        # The caller may be gone.
        with contextlib.suppress(OSError):
            call.send(bytes([status]))
        os._exit(status)


def answer(call: socket.socket) -> int:
    """Runs the command line as the caller would; returns its exit code."""
    header, files, _, _ = socket.recv_fds(call, HEADER_BYTES, 3)
    with call.makefile("rb") as stream:
        folder, arguments, variables = marshal.loads(stream.read(int.from_bytes(header)))
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    # The imports set where the command line's own data is.
    variables[b"AWS_DATA_PATH"] = os.environb[b"AWS_DATA_PATH"]
    os.environb.clear()
    os.environb.update(variables)
    sys.argv = ["aws", *arguments]
    try:
        return clidriver.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
