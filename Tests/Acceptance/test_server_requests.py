"""Requests as no browser sends them: in pieces, in heaps, malformed, hostile."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator

import pytest

from command import ROOT, Lake
from raw_http import RawConnection, connected, exchange
from server import Answer, Server, eventually, running

BOARD = "/v1/kingdoms/51/leaderboards/dkp"
EXAMPLES = sorted((ROOT / "examples/inbox").glob("*/kingdom=51/*/*"))
LINE = "GET /v1/kingdoms HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def server(executable, tmp_path_factory) -> Iterator[Server]:
    """A server with the boards of one kingdom."""
    lake = Lake(executable, tmp_path_factory.mktemp("asked") / "lake")
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    with running(lake) as server:
        last = EXAMPLES[-1].parent.name.removeprefix("dt=")
        eventually(lambda: lake.curated(51, last).exists())
        eventually(lambda: server.get(BOARD).status == 200)
        yield server
        assert server.end() == 0


def is_problem(answer: Answer) -> bool:
    """Whether an answer is a problem document as all answers to errors are."""
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in answer.headers
    assert problem["status"] == answer.status
    assert problem["title"] and problem["code"] and problem["detail"]
    return True


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/" + "a" * 4_000, 404),
        ("/" + "a" * 10_000, 414),
        ("/" + "a" * 100_000, 414),
        ("/" + "../" * 1_000 + "etc/passwd", 404),
        ("/..%2f..%2f..%2fetc%2fpasswd", 404),
        ("/%2e%2e/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/v1/kingdoms/51/..%2f..%2f..%2f..%2fetc/passwd", 404),
        ("//etc/passwd", 404),
        ("/app.js/../../Package.swift", 404),
        ("/%", 404),
        ("/%zz", 404),
        ("/%c0%ae", 404),
        ("/%00", 404),
        ("/\\..\\..", 404),
        ("/v1", 404),
        ("/v1/kingdoms/51", 404),
        ("/v1/kingdoms/%35%32/snapshots", 404),
        ("/v1/kingdoms/99999999999999999999/snapshots", 404),
        (BOARD + "?limit=-1", 400),
        (BOARD + "?limit=0", 400),
        (BOARD + "?limit=1e3", 400),
        (BOARD + "?limit=100000000000000000000000", 400),
        (BOARD + "?limit=%00", 400),
        (BOARD + "?limit=1&limit=2", 400),
        (BOARD + "?date=%zz", 400),
        (BOARD + "?cursor=" + "a" * 4_000, 400),
        (BOARD + "?" + "a&" * 2_000, 400),
        ("http://", 400),
        ("ftp://localhost/", 400),
        ("kingdoms", 400),
    ],
)
def test_hostile_target(server, target, status):
    with connected(server) as connection:
        connection.get(target)
        answer = connection.read()
        assert answer.status == status
        assert is_problem(answer)


# What is refused although it can be read, so that the next request can be, too.
READABLE = {
    LINE + "Host: localhost\r\n\r\n": 400,
    "GET /v1/kingdoms HTTP/1.1\r\n\r\n": 400,
    "GET /v1/kingdoms HTTP/1.1\r\nHost: evil.example\r\n\r\n": 403,
    "GET /v1/kingdoms HTTP/1.1\r\nHost:\r\n\r\n": 403,
    "GET http://evil.example/v1/kingdoms HTTP/1.1\r\nHost: localhost\r\n\r\n": 403,
}


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        (LINE + "X: " + "a" * 100_000 + "\r\n\r\n", 431),
        (LINE + "".join(f"X-{n}: a\r\n" for n in range(1_000)) + "\r\n", 431),
        (LINE + ("X: " + "a" * 900 + "\r\n") * 120 + "\r\n", 431),
        ("GET /" + "a" * 100_000 + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
        (LINE + ": no name\r\n\r\n", 400),
        (LINE + "no colon\r\n\r\n", 400),
        (LINE + "Name : a\r\n\r\n", 400),
        (LINE + "X: a\x00b\r\n\r\n", 400),
        (LINE + "Content-Length: -1\r\n\r\n", 400),
        (LINE + "Content-Length: five\r\n\r\n", 400),
        (LINE + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
        (LINE + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (LINE + "Content-Length: 5\r\n\r\nhello", 400),
        (LINE + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 400),
        *READABLE.items(),
        ("GET /v1/kingdoms HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
        ("GET /v1/kingdoms HTTP/9\r\nHost: localhost\r\n\r\n", 505),
        ("GET /v1/kingdoms\r\nHost: localhost\r\n\r\n", 400),
        ("BREW /v1/kingdoms HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
        ("CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example\r\n\r\n", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        ("\x16\x03\x01\x02\x00\x01\x00\x01", 400),
        ("SSH-2.0-OpenSSH_9.2\r\n", 400),
        ("\x00" * 64, 400),
    ],
)
def test_what_is_no_good_request(server, request_text, status):
    with connected(server) as connection:
        connection.send(request_text.encode("latin-1"))
        answer = connection.read()
        assert answer.status == status, answer
        assert is_problem(answer)
        if request_text not in READABLE:
            assert answer.headers["connection"] == "close"
            assert connection.is_ended()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_methods_that_are_not_served(server, method):
    with connected(server) as connection:
        connection.get(BOARD, method=method)
        answer = connection.read()
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert is_problem(answer)
        connection.get(BOARD)
        assert connection.read().status == 200


def test_an_unknown_method_is_told_which_are_known(server):
    answer = exchange(server, "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (answer.status, answer.headers["allow"]) == (501, "GET, HEAD, OPTIONS")


def test_options_for_all(server):
    answer = exchange(server, "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert (answer.status, answer.body) == (204, b"")


def test_absolute_target(server):
    with connected(server) as connection:
        connection.get(f"http://localhost:{connection.port}/v1/kingdoms")
        assert connection.read().json()["kingdoms"]


def test_old_version(server):
    answer = exchange(server, "GET /v1/kingdoms HTTP/1.0\r\n\r\n")
    assert (answer.status, answer.headers["connection"]) == (200, "close")
    with connected(server) as connection:
        for _ in range(3):
            connection.send("GET /v1/kingdoms HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            answer = connection.read()
            assert (answer.status, answer.headers["connection"]) == (200, "keep-alive")


@pytest.mark.parametrize("times", [1, 2, 3])
def test_connection_is_closed_where_that_is_wanted(server, times):
    with connected(server) as connection:
        for _ in range(times):
            connection.get(BOARD)
        connection.get(BOARD, "Connection: close")
        for _ in range(times):
            assert "connection" not in connection.read().headers
        assert connection.read().headers["connection"] == "close"
        assert connection.is_ended()


def test_an_upgrade_is_not_made_and_ends_the_connection(server):
    with connected(server) as connection:
        connection.get("/v1/kingdoms", "Connection: Upgrade", "Upgrade: h2c")
        answer = connection.read()
        assert (answer.status, answer.headers["connection"]) == (200, "close")


def test_pipelined_requests_are_answered_in_order(server):
    targets = [f"{BOARD}?limit={limit}" for limit in range(1, 60)]
    targets[10:10] = ["/nothing", "/v1/kingdoms", f"{BOARD}?limit=0"] * 5
    for _ in range(3):
        with connected(server) as connection:
            connection.send("".join(f"GET {each} HTTP/1.1\r\nHost: localhost\r\n\r\n" for each in targets))
            for target in targets:
                answer = connection.read()
                if target.startswith(BOARD) and not target.endswith("=0"):
                    entries = answer.json()["entries"]
                    assert len(entries) == int(target.split("=")[1])
                elif target == "/v1/kingdoms":
                    assert answer.json()["kingdoms"]
                else:
                    assert answer.status == (404 if target == "/nothing" else 400)


def test_what_follows_a_bad_request_is_not_answered(server):
    with connected(server) as connection:
        connection.send(LINE + "\r\n" + "GARBAGE\r\n\r\n" + LINE + "\r\n")
        assert connection.read().status == 200
        assert connection.read().status == 400
        assert connection.is_ended()


def test_a_request_in_pieces_is_one(server):
    with connected(server) as connection:
        whole = f"GET {BOARD}?limit=3 HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for _ in range(2):
            for piece in (whole[:1], whole[1:20], whole[20:-3], whole[-3:-1], whole[-1:]):
                connection.send(piece)
            assert len(connection.read().json()["entries"]) == 3


def test_the_rest_of_a_request_is_not_taken_for_one(server):
    """Were a part of a request remembered as a request, others would be given its answer."""
    inner = "GET /v1/kingdoms HTTP/1.1\r\nHost: localhost\r\n\r\n"
    outer = f"GET {BOARD}?limit=2 HTTP/1.1\r\nX: "
    for split in (False, True):
        with connected(server) as connection:
            first = f"GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n{outer}"
            connection.send(first if not split else first[:-1])
            assert connection.read().status == 200
            connection.send((first[-1:] if split else "") + inner)
            assert len(connection.read().json()["entries"]) == 2
        for _ in range(3):
            assert "kingdoms" in exchange(server, inner).json()


def test_the_same_answer_is_given_again_as_it_was(server):
    """What is kept ready is what was worked out: tags, forms, codings, conditions."""
    tag = server.get(BOARD).headers["etag"]
    variants = [
        (),
        ("Accept-Encoding: gzip",),
        ("Accept-Encoding: gzip;q=0",),
        (f"If-None-Match: {tag}",),
        (f"If-None-Match: {tag}", "Accept-Encoding: gzip"),
        ('If-None-Match: "other"',),
        ("Origin: https://example.org",),
        ("Accept: */*",),
    ]
    for target in (BOARD, f"{BOARD}?limit=5", "/", "/app.js", "/v1/kingdoms"):
        for headers in variants:
            with connected(server) as connection:
                answers = []
                for _ in range(3):
                    connection.get(target, *headers)
                    answers.append(connection.read())
                # One that is known to be worked out anew: no other request is like it.
                connection.get(target, *headers, f"X-Once: {random.random()}")
                answers.append(connection.read())
            assert len({(each.status, each.body) for each in answers}) == 1
            for answer in answers:
                answer.headers.pop("date")
            assert all(answer.headers == answers[0].headers for answer in answers)


def test_a_head_is_a_get_without_its_body(server):
    with connected(server) as connection:
        for _ in range(3):
            connection.get(BOARD)
            whole = connection.read()
            connection.get(BOARD, method="HEAD")
            head = connection.read(has_body=False)
            assert head.headers["content-length"] == str(len(whole.body))
            assert head.headers["etag"] == whole.headers["etag"]


def mutated(generator: random.Random, request: bytes) -> bytes:
    """A request with some of its bytes changed, moved, repeated or left out."""
    content = bytearray(request)
    for _ in range(generator.randint(0, 4)):
        position = generator.randrange(len(content) + 1)
        match generator.randrange(5):
            case 0:
                content[position:position] = generator.randbytes(generator.randint(1, 8))
            case 1:
                del content[position : position + generator.randint(1, 30)]
            case 2:
                content[position:position] = content[: generator.randint(0, len(content))]
            case 3:
                content[position:position] = generator.choice(TOKENS)
            case 4 if position < len(content):
                content[position] = generator.randrange(256)
    return bytes(content)


TOKENS = [
    b"\r\n", b"\n", b"\r", b"\r\n\r\n", b" ", b":", b"%", b"..", b"\x00", b"\xff", b"HTTP/1.1",
    b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"Connection: close\r\n",
    b"Expect: 100-continue\r\n", b"Host: localhost\r\n", b"GET ", b"POST ", b"0\r\n\r\n",
]  # fmt: skip
SEEDS = [
    f"GET {BOARD}?limit=3 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
    b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n" * 3,
    b"POST /v1/uploads?file=a.csv HTTP/1.1\r\nHost: localhost\r\n"
    b"Content-Type: application/octet-stream\r\nContent-Length: 9\r\n\r\nid,dkp\n1,2",
    b"POST /v1/uploads?file=a.csv HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
    b"Content-Type: application/octet-stream\r\n\r\n5\r\nid,a\n\r\n0\r\n\r\n",
    b"HEAD /v1/kingdoms/51/snapshots HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    b"GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
]


def statuses(connection: RawConnection) -> list[bytes]:
    """The statuses of all answers until the server ends the connection."""
    received = b""
    while piece := connection.socket.recv(1 << 16):
        received += piece
    return [part[:3] for part in received.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_is_answered_and_harms_nobody(server, seed):
    generator = random.Random(seed)
    for _ in range(400):
        request = mutated(generator, generator.choice(SEEDS))
        with connected(server) as connection:
            try:
                connection.send(request)
                # Ended by the client, so that whatever is incomplete is not waited for.
                connection.socket.shutdown(1)
                found = statuses(connection)
            except (BrokenPipeError, ConnectionResetError):
                continue
        assert b"500" not in found, (seed, request)
    assert server.get("/v1/health").status == 200
