#!/usr/bin/env python3
"""Shows what Standings reaches of its goals, beside those who could be used instead.

    make bench
    python bench/run.py --only csv ndjson --runs 9

Every run is a whole process, its start included. Contenders take turns, so that whatever else the
machine does falls on all of them alike. Speed is no test: the exit code is 0 whatever is reached.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import fill

from contenders import Refused
from equality import Difference
from groups import boards, conversions, file_size, growth
from machine import machine, machine_text
from measuring import CommandFailed
from report import Section
from settings import KEPT, ROOT, Settings
from table import WIDTH, goals_text, section_text

GROUPS: dict[str, Callable[[Settings], Section]] = {
    "csv": conversions.CSV,
    "same-work": conversions.SAME_WORK,
    "everyday": conversions.EVERYDAY,
    "ndjson": conversions.NDJSON,
    "xlsx": conversions.XLSX,
    "growth": growth.measure,
    "size": file_size.measure,
    "top": boards.measure,
}


def main() -> None:
    """Runs the groups one after the other and prints what each found, and the goals of all."""
    options = _options()
    if not options.json:
        print(f"Medians of {options.runs} whole processes, more where they are short.")
        print(fill(machine_text(), WIDTH), end="\n\n")
    sections = []
    try:
        for section in _sections(options):
            sections.append(section)
            if not options.json:
                print(section_text(section), end="\n\n", flush=True)
    except (CommandFailed, Difference) as problem:
        sys.exit(f"{type(problem).__name__}: {problem}")
    if options.json:
        groups = [section.json() for section in sections]
        print(json.dumps({"machine": machine(), "groups": groups}, indent=1))
    else:
        print(goals_text([goal for section in sections for goal in section.goals]))


def _sections(options: argparse.Namespace) -> Iterator[Section]:
    """What each of the groups finds, in a folder of their own."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=KEPT.parent) as folder:
        settings = Settings(
            options.standings.resolve(),
            options.rows,
            options.runs,
            options.threads,
            is_tenfold_shown=not options.without_tenfold,
            folder=Path(folder) / "turn",
        )
        for name in options.only or GROUPS:
            print(f"{name} ...", file=sys.stderr)
            try:
                yield GROUPS[name](settings)
            except Refused as refusal:
                yield Section(name, f"{name}: Standings refused an upload: {refusal}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--standings", type=Path, default=ROOT / ".build/release/standings")
    parser.add_argument("--only", nargs="+", choices=GROUPS, help="groups to run")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the large uploads")
    parser.add_argument("--runs", type=int, default=5, help="measured runs after the warm-up")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--without-tenfold", action="store_true", help="no growth to ten times")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if not options.standings.exists():
        parser.error(f"{options.standings} is not there; `make build` makes it")
    return options


if __name__ == "__main__":
    main()
