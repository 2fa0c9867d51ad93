"""`S3Store` over a network that fails: never wrong data, never a hang, never a false answer."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from buckets import Bucket
from probe import AWSProbe, Store, StoreError
from servers.faulty_proxy import Fault, FaultyProxy

MIB = 1 << 20
PARTS = {"multipart_threshold": 6 * MIB, "upload_part": 5 * MIB, "download_part": 2 * MIB}
# One call may take so long with all its attempts; a hang would be seen.
LIMITS = {"total_seconds": 20, "stalling_seconds": 1, "attempts": 4}
PATIENCE_SECONDS = 25

# The second part as `download_part` cuts them.
RANGE = ("range", f"bytes={2 * MIB}-{4 * MIB - 1}")
LOST = [Fault.RESET_BEFORE_SERVER, Fault.RESET_AFTER_SERVER]
DAMAGED = [Fault.RESET_IN_BODY, Fault.TRUNCATED_BODY]

OpenStore = Callable[..., Store]


@pytest.fixture
def proxy(bucket: Bucket) -> Iterator[FaultyProxy]:
    """A proxy before the server of the bucket."""
    proxy = FaultyProxy(bucket.server.endpoint)
    yield proxy
    proxy.close()


@pytest.fixture
def open_store(
    bucket: Bucket, proxy: FaultyProxy, aws_probe: AWSProbe, tmp_path: Path
) -> Iterator[OpenStore]:
    """Opens a store that reaches the bucket through the proxy."""
    opened: list[Store] = []

    def open_one(**settings: int) -> Store:
        environment = {**bucket.server.environment(), "AWS_ENDPOINT_URL_S3": proxy.endpoint}
        opened.append(
            aws_probe.store(f"s3://{bucket.name}", environment, tmp_path, **(LIMITS | settings))
        )
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def code_of(attempt: Callable[[], object]) -> tuple[str, str]:
    """The error of something that fails, within the patience of a caller."""
    start = time.monotonic()
    with pytest.raises(StoreError) as failed:
        attempt()
    assert time.monotonic() - start < PATIENCE_SECONDS
    return failed.value.code, failed.value.reason


@pytest.mark.parametrize("fault", [*LOST, *DAMAGED, Fault.BUSY, Fault.SILENCE, Fault.SLOW_DRIP])
def test_reading_gets_over_a_fault(
    fault: Fault, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    content = random.Random(7).randbytes(100_000)
    bucket.put("a", content)
    proxy.strike(fault, method="GET")
    assert open_store().get("a") == content
    assert proxy.count("GET") == 2


@pytest.mark.parametrize("fault", [*LOST, *DAMAGED, Fault.BUSY, Fault.SILENCE])
def test_reading_ends_in_one_clear_error_where_a_fault_stays(
    fault: Fault, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    bucket.put("a", b"content")
    proxy.strike(fault, times=100)
    code, reason = code_of(lambda: open_store().get("a"))
    assert code == "unreachable"
    assert fault is not Fault.BUSY or "503 SlowDown: as planned" in reason
    assert proxy.count("GET") == LIMITS["attempts"]


def test_a_burst_of_503_is_waited_out(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    bucket.put("a", b"content")
    proxy.strike(Fault.BUSY, times=3)
    assert open_store().get("a") == b"content"
    proxy.strike(Fault.BUSY, times=3)
    assert open_store().list() == (["a"], [])


def test_a_server_that_is_gone_is_an_error_soon(
    proxy: FaultyProxy, open_store: OpenStore
) -> None:
    store = open_store()
    proxy.close()
    for attempt in (
        lambda: store.head("a"),
        lambda: store.get("a"),
        lambda: store.put("a", b"", absent=True),
        lambda: store.list(),
    ):
        assert code_of(attempt)[0] == "unreachable"


def test_a_call_ends_when_its_time_is_up(proxy: FaultyProxy, open_store: OpenStore) -> None:
    proxy.strike(Fault.SILENCE, times=100)
    start = time.monotonic()
    store = open_store(total_seconds=2, stalling_seconds=60, attempts=100)
    assert code_of(lambda: store.get("a"))[0] == "unreachable"
    assert time.monotonic() - start < 6


@pytest.mark.parametrize("fault", [*LOST, *DAMAGED, Fault.BUSY])
def test_a_large_object_is_whole_although_parts_fail(
    fault: Fault, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    content = random.Random(8).randbytes(9 * MIB + 1)
    bucket.put("big", content)
    proxy.strike(fault, times=2, method="GET")
    assert open_store(**PARTS).get("big") == content


def test_parts_of_two_objects_are_never_mixed(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    """The first part has come when the object is replaced."""
    first = bucket.put("big", b"1" * (9 * MIB))
    proxy.strike(
        Fault.BUSY,
        method="GET",
        having=("if-match", first),
        afterwards=lambda: bucket.put("big", b"2" * (9 * MIB)),
    )
    store = open_store(**PARTS, parts_at_a_time=1)
    assert code_of(lambda: store.get("big"))[0] == "changed"
    assert store.get("big") == b"2" * (9 * MIB)


def test_a_server_without_ranges_gives_the_right_bytes(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    bucket.put("a", b"0123456789")
    proxy.strike(Fault.RANGE_IGNORED, times=2, content=b"0123456789")
    store = open_store()
    assert store.get("a", range=[3, 6]) == b"345"
    assert store.get("a") == b"0123456789"


def test_another_part_than_the_one_asked_for_is_not_taken(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    bucket.put("a", b"0123456789")
    proxy.strike(Fault.WRONG_RANGE)
    assert code_of(lambda: open_store().get("a", range=[3, 6])) == (
        "failed",
        "the answer does not hold bytes 3..<6",
    )


@pytest.mark.parametrize("size", [100_000, 9 * MIB + 1])
def test_an_object_that_came_damaged_is_read_again(
    size: int, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    """Of 9 MiB the store writes two parts, and reads five."""
    content = random.Random(11).randbytes(size)
    store = open_store(**PARTS)
    store.put("a", content)
    proxy.strike(Fault.CHANGED_BYTE, method="GET", having=None if size < MIB else RANGE)
    assert store.get("a") == content
    assert bucket.get("a") == content


def test_an_object_that_stays_damaged_is_never_taken(
    proxy: FaultyProxy, open_store: OpenStore
) -> None:
    store = open_store()
    store.put("a", b"0123456789")
    proxy.strike(Fault.CHANGED_BYTE, times=100, method="GET")
    assert code_of(lambda: store.get("a"))[0] == "damaged"
    assert proxy.count("GET") == 2


@pytest.mark.parametrize("fault", [*LOST, Fault.BUSY, Fault.CONFLICT])
@pytest.mark.parametrize("condition", ["always", "absent", "matches"])
def test_a_write_whose_answer_got_lost_counts_once(
    fault: Fault, condition: str, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    conditions = {"always": {}, "absent": {"absent": True}, "matches": {}}
    if condition == "matches":
        conditions["matches"] = {"matches": bucket.put("a", b"before")}
    proxy.strike(fault, method="PUT")
    # Once carried out, the second sending of a conditional write is told that it came too late.
    assert open_store().put("a", b"content", **conditions[condition]) == "written"
    assert bucket.get("a") == b"content"
    assert proxy.count("PUT") == 2


@pytest.mark.parametrize("content", [b"other", b"content"])
def test_a_write_that_came_too_late_is_told_from_one_that_was_carried_out(
    content: bytes, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    """The same bytes by another writer are another's all the same."""
    bucket.put("a", content)
    assert open_store().put("a", b"content", absent=True) == "conditionFailed"
    proxy.strike(Fault.BUSY, method="PUT", afterwards=lambda: bucket.put("b", content))
    # 503 says that nothing was begun: the other writer was first for certain.
    assert open_store().put("b", b"content", absent=True) == "conditionFailed"


