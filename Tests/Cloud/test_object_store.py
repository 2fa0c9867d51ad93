"""`S3Store` against servers that check signatures: SeaweedFS, and moto as a second opinion."""

from __future__ import annotations

import random
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from buckets import Bucket, make_bucket
from probe import AWSProbe, Store, StoreError
from servers.seaweedfs import ACCESS_KEY, REGION, SECRET_KEY, SeaweedFS

MIB = 1 << 20
# The smallest parts that S3 takes, so that little has to be sent.
PARTS = {"multipart_threshold": 6 * MIB, "upload_part": 5 * MIB, "download_part": 4 * MIB}
ODD_KEYS = [
    "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv",
    "a b/c  d .csv",
    "my+kvk+final.csv",
    "100%41.csv",
    "%2F%20+.csv",
    "Königreich/日本語/\U0001f600.csv",
    "e\u0301/combining.csv",
    "!'()*&$@,;:.csv",
    "[p7q1m4zt]#1?.csv",
    "~tilde_-.csv",
    "'quoted' \"twice\" <tag> &amp;.csv",
    "k" * 200,
]

OpenStore = Callable[..., Store]


@pytest.fixture(params=["seaweed", "moto"])
def any_bucket(request: pytest.FixtureRequest) -> Bucket:
    """A fresh bucket in each of the servers."""
    return make_bucket(request.getfixturevalue(request.param))


@pytest.fixture
def open_store(aws_probe: AWSProbe, tmp_path: Path) -> Iterator[OpenStore]:
    """Opens a store on a bucket; all are closed in the end."""
    opened: list[Store] = []

    def open_one(bucket: Bucket, prefix: str = "", **settings: int) -> Store:
        location = f"s3://{bucket.name}{'/' + prefix if prefix else ''}"
        environment = bucket.server.environment()
        opened.append(aws_probe.store(location, environment, tmp_path, **settings))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def test_any_key_names_the_same_object_to_us_and_to_boto(
    any_bucket: Bucket, open_store: OpenStore
) -> None:
    store = open_store(any_bucket)
    for key in ODD_KEYS:
        assert store.put(key, b"ours") == "written"
        assert any_bucket.get(key) == b"ours", key
        any_bucket.put(key, b"theirs")
        assert store.get(key) == b"theirs", key
        assert store.get(key, range=[1, 3]) == b"he", key
    assert store.list()[0] == any_bucket.keys() == sorted(ODD_KEYS, key=str.encode)


@pytest.mark.parametrize("key", ["", ".", "a/../b", "a/.", "k" * 1025])
def test_a_key_that_cannot_be_is_refused_before_anything_is_sent(
    key: str, bucket: Bucket, open_store: OpenStore
) -> None:
    store = open_store(bucket)
    for attempt in (lambda: store.get(key), lambda: store.put(key, b""), lambda: store.head(key)):
        with pytest.raises(StoreError) as refused:
            attempt()
        assert refused.value.code == "invalidKey"


def test_slashes_and_control_characters_are_parts_of_keys(
    request: pytest.FixtureRequest, open_store: OpenStore
) -> None:
    """SeaweedFS keeps objects as files and takes empty parts of keys away; AWS and moto do not."""
    bucket = make_bucket(request.getfixturevalue("moto"))
    store = open_store(bucket)
    keys = ["/leading", "a//b", "a/ /b", "control\x01", "k" * 1024, "tab\t"]
    for key in keys:
        assert store.put(key, key.encode()) == "written"
        assert bucket.get(key) == key.encode()
        assert store.get(key) == key.encode()
    assert store.list() == (sorted(keys), [])


def test_a_prefix_stands_before_every_key(any_bucket: Bucket, open_store: OpenStore) -> None:
    any_bucket.put("other/x", b"not ours")
    store = open_store(any_bucket, "one lake/of two/")
    store.put("a/1", b"1")
    store.put("b", b"2")
    assert any_bucket.keys("one lake") == ["one lake/of two/a/1", "one lake/of two/b"]
    assert store.list() == (["a/1", "b"], [])
    assert store.list(delimited=True) == (["b"], ["a/"])
    assert store.list("a/", delimited=True) == (["a/1"], [])
    assert store.get("b") == b"2"


def test_head_returns_size_version_and_time(any_bucket: Bucket, open_store: OpenStore) -> None:
    store = open_store(any_bucket)
    assert store.head("a") is None
    before = datetime.now(UTC).timestamp() * 1000
    tag = any_bucket.put("a", b"12345")
    head = store.head("a")
    assert head and (head["size"], head["version"]) == (5, tag)
    assert abs(head["modified"] - before) < 5_000


def test_an_object_that_is_put_once_is_never_written_again(
    any_bucket: Bucket, open_store: OpenStore
) -> None:
    store = open_store(any_bucket)
    assert store.put("raw/a", b"first", absent=True) == "written"
    assert store.put("raw/a", b"second", absent=True) == "conditionFailed"
    # The same bytes are no reason to think that it was this write.
    assert store.put("raw/a", b"first", absent=True) == "conditionFailed"
    assert any_bucket.get("raw/a") == b"first"


