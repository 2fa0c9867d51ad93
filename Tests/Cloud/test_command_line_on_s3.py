"""Every command of `standings` on a lake in S3 does what it does on a lake in a folder."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from buckets import Bucket
from servers.faulty_proxy import FaultyProxy

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/inbox/source=rok_players/kingdom=1960/dt=2026-01-12/ROKstats 1960.csv"
REFUSED = ROOT / "examples/refused/duplicate-ids.csv"
WHERE = ["--kingdom", "1960", "--date", "2026-01-12", "--event-time", "2026-01-12T15:30:12Z"]
DEADLINE_SECONDS = 60
WITHOUT_KEYS = {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None}

Run = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def run(standings: Path, bucket: Bucket, tmp_path: Path) -> Run:
    """Runs a command with the settings by which the bucket's server is found."""
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", **bucket.server.environment()}

    def finish(*words: object, **changes: str | None) -> subprocess.CompletedProcess:
        values = {name: text for name, text in {**environment, **changes}.items() if text}
        command = [str(standings), *map(str, words)]
        return subprocess.run(
            command, env=values, capture_output=True, text=True, timeout=DEADLINE_SECONDS
        )

    return finish


@pytest.fixture
def lake(bucket: Bucket) -> str:
    """A place for a lake in the bucket."""
    return f"s3://{bucket.name}/season 3"


def tree(folder: Path) -> dict[str, bytes]:
    """Every object of a lake in a folder by its key."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_lake_in_s3_has_the_keys_and_bytes_of_one_in_a_folder(
    run: Run, lake: str, bucket: Bucket, tmp_path: Path
):
    folder = tmp_path / "lake"
    for place in (lake, folder):
        assert run("ingest", EXAMPLE, *WHERE, "--lake", place).returncode == 0
        assert run("ingest", REFUSED, *WHERE, "--lake", place).returncode == 1
    prefix = "season 3/"
    stored = {key.removeprefix(prefix): bucket.get(key) for key in bucket.keys(prefix)}
    assert stored == tree(folder)
    assert len(stored) == 6


@pytest.mark.parametrize(
    "words",
    [
        ["top", "dkp", "--kingdom", "1960"],
        ["top", "power", "--kingdom", "1960", "--date", "2026-01-12", "--format", "json"],
        ["snapshots"],
        ["snapshots", "--kingdom", "1960", "--format", "csv"],
    ],
)
def test_commands_answer_as_they_do_on_a_folder(
    run: Run, lake: str, tmp_path: Path, words: list[str]
):
    folder = tmp_path / "lake"
    answers = []
    for place in (lake, folder):
        run("ingest", EXAMPLE, *WHERE, "--lake", place)
        answers.append(run(*words, "--lake", place))
    assert answers[0].returncode == 0
    assert answers[0].stdout == answers[1].stdout


@pytest.mark.parametrize("damage", ["lost", "changed"])
def test_a_lake_in_s3_is_rebuilt(run: Run, lake: str, bucket: Bucket, damage: str):
    prefix = "season 3/"
    run("ingest", EXAMPLE, *WHERE, "--lake", lake)
    run("ingest", REFUSED, *WHERE[:-1], "2026-01-12T16:00:00Z", "--lake", lake)
    before = {key: bucket.get(key) for key in bucket.keys(prefix)}
    for key in before:
        if damage == "lost" and not key.startswith((f"{prefix}raw/", f"{prefix}reports/")):
            bucket.client.delete_object(Bucket=bucket.name, Key=key)
        elif damage == "changed" and key.startswith((f"{prefix}curated/", f"{prefix}reports/")):
            bucket.put(key, b"damaged")
    proxy = FaultyProxy(bucket.server.endpoint)
    done = run("rebuild", "--lake", lake, "--format", "json", AWS_ENDPOINT_URL_S3=proxy.endpoint)
    proxy.close()
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["curated"] == {"lost": "restored", "changed": "replaced"}[damage]
    assert {key: bucket.get(key) for key in bucket.keys(prefix)} == before
    written = [target for method, target, _ in proxy.seen if method not in ("GET", "HEAD")]
    assert written and not any("/raw/" in target for target in written)


def test_a_lake_in_s3_is_served(run: Run, standings: Path, lake: str, bucket: Bucket):
    run("ingest", EXAMPLE, *WHERE, "--lake", lake)
    command = [str(standings), "serve", "--lake", lake, "--port", "0"]
    environment = {"PATH": "/usr/bin:/bin", **bucket.server.environment()}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            with urllib.request.urlopen(f"{address}/v1/kingdoms/1960/leaderboards/dkp") as answer:
                board = json.load(answer)
            assert len(board["entries"]) == 100
            server.send_signal(signal.SIGTERM)
            assert server.wait(DEADLINE_SECONDS) == 0
            assert "a function of AWS ingests it" in server.stderr.read()
        finally:
            server.kill()


@pytest.mark.parametrize(
    ("place", "changes", "code", "message"),
    [
        ("s3://X", {}, 2, "a bucket's name has 3 to 63 characters"),
        ("s3://there-is-none", {}, 3, "NoSuchBucket"),
        ("s3://BUCKET", {"AWS_SECRET_ACCESS_KEY": "wrong"}, 3, "SignatureDoesNotMatch"),
        ("s3://BUCKET", {"AWS_SECRET_ACCESS_KEY": None}, 3, "AWS_SECRET_ACCESS_KEY"),
        ("s3://BUCKET", {"AWS_REGION": None}, 3, "AWS_REGION"),
        ("s3://BUCKET", {**WITHOUT_KEYS, "AWS_PROFILE": "nobody"}, 3, "nobody"),
        ("s3://BUCKET", WITHOUT_KEYS, 3, "credentials"),
    ],
)
def test_what_is_wrong_with_a_place_is_said(
    run: Run, bucket: Bucket, place: str, changes: dict, code: int, message: str
):
    place = place.replace("BUCKET", bucket.name)
    done = run("top", "dkp", "--kingdom", "51", "--lake", place, **changes)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
