"""Terraform's provider as a server that commands attach to.

A command that starts a provider first compares all 700 MB of it with the lock file. The start costs
more processor time than most commands need for their work.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Mapping
from pathlib import Path

from servers.process import POLL_SECONDS, START_SECONDS, ServerProcess

# Collects garbage of Go's programs less often, at the price of memory. Terraform and its providers
# spend a third of their processor time on that otherwise.
LESS_COLLECTION = {"GOGC": "400"}
ADDRESS = re.compile("(TF_REATTACH_PROVIDERS)='(.*)'")


def installed_provider(data: Path) -> Path:
    """The program of the provider that `terraform init` installed in its data folder."""
    (program,) = data.glob("providers/*/*/*/*/*/terraform-provider-*")
    return program


class RunningProvider:
    """A running provider, for commands that run one after the other.

    Each command configures it, but the keys, the region and the address of AWS are those of its own
    environment.
    """

    def __init__(self, program: Path, folder: Path, environment: Mapping[str, str]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._log = folder / "provider.log"
        self._process = ServerProcess(
            [str(program), "-debug"], self._log, {**environment, **LESS_COLLECTION}
        )
        self._address = self._await_address()

    def environment(self) -> dict[str, str]:
        """The variables by which Terraform attaches to it."""
        return self._address

    def stop(self) -> None:
        """Ends the provider, which removes its socket."""
        self._process.process.send_signal(signal.SIGINT)
        self._process.process.wait()

    def _await_address(self) -> dict[str, str]:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.process.poll() is None:
            if found := ADDRESS.search(self._log.read_text()):
                return {found[1]: found[2]}
            time.sleep(POLL_SECONDS)
        self._process.stop()
        raise RuntimeError(f"no address from the provider:\n{self._log.read_text()[-4000:]}")
