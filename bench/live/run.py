#!/usr/bin/env python3
"""Shows what `live-leaderboards` does, beside Redis, nginx and SQLite in the same run.

    make bench-live
    python bench/live/run.py --rounds 5 --seconds 5 --only submissions,reads

All listen on 127.0.0.1 and share the machine with the load. They take turns, and the median of the
rounds counts. Durability is compared with durability, so the machine must be quiet: a busy disk
makes every commit wait. Speed is no test: the exit code is 0 whatever is reached.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
sys.path += [str(BENCH), str(BENCH / "load")]

from lines import GROUPS, Lines  # noqa: E402
from report import Column, Section  # noqa: E402
from settings import ROOT  # noqa: E402
from table import goals_text, section_text  # noqa: E402

TOOLS = ROOT / ".bench/live"
BUILT = ROOT / ".build/release"


def number(figure: float) -> str:
    """Rates as whole numbers, times with three digits."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def numbers(text: str) -> list[int]:
    """Numbers with commas between."""
    return [int(each) for each in text.split(",")]


COLUMNS = [
    Column("what", "what"),
    Column("ours", "ours", number),
    Column("peer", "peer", number),
    Column("ratio", "ratio", "{:.2f}".format),
    Column("ours_p99", "p99 ms, ours", "{:.2f}".format),
    Column("peer_p99", "p99 ms, peer", "{:.2f}".format),
]


def main() -> None:
    """Measures the lines that are asked for, and prints them."""
    options = _options()
    # The disk of the checkout is measured, which the temporary folder of the system may not be on.
    with tempfile.TemporaryDirectory(prefix="run-", dir=TOOLS) as folder:
        lines = Lines(options, TOOLS, Path(folder))
        for group in options.only:
            print(f"{group} ...", file=sys.stderr)
            getattr(lines, group)()
        lines.end()
    heading = f"""\
{options.members:,} members, {options.connections} connections, medians of {options.rounds} rounds
of {options.seconds} seconds in turns. Rates are a second."""
    section = Section("live", " ".join(heading.split()), COLUMNS, lines.figures, lines.goals)
    if options.json:
        print(json.dumps(section.json(), indent=1))
    else:
        print(section_text(section), end="\n\n")
        print(goals_text(section.goals))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--live", type=Path, default=BUILT / "live-leaderboards",
                        help="the server")  # fmt: skip
    parser.add_argument("--members", type=int, default=1_000_000, help="of the board")
    parser.add_argument("--rounds", type=int, default=5, help="of which the median counts")
    parser.add_argument("--seconds", type=int, default=4, help="of each round, for each server")
    parser.add_argument("--connections", type=int, default=32, help="that ask at once")
    parser.add_argument("--subscribers", type=int, default=2_000)
    parser.add_argument("--stuck", type=int, default=300, help="subscribers that never read")
    parser.add_argument("--measure-ranks", type=Path, default=BUILT / "measure-ranks",
                        help="the program that measures ranks in memory")  # fmt: skip
    parser.add_argument("--ranks", type=numbers, default=[1_000_000, 10_000_000],
                        help="members of boards in memory")  # fmt: skip
    parser.add_argument("--only", type=lambda text: text.split(","), default=GROUPS,
                        help=f"some of {','.join(GROUPS)}")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if not 1 <= options.seconds <= 60 or not 1 <= options.rounds <= 20:
        parser.error("at most 20 rounds of 60 seconds")
    if unknown := set(options.only) - set(GROUPS):
        parser.error(f"unknown {', '.join(unknown)}; expected {', '.join(GROUPS)}")
    programs = [options.measure_ranks] if "ranks" in options.only else []
    for path in (*programs, options.live, TOOLS / "usr/sbin/nginx", TOOLS / "usr/bin/redis-server"):
        if not path.exists():
            parser.error(f"{path} is not there; run this by `make bench-live`")
    return options


if __name__ == "__main__":
    main()