def test_a_swap_needs_the_version_that_was_seen(
    any_bucket: Bucket, open_store: OpenStore
) -> None:
    store = open_store(any_bucket)
    seen = any_bucket.put("curated/a", b"first")
    assert store.put("curated/a", b"2nd", matches=seen) == "written"
    assert store.put("curated/a", b"3rd", matches=seen) == "conditionFailed"
    assert store.put("curated/none", b"3rd", matches=seen) == "conditionFailed"
    assert any_bucket.get("curated/a") == b"2nd"
    with pytest.raises(StoreError) as changed:
        store.get("curated/a", version=seen)
    assert changed.value.code == "changed"


def test_of_sixteen_racing_processes_one_wins(bucket: Bucket, open_store: OpenStore) -> None:
    stores = [open_store(bucket) for _ in range(16)]
    for store in stores:
        assert store.head("raw/x") is None
    for number, store in enumerate(stores):
        store.begin("put", key="raw/x", file=store.file(b"%d" % number), absent=True)
    outcomes = [store.finish()["outcome"] for store in stores]
    assert outcomes.count("written") == 1
    assert bucket.get("raw/x") == b"%d" % outcomes.index("written")


def test_a_counter_loses_no_increment(bucket: Bucket, open_store: OpenStore) -> None:
    bucket.put("counter", b"0")
    stores = [open_store(bucket) for _ in range(8)]
    for store in stores:
        store.begin("increment", key="counter", times=10)
    conflicts = sum(store.finish()["conflicts"] for store in stores)
    assert bucket.get("counter") == b"80"
    print(f"{conflicts} conflicts")


@pytest.mark.parametrize("size", [0, 1, 33, 4 * MIB - 1, 4 * MIB, 4 * MIB + 1, 13 * MIB])
def test_ranges_are_those_of_the_bytes(
    size: int, any_bucket: Bucket, open_store: OpenStore
) -> None:
    content = random.Random(size).randbytes(size)
    tag = any_bucket.put("a", content)
    store = open_store(any_bucket, **PARTS)
    assert store.get("a") == content
    assert store.get("a", version=tag) == content
    places = [0, 1, size // 2, size - 1, size, size + 1, size + MIB]
    for first in places:
        for last in places:
            if 0 <= first <= last:
                assert store.get("a", range=[first, last]) == content[first:last]


def test_a_range_to_the_end_of_all_numbers_is_cut_back(
    any_bucket: Bucket, open_store: OpenStore
) -> None:
    any_bucket.put("a", b"12345")
    assert open_store(any_bucket).get("a", range=[2, 2**63 - 1]) == b"345"


def test_an_object_longer_than_the_limit_is_not_taken_in(
    bucket: Bucket, open_store: OpenStore
) -> None:
    bucket.put("a", b"x" * (3 * MIB))
    store = open_store(bucket, download_part=MIB, download_limit=2 * MIB)
    for question in ({}, {"range": [0, 3 * MIB]}):
        with pytest.raises(StoreError) as refused:
            store.get("a", **question)
        assert refused.value.code == "failed"
        assert str(2 * MIB) in refused.value.reason
    assert len(store.get("a", range=[MIB, 3 * MIB])) == 2 * MIB


def test_a_listing_of_many_pages_is_whole_and_in_order(
    any_bucket: Bucket, open_store: OpenStore
) -> None:
    keys = [f"d/kingdom={number % 7}/{number:04}.csv" for number in range(2_105)]
    keys += ["d/last", "d/ü", "d/\uffee", "d/\U0001f600", "e/no"]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda key: any_bucket.put(key, b""), keys))
    store = open_store(any_bucket)
    below = sorted((key for key in keys if key.startswith("d/")), key=str.encode)
    assert store.list("d/") == (below, [])
    direct = [key for key in below if key.count("/") == 1]
    folders = [f"d/kingdom={number}/" for number in range(7)]
    assert store.list("d/", delimited=True) == (direct, folders)
    assert store.list("none/", delimited=True) == ([], [])


def test_a_delimited_listing_has_pages_of_folders_too(
    bucket: Bucket, open_store: OpenStore
) -> None:
    days = [f"dt={number:04}/" for number in range(1_203)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda day: bucket.put(f"{day}players.parquet", b""), days))
    assert open_store(bucket).list(delimited=True) == ([], days)


def test_what_consoles_write_for_a_folder_is_no_object(
    any_bucket: Bucket, open_store: OpenStore
) -> None:
    any_bucket.put("inbox/", b"")
    any_bucket.put("inbox/a", b"")
    assert open_store(any_bucket).list("inbox/", delimited=True) == (["inbox/a"], [])
    assert open_store(any_bucket).list() == (["inbox/a"], [])


