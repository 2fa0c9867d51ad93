"""The protocol of WebSockets by the cases of Autobahn, against an echo on the project's server."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from kosoku import FailureError, run_fuzzingclient

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 2

# The cases of each group, and how many there are at least: a run of none would show nothing.
GROUPS = {
    "framing": (["1.*"], 16),
    "pings and pongs": (["2.*"], 11),
    "reserved bits": (["3.*"], 7),
    "opcodes": (["4.*"], 10),
    "fragmentation": (["5.*"], 20),
    "UTF-8": (["6.*"], 140),
    "close handshake": (["7.*"], 35),
    "limits": (["9.*"], 50),
    "automatic fragments": (["10.*"], 1),
    "compression of short messages": (
        [f"12.{kind}.{size}" for kind in range(1, 6) for size in (1, 2, 3, 4, 11)],
        25,
    ),
    "compression with other windows": (
        [f"13.{offer}.{size}" for offer in range(1, 8) for size in (1, 4)],
        14,
    ),
}


@pytest.fixture(scope="module")
def echo() -> Iterator[str]:
    """The address of a server that answers each message with the same."""
    program = os.environ.get("WEBSOCKET_ECHO", ROOT / ".build/release/websocket-echo")
    with subprocess.Popen([program], stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().strip().removeprefix("http://")
        process.terminate()


def run(address: str, cases: list[str]) -> list:
    """The results of some cases; fails with those that did not pass."""
    try:
        return asyncio.run(run_fuzzingclient(address, cases, [], concurrency=AT_ONCE))
    except FailureError as failure:
        pytest.fail(str(failure))


@pytest.mark.parametrize("group", GROUPS)
def test_cases_of_autobahn(echo: str, group: str):
    cases, least = GROUPS[group]
    results = run(echo, cases)
    assert len(results) >= least
    assert all(result.passed for result in results)


@pytest.mark.slow
@pytest.mark.parametrize("cases", ["12.*", "13.*"])
def test_all_cases_of_compression(echo: str, cases: str):
    assert len(run(echo, [cases])) >= 90
