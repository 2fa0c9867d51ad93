"""On what, and with which versions, the figures were measured."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

PEERS = ("polars", "pandas", "pyarrow", "duckdb", "numpy", "fastexcel", "openpyxl")


def machine() -> dict[str, str | int]:
    """The processor, its cores, and the versions of Python and of the peers."""
    versions = {name: version(name) for name in PEERS}
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "python": platform.python_version(),
        **versions,
    }


def machine_text() -> str:
    """The same as one sentence."""
    told = machine()
    processor, cores = told.pop("processor"), told.pop("cores")
    versions = ", ".join(f"{name} {number}" for name, number in told.items())
    return f"{processor}, {cores} cores; {versions}."


def _processor() -> str:
    """The processor's name, as Linux has it or else as Python knows it."""
    told = Path("/proc/cpuinfo")
    named = told.exists() and re.search(r"^model name\s*:\s*(.+)$", told.read_text(), re.M)
    return named[1] if named else platform.processor() or platform.machine()
