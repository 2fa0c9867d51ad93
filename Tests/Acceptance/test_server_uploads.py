"""Uploads over HTTP: taken, refused, and left without a trace where they do not come whole."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from command import DATE, Lake
from expectation import expect
from ranking import leaderboard
from raw_http import connected, exchange
from server import DEADLINE_SECONDS, Server, eventually, running, with_names_of_the_api

CSV = b"id,name,dkp\n7,Silent Otter,5\n8,Amber Falcon,6\n"
PLACE = f"&kingdom=2001&date={DATE}"
BOARD = "/v1/kingdoms/2001/leaderboards/dkp"
UPLOADS_AT_ONCE = 8


@pytest.fixture
def server(lake: Lake) -> Iterator[Server]:
    with running(lake) as server:
        yield server


def upload_path(file: str = "players.csv", place: str = PLACE) -> str:
    return f"/v1/uploads?file={quote(file)}{place}"


def head(server: Server, *headers: str, path: str | None = None) -> str:
    """The head of an upload's request, as bytes of its own."""
    lines = [
        f"POST {path or upload_path()} HTTP/1.1",
        f"Host: {server.address.removeprefix('http://')}",
        "Content-Type: application/octet-stream",
        *headers,
    ]
    return "\r\n".join(lines) + "\r\n\r\n"


def everything(server: Server) -> list[str]:
    """All files of the lake, the hidden ones too."""
    return [str(path) for path in server.lake.folder.rglob("*") if path.is_file()]


def test_an_upload_becomes_a_board(server):
    answer = server.post(upload_path(), CSV)
    assert answer.status == 201, answer.body
    told = answer.json()
    assert told["upload"]["status"] == "accepted"
    assert told["upload"]["rows"] == {"total": 2, "accepted": 2, "refused": 0}
    assert told["upload"]["is_current"] is True
    assert told["upload"]["report_path"] == answer.headers["location"]
    tree = server.lake.tree()
    stored = tree[told["report"]["report"]]
    assert json.loads(stored, object_hook=with_names_of_the_api) == told["report"]
    assert tree[told["report"]["raw"]] == CSV
    expected = leaderboard(expect(CSV).rows, "dkp", 2001, DATE)
    assert server.get(f"{BOARD}?date={DATE}&limit=100").json()["entries"] == expected["entries"]
    listed = server.get("/v1/kingdoms/2001/uploads").json()["uploads"]
    assert listed == [told["upload"]]
    assert server.get(answer.headers["location"]).json() == told["report"]
    line = eventually(
        lambda: next((each for each in server.log().splitlines() if "accepted" in each), None)
    )
    assert "players.csv" in line and "2001" in line


def test_what_is_uploaded_is_seen_at_once(server):
    for value in range(20, 30):
        answer = server.post(upload_path(), f"id,name,dkp\n7,a,{value}\n".encode())
        assert answer.status == 201
        assert server.get(BOARD).json()["entries"][0]["value"] == value


def test_kingdom_and_date_are_taken_from_the_file(server):
    answer = server.post(upload_path("TOP300-2026-01-12-51.csv", place=""), CSV)
    assert answer.status == 201
    report = answer.json()["report"]
    assert (report["kingdom"], report["date"]) == (51, "2026-01-12")


@pytest.mark.parametrize(
    "file", ["\U0001f3fb£.csv", "\u0301.csv", "a\u0301 b.csv", "名前.csv", "\u202e.csv"]
)
def test_names_of_any_letters(server, upload, file):
    answer = server.post(upload_path(file), CSV)
    assert answer.status == 201, answer.body
    assert answer.json()["upload"]["file"] == file
    assert answer.json()["report"]["raw"] in server.lake.tree()
    assert server.lake.accept(upload(CSV, file), kingdom=2002)["raw"] in server.lake.tree()


def test_a_refused_upload_says_why_and_is_kept(server):
    answer = server.post(upload_path(), b"id,name\n7,a\n7,b\n")
    assert answer.status == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "upload_refused"
    assert problem["upload"]["status"] == problem["report"]["status"] == "refused"
    assert problem["report"]["problems"][0]["code"] == "duplicate_ids"
    assert problem["upload"]["reason"] in problem["detail"]
    assert problem["report"]["rejected"] in server.lake.tree()
    assert server.get(BOARD).status == 404
    assert server.post(upload_path("good.csv"), CSV).status == 201
    listed = server.get("/v1/kingdoms/2001/uploads").json()["uploads"]
    assert [each for each in listed if each["status"] == "refused"] == [problem["upload"]]


def test_an_empty_upload_is_refused(server):
    answer = server.post(upload_path())
    assert (answer.status, answer.json()["code"]) == (422, "upload_refused")


