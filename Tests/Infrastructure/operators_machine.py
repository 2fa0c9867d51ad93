"""An operator's machine: a copy of the repository, and programs that find the tests' account where
AWS would be.
"""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from account import Account
from named_hosts import NamedHosts
from provider import LESS_COLLECTION, RunningProvider
from stack import Stack
from terraform import LEFT_OUT, OVERRIDE

ROOT = Path(__file__).resolve().parents[2]
COPIED = ["Makefile", "scripts", "infra", "examples/inbox"]

# Stand for the functions in the images, which other tests build.
DOCKERFILE = """
FROM scratch AS ingest-players
COPY Sources/functions /
ENTRYPOINT ["/ingest-players"]

FROM scratch AS leaderboard-api
COPY Sources/functions /
ENTRYPOINT ["/leaderboard-api"]
"""
CONCURRENCY = """#!/bin/sh
case "$1 $2" in
  "lambda get-account-settings") printf '{limit}\\t{unreserved}\\n' ;;
  *) exec {aws} "$@" ;;
esac
"""
NO_ENGINE = "#!/bin/sh\necho 'Cannot connect to the engine.' >&2\nexit 1\n"


@dataclass(frozen=True)
class Finished:
    """A command that ended: how, what it gave, and what it said beside that."""

    status: int
    output: str
    said: str

    def __str__(self) -> str:
        return f"exit code {self.status}\n{self.output}\n{self.said}"


class OperatorsMachine:
    """The machine, with the credentials and the region of an account."""

    def __init__(self, folder: Path, account: Account, hosts: NamedHosts | None = None) -> None:
        self.folder = folder / "standings"
        self._programs = folder / "programs"
        self._programs.mkdir(parents=True)
        self.variables = {**self._inherited(), **account.environment()}
        self._copy_the_repository()
        # An engine that does not run, so that buildah does the work wherever these tests run.
        self.install("docker", NO_ENGINE)
        for program in ("buildah", "curl"):
            if hosts and (path := shutil.which(program)):
                self.install(program, _with_variables(path, hosts.environment()))

    def install(self, name: str, script: str) -> None:
        """Puts a program before all others of its name."""
        path = self._programs / name
        path.write_text(script)
        path.chmod(0o755)

    def limit_concurrency(self, limit: int, unreserved: int) -> None:
        """Has the account run no more functions at a time, of which moto knows nothing."""
        aws = shutil.which("aws", path=self.variables["PATH"])
        self.install("aws", CONCURRENCY.format(limit=limit, unreserved=unreserved, aws=aws))

    def lose(self, *names: str) -> None:
        """Takes programs away: only the others of those that the commands use are there."""
        kept = self._programs.parent / "kept"
        kept.mkdir()
        for folder in os.environ["PATH"].split(os.pathsep):
            for program in Path(folder).glob("*") if Path(folder).is_dir() else ():
                link = kept / program.name
                if program.name not in names and not link.exists() and not link.is_symlink():
                    link.symlink_to(program)
        for name in names:
            (self._programs / name).unlink(missing_ok=True)
        self.variables["PATH"] = f"{self._programs}:{kept}"

    def make(self, target: str, **variables: str) -> Finished:
        """Runs `make TARGET NAME=value …`, as the README has it."""
        settings = [f"{name}={text}" for name, text in variables.items()]
        return self.run(["make", "--no-print-directory", target, *settings])

    def run(
        self, command: Iterable[str], keyboard: int = subprocess.DEVNULL, **variables: str
    ) -> Finished:
        """Runs a command in the repository's folder."""
        done = subprocess.run(
            list(command),
            cwd=self.folder,
            env={**self.variables, **variables},
            stdin=keyboard,
            capture_output=True,
            text=True,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    def run_at_a_terminal(self, command: Iterable[str], typed: str, **variables: str) -> Finished:
        """Runs a command for somebody who types an answer."""
        screen, keyboard = pty.openpty()
        os.write(screen, f"{typed}\n".encode())
        try:
            return self.run(command, keyboard, **variables)
        finally:
            os.close(screen)
            os.close(keyboard)

    def attach(self, provider: RunningProvider) -> None:
        """Has Terraform use a running provider from now on, of this account and region."""
        self.variables |= provider.environment()

    def know(self, stack: Stack) -> None:
        """Has the state of an environment that was deployed elsewhere."""
        place = f"infra/terraform.tfstate.d/{stack.name}/terraform.tfstate"
        self.write(place, stack.terraform.state())

    def _inherited(self) -> dict[str, str]:
        """The tests' own environment, without what is set up in it for AWS."""
        kept = {n: t for n, t in os.environ.items() if not n.startswith(("AWS_", "MAKE"))}
        # Logging out is of one registry, which tests that run beside these may be using too.
        logins = self._programs.parent / "logins.json"
        logins.write_text("{}")
        folders = [str(self._programs), os.environ["PATH"], str(Path(sys.executable).parent)]
        return {
            **kept,
            **LESS_COLLECTION,
            "PATH": os.pathsep.join(folders),
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "REGISTRY_AUTH_FILE": str(logins),
            "TF_CLI_ARGS": "-no-color",
        }

    def _copy_the_repository(self) -> None:
        for name in COPIED:
            source, target = ROOT / name, self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=LEFT_OUT)
            else:
                shutil.copy(source, target)
        (self.folder / "infra/moto_override.tf").write_text(OVERRIDE)
        self.write("docker/Dockerfile", DOCKERFILE)
        self.write(".dockerignore", "*\n!Sources\n")
        self.write("Sources/functions/ingest-players", "the first version\n")

    def write(self, path: str, content: str) -> None:
        """Writes a file of the repository."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content)


def _with_variables(program: str, variables: Mapping[str, str]) -> str:
    settings = "".join(f"export {name}='{text}'\n" for name, text in variables.items())
    return f'#!/bin/sh\n{settings}exec {program} "$@"\n'
