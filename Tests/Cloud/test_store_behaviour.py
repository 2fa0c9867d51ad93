"""What every lake promises, be it a directory or a bucket: one suite for all of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from buckets import make_bucket
from probe import AWSProbe, Store, StoreError


@pytest.fixture(params=["directory", "seaweed", "moto"])
def open_store(
    request: pytest.FixtureRequest, aws_probe: AWSProbe, tmp_path: Path
) -> Iterator[Callable[[], Store]]:
    """Opens one and the same lake, each time in a process of its own."""
    if request.param == "directory":
        (tmp_path / "lake").mkdir()
        location, environment = str(tmp_path / "lake"), {}
    else:
        bucket = make_bucket(request.getfixturevalue(request.param))
        location, environment = f"s3://{bucket.name}", bucket.server.environment()
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(aws_probe.store(location, environment, tmp_path))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    """An empty lake."""
    return open_store()


def code_of(attempt: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as failed:
        attempt()
    return failed.value.code


def test_what_was_put_is_there_whole(store: Store) -> None:
    content = random.Random(1).randbytes(300_000)
    assert store.put("a/b/c d.csv", content) == "written"
    assert store.get("a/b/c d.csv") == content
    head = store.head("a/b/c d.csv")
    assert head and head["size"] == len(content)


@pytest.mark.parametrize("first", [0, 1, 5, 6, 7, 100])
@pytest.mark.parametrize("length", [0, 1, 4, 100])
def test_ranges_are_cut_back_to_the_object(store: Store, first: int, length: int) -> None:
    store.put("a/x", b"012345")
    assert store.get("a/x", range=[first, first + length]) == b"012345"[first : first + length]


def test_an_empty_object_is_one(store: Store) -> None:
    store.put("a/x", b"")
    assert store.get("a/x") == store.get("a/x", range=[0, 5]) == b""
    head = store.head("a/x")
    assert head and head["size"] == 0


def test_what_is_missing_is_said_so(store: Store) -> None:
    assert store.head("a/x") is None
    for question in ({}, {"range": [0, 1]}, {"range": [0, 0]}, {"version": '"1"'}):
        assert code_of(lambda question=question: store.get("a/x", **question)) == "notFound"
    assert store.list("a/", delimited=True) == ([], [])


def test_a_condition_is_kept_and_nothing_written_where_it_fails(store: Store) -> None:
    assert store.put("a/x", b"1", absent=True) == "written"
    assert store.put("a/x", b"2", absent=True) == "conditionFailed"
    first = store.head("a/x")
    assert first and store.put("a/x", b"33", matches=first["version"]) == "written"
    assert store.put("a/x", b"4", matches=first["version"]) == "conditionFailed"
    assert store.put("a/none", b"4", matches=first["version"]) == "conditionFailed"
    assert store.get("a/x") == b"33"
    assert store.head("a/none") is None


def test_reads_of_a_version_end_when_it_is_replaced(store: Store) -> None:
    store.put("a/x", b"old")
    seen = store.head("a/x")
    assert seen and store.get("a/x", version=seen["version"], range=[1, 2]) == b"l"
    store.put("a/x", b"newer")
    for question in ({}, {"range": [0, 1]}, {"range": [0, 0]}, {"range": [50, 60]}):
        assert (
            code_of(
                lambda question=question: store.get("a/x", version=seen["version"], **question)
            )
            == "changed"
        )


def test_listings_are_in_the_order_of_bytes(store: Store) -> None:
    keys = ["a/1", "a/x/1", "a/x-1", "a/é", "a/z", "b/10", "b/2", "top"]
    for key in keys:
        store.put(key, b"")
    assert store.list() == (sorted(keys, key=str.encode), [])
    assert store.list("a/", delimited=True) == (["a/1", "a/x-1", "a/z", "a/é"], ["a/x/"])
    assert store.list(delimited=True) == (["top"], ["a/", "b/"])


def test_writers_that_add_to_one_number_lose_nothing(
    open_store: Callable[[], Store], request: pytest.FixtureRequest
) -> None:
    if "moto" in request.node.name:
        pytest.skip("moto looks at the condition and writes in two steps, without a lock over both")
    stores = [open_store() for _ in range(4)]
    stores[0].put("a/counter", b"0")
    for one in stores:
        one.begin("increment", key="a/counter", times=10)
    for one in stores:
        one.finish()
    assert stores[0].get("a/counter") == b"40"
