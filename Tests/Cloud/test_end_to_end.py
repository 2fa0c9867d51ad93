"""From a file in the inbox to a board over HTTP: both functions as processes, S3 and Athena as
servers, and what must come out worked out apart from the product.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import threading
from collections.abc import Callable

import pytest

from api_function import asking_athena, counts
from buckets import Bucket
from cloud_lake import DATE, CloudLake
from conftest import Start
from functions import ROOT, Function, ask, http_event, s3_event
from servers.athena import AthenaServer, Behaviour

sys.path.append(str(ROOT / "Tests/Acceptance"))

from expectation import expect  # noqa: E402
from ranking import METRICS, leaderboard  # noqa: E402
from uploads import FAMILIES, cells, csv_text, headers, players  # noqa: E402

EXAMPLES = sorted((ROOT / "examples/inbox").glob("*/*/*/*"))
KILLS = 40
SMALLEST_FUNCTION_MEGABYTES = 128
# As long as Lambda gives a function of which nobody says how long it may take.
SHORTEST_SECONDS = 3

FIRST = b"id,name,power,dkp\n7,Silent Otter,5,50\n8,Amber Falcon,6,60\n"
SECOND = b"id,name,power,dkp\n7,Silent Otter,5,90\n8,Amber Falcon,6,60\n"
REFUSED = b"id,name\n7,a\n7,b\n"


def board(function: Function, metric: str, kingdom: int = 51, date: str = DATE) -> dict:
    """A board that must be there."""
    path = f"/v1/kingdoms/{kingdom}/leaderboards/{metric}"
    answer = ask(function, path, f"date={date}", accept_encoding="gzip")
    assert answer.status == 200, answer
    return answer.json()


def values(function: Function) -> dict[int, int]:
    """The DKP of each player of kingdom 51."""
    return {entry["id"]: entry["value"] for entry in board(function, "dkp")["entries"]}


# From the inbox to the board


def test_the_examples_become_boards(start: Start, lake: CloudLake, boards: Function):
    ingest = start("ingest-players", lake)
    records = []
    for number, example in enumerate(EXAMPLES):
        kingdom, date = (part.split("=")[1] for part in example.parts[-3:-1])
        records.append(
            lake.drop(
                example.read_bytes(),
                f"2026-02-01T08:00:{number:02}.000Z",
                example.name,
                int(kingdom),
                date,
            )
        )
    assert counts(ingest, *records) == {"accepted": len(EXAMPLES), "refused": 0, "skipped": 0}
    for example in EXAMPLES:
        kingdom, date = (part.split("=")[1] for part in example.parts[-3:-1])
        rows = expect(example.read_bytes()).rows
        for metric in METRICS:
            expected = leaderboard(rows, metric, int(kingdom), date)
            found = board(boards, metric, int(kingdom), date)
            expected["next_cursor"] = found["next_cursor"]
            assert found == expected, (example.name, metric)


@pytest.mark.parametrize("family", ["RokTracker", "Hero Scrolls", "script of scores"])
def test_generated_kingdoms_become_boards(
    start: Start, lake: CloudLake, boards: Function, family: str
):
    table = FAMILIES[family]
    rows = cells(table, players(90, seed=len(family)))
    content = csv_text(headers(table), rows).encode()
    assert counts(start("ingest-players", lake), lake.drop(content))["accepted"] == 1
    for metric in METRICS:
        expected = leaderboard(expect(content).rows, metric, 51, DATE)
        assert board(boards, metric) == expected


def test_a_key_as_officers_write_them(start: Start, lake: CloudLake):
    ingest = start("ingest-players", lake)
    names = ["my kvk+final (2).csv", "名前.csv", "100%41.csv", "a&b=c;d.csv", "é.csv"]
    for number, name in enumerate(names):
        record = lake.drop(FIRST, f"2026-01-26T15:30:{number:02}.000Z", name)
        assert counts(ingest, record)["accepted"] == 1
    assert [key.split("/")[-1] for key in lake.keys("raw")] == names


def test_what_is_known_is_not_sent_again(start: Start, lake: CloudLake, boards: Function):
    counts(start("ingest-players", lake), lake.drop(EXAMPLES[0].read_bytes()))
    path, query = "/v1/kingdoms/51/leaderboards/power", "date=latest"
    answer = ask(boards, path, query, accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.travelled) < len(answer.body) / 3
    plain = ask(boards, path, query)
    assert plain.body == answer.body and plain.headers["etag"] != answer.headers["etag"]
    tag = answer.headers["etag"]
    known = ask(boards, path, query, accept_encoding="gzip", if_none_match=tag)
    assert (known.status, known.body, known.headers["etag"]) == (304, b"", tag)
    head = ask(boards, path, query, method="HEAD", accept_encoding="gzip")
    assert (head.status, head.body, head.headers) == (200, b"", answer.headers)


def test_a_newer_upload_shows_within_seconds(start: Start, lake: CloudLake, boards: Function):
    ingest = start("ingest-players", lake)
    counts(ingest, lake.drop(FIRST, "2026-01-26T15:30:12.000Z"))
    assert values(boards) == {7: 50, 8: 60}
    counts(ingest, lake.drop(SECOND, "2026-01-26T15:30:13.000Z"))
    # What is kept in memory is kept for five seconds.
    waited = threading.Event()
    for _ in range(80):
        if values(boards) == {7: 90, 8: 60}:
            return
        waited.wait(0.1)
    pytest.fail("the newer upload does not show")


def test_a_kingdom_that_nobody_knows(boards: Function):
    answer = ask(boards, "/v1/kingdoms/51/leaderboards/dkp")
    assert (answer.status, answer.json()["code"]) == (404, "not_found")
    assert ask(boards, "/v1/kingdoms").json() == {"kingdoms": []}


def test_athena_that_is_late_is_a_problem_in_time(
    start: Start, lake: CloudLake, athena: AthenaServer
):
    counts(start("ingest-players", lake), lake.drop(FIRST))
    function = asking_athena(athena, start, lake)
    athena.behave(Behaviour.NEVER_ENDS)
    question = http_event("/v1/kingdoms/51/leaderboards/dkp", f"date={DATE}")
    outcome = function.invoke(question, SHORTEST_SECONDS)
    assert outcome.error_type is None, "the gateway would tell nothing of it"
    answer = outcome.json()
    assert answer["statusCode"] == 504
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert json.loads(answer["body"])["code"] == "query_timed_out"
    assert athena.actions()[-1] == "StopQueryExecution", "nobody waits for it any more"
    assert values(function) == {7: 50, 8: 60}


# Events as S3 sends them: repeated, late, mixed


def test_a_repeated_event_changes_nothing(start: Start, lake: CloudLake):
    ingest = start("ingest-players", lake)
    record = lake.drop(FIRST)
    counts(ingest, record)
    once = lake.tree()
    assert len(once) == 3
    assert counts(ingest, record) == {"accepted": 0, "refused": 0, "skipped": 1}
    assert counts(ingest, record, record) == {"accepted": 0, "refused": 0, "skipped": 2}
    assert lake.tree() == once


@pytest.mark.parametrize("keeps_versions", [False, True])
@pytest.mark.parametrize("is_older_last", [False, True])
def test_the_newest_upload_stays_in_whatever_order_they_come(
    start: Start, lake: CloudLake, keeps_versions: bool, is_older_last: bool
):
    if keeps_versions:
        lake.bucket.client.put_bucket_versioning(
            Bucket=lake.bucket.name, VersioningConfiguration={"Status": "Enabled"}
        )
    older = lake.drop(FIRST, "2026-01-26T15:30:12.000Z")
    newer = lake.drop(SECOND, "2026-01-26T15:30:13.000Z")
    ingest = start("ingest-players", lake)
    events = [newer, older] if is_older_last else [older, newer]
    found = [counts(ingest, record) for record in events]
    # Without versions the older content is gone before its event comes.
    assert sum(each["accepted"] for each in found) == (2 if keeps_versions else 1)
    raw = sorted(lake.bucket.get(key) for key in lake.keys("raw"))
    assert raw == sorted([FIRST, SECOND] if keeps_versions else [SECOND])
    function = start("leaderboard-api", lake, QUERY_ENGINE="parquet")
    assert values(function) == {7: 90, 8: 60}


@pytest.mark.parametrize("distance", ["13.345", "12.999", "12.345"])
def test_uploads_close_to_each_other_are_both_kept(start: Start, lake: CloudLake, distance: str):
    ingest = start("ingest-players", lake)
    uploads = [
        lake.drop(FIRST, "2026-01-26T15:30:12.345Z", "a.csv"),
        lake.drop(SECOND, f"2026-01-26T15:30:{distance}Z", "b.csv"),
    ]
    assert counts(ingest, *uploads)["accepted"] == 2
    once = lake.tree()
    assert sorted(once[key] for key in lake.keys("raw")) == sorted([FIRST, SECOND])
    assert len(lake.keys("reports")) == 2
    assert counts(ingest, *reversed(uploads))["skipped"] == 2
    assert lake.tree() == once


def test_a_refused_file_between_two_good_ones(start: Start, lake: CloudLake):
    ingest = start("ingest-players", lake)
    records = [
        lake.drop(FIRST, "2026-01-26T15:30:12.000Z", "a.csv"),
        lake.drop(REFUSED, "2026-01-26T15:30:13.000Z", "b.csv"),
        lake.drop(SECOND, "2026-01-26T15:30:14.000Z", "c.csv"),
    ]
    assert counts(ingest, *records) == {"accepted": 2, "refused": 1, "skipped": 0}
    assert [lake.bucket.get(key) for key in lake.keys("rejected")] == [REFUSED]
    assert len(lake.keys("raw")) == len(lake.keys("reports")) == 3
    function = start("leaderboard-api", lake, QUERY_ENGINE="parquet")
    assert values(function) == {7: 90, 8: 60}
    ingest.kill()
    (line,) = ingest.logged(level="WARN")
    assert "b.csv" in line["key"] and line["report"] in lake.keys("reports")
    (metrics,) = ingest.metrics()
    assert (metrics["UploadsRefused"], metrics["RowsAccepted"]) == (1, 4)


@pytest.mark.parametrize(
    ("content", "size", "found"), [(b"", None, "an empty file"), (FIRST, 1 << 40, f"{1 << 40} bytes")]
)
def test_an_officer_is_told_of_what_cannot_be_read(
    start: Start, lake: CloudLake, content: bytes, size: int | None, found: str
):
    ingest = start("ingest-players", lake)
    record = lake.drop(content)
    if size:
        record["s3"]["object"]["size"] = size
    assert counts(ingest, record) == {"accepted": 0, "refused": 1, "skipped": 0}
    (key,) = lake.keys("reports")
    report = json.loads(lake.tree()[key])
    assert found in report["problems"][0]["found"], report
    assert counts(ingest, record)["skipped"] == 1


def test_functions_that_race_for_one_date(start: Start, lake: CloudLake):
    uploads = [
        lake.drop(
            f"id,name,dkp\n7,Silent Otter,{number}\n".encode(),
            f"2026-01-26T15:30:{number:02}.000Z",
            f"{number}.csv",
        )
        for number in range(12)
    ]
    functions = [start("ingest-players", lake) for _ in range(4)]
    random.Random(7).shuffle(uploads)
    sent = [
        (function, function.api.send(s3_event(record)))
        for index, record in enumerate(uploads)
        for function in [functions[index % 4]]
    ]
    for function, invocation in sent:
        assert function.await_outcome(invocation).json()["accepted"] == 1
    assert len(lake.keys("raw")) == len(lake.keys("reports")) == 12
    assert values(start("leaderboard-api", lake, QUERY_ENGINE="parquet")) == {7: 11}


@pytest.mark.parametrize("content", [FIRST, REFUSED], ids=["accepted", "refused"])
def test_functions_that_are_handed_the_same_event_do_its_work_once(
    start: Start, lake: CloudLake, content: bytes
):
    functions = [start("ingest-players", lake) for _ in range(4)]
    for number in range(5):
        record = lake.drop(content, f"2026-01-26T15:{number:02}:00.000Z")
        sent = [(function, function.api.send(s3_event(record))) for function in functions]
        for function, invocation in sent:
            outcome = function.await_outcome(invocation)
            assert outcome.error_type is None, outcome.payload
            assert sum(outcome.json().values()) == 1
        folders = {key.rsplit("/", 1)[0].split("/", 1)[1] for key in lake.keys("raw")}
        assert len(lake.keys("raw")) == len(folders) == number + 1
        assert {key.rsplit("/", 1)[0].split("/", 1)[1] for key in lake.keys("reports")} == folders
        assert len(lake.keys("rejected")) == (number + 1 if content == REFUSED else 0)


# Ends in the middle


@pytest.mark.parametrize(
    "content", [EXAMPLES[0].read_bytes(), REFUSED], ids=["accepted", "refused"]
)
def test_a_function_that_is_killed_anywhere_loses_nothing(bucket: Bucket, content: bytes):
    undisturbed = CloudLake(bucket, "undisturbed")
    seconds = _seconds_of_one_run(undisturbed, content)
    expected = undisturbed.tree()
    found: set[int] = set()
    for number in range(KILLS):
        lake = CloudLake(bucket, f"killed-{number}")
        record = lake.drop(content)
        with Function("ingest-players", lake.environment()) as function:
            assert function.api.first_next.wait(10)
            invocation = function.api.send(s3_event(record))
            invocation.ended.wait(1.2 * seconds * number / KILLS)
        left = lake.tree()
        found.add(len(left))
        assert left.items() <= expected.items(), "half an object, or one that should not be"
        assert lake.bucket.get(lake.bucket.keys(f"{lake.prefix}inbox/")[0]) == content
        with Function("ingest-players", lake.environment()) as function:
            assert sum(counts(function, record).values()) == 1
        assert lake.tree() == expected, f"killed at point {number} of {KILLS}"
    assert {0, len(expected)} < found, f"no kill came between two writes: {found}"


def _seconds_of_one_run(lake: CloudLake, content: bytes) -> float:
    """Takes an upload in and tells how long the whole of it took."""
    record = lake.drop(content)
    with Function("ingest-players", lake.environment()) as function:
        assert function.api.first_next.wait(10)
        assert counts(function, record)["skipped"] == 0
        function.kill()
        return function.metrics()[0]["Duration"] / 1e6


def exported_rows() -> bytes:
    """As trackers export them."""
    row = "{},Silent Otter {},ICE,{},{},1000,2000,3000,4000,5000,{}\n"
    header = "id,name,alliance,power,kill points,t1,t2,t3,t4,t5,deaths\n"
    rows = (row.format(n, n, n * 977, n * 31, n % 997) for n in range(1, 270_000))
    return (header + "".join(rows)).encode()


def shortest_rows() -> bytes:
    """As many rows as the bytes can hold, in no order."""
    ids = list(range(1, 2_900_000))
    random.Random(7).shuffle(ids)
    return ("id\n" + "\n".join(map(str, ids))).encode()


def packed_rows() -> bytes:
    """Rows that a compressor can do little about, and what they were before."""
    names = random.Random(7)
    rows = (f"{n},{names.randbytes(45).hex()}\n" for n in range(1, 240_000))
    return gzip.compress(("id,name\n" + "".join(rows)).encode(), 1)


@pytest.mark.parametrize(
    ("make", "ending"),
    [(exported_rows, "accepted"), (packed_rows, "accepted"), (shortest_rows, "refused")],
)
def test_twenty_megabytes_fit_into_the_smallest_function(
    start: Start, lake: CloudLake, make: Callable[[], bytes], ending: str
):
    content = make()
    assert len(content) < 24_000_000
    function = start(
        "ingest-players", lake, AWS_LAMBDA_FUNCTION_MEMORY_SIZE=str(SMALLEST_FUNCTION_MEGABYTES)
    )
    idle = function.api.first_next.wait(10) and function.greatest_memory()
    assert counts(function, lake.drop(content))[ending] == 1
    greatest = function.greatest_memory()
    print(f"idle {idle >> 20} MiB, with {len(content)} bytes {greatest >> 20} MiB")
    assert greatest < SMALLEST_FUNCTION_MEGABYTES << 20
