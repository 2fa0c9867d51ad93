"""The images of the functions: what is in them, and that they work where Lambda runs them."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from buckets import make_bucket
from buildah import Image
from cloud_lake import DATE, CloudLake
from expectation import expect
from function_images import FUNCTIONS, build, sandboxed, start
from functions import ROOT, ask, http_event, s3_event, s3_record
from image_bases import DEBIAN, local
from image_contents import AddedFile, added_files, packages
from ranking import METRICS, leaderboard
from servers.seaweedfs import SeaweedFS
from test_tls import LOCAL, ObjectServer, certificate

UPLOAD = next((ROOT / "examples/inbox").glob("*/kingdom=51/*/*")).read_bytes()
MEGABYTE = 1_000_000
FEWEST_AUTHORITIES = 100
INBOX_KEY = f"inbox/source=rok_players/kingdom=51/dt={DATE}/players.csv"
EVENTS = {
    "ingest-players": s3_event(s3_record("lake", INBOX_KEY, len(UPLOAD), "tag")),
    "leaderboard-api": http_event("/v1/kingdoms"),
}
NOT_TRUSTED = "SSL certificate problem: self-signed certificate"
# What the executables load beside the C library, and no package that those do not need.
PACKAGES = {"libssl3", "libstdc++6", "libzstd1", "zlib1g"}


@pytest.fixture(scope="module")
def images() -> dict[str, Image]:
    """The images of both functions, just built."""
    return build()


@pytest.fixture(scope="module")
def roots(images: dict[str, Image]) -> Iterator[dict[str, Path]]:
    """The files of both images."""
    with ExitStack() as mounts:
        yield {name: mounts.enter_context(image.mounted()) for name, image in images.items()}


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """The files of the image that both are made from."""
    with local(DEBIAN).mounted() as root:
        yield root


@pytest.fixture(scope="module", params=FUNCTIONS)
def name(request: pytest.FixtureRequest) -> str:
    """Each function in turn."""
    return request.param


@pytest.fixture(scope="module")
def added(name: str, roots: dict[str, Path], base: Path) -> list[AddedFile]:
    """What a function's image adds to its base."""
    return added_files(roots[name], base)


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[CloudLake]:
    """An empty lake in a running SeaweedFS."""
    server = SeaweedFS(tmp_path / "seaweedfs")
    yield CloudLake(make_bucket(server))
    server.stop()


def test_an_upload_becomes_a_board(
    images: dict[str, Image], roots: dict[str, Path], lake: CloudLake
) -> None:
    ingest, api = FUNCTIONS
    with start(images[ingest], roots[ingest], lake.environment()) as function:
        outcome = function.invoke(s3_event(lake.drop(UPLOAD)))
        assert outcome.json() == {"accepted": 1, "refused": 0, "skipped": 0}
        assert function.api.violations == function.stray == []
    settings = {**lake.environment(), "QUERY_ENGINE": "parquet"}
    with start(images[api], roots[api], settings) as function:
        for metric in METRICS:
            answer = ask(function, f"/v1/kingdoms/51/leaderboards/{metric}", "limit=1000")
            assert answer.json() == leaderboard(expect(UPLOAD).rows, metric, 51, DATE, 1000)
        assert function.api.violations == function.stray == []


def test_the_sandbox_is_as_narrow_as_that_of_lambda(name: str, roots: dict[str, Path]) -> None:
    look = "find / -path /proc -prune -o -writable ! -type l -print 2>/dev/null"
    writable = run_in(roots[name], ["sh", "-c", look])
    devices = {"/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"}
    assert set(writable.splitlines()) == {"/tmp", *devices}
    assert run_in(roots[name], ["id", "-u"]) == "1234"


def test_a_stranger_is_known_as_one_by_the_certificates_of_the_image(
    name: str,
    images: dict[str, Image],
    roots: dict[str, Path],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """A bundle that cannot be read would be another error than a certificate not in it."""
    server = ObjectServer(*certificate(tmp_path, LOCAL))
    request.addfinalizer(server.close)
    settings = {
        "AWS_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "AKIATEST",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_ENDPOINT_URL_S3": server.endpoint,
        "LAKE_BUCKET": "lake",
        "QUERY_ENGINE": "parquet",
    }
    with start(images[name], roots[name], settings) as function:
        function.invoke(EVENTS[name])
    # The log is complete only once the function has ended.
    errors = [line["message"] for line in function.logged(level="ERROR")]
    assert errors and all(NOT_TRUSTED in message for message in errors)
    assert server.requests == []


def test_its_executable_and_nothing_else_is_run(name: str, images: dict[str, Image]) -> None:
    found = images[name].configuration
    assert found["Entrypoint"] == [f"/usr/local/bin/{name}"]
    assert not found.get("Cmd")
    assert found["User"] == "65534:65534"
    assert set(images[name].environment) == {"PATH"}
    assert not found.get("ExposedPorts") and not found.get("Volumes")


def test_it_adds_the_executable_the_certificates_and_the_libraries(
    name: str, added: list[AddedFile], roots: dict[str, Path], base: Path
) -> None:
    before, now = packages(base), packages(roots[name])
    new = now.keys() - before.keys()
    assert new <= PACKAGES <= now.keys()
    owned = set().union(*(now[package] for package in new))
    own = {
        file.path
        for file in added
        if file.is_regular and file.byte_count and not file.is_record and file.path not in owned
    }
    assert own == {
        f"/usr/local/bin/{name}",
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/ld.so.cache",
    }


def test_no_other_program_comes_with_it(name: str, added: list[AddedFile]) -> None:
    programs = [file for file in added if file.is_program and not file.is_record]
    assert [file.path for file in programs if file.byte_count] == [f"/usr/local/bin/{name}"]
    assert not [file.path for file in programs if file.is_script or file.takes_rights]


def test_every_user_can_read_what_it_adds(name: str, added: list[AddedFile]) -> None:
    assert [file.path for file in added if not file.is_for_all] == []


def test_it_is_small(name: str, added: list[AddedFile]) -> None:
    assert sum(file.byte_count for file in added if file.is_regular) < 20 * MEGABYTE


def test_the_certificates_are_those_of_the_distribution(name: str, roots: dict[str, Path]) -> None:
    bundle = roots[name] / "etc/ssl/certs/ca-certificates.crt"
    trusted = ssl.create_default_context(cafile=str(bundle)).cert_store_stats()
    assert trusted["x509_ca"] > FEWEST_AUTHORITIES


def run_in(root: Path, command: list[str]) -> str:
    """What a command of the image writes when it is run as a function is."""
    done = subprocess.run(sandboxed(root, command), capture_output=True, text=True)
    return done.stdout.strip()
