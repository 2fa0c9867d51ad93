"""All that the functions do with AWS, done once, with every request noted down on its way."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from applied_function import start
from applied_lake import AppliedLake
from catalog import athena_table
from functions import Function, ask, http_event, s3_event
from servers.athena import AthenaServer, Behaviour
from servers.faulty_proxy import Fault, FaultyProxy, Request
from servers.runtime_api import Outcome
from servers.seaweedfs import SeaweedFS
from stack import Stack

UPLOAD = b"id,name,power,dkp\n7,Silent Otter,5,50\n"
REFUSED = b"id,name\n7,a\n7,b\n"
EARLIER = "2026-01-19"
KINGDOM = "/v1/kingdoms/51"
BOARD = f"{KINGDOM}/leaderboards/dkp"
QUESTIONS = [
    "/", "/openapi.json", "/v1/health", "/v1/kingdoms", f"{KINGDOM}/snapshots", BOARD,
    f"{BOARD}?search=otter", f"{BOARD}?around=7&date={EARLIER}", f"{BOARD}?compare=previous",
    f"{BOARD}.csv", f"{KINGDOM}/gains/power", f"{KINGDOM}/gains/dkp?weights=t4:1,t5:2,deaths:3",
    f"{KINGDOM}/players?search=7", f"{KINGDOM}/players/7", f"{KINGDOM}/players/7/history",
]  # fmt: skip

# As often as a call is tried.
ATTEMPTS = 5
# Above it, what is sent is a part of an object and tells nothing about rights.
SHORT_BODY = 1 << 16


class Witness(list[Request]):
    """The requests that passed."""

    def __call__(self, request: Request) -> None:
        """Notes a request, without a long body."""
        self.append(request if len(request.body) < SHORT_BODY else replace(request, body=b""))


class ObservedWork:
    """The requests of both functions of an environment, to S3 and to Athena."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.ingesting, self.answering, self.asking = Witness(), Witness(), Witness()
        server = SeaweedFS(folder / "seaweedfs")
        try:
            lake = AppliedLake(stack, server)
            with self._witnessed(lake, self.ingesting) as proxy:
                self._ingest(lake, proxy)
            with self._witnessed(lake, self.answering) as proxy:
                self._answer(lake, proxy, folder)
        finally:
            server.stop()

    @staticmethod
    @contextlib.contextmanager
    def _witnessed(lake: AppliedLake, witness: Witness) -> Iterator[FaultyProxy]:
        proxy = FaultyProxy(lake.bucket.server.endpoint, witness)
        yield proxy
        proxy.close()

    def _ingest(self, lake: AppliedLake, proxy: FaultyProxy) -> None:
        """Uploads of every fate: new, newer, repeated, refused, cut off, too long for one go."""
        servers = {**lake.bucket.server.environment(), "AWS_ENDPOINT_URL_S3": proxy.endpoint}
        with start(lake.stack, "ingest_players", **servers) as function:
            early = without_version(lake.drop(UPLOAD, "2026-01-26T07:00:00.000Z"))
            handled(function.invoke(s3_event(early)))
            earlier = lake.drop(UPLOAD, "2026-01-26T07:30:00.000Z", date=EARLIER)
            handled(function.invoke(s3_event(earlier)))
            first = lake.drop(UPLOAD, "2026-01-26T08:00:00.000Z")
            for record in (first, first, lake.drop(UPLOAD, "2026-01-26T09:00:00.000Z")):
                handled(function.invoke(s3_event(record)))
            refused = lake.drop(REFUSED, "2026-01-26T10:00:00.000Z")
            proxy.strike(Fault.BUSY, ATTEMPTS, method="PUT", target="/reports/")
            fail_then_handle(function, refused)
            long = lake.drop(long_upload(), "2026-01-26T11:00:00.000Z")
            for area in ("/raw/", "/curated/"):
                proxy.strike(Fault.BUSY, ATTEMPTS, method="POST", target=(area, "uploadId"))
            unfinished(function.invoke(s3_event(long)))
            fail_then_handle(function, long)
            refused = lake.drop(long_upload() + b"1,again\n", "2026-01-26T12:00:00.000Z")
            proxy.strike(Fault.BUSY, ATTEMPTS, method="POST", target=("/rejected/", "uploadId"))
            fail_then_handle(function, refused)

    def _answer(self, lake: AppliedLake, proxy: FaultyProxy, folder: Path) -> None:
        """Every kind of question, and one that Athena is too late for."""
        table = athena_table(lake.stack, lake.bucket.client, folder / "athena")
        athena = AthenaServer(table, lake.stack.outputs["athena"]["workgroup"])
        before_athena = FaultyProxy(athena.endpoint, self.asking)
        servers = {
            **lake.bucket.server.environment(),
            "AWS_ENDPOINT_URL_S3": proxy.endpoint,
            "AWS_ENDPOINT_URL_ATHENA": before_athena.endpoint,
        }
        with start(lake.stack, "leaderboard_api", **servers) as function:
            for question in QUESTIONS:
                path, _, query = question.partition("?")
                assert ask(function, path, query).status == 200, question
            uploads = ask(function, f"{KINGDOM}/uploads").json()["uploads"]
            assert {upload["status"] for upload in uploads} == {"accepted", "refused"}
            for upload in uploads:
                assert ask(function, upload["report_path"]).status == 200, upload
            for path in (
                f"{KINGDOM}/uploads/{EARLIER}/20260126T000000Z", f"{KINGDOM}/players/9999999",
                "/v1/kingdoms/77/leaderboards/dkp",
            ):  # fmt: skip
                assert ask(function, path).status == 404, path
            athena.behave(Behaviour.NEVER_ENDS)
            function.invoke(http_event(BOARD.replace("dkp", "power")), seconds=3)
        before_athena.close()
        athena.stop()


def without_version(record: dict) -> dict:
    """The record as S3 writes it while it does not know yet that a new bucket has versions."""
    known = record["s3"]["object"]
    plain = {name: known[name] for name in known if name != "versionId"}
    return {**record, "s3": {**record["s3"], "object": plain}}


def handled(outcome: Outcome) -> None:
    """The invocation must have succeeded, whatever became of the upload."""
    assert outcome.error_type is None, outcome.payload


def unfinished(outcome: Outcome) -> None:
    """The invocation must have failed, so that it comes again."""
    assert outcome.error_type == "Function.Unfinished", outcome.payload


def fail_then_handle(function: Function, record: dict) -> None:
    """Hands over a record twice, of which the first time must fail."""
    unfinished(function.invoke(s3_event(record)))
    handled(function.invoke(s3_event(record)))


def long_upload() -> bytes:
    """An upload that goes to S3 in parts, and whose curated file does too."""
    names = random.Random(7)
    rows = (f"{number},{names.randbytes(45).hex()}\n" for number in range(1, 300_000))
    return ("id,name\n" + "".join(rows)).encode()
