"""AWS's command line, imported once: each call of `aws` runs it in a fork of one process.

The imports take most of the processor time of a call. The fork has the arguments, the variables,
the folder and the open files of the call, which ends with the exit code of the fork.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
from pathlib import Path

SERVER = Path(__file__).with_name("aws_command_server.py")
CALL = Path(__file__).with_name("aws_command_call.py")
PYTHON = re.compile(rb"#!(\S*python\S*)\s")


class AWSCommand:
    """A folder for PATH with an `aws`, and the process that it calls."""

    def __init__(self, folder: Path, python: str) -> None:
        self.folder = folder
        program = folder / "aws"
        program.write_text(f"#!{python} -IS\n{CALL.read_text()}")
        program.chmod(0o755)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(folder / "calls"))
            listener.listen()
            self._process = subprocess.Popen(
                [python, str(SERVER), str(listener.fileno())], pass_fds=[listener.fileno()]
            )

    def stop(self) -> None:
        """Ends the process: there is no `aws` in the folder any more."""
        self._process.kill()
        self._process.wait()


def installed_python() -> str | None:
    """The Python of the first `aws` that is a program in Python, if there is one."""
    for folder in os.environ["PATH"].split(os.pathsep):
        path = Path(folder) / "aws"
        if path.is_file():
            with path.open("rb") as file:
                if found := PYTHON.match(file.readline()):
                    return found[1].decode()
    return None
