"""Events whose handling had failed come back through a queue, and end as if it had not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from buckets import Bucket
from cloud_lake import CloudLake
from conftest import Start
from failure_queue import RECEIVES, FailureQueue
from functions import failed_invocation, s3_event, sqs_event
from servers.faulty_proxy import Fault, FaultyProxy
from servers.moto_server import MotoServer

OLDER = b"id,name,power\n7,Silent Otter,5\n8,Amber Falcon,6\n"
NEWER = b"id,name,power\n7,Silent Otter,9\n8,Amber Falcon,6\n"
REFUSED = b"id,name\n7,a\n7,b\n"
MORNING, NOON = "2026-01-26T08:00:00.000Z", "2026-01-26T12:00:00.000Z"


@pytest.fixture
def queue(moto: MotoServer) -> FailureQueue:
    """An empty queue for events that failed."""
    return FailureQueue.make(moto)


@pytest.fixture
def proxy(bucket: Bucket) -> Iterator[FaultyProxy]:
    """A proxy before the bucket's server."""
    proxy = FaultyProxy(bucket.server.endpoint)
    yield proxy
    proxy.close()


@pytest.mark.parametrize("content", [OLDER, REFUSED], ids=["accepted", "refused"])
@pytest.mark.parametrize(
    ("method", "area"),
    [("GET", "inbox"), ("PUT", "raw"), ("PUT", "reports")],
    ids=["before all", "at the first write", "at the last write"],
)
def test_an_event_that_failed_while_s3_was_away_ends_as_if_it_had_not(
    start: Start,
    bucket: Bucket,
    queue: FailureQueue,
    proxy: FaultyProxy,
    content: bytes,
    method: str,
    area: str,
):
    undisturbed, lake = CloudLake(bucket, "undisturbed"), CloudLake(bucket, "disturbed")
    start("ingest-players", undisturbed).invoke(s3_event(undisturbed.drop(content)))
    event = s3_event(lake.drop(content))

    proxy.strike(Fault.BUSY, times=1000, method=method, target=f"/disturbed/{area}/")
    failing = start("ingest-players", lake, AWS_ENDPOINT_URL_S3=proxy.endpoint)
    assert queue.invoke(failing, event).error_type == "Function.Unfinished"
    assert lake.tree().items() < undisturbed.tree().items()
    assert queue.deliver(failing).error_type == "Function.Unfinished"

    function = start("ingest-players", lake)
    assert queue.deliver(function).error_type is None
    assert lake.tree() == undisturbed.tree()
    assert queue.deliver(function) is None, "the message is still there"
    assert queue.dead_letter() is None


def test_an_older_upload_that_comes_back_is_kept_and_shows_nowhere(
    start: Start, lake: CloudLake, queue: FailureQueue
):
    lake.bucket.client.put_bucket_versioning(
        Bucket=lake.bucket.name, VersioningConfiguration={"Status": "Enabled"}
    )
    older, newer = lake.drop(OLDER, MORNING), lake.drop(NEWER, NOON)
    function = start("ingest-players", lake)
    function.invoke(s3_event(newer))
    (curated,) = lake.keys("curated")
    standing = lake.bucket.get(curated)
    queue.send(failed_invocation(s3_event(older), None, "EventAgeExceeded", attempts=1))
    assert queue.deliver(function).json() == {"accepted": 1, "refused": 0, "skipped": 0}
    assert lake.bucket.get(curated) == standing
    assert sorted(lake.bucket.get(key) for key in lake.keys("raw")) == sorted([OLDER, NEWER])
    assert len(lake.keys("reports")) == 2


def test_an_event_that_comes_back_after_it_was_handled_changes_nothing(
    start: Start, lake: CloudLake, queue: FailureQueue
):
    function = start("ingest-players", lake)
    event = s3_event(lake.drop(OLDER))
    function.invoke(event)
    once = lake.tree()
    queue.send(failed_invocation(event, None))
    assert queue.deliver(function).json() == {"accepted": 0, "refused": 0, "skipped": 1}
    assert lake.tree() == once


def test_the_event_alone_will_do(start: Start, lake: CloudLake, queue: FailureQueue):
    queue.send(json.dumps(s3_event(lake.drop(OLDER))))
    assert queue.deliver(start("ingest-players", lake)).json()["accepted"] == 1


def test_the_log_names_a_repeated_event_and_the_reason(
    start: Start, lake: CloudLake, queue: FailureQueue, proxy: FaultyProxy
):
    proxy.strike(Fault.BUSY, times=1000, target="/inbox/")
    failing = start("ingest-players", lake, AWS_ENDPOINT_URL_S3=proxy.endpoint)
    queue.invoke(failing, s3_event(lake.drop(OLDER)))
    function = start("ingest-players", lake)
    queue.deliver(function)
    function.kill()
    repeated, accepted = (line for line in function.lines if "level" in line)
    for told in ("repeated", "RetriesExhausted after 3 attempts", "players.csv", "SlowDown"):
        assert told in repeated["message"], repeated
    assert repeated["receive_count"] == 1 and repeated["message_id"]
    assert (repeated["level"], accepted["message"]) == ("INFO", "accepted")
    assert function.metrics()[0]["EventsRepeated"] == 1


@pytest.mark.parametrize(
    ("body", "place", "found"),
    [
        ("no JSON", "Records[0].body", "text that is not JSON at byte 0"),
        ('{"Records":7}', "Records[0].body.Records", "7"),
        (failed_invocation([], None), "Records[0].body.requestPayload.Records", "nothing"),
    ],
)
def test_a_message_that_nobody_can_read_becomes_a_dead_letter(
    start: Start, lake: CloudLake, queue: FailureQueue, body: str, place: str, found: str
):
    function = start("ingest-players", lake)
    queue.send(body)
    outcomes = [queue.deliver(function) for _ in range(RECEIVES)]
    for outcome in outcomes:
        assert outcome.error_type == "Function.UnreadableEvent"
        message = outcome.json()["errorMessage"]
        assert message.startswith(f"{place}: found {found}, expected "), message
    assert queue.deliver(function) is None
    assert queue.dead_letter() == body
    assert lake.tree() == {}


def test_a_queue_within_a_queue_is_refused(start: Start, lake: CloudLake, queue: FailureQueue):
    message = {
        "MessageId": "m1",
        "ReceiptHandle": "AQEB",
        "MD5OfBody": "00",
        "Body": json.dumps(s3_event(lake.drop(OLDER))),
    }
    queue.send(json.dumps(sqs_event(message)))
    outcome = queue.deliver(start("ingest-players", lake))
    assert "found an event of SQS" in outcome.json()["errorMessage"]
