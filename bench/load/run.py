#!/usr/bin/env python3
"""Shows how many requests a second `standings serve` answers, beside nginx serving the same JSON.

    make bench-load
    python bench/load/run.py --rounds 5 --seconds 5

Both listen on 127.0.0.1, have two workers, keep connections open and gather the lines of their log
before they write them to a file; in one group neither has a log. They take turns, so that whatever
else the machine does falls on both alike. wrk runs on the same machine and takes its share of it.
Speed is no test: the exit code is 0 whatever is reached.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

BENCH = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BENCH))

from boards import Boards  # noqa: E402
from clients import beside  # noqa: E402
from report import Column, Goal, Section  # noqa: E402
from servers import Nginx, Ours, ServedBoard, Server  # noqa: E402
from settings import KEPT, ROOT  # noqa: E402
from table import goals_text, section_text  # noqa: E402
from wrk import Load, Pull  # noqa: E402

IDLE, SLOW = 10_000, 1_000
MILLION = 1_000_000
MOST_TIMES_NGINX = 2
MOST_GROWTH_MEGABYTES = 8
TOOLS = ROOT / ".bench/load"
COLUMNS = [
    Column("what", "what"),
    Column("bytes", "bytes", "{:,}".format),
    Column("ours", "ours/s", "{:,.0f}".format),
    Column("nginx", "nginx/s", "{:,.0f}".format),
    Column("ratio", "ours to nginx", "{:.2f}".format),
    Column("ours_p99", "p99 ms, ours", "{:.2f}".format),
    Column("nginx_p99", "p99 ms, nginx", "{:.2f}".format),
]


def main() -> None:
    """Pulls at both servers with each kind of load, and prints what they gave."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="load-", dir=KEPT.parent) as folder:
        section = _measure(options, Path(folder))
    if options.json:
        print(json.dumps(section.json(), indent=1))
    else:
        print(section_text(section), end="\n\n")
        print(goals_text(section.goals))


def _measure(options: argparse.Namespace, folder: Path) -> Section:
    pull = Pull(TOOLS, options.connections, options.seconds)
    figures: list[dict] = []
    boards = Boards(options.standings, folder / "lake")
    served = boards.make()
    with Ours(options.standings, boards.folder, folder) as ours:
        files = [board.fetched(ours.port) for board in served]
        with Nginx(TOOLS, files, folder) as nginx:
            _require_the_same(ours, nginx, files)
            for board in files:
                figures.append(_compare(board.title, board, (ours, nginx), pull, options))
            cold = pull.each_once(ours.port, boards.distinct())
            few = files[0]
            with beside(ours.port, IDLE, SLOW, ours.path(few)) as ours_held, \
                    beside(nginx.port, IDLE, SLOW, nginx.path(few)) as nginx_held:  # fmt: skip
                title = f"{few.title}, beside {IDLE:,} idle and {SLOW:,} slow"
                figures.append(_compare(title, few, (ours, nginx), pull, options))
                held = (ours_held.count(), nginx_held.count())
            growth = _growth(ours, few, pull)
    with Ours(options.standings, boards.folder, folder, "--quiet") as ours, \
            Nginx(TOOLS, files, folder, logs=False) as nginx:  # fmt: skip
        title = f"{few.title}, neither with a log"
        figures.append(_compare(title, few, (ours, nginx), pull, options))
    figures.append(
        {
            "what": f"{cold.requests:,} boards not asked for before",
            "bytes": files[1].size, "ours": cold.rate, "nginx": None, "ratio": None,
            "ours_p99": cold.p99_ms, "nginx_p99": None,
        }  # fmt: skip
    )
    goals = [
        Goal(f"{each['what']}: nginx's rate by ours", MOST_TIMES_NGINX, 1 / each["ratio"])
        for each in figures
        if each["ratio"]
    ]
    before, after, requests = growth
    goals.append(
        Goal(f"Memory after {requests:,} requests, more than before", MOST_GROWTH_MEGABYTES,
             (after - before) / 1e6, "MB")  # fmt: skip
    )
    return Section("load", _heading(options, held, growth), COLUMNS, figures, goals)


def _heading(options: argparse.Namespace, held: tuple[int, int], growth: tuple) -> str:
    before, after, _ = growth
    text = f"""\
{options.connections} connections for {options.seconds} seconds, medians of {options.rounds} rounds
in turns. Of the idle and slow connections ours held {held[0]:,} to the end, nginx {held[1]:,}.
Memory of ours before and after a million requests: {before / 1e6:.1f} and {after / 1e6:.1f} MB."""
    return " ".join(text.split())


def _compare(
    title: str, board: ServedBoard, servers: tuple[Server, Server], pull: Pull,
    options: argparse.Namespace,
) -> dict:  # fmt: skip
    print(f"{title} ...", file=sys.stderr)
    loads: list[list[Load]] = [[], []]
    for _ in range(options.rounds):
        for server, own in zip(servers, loads):
            own.append(pull.at(server.port, server.path(board)))
    ours, nginx = (median(load.rate for load in own) for own in loads)
    ours_p99, nginx_p99 = (median(load.p99_ms for load in own) for own in loads)
    return {
        "what": title, "bytes": board.size, "ours": ours, "nginx": nginx, "ratio": ours / nginx,
        "ours_p99": ours_p99, "nginx_p99": nginx_p99,
    }  # fmt: skip


def _growth(ours: Ours, board: ServedBoard, pull: Pull) -> tuple[int, int, int]:
    """The server's memory before and after a million requests, and how many there were."""
    print("a million requests ...", file=sys.stderr)
    pull.at(ours.port, ours.path(board))
    before, requests = ours.resident_bytes(), 0
    while requests < MILLION:
        requests += pull.at(ours.port, ours.path(board)).requests
    return before, ours.resident_bytes(), requests


def _require_the_same(ours: Ours, nginx: Nginx, boards: list[ServedBoard]) -> None:
    for board in boards:
        if ours.get(board) != nginx.get(board) or ours.get(board) != board.content:
            sys.exit(f"{board.title}: the two do not serve the same bytes")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--standings", type=Path, default=ROOT / ".build/release/standings")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts")
    parser.add_argument("--seconds", type=int, default=4, help="of each round, for each server")
    parser.add_argument("--connections", type=int, default=32, help="that ask at once")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if not 1 <= options.seconds <= 60 or not 1 <= options.rounds <= 20:
        parser.error("at most 20 rounds of 60 seconds")
    for path in (options.standings, TOOLS / "usr/sbin/nginx"):
        if not path.exists():
            parser.error(f"{path} is not there; run this by `make bench-load`")
    KEPT.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    main()