@pytest.mark.parametrize(
    ("file", "place", "content", "needs"),
    [
        ("players.csv", "", CSV, ["kingdom", "date"]),
        ("players.csv", "&kingdom=51", CSV, ["date"]),
        ("players.csv", f"&date={DATE}", CSV, ["kingdom"]),
        ("players.csv", "&kingdom=51", b"id,Date\n7,2026-01-01\n8,2026-01-09\n", ["date"]),
        ("picture.png", "", b"\x89PNG\r\n\x1a\n" + bytes(50), ["kingdom", "date"]),
    ],
)
def test_an_upload_of_nobody_knows_what(server, file, place, content, needs):
    answer = server.post(upload_path(file, place), content)
    problem = answer.json()
    assert (answer.status, problem["code"]) == (422, "place_unknown")
    assert problem["needs"] == needs
    assert everything(server) == []


def test_an_upload_that_contradicts_its_request(server):
    answer = server.post(upload_path("TOP300-2026-01-12-51.csv"), CSV)
    problem = answer.json()
    assert (answer.status, problem["code"]) == (422, "place_contradicted")
    assert "51" in problem["detail"] and "2001" in problem["detail"]
    assert everything(server) == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?kingdom=51",
        "?file=",
        "?file=..%2Fplayers.csv",
        "?file=%2Fetc%2Fpasswd",
        "?file=.hidden",
        "?file=a%00b",
        "?file=a%0Ab",
        "?file=" + "a" * 201,
        "?file=%FF",
        "?file=%zz",
        "?file=a.csv&file=b.csv",
        "?file=a.csv&kingdom=0",
        "?file=a.csv&kingdom=-1",
        "?file=a.csv&kingdom=99999999999999999999",
        "?file=a.csv&date=2026-02-30",
        "?file=a.csv&date=latest",
        "?file=a.csv&split=1",
    ],
)
def test_bad_parameters(server, query):
    answer = server.post(f"/v1/uploads{query}", CSV)
    assert (answer.status, answer.json()["code"]) == (400, "bad_parameter")
    assert everything(server) == []


@pytest.mark.parametrize("type", ["text/csv", "multipart/form-data; boundary=x", "text/plain", ""])
def test_another_content_type_is_refused(server, type):
    answer = server.post(upload_path(), CSV, Content_Type=type)
    assert (answer.status, answer.json()["code"]) == (415, "wrong_content_type")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://localhost:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "10.0.0.1"},
        {"Host": "[::1].evil.example"},
    ],
)
def test_pages_of_others_upload_nothing(server, headers):
    answer = server.post(upload_path(), CSV, **headers)
    assert (answer.status, answer.json()["code"]) == (403, "cross_origin")
    assert everything(server) == []


