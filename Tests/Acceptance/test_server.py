"""The server as a real process: boards over HTTP, an inbox that is watched, a clean end."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import DATE, ROOT, Lake
from expectation import expect
from ranking import METRICS, leaderboard
from server import DEADLINE_SECONDS, Answer, Server, eventually

EXAMPLES = sorted((ROOT / "examples/inbox").glob("*/*/*/*"))


def place(example: Path) -> tuple[int, str]:
    """The kingdom and the date in the path of an example."""
    kingdom, date = (part.split("=")[1] for part in example.parts[-3:-1])
    return int(kingdom), date


def board_path(metric: str, kingdom: int, date: str = "latest", limit: int = 100) -> str:
    return f"/v1/kingdoms/{kingdom}/leaderboards/{metric}?date={date}&limit={limit}"


@pytest.fixture(scope="module")
def server(executable: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose lake began as an inbox with the examples, all of them taken in."""
    lake = Lake(executable, tmp_path_factory.mktemp("served") / "lake")
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    server = Server(lake)
    try:
        for example in EXAMPLES:
            eventually(lambda: lake.curated(*place(example)).exists())
        yield server
    finally:
        if server.process.poll() is None:
            server.end()


@pytest.fixture
def own_server(lake: Lake) -> Iterator[Server]:
    """A server on an empty lake, for a test that ends it."""
    lake.folder.mkdir()
    server = Server(lake)
    yield server
    if server.process.poll() is None:
        server.process.kill()
        server.process.wait()


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_board(server, example, metric):
    kingdom, date = place(example)
    expected = leaderboard(expect(example.read_bytes()).rows, metric, kingdom, date, 1_000)
    answer = server.get(board_path(metric, kingdom, date, 1_000))
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json() == expected


def test_latest_is_the_greatest_date(server):
    for kingdom in (51, 1960):
        latest = server.get(board_path("dkp", kingdom)).json()
        dated = server.get(board_path("dkp", kingdom, DATE)).json()
        assert latest["date"] == DATE
        assert latest == dated


def test_pages_follow_each_other(server):
    whole = server.get(board_path("power", 51, limit=1_000)).json()["entries"]
    path, entries = board_path("power", 51, limit=77), []
    while path:
        page = server.get(path).json()
        entries += page["entries"]
        cursor = page["next_cursor"]
        path = cursor and board_path("power", 51, limit=77) + f"&cursor={cursor}"
    assert entries == whole


def test_kingdoms_and_snapshots(server):
    kingdoms = server.get("/v1/kingdoms").json()["kingdoms"]
    assert {each["kingdom"]: each["latest_date"] for each in kingdoms} == {51: DATE, 1960: DATE}
    snapshots = server.get("/v1/kingdoms/51/snapshots").json()["snapshots"]
    dates = [(each["date"], each["total_players"]) for each in snapshots]
    assert dates == [("2026-01-26", 300), ("2026-01-19", 300), ("2026-01-12", 300)]


def test_what_lies_in_the_inbox_is_compared_with_the_date_before(server):
    for before, example in zip(EXAMPLES, EXAMPLES[1:], strict=False):
        (kingdom, date), (kingdom_before, date_before) = place(example), place(before)
        if kingdom != kingdom_before:
            continue
        pattern = f"reports/*/kingdom={kingdom}/dt={date}/*/report.json"
        report = eventually(lambda: next(server.lake.folder.glob(pattern), None))
        compared = json.loads(report.read_text())["compared_with"]
        assert compared["snapshot_date"] == date_before


def test_page_for_people(server):
    page = server.get("/")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    assert server.get("/v1/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/kingdoms/52/leaderboards/dkp", 404),
        ("/v1/kingdoms/51/leaderboards/luck", 404),
        ("/v1/kingdoms/51/leaderboards/dkp?date=2026-02-02", 404),
        ("/v1/kingdoms/51/leaderboards/dkp?date=yesterday", 400),
        ("/v1/kingdoms/51/leaderboards/dkp?limit=0", 400),
        ("/v1/kingdoms/51/leaderboards/dkp?limit=1001", 400),
        ("/v1/kingdoms/51/leaderboards/dkp?limit=99999999999999999999", 400),
        ("/v1/kingdoms/51/leaderboards/dkp?cursor=invented", 400),
        ("/v1/kingdoms/abc/leaderboards/dkp", 404),
        ("/v1/kingdoms/52/snapshots", 404),
        ("/v1/%zz", 404),
        ("/v2", 404),
        ("/../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
    ],
)
def test_problem(server, path, status):
    answer = server.get(path)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"] and problem["detail"]


