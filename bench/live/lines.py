"""What is measured: each group is some lines of the table, with their goals."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import ranks
from processes import Live, Redis
from programs import SQLiteAlone, subscribed
from report import Goal
from scores import BOARD, READ, SUBMIT, batch_rate, batch_request, fill, members
from servers import Nginx, ServedBoard
from wrk import Load, Pull

GROUPS = [
    "idle", "submissions", "one", "batches", "top", "reads", "start", "subscribers", "ranks",
]  # fmt: skip
IDLE_SECONDS = 3
ROWS = 1_000
BATCHES = 40
BATCH_CONNECTIONS = 2
UPDATES_A_SECOND = 10
INTERVAL_MS = 100
MOST_LATE_MS = 20
MOST_IDLE_MEGABYTES = 20
MOST_GROWTH_MEGABYTES = 16
LISTED = 1_000


class Lines:
    """Both servers with the members, and the figures so far."""

    def __init__(self, options: argparse.Namespace, tools: Path, folder: Path) -> None:
        self.options, self.tools, self.folder = options, tools, folder
        self.figures: list[dict] = []
        self.goals: list[Goal] = []
        self._members = members(options.members)
        self._seed = 0
        self._held: list = []

    # Servers are started by the first group that needs them.

    @property
    def live(self) -> Live:
        if not hasattr(self, "_live"):
            self._live = self._hold(Live(self.options.live, self.folder / "live"))
            fill(self._live, BOARD, self._members)
        return self._live

    @property
    def redis(self) -> Redis:
        if not hasattr(self, "_redis"):
            self._redis = self._hold(Redis(self.tools, self.folder / "redis"))
            self._redis.fill(BOARD, self._members)
        return self._redis

    @property
    def sqlite(self) -> SQLiteAlone:
        if not hasattr(self, "_sqlite"):
            file = self.folder / "alone.db"
            self._sqlite = self._hold(SQLiteAlone(self.tools, file, self.options.members))
        return self._sqlite

    def _hold(self, server):
        server.__enter__()
        self._held.append(server)
        return server

    def end(self) -> None:
        for server in self._held:
            server.__exit__(None, None, None)

    # Groups.

    def idle(self) -> None:
        with Live(self.options.live, self.folder / "idle") as live:
            time.sleep(IDLE_SECONDS)
            megabytes = live.resident_bytes() / 1e6
        self._figure("memory idle, MB", megabytes)
        self.goals.append(Goal("Memory idle", MOST_IDLE_MEGABYTES, megabytes, "MB"))

    def submissions(self) -> None:
        pull, requests = self._pull(), 60_000 * self.options.seconds
        command = ("ZADD", BOARD, "__rand_int__", "player-__rand_int__")
        live, redis = self.live, self.redis
        ours, peers = self._turns(
            lambda: self._ours(pull.scripted(live.port, self._script(SUBMIT))),
            lambda: redis.benchmark(self.options.connections, requests, *command),
        )
        figure = self._compared("durable submissions, beside ZADD in memory", ours, peers)
        self._least("Durable submissions, of Redis' ZADD in memory", 0.5, figure["ratio"])
        self.goals.append(
            Goal("Their p99, times Redis'", 3, figure["ours_p99"] / figure["peer_p99"])
        )

    def one(self) -> None:
        pull = Pull(self.tools, 1, self.options.seconds)
        live, sqlite = self.live, self.sqlite
        ours, peers = self._turns(
            lambda: self._times(pull.scripted(live.port, self._script(SUBMIT))),
            lambda: (sqlite.commits(1, 2_000 * self.options.seconds)[1], None),
        )
        figure = self._compared("one durable submission, median ms, beside SQLite", ours, peers)
        self.goals.append(Goal("One durable submission, times SQLite's", 1.7, figure["ratio"]))

    def batches(self) -> None:
        live, sqlite, chance = self.live, self.sqlite, random.Random(1)

        def batch() -> tuple[float, None]:
            requests = [batch_request(chance, self.options.members, ROWS) for _ in range(BATCHES)]
            return batch_rate(live.port, requests, ROWS, BATCH_CONNECTIONS), None

        ours, peers = self._turns(batch, lambda: (sqlite.commits(ROWS, BATCHES)[0], None))
        figure = self._compared(f"submissions in batches of {ROWS:,}, beside SQLite", ours, peers)
        self._least("Batches, of SQLite alone", 0.8, figure["ratio"])

    def top(self) -> None:
        live, pull = self.live, self._pull()
        title = "top 100"
        board = ServedBoard(title, f"/api/v1/leaderboards/{BOARD}/top?limit=100")
        board = board.fetched(live.port)
        with Nginx(self.tools, [board], self.folder) as nginx:
            ours, peers = self._turns(
                lambda: self._ours(pull.at(live.port, board.path)),
                lambda: self._ours(pull.at(nginx.port, nginx.path(board))),
            )
        figure = self._compared(f"{title}, {board.size:,} bytes, beside nginx", ours, peers)
        self._least("Top 100, of nginx", 0.8, figure["ratio"])

    def reads(self) -> None:
        live, redis, pull = self.live, self.redis, self._pull()
        requests = 80_000 * self.options.seconds
        command = ("ZREVRANK", BOARD, "player-__rand_int__")
        for title, what, query, wanted in [
            ("around a player, range 5", "around", "?range=5", 0.4),
            ("own rank", "player", "", 0.5),
        ]:
            ours, peers = self._turns(
                lambda: self._ours(
                    pull.scripted(live.port, self._script(READ, what=what, query=query))
                ),
                lambda: redis.benchmark(self.options.connections, requests, *command),
            )
            figure = self._compared(f"{title}, never the same, beside ZREVRANK", ours, peers)
            self._least(f"{title.capitalize()}, of Redis' ZREVRANK", wanted, figure["ratio"])

    def start(self) -> None:
        live = self.live
        with Redis(self.tools, self.folder / "aof", is_durable=True) as redis:
            redis.fill(BOARD, self._members)
            # Everything is in the file two seconds after it was answered.
            time.sleep(2)
            ours, peers = [], []
            for _ in range(self.options.rounds):
                live.kill()
                ours.append((live.start(), None))
                redis.kill()
                peers.append((redis.start(), None))
        figure = self._compared("seconds to ready after a kill, beside Redis' AOF", ours, peers)
        self.goals.append(Goal("Start, of Redis' time with its AOF", 0.2, figure["ratio"]))
        self._figure("memory with the members, MB", live.resident_bytes() / 1e6)

    def subscribers(self) -> None:
        live, options = self.live, self.options
        board = "live"
        fill(live, board, [(name, score % LISTED) for name, score in self._members[:LISTED]])
        numbers = (options.subscribers, options.stuck, UPDATES_A_SECOND)
        subscribed(self.tools, live.port, board, *numbers, 2)
        before = live.resident_bytes()
        told = subscribed(self.tools, live.port, board, *numbers, max(10, options.seconds))
        growth = (live.resident_bytes() - before) / 1e6
        title = f"{options.subscribers:,} subscribers, {options.stuck:,} of them stuck"
        self._figure(f"{title}: messages", told.messages)
        self._figure(f"{title}: age of the newest, ms", told.p50_ms, ours_p99=told.p99_ms)
        self._figure(f"{title}: closed, stuck ones closed", told.closed, told.stuck_closed)
        late = told.p99_ms - INTERVAL_MS
        self.goals += [
            Goal("Newest score after the interval, p99", MOST_LATE_MS, max(0, late), "ms"),
            Goal("Subscribers that were closed", 0, told.closed),
            Goal("Memory after, more than before", MOST_GROWTH_MEGABYTES, max(0, growth), "MB"),
        ]

    def ranks(self) -> None:
        for count in self.options.ranks:
            ours = ranks.ours(self.options.measure_ranks, count)
            redis = ranks.redis(self.tools, self.folder / f"redis-{count}", count)
            for what, mine, theirs in [
                ("move, us of CPU", ours.move_microseconds, redis.move_microseconds),
                ("bytes a member", ours.member_bytes, redis.member_bytes),
            ]:
                self._figure(f"{count:,} members in memory: {what}", mine, theirs, mine / theirs)
            faster = redis.move_microseconds / ours.move_microseconds
            self._least(f"A move of {count:,} members, times as fast as Redis", 3, faster)
            share = ours.member_bytes / redis.member_bytes
            self.goals.append(Goal(f"Bytes of {count:,} members, of Redis'", 0.75, share))

    # Figures.

    def _turns(self, ours: Callable, peer: Callable) -> tuple[list, list]:
        """Rounds of both, in turns: a figure each, and the 99th percentile in ms if it has one."""
        rounds = [(ours(), peer()) for _ in range(self.options.rounds)]
        return [each for each, _ in rounds], [each for _, each in rounds]

    def _compared(self, what: str, ours: list[tuple], peers: list[tuple]) -> dict:
        mine, theirs = median(each[0] for each in ours), median(each[0] for each in peers)
        p99 = [
            median(each[1] for each in figures) if figures[0][1] is not None else None
            for figures in (ours, peers)
        ]
        return self._figure(what, mine, theirs, mine / theirs, *p99)

    def _figure(
        self, what: str, ours: float, peer: float | None = None, ratio: float | None = None,
        ours_p99: float | None = None, peer_p99: float | None = None,
    ) -> dict:  # fmt: skip
        figure = {
            "what": what, "ours": ours, "peer": peer, "ratio": ratio,
            "ours_p99": ours_p99, "peer_p99": peer_p99,
        }  # fmt: skip
        self.figures.append(figure)
        return figure

    def _least(self, what: str, wanted: float, reached: float) -> None:
        self.goals.append(Goal(what, wanted, reached, is_least=True))

    def _pull(self) -> Pull:
        return Pull(self.tools, self.options.connections, self.options.seconds)

    def _script(self, text: str, **words: str) -> str:
        """A script with a seed of its own, so that no round repeats another."""
        self._seed += 1
        return text.format(seed=self._seed, players=self.options.members, **words)

    @staticmethod
    def _ours(load: Load) -> tuple[float, float]:
        return load.rate, load.p99_ms

    @staticmethod
    def _times(load: Load) -> tuple[float, None]:
        return load.p50_ms, None
