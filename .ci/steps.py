"""Runs what every change must pass: linters, tests, sanitizers, fuzz targets.

The steps run side by side, since most tests wait more than they compute. One step at a time
compiles, at a lower priority than the tests, so that it takes what these leave of the processors.
A step's output is printed once it ends, whole if it failed; the table at the end says how long each
took.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILT = "BUILT=.build-all/release"
FUZZ_SECONDS = 20
COMPILERS = 1
TESTERS = 2
COMPILER_NICENESS = 15
PASSED_LINES = 4


@dataclass
class Step:
    """A command, and what has to have passed before it."""

    name: str
    command: str
    needs: tuple[str, ...] = ()
    compiles: bool = False
    result: str = ""
    seconds: float = 0
    processor_seconds: float = 0


# In the order in which they begin where several could.
STEPS = [
    Step("packages", "scripts/install-dependencies build functions python node"),
    Step("executables", "make executables", ("packages",), compiles=True),
    Step("lint", "make lint"),
    Step("programs", "scripts/install-dependencies browser infrastructure", ("packages",)),
    Step("test packages", "make .venv-tests/quick", ("packages",)),
    Step(
        "further packages",
        "make .venv-tests/browser .venv-infra/ready",
        ("programs", "test packages"),
    ),
    Step("images", "make test-images", ("further packages",), compiles=True),
    Step("cloud", f"make test-aws {BUILT}", ("executables", "further packages")),
    Step("operator", f"make test-infra ONLY=operator {BUILT}", ("executables", "images")),
    Step(
        "infrastructure", f"make test-infra WITHOUT=operator {BUILT}", ("executables", "images")
    ),
    Step("acceptance", f"make test-acceptance {BUILT}", ("executables", "further packages")),
    Step("page", f"make test-page {BUILT}", ("executables", "further packages")),
    Step("address sanitizer", "make build-units SANITIZE=address", ("packages",), compiles=True),
    Step("units, address", "make run-units SANITIZE=address", ("address sanitizer",)),
    Step("thread sanitizer", "make build-units SANITIZE=thread", ("packages",), compiles=True),
    Step("units, thread", "make run-units SANITIZE=thread", ("thread sanitizer",)),
    Step("fuzz", f"make fuzz SECONDS={FUZZ_SECONDS}", ("packages",), compiles=True),
]


class Run:
    """The steps at work."""

    def __init__(self, steps: list[Step], logs: Path) -> None:
        self._waiting = list(steps)
        self._running: dict[int, tuple[Step, float, subprocess.Popen[bytes]]] = {}
        self._steps = {step.name: step for step in steps}
        self._logs = logs
        self._begun = time.monotonic()

    def to_the_end(self) -> bool:
        """Runs every step that can be; tells whether all passed."""
        while self._waiting or self._running:
            self._give_up_what_cannot_run()
            for step in [step for step in self._waiting if self._may_begin(step)]:
                if self._has_room(step):
                    self._begin(step)
            if self._running:
                self._await_one()
        return all(step.result == "passed" for step in self._steps.values())

    def stop(self) -> None:
        """Ends what still runs."""
        for process, (step, begun, _) in self._running.items():
            os.killpg(process, signal.SIGTERM)
            step.seconds = time.monotonic() - begun
            step.result = "ended"
            self._tell(step)

    def table(self) -> str:
        """The steps with their times, and the time of all."""
        lines = [f"{'step':<26}{'seconds':>9}{'processor':>11}  result"]
        lines += [
            f"{step.name:<26}{step.seconds:>9.0f}{step.processor_seconds:>11.0f}  {step.result}"
            for step in self._steps.values()
        ]
        spent = sum(step.processor_seconds for step in self._steps.values())
        return "\n".join([*lines, f"{'all':<26}{self._elapsed():>9.0f}{spent:>11.0f}"])

    def _may_begin(self, step: Step) -> bool:
        return all(self._steps[need].result == "passed" for need in step.needs)

    def _has_room(self, step: Step) -> bool:
        alike = sum(other.compiles == step.compiles for other, *_ in self._running.values())
        return alike < (COMPILERS if step.compiles else TESTERS)

    def _give_up_what_cannot_run(self) -> None:
        for step in list(self._waiting):
            if any(self._steps[need].result not in ("", "passed") for need in step.needs):
                step.result = "not run"
                self._waiting.remove(step)

    def _begin(self, step: Step) -> None:
        self._waiting.remove(step)
        self._say(f"begins: {step.name}")
        with self._log(step).open("w") as log:
            process = subprocess.Popen(
                ["nice", "-n", str(COMPILER_NICENESS * step.compiles), *step.command.split()],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # A group to end it by, yet in the session of all: priorities count within one.
                preexec_fn=os.setpgrp,
            )
        self._running[process.pid] = (step, time.monotonic(), process)

    def _await_one(self) -> None:
        ended, status, usage = os.wait3(0)
        step, begun, process = self._running.pop(ended)
        process.returncode = os.waitstatus_to_exitcode(status)
        step.seconds = time.monotonic() - begun
        step.processor_seconds = usage.ru_utime + usage.ru_stime
        step.result = "passed" if status == 0 else "FAILED"
        self._tell(step)

    def _tell(self, step: Step) -> None:
        self._say(f"{step.result}: {step.name}, {step.seconds:.0f} s")
        lines = self._log(step).read_text(errors="replace").splitlines(keepends=True)
        sys.stdout.writelines(lines[-PASSED_LINES:] if step.result == "passed" else lines)
        sys.stdout.flush()

    def _log(self, step: Step) -> Path:
        return self._logs / step.name.replace(" ", "-")

    def _elapsed(self) -> float:
        return time.monotonic() - self._begun

    def _say(self, words: str) -> None:
        print(f"== {self._elapsed():5.0f} s  {words}", flush=True)


def main() -> int:
    """Runs all steps; the exit code is 0 if all passed."""
    with tempfile.TemporaryDirectory() as logs:
        run = Run(STEPS, Path(logs))
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            passed = run.to_the_end()
        except KeyboardInterrupt:
            run.stop()
            raise
        finally:
            print(run.table(), flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