@pytest.mark.parametrize("fault", LOST)
def test_an_outcome_that_nobody_knows_is_not_made_up(
    fault: Fault, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    """Either this write never took place, or it was replaced before anybody could see it."""
    proxy.strike(fault, method="PUT", afterwards=lambda: bucket.put("a", b"other"))
    code, reason = code_of(lambda: open_store().put("a", b"content", absent=True))
    assert code == "failed"
    assert "cannot be told" in reason
    assert bucket.get("a") == b"other"


def test_a_counter_counts_once_although_answers_get_lost(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    bucket.put("counter", b"0")
    store = open_store()
    for number in range(20):
        proxy.strike([Fault.BUSY, *LOST][number % 3], method="PUT")
        store.ask("increment", key="counter", times=1)
    assert bucket.get("counter") == b"20"


def test_a_connection_that_dies_between_two_writes_makes_no_false_answer(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    """On a connection that was used before, libcurl itself would send again if it had the body."""
    store = open_store(attempts=1)
    assert store.put("first", b"", absent=True) == "written"
    proxy.strike(Fault.RESET_AFTER_SERVER, method="PUT")
    assert code_of(lambda: store.put("second", b"content", absent=True))[0] == "unreachable"
    assert proxy.count("PUT", "/second") == 1
    assert bucket.get("second") == b"content"


def test_an_upload_in_parts_gets_over_faults(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    content = random.Random(9).randbytes(11 * MIB)
    proxy.strike(Fault.RESET_BEFORE_SERVER, method="PUT", target="partNumber=2")
    proxy.strike(Fault.RESET_AFTER_SERVER, method="PUT", target="partNumber=1")
    proxy.strike(Fault.HIDDEN_FAILURE, method="POST", target="?uploadId")
    assert open_store(**PARTS).put("big", content, absent=True) == "written"
    assert bucket.get("big") == content
    assert unfinished_uploads(bucket) == 0


@pytest.mark.parametrize("condition", [{}, {"absent": True}])
def test_an_upload_whose_last_answer_got_lost_is_done(
    condition: dict[str, bool], bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    content = random.Random(10).randbytes(7 * MIB)
    proxy.strike(Fault.RESET_AFTER_SERVER, method="POST", target="?uploadId")
    assert open_store(**PARTS).put("big", content, **condition) == "written"
    assert bucket.get("big") == content


def test_of_uploads_that_are_completed_together_one_wins(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    """All have sent their parts before the first is completed. S3 decides about one after the other;
    SeaweedFS looks and completes in two steps, so that the proxy has to see to that."""
    contents = [random.Random(number).randbytes(7 * MIB) for number in range(4)]
    stores = [open_store(**PARTS, stalling_seconds=30, total_seconds=60) for _ in contents]
    all_sent = threading.Barrier(len(stores), timeout=60)
    proxy.strike(
        Fault.IN_TURN,
        times=len(stores),
        method="POST",
        target="?uploadId",
        beforehand=all_sent.wait,
    )
    for store, content in zip(stores, contents, strict=True):
        store.begin("put", key="big", file=store.file(content), absent=True)
    outcomes = [store.finish()["outcome"] for store in stores]
    assert sorted(outcomes) == ["conditionFailed"] * 3 + ["written"]
    assert bucket.get("big") == contents[outcomes.index("written")]
    assert unfinished_uploads(bucket) == 0


@pytest.mark.parametrize(
    ("method", "target"), [("PUT", "partNumber=2"), ("POST", "?uploadId")]
)
def test_an_upload_that_fails_is_taken_back(
    method: str, target: str, bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    content = random.Random(11).randbytes(12 * MIB)
    fault = Fault.BUSY if method == "PUT" else Fault.HIDDEN_FAILURE
    proxy.strike(fault, times=100, method=method, target=target)
    code_of(lambda: open_store(**PARTS).put("big", content, absent=True))
    assert proxy.count("DELETE", "uploadId=") == 1
    assert unfinished_uploads(bucket) == 0
    assert bucket.keys() == []


def test_an_upload_that_is_cancelled_is_taken_back(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore, tmp_path: Path
) -> None:
    signal = tmp_path / "cancel"
    proxy.strike(Fault.SILENCE, method="PUT", target="partNumber=2", beforehand=signal.touch)
    store = open_store(**PARTS, stalling_seconds=60)
    content = store.file(random.Random(12).randbytes(12 * MIB))
    code, reason = code_of(
        lambda: store.ask("put_cancelled", key="big", file=content, until=str(signal))
    )
    assert (code, "cancel" in reason) == ("failed", True)
    assert proxy.count("DELETE", "uploadId=") == 1
    assert unfinished_uploads(bucket) == 0


def test_a_token_that_has_expired_and_does_not_change_is_forbidden(
    bucket: Bucket, proxy: FaultyProxy, open_store: OpenStore
) -> None:
    proxy.strike(Fault.EXPIRED_TOKEN, times=100)
    code, reason = code_of(lambda: open_store().get("a"))
    assert (code, "ExpiredToken" in reason) == ("forbidden", True)
    assert proxy.count("GET") == 1


def unfinished_uploads(bucket: Bucket) -> int:
    """How many uploads in parts were begun and neither completed nor aborted."""
    return len(bucket.client.list_multipart_uploads(Bucket=bucket.name).get("Uploads", []))