def test_nothing_is_written_over_http(server):
    before = server.lake.tree()
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert server.get(board_path("dkp", 51), method).status == 405
    assert server.lake.tree() == before


def test_what_is_known_is_not_sent_again(server):
    answer = server.get(board_path("dkp", 51))
    known = server.get(board_path("dkp", 51), If_None_Match=answer.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    head = server.get(board_path("dkp", 51), "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(answer.body))


def test_each_request_is_logged(server):
    server.get("/?who=logged")
    line = eventually(
        lambda: next((each for each in server.log().splitlines() if "who=logged" in each), None)
    )
    assert "GET /?who=logged 200" in line


def test_a_file_that_is_dropped_becomes_a_board(own_server, upload):
    file = upload("id,name,dkp\n7,Silent Otter,5\n8,Amber Falcon,6\n")
    own_server.drop(file, 2001, DATE)
    answer = eventually(lambda: _found(own_server.get(board_path("dkp", 2001))))
    expected = leaderboard(expect(file.read_bytes()).rows, "dkp", 2001, DATE)
    assert answer.json() == expected


def test_a_newer_file_replaces_the_board(own_server, upload):
    own_server.drop(upload("id,name,dkp\n7,Silent Otter,5\n", "first.csv"), 2001, DATE)
    eventually(lambda: _found(own_server.get(board_path("dkp", 2001))))
    own_server.drop(upload("id,name,dkp\n7,Silent Otter,9\n", "second.csv"), 2001, DATE)
    eventually(lambda: own_server.get(board_path("dkp", 2001)).json()["entries"][0]["value"] == 9)


def test_a_bad_file_is_rejected_and_the_server_goes_on(own_server, upload):
    own_server.drop(upload("id,name\n7,a\n7,b\n", "bad.csv"), 2001, DATE)
    eventually(lambda: [key for key in own_server.lake.tree() if key.startswith("rejected/")])
    own_server.drop(upload("id,name,dkp\n7,a,1\n", "good.csv"), 2001, DATE)
    eventually(lambda: _found(own_server.get(board_path("dkp", 2001))))


def test_where_a_file_says_another_day_its_folder_counts_and_the_report_says_so(
    own_server, upload
):
    own_server.drop(upload("id,Date\n7,2026-01-25\n", "2026-01-24.csv"), 2001, DATE)
    eventually(lambda: _found(own_server.get(board_path("power", 2001, DATE))))
    [notes] = [report["notes"] for report in eventually(lambda: reports(own_server.lake))]
    assert [word for note in notes for word in note.split() if word.startswith("2026")] == [
        "2026-01-25;",
        "2026-01-24;",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("id,Kingdom\n7,52\n", "other_kingdom"),
        ("id,Date\n7,2026-01-01\n7,2026-01-09\n", "several_dates"),
    ],
)
def test_rows_that_belong_elsewhere_are_refused(own_server, upload, content, code):
    own_server.drop(upload(content), 2001, DATE)
    [report] = eventually(lambda: reports(own_server.lake))
    assert (report["status"], report["problems"][0]["code"]) == ("refused", code)


def reports(lake: Lake) -> list[dict]:
    """The reports in a lake."""
    return [json.loads(body) for key, body in lake.tree().items() if key.startswith("reports/")]


def test_a_file_outside_the_layout_is_left_alone(own_server, upload):
    stray = own_server.lake.folder / "inbox" / "stray.csv"
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("id,name\n7,a\n")
    own_server.drop(upload("id,name,dkp\n7,a,1\n"), 2001, DATE)
    eventually(lambda: _found(own_server.get(board_path("dkp", 2001))))
    assert stray.exists()


def test_a_second_start_on_the_same_inbox_changes_nothing(executable, tmp_path):
    lake = Lake(executable, tmp_path / "lake")
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    reports = len(EXAMPLES)
    trees = []
    for _ in range(2):
        server = Server(lake)
        eventually(
            lambda: (
                sum(key.startswith("reports/") for key in lake.tree()) == reports
                and server.get("/v1/health").status == 200
            )
        )
        assert server.end() == 0
        trees.append(lake.tree())
    assert trees[0] == trees[1]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(own_server, how):
    own_server.get("/v1/health")
    assert own_server.end(how) == 0


def test_a_taken_port_is_said(own_server, tmp_path):
    port = own_server.address.rsplit(":", 1)[1]
    command = [str(own_server.lake.executable), "serve", "--port", port]
    second = subprocess.run(
        [*command, "--lake", str(own_server.lake.folder)],
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
    )
    assert second.returncode not in (0, -signal.SIGABRT, -signal.SIGILL, -signal.SIGTRAP)
    assert port in second.stderr


def _found(answer: Answer) -> Answer | None:
    return answer if answer.status == 200 else None