@pytest.mark.parametrize("size", [6 * MIB, 6 * MIB + 1, 10 * MIB, 17 * MIB + 5])
def test_a_large_object_goes_in_parts_and_comes_back_whole(
    size: int, any_bucket: Bucket, open_store: OpenStore
) -> None:
    content = random.Random(size).randbytes(size)
    store = open_store(any_bucket, **PARTS)
    assert store.put("big", content, absent=True) == "written"
    assert any_bucket.get("big") == content
    assert store.get("big") == content
    head = store.head("big")
    # The tag of an object in parts ends in their number.
    parts = -(-size // (5 * MIB))
    assert head and (f'-{parts}"' in head["version"]) == (size > 6 * MIB)
    assert store.put("big", content[1:], absent=True) == "conditionFailed"
    assert store.put("big", content[1:], matches=head["version"]) == "written"
    assert any_bucket.get("big") == content[1:]
    assert unfinished_uploads(any_bucket) == 0


def test_a_version_that_was_replaced_can_still_be_read(
    any_bucket: Bucket, open_store: OpenStore
) -> None:
    client = any_bucket.client
    client.put_bucket_versioning(
        Bucket=any_bucket.name, VersioningConfiguration={"Status": "Enabled"}
    )
    contents = [b"first", b"", random.Random(1).randbytes(9 * MIB)]
    ids = [
        client.put_object(Bucket=any_bucket.name, Key="a", Body=content)["VersionId"]
        for content in contents
    ]
    any_bucket.put("a", b"last")
    store = open_store(any_bucket, **PARTS)
    assert [store.get("a", version_id=one) for one in ids] == contents
    assert store.get("a") == b"last"


def test_a_missing_bucket_is_said_to_be_missing(
    seaweed: SeaweedFS, aws_probe: AWSProbe, tmp_path: Path
) -> None:
    with aws_probe.store("s3://no-such-bucket", seaweed.environment(), tmp_path) as store:
        for attempt in (
            lambda: store.head("a"),
            lambda: store.get("a"),
            lambda: store.put("a", b""),
            lambda: store.put("a", b"", absent=True),
            lambda: store.list(),
        ):
            with pytest.raises(StoreError) as missing:
                attempt()
            assert missing.value.code == "unreachable"
            assert "bucket" in missing.value.reason.lower()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, "SignatureDoesNotMatch"),
        ({"AWS_ACCESS_KEY_ID": "AKIANOBODY"}, "InvalidAccessKeyId"),
    ],
)
def test_wrong_keys_are_forbidden_at_once(
    wrong: dict[str, str], said: str, bucket: Bucket, aws_probe: AWSProbe, tmp_path: Path
) -> None:
    environment = {**bucket.server.environment(), **wrong}
    with aws_probe.store(f"s3://{bucket.name}", environment, tmp_path) as store:
        with pytest.raises(StoreError) as refused:
            store.get("a")
        assert (refused.value.code, said in refused.value.reason) == ("forbidden", True)
        assert "403" in refused.value.reason and "request" in refused.value.reason
        with pytest.raises(StoreError) as refused:
            store.head("a")
        assert refused.value.code == "forbidden"


@pytest.mark.parametrize("hours", [-26, 5])
def test_a_clock_that_is_wrong_is_made_up_for(
    hours: int, bucket: Bucket, open_store: OpenStore
) -> None:
    bucket.put("a", b"here")
    store = open_store(bucket, clock_offset_seconds=hours * 3600, attempts=2)
    # The first call of a store learns the offset; HEAD has no body to say what is wrong.
    assert store.head("a")
    assert store.put("b", b"written", absent=True) == "written"
    assert store.get("a") == b"here"


def test_a_presigned_url_needs_no_keys(bucket: Bucket, aws_probe: AWSProbe) -> None:
    key = "a b+c=d/ü.csv"
    path = quote(key, safe="/-._~")
    bucket.put(key, b"content")

    def presign(seconds_ago: int) -> str:
        moment = datetime.fromtimestamp(datetime.now(UTC).timestamp() - seconds_ago, UTC)
        request = {
            "rule": "s3",
            "method": "GET",
            "url": f"{bucket.server.endpoint}/{bucket.name}/{path}",
            "body": "",
            "access_key": ACCESS_KEY,
            "secret_key": SECRET_KEY,
            "region": REGION,
            "service": "s3",
            "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "lifetime": 60,
        }
        return aws_probe.sign([request])[0]["url"]

    with urllib.request.urlopen(presign(0), timeout=10) as answer:
        assert answer.read() == b"content"
    for wrong in (presign(120), presign(0)[:-1] + "x"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(wrong, timeout=10)
        assert refused.value.code == 403


def unfinished_uploads(bucket: Bucket) -> int:
    """How many uploads in parts were begun and neither completed nor aborted."""
    return len(bucket.client.list_multipart_uploads(Bucket=bucket.name).get("Uploads", []))