def test_a_preflight_of_another_page_allows_nothing(server):
    answer = server.get(
        upload_path(),
        "OPTIONS",
        Origin="https://evil.example",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert not [name for name in answer.headers if name.startswith("access-control-allow")]


def test_the_own_page_and_programs_may_upload(server):
    authority = server.address.removeprefix("http://")
    port = authority.rsplit(":", 1)[1]
    for headers in (
        {"Origin": server.address, "Sec_Fetch_Site": "same-origin"},
        {"Origin": f"http://localhost:{port}", "Host": f"localhost:{port}"},
        {"Sec_Fetch_Site": "none"},
        {},
    ):
        assert server.post(upload_path(), CSV, **headers).status == 201


def test_a_named_host_is_served(lake):
    with running(lake, "--allow-host", "boards.example") as server:
        assert server.get("/v1/health", Host="boards.example:1234").status == 200
        assert server.get("/v1/health", Host="other.example").status == 403
        answer = server.post(
            upload_path(), CSV, Host="boards.example", Origin="https://boards.example"
        )
        assert answer.status == 201


def test_a_server_that_only_reads_takes_nothing(lake):
    with running(lake, "--read-only") as server:
        assert server.get("/v1/health").json()["features"] == ["events"]
        server.drop(_written(lake, CSV), 2001, DATE)
        answer = server.post(upload_path(), CSV)
        assert (answer.status, answer.json()["code"]) == (404, "not_found")
        assert [name.split("/")[0] for name in lake.tree()] == ["inbox"]


def _written(lake: Lake, content: bytes):
    path = lake.folder.parent / "players.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
def test_nothing_but_posting(server, method):
    answer = server.get(upload_path(), method)
    assert answer.status == 405
    assert answer.headers["allow"] == "POST, OPTIONS"


def test_too_large_is_said_before_the_body_is_sent(lake):
    with running(lake, "--upload-limit", "1") as server:
        for extra in ([], ["Expect: 100-continue"]):
            answer = exchange(server, head(server, f"Content-Length: {(1 << 20) + 1}", *extra))
            assert (answer.status, answer.json()["code"]) == (413, "upload_too_large")
            assert answer.headers["connection"] == "close"


def test_a_large_upload_without_a_length_is_too_large(lake):
    with running(lake, "--upload-limit", "1") as server, connected(server) as connection:
        connection.send(head(server, "Transfer-Encoding: chunked"))
        chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
        connection.send(chunk * 17)
        assert connection.read().status == 413
        assert everything(server) == []


def test_a_body_in_chunks_is_taken(server):
    with connected(server) as connection:
        connection.send(head(server, "Transfer-Encoding: chunked"))
        for byte in CSV:
            connection.send(b"1\r\n" + bytes([byte]) + b"\r\n")
        connection.send(b"0\r\n\r\n")
        assert connection.read().status == 201
        connection.get("/v1/health")
        assert connection.read().status == 200


def test_who_waits_to_be_told_to_send_is_told(server):
    with connected(server) as connection:
        connection.send(head(server, f"Content-Length: {len(CSV)}", "Expect: 100-continue"))
        assert connection.read().status == 100
        connection.send(CSV)
        assert connection.read().status == 201


def test_who_waits_to_be_told_and_is_refused_is_told_that(server):
    request = head(server, "Content-Length: 5", "Expect: 100-continue", path="/v1/uploads")
    assert exchange(server, request).status == 400


def test_two_at_once_are_both_taken_and_the_later_one_stays(server):
    def post(value: int) -> dict:
        answer = server.post(upload_path(f"{value}.csv"), f"id,name,dkp\n7,a,{value}\n".encode())
        assert answer.status == 201
        return {"value": value, **answer.json()["upload"]}

    with ThreadPoolExecutor(2) as pool:
        uploads = list(pool.map(post, range(1, 7)))
    assert len({upload["uploaded_at"] for upload in uploads}) == len(uploads)
    last = max(uploads, key=lambda upload: upload["uploaded_at"])
    assert server.get(BOARD).json()["entries"][0]["value"] == last["value"]


def test_more_than_can_be_handled_are_told_to_wait(server):
    request = head(server, f"Content-Length: {len(CSV)}", "Expect: 100-continue")
    connections = []
    for _ in range(UPLOADS_AT_ONCE):
        connection = connected(server)
        connections.append(connection)
        opened = connection.__enter__()
        opened.send(request)
        assert opened.read().status == 100
    answer = server.post(upload_path(), CSV)
    assert (answer.status, answer.json()["code"]) == (429, "too_many_uploads")
    assert int(answer.headers["retry-after"]) > 0
    for connection in connections:
        connection.__exit__(None, None, None)
    eventually(lambda: server.post(upload_path(), CSV).status == 201)


def test_an_upload_that_breaks_off_leaves_nothing(server):
    for sent in (b"", CSV[:10], b"a" * (3 << 20)):
        with connected(server) as connection:
            connection.send(head(server, f"Content-Length: {4 << 20}"))
            connection.send(sent)
    assert server.post(upload_path("whole.csv"), CSV).status == 201
    assert not [name for name in everything(server) if "/." in name]
    assert [name for name in server.lake.tree() if name.startswith("raw/")] == [
        name for name in server.lake.tree() if name.endswith("whole.csv")
    ]


def test_an_upload_that_has_come_is_handled_to_its_end(server):
    rows = "".join(f"{number},Player {number},{number}\n" for number in range(1, 400_000))
    content = f"id,name,dkp\n{rows}".encode()
    with connected(server) as connection:
        connection.send(head(server, f"Content-Length: {len(content)}"))
        connection.send(content)
        # It is being read: the raw copy, or what becomes of it, is begun beside the reading.
        eventually(lambda: [name for name in everything(server) if "kingdom=2001" in name])
        server.process.send_signal(signal.SIGTERM)
        answer = connection.read()
    assert answer.status == 201, answer
    assert answer.json()["upload"]["rows"]["accepted"] == 399_999
    assert server.process.wait(DEADLINE_SECONDS) == 0
    assert answer.json()["report"]["report"] in server.lake.tree()


def test_a_large_upload_takes_little_memory_while_it_comes(server):
    with connected(server) as connection:
        connection.send(head(server, f"Content-Length: {200 << 20}"))
        before = server.resident_bytes()
        for _ in range(150):
            connection.send(bytes(1 << 20))
        assert server.resident_bytes() - before < 40 << 20
    assert server.get("/v1/health").status == 200
