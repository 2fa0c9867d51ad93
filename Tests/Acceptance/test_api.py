"""The API over HTTP on the examples: boards in parts, gains, players, uploads, forms of answers."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

import pytest

from command import DATE, ROOT, Lake
from expectation import expect
from gains_expectation import Snapshot, gains
from players_expectation import (
    board_around,
    compared_board,
    history,
    player,
    search,
    searched_board,
)
from ranking import METRICS, leaderboard
from server import Answer, Server, eventually, running, with_names_of_the_api

EXAMPLES = sorted((ROOT / "examples/inbox").glob("*/*/*/*"))
KINGDOM, BEFORE = 51, "2026-01-19"


@cache
def rows(kingdom: int, date: str) -> list[dict]:
    """The rows of an example."""
    [file] = (ROOT / f"examples/inbox/source=rok_players/kingdom={kingdom}/dt={date}").iterdir()
    return expect(file.read_bytes()).rows


@pytest.fixture(scope="module")
def server(executable, tmp_path_factory) -> Iterator[Server]:
    """A server that has taken in the examples, and a file that it had to refuse."""
    lake = Lake(executable, tmp_path_factory.mktemp("api") / "lake")
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    refused = lake.folder / f"inbox/source=rok_players/kingdom={KINGDOM}/dt={DATE}"
    shutil.copy(ROOT / "examples/refused/duplicate-ids.csv", refused)
    server = Server(lake)
    count = len(EXAMPLES) + 1
    eventually(lambda: len(list(lake.folder.glob("reports/**/report.json"))) == count)
    yield server
    server.end()


def ask(server: Server, path: str, **headers: str) -> Answer:
    return server.get(f"/v1/kingdoms/{KINGDOM}/{path}", **headers)


def found(server: Server, path: str) -> dict:
    answer = ask(server, path)
    assert answer.status == 200, answer.body
    return answer.json()


def without_cursors(answer: dict) -> dict:
    return answer | {"previous_cursor": None, "next_cursor": None}


# Boards


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("compare", ["previous", BEFORE])
def test_a_board_beside_an_earlier_one(server, metric, compare):
    expected = compared_board(
        rows(KINGDOM, DATE), metric, KINGDOM, DATE, (BEFORE, rows(KINGDOM, BEFORE))
    )
    answer = found(server, f"leaderboards/{metric}?compare={compare}")
    assert without_cursors(answer) == expected


def test_the_first_board_has_nothing_before_it(server):
    answer = found(server, "leaderboards/dkp?compare=previous&date=2026-01-12")
    first = rows(KINGDOM, "2026-01-12")
    expected = compared_board(first, "dkp", KINGDOM, "2026-01-12", None)
    assert without_cursors(answer) == expected


@pytest.mark.parametrize("text", ["otter", "OTTER", "-", "'", "<", "1", "дный", "الذهب", "%00"])
def test_a_board_is_searched(server, text):
    answer = found(server, f"leaderboards/power?search={quote(text)}&limit=1000")
    assert answer == searched_board(rows(KINGDOM, DATE), "power", KINGDOM, DATE, text, 1_000)


@pytest.mark.parametrize("place", [0, 1, 140, -1])
def test_a_board_around_a_player_leads_on_and_back(server, place):
    whole = leaderboard(rows(KINGDOM, DATE), "dkp", KINGDOM, DATE, 1_000)
    player_id = whole["entries"][place]["id"]
    around = found(server, f"leaderboards/dkp?around={player_id}&limit=20")
    assert without_cursors(around) == board_around(
        rows(KINGDOM, DATE), "dkp", KINGDOM, DATE, player_id, 20
    )
    entries = around["entries"]
    page = around
    while cursor := page["previous_cursor"]:
        page = found(server, f"leaderboards/dkp?limit=20&cursor={cursor}")
        entries = page["entries"] + entries
    page = around
    while cursor := page["next_cursor"]:
        page = found(server, f"leaderboards/dkp?limit=20&cursor={cursor}")
        entries += page["entries"]
    assert entries == whole["entries"]


def test_a_player_without_a_rank_is_said_so(server):
    nobody = next(row["id"] for row in rows(KINGDOM, DATE) if row["dkp"] is None)
    for player_id in (nobody, 1):
        answer = ask(server, f"leaderboards/dkp?around={player_id}")
        assert (answer.status, answer.json()["code"]) == (404, "player_not_ranked")


# Gains


@pytest.mark.parametrize("metric", METRICS)
def test_gains(server, metric):
    before, after = (
        Snapshot(date, rows(KINGDOM, date), brings_dkp=False) for date in (BEFORE, DATE)
    )
    expected = gains(before, after, metric, KINGDOM, 1_000)
    assert found(server, f"gains/{metric}?limit=1000") == expected
    first = found(server, f"gains/{metric}?limit=100&from={BEFORE}&to={DATE}")
    second = found(server, f"gains/{metric}?limit=100&cursor={first['next_cursor']}")
    assert first["entries"] + second["entries"] == expected["entries"][:200]
    assert second["arrived"] == {"total_players": expected["arrived"]["total_players"], "players": []}
    back = found(server, f"gains/{metric}?limit=100&cursor={second['previous_cursor']}")
    assert back == first


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("from=2026-01-26&to=2026-01-19", 400, "bad_parameter"),
        ("from=2026-01-26", 400, "bad_parameter"),
        ("to=2026-01-12", 404, "no_earlier_snapshot"),
        ("from=2026-01-13", 404, "not_found"),
        ("weights=t4:1,t5:1", 400, "bad_parameter"),
        ("weights=t4:-1,t5:1,deaths:1", 400, "bad_parameter"),
        ("weights=t4:9999999,t5:1,deaths:1", 400, "bad_parameter"),
        ("date=2026-01-26", 400, "bad_parameter"),
    ],
)
def test_gains_that_cannot_be_told(server, query, status, code):
    answer = ask(server, f"gains/dkp?{query}")
    assert (answer.status, answer.json()["code"]) == (status, code)


# Players


def test_players_by_what_somebody_types(server):
    for text in ("otter", "st", "99&", "夜", "112132255", "2", "zzzz", "\u0301", "\x8d"):
        answer = found(server, f"players?search={quote(text)}&limit=50")
        assert answer == search(rows(KINGDOM, DATE), KINGDOM, DATE, text, 50), text


def test_a_player_and_a_history(server):
    dates = ["2026-01-12", BEFORE, DATE]
    for row in rows(KINGDOM, DATE)[::37]:
        expected = player(rows(KINGDOM, DATE), KINGDOM, DATE, row["id"])
        assert found(server, f"players/{row['id']}") == expected
        told = found(server, f"players/{row['id']}/history")
        snapshots = [(date, rows(KINGDOM, date)) for date in dates]
        assert told == history(snapshots, KINGDOM, row["id"])
        latest = found(server, f"players/{row['id']}/history?limit=1")
        assert latest["snapshots"] == told["snapshots"][:1]


def test_a_player_whom_nobody_lists(server):
    for path in ("players/1", "players/1/history"):
        answer = ask(server, path)
        assert (answer.status, answer.json()["code"]) == (404, "no_player")


# Uploads


def test_uploads_tell_what_came_of_them(server):
    listed = found(server, "uploads?limit=2")
    newest, other = listed["uploads"]
    assert {newest["status"], other["status"]} == {"accepted", "refused"}
    refused = next(one for one in (newest, other) if one["status"] == "refused")
    assert refused["file"] == "duplicate-ids.csv"
    assert refused["reason"].startswith("row 2, column ")
    assert not refused["is_current"]
    accepted = next(one for one in (newest, other) if one["status"] == "accepted")
    assert accepted["is_current"] and accepted["reason"] is None
    rest = found(server, f"uploads?limit=100&cursor={listed['next_cursor']}")
    assert [one["date"] for one in rest["uploads"]] == [BEFORE, "2026-01-12"]
    assert rest["next_cursor"] is None


def test_a_report_is_the_one_in_the_lake(server):
    for upload in found(server, "uploads")["uploads"]:
        answer = server.get(upload["report_path"])
        assert answer.status == 200
        key = f"dt={upload['date']}/run_ts={upload['run_ts']}/report.json"
        folder = server.lake.folder / f"reports/source=rok_players/kingdom={KINGDOM}"
        stored = json.loads((folder / key).read_bytes(), object_hook=with_names_of_the_api)
        assert answer.json() == stored
    assert ask(server, f"uploads/{DATE}/20200101T000000Z").status == 404


def test_a_kingdom_without_uploads(server):
    assert server.get("/v1/kingdoms/52/uploads").status == 404


# Forms of answers


@pytest.mark.parametrize("path", ["leaderboards/power", "gains/power"])
def test_a_table_for_spreadsheets(server, path):
    by_path = ask(server, f"{path}.csv?limit=1000")
    by_header = ask(server, f"{path}?limit=1000", Accept="text/csv")
    assert by_path.status == 200 and by_path.body == by_header.body
    assert by_path.headers["content-type"] == "text/csv; charset=utf-8"
    assert by_path.headers["content-disposition"].startswith('attachment; filename="kingdom-51-')
    assert "Accept" in by_header.headers["vary"]
    table = list(csv.DictReader(io.StringIO(by_path.body.decode("utf-8-sig"), newline="")))
    entries = found(server, f"{path}?limit=1000")["entries"]
    assert [int(row["id"]) for row in table] == [entry["id"] for entry in entries]
    cells = [cell for row in table for cell in (row["name"], row["alliance"])]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    texts = [text for entry in entries for text in (entry["name"], entry["alliance"] or "")]
    assert [cell.removeprefix("'") for cell in cells] == [text.removeprefix("'") for text in texts]


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("leaderboards/dkp", "image/png"),
        ("leaderboards/dkp.csv", "application/json"),
        ("players/112132255", "text/csv"),
        ("snapshots", "text/html"),
    ],
)
def test_a_form_that_there_is_not(server, path, accept):
    answer = ask(server, path, Accept=accept)
    assert (answer.status, answer.json()["code"]) == (406, "not_acceptable")


PATHS = [
    "/v1/kingdoms",
    f"/v1/kingdoms/{KINGDOM}/snapshots",
    f"/v1/kingdoms/{KINGDOM}/leaderboards/dkp?compare=previous",
    f"/v1/kingdoms/{KINGDOM}/leaderboards/dkp.csv",
    f"/v1/kingdoms/{KINGDOM}/gains/dkp",
    f"/v1/kingdoms/{KINGDOM}/players?search=otter",
    f"/v1/kingdoms/{KINGDOM}/players/112132255",
    f"/v1/kingdoms/{KINGDOM}/players/112132255/history",
    f"/v1/kingdoms/{KINGDOM}/uploads",
    "/openapi.json",
    "/",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_tagged_and_compressed(server, path):
    plain = server.get(path)
    packed = server.get(path, Accept_Encoding="gzip")
    assert plain.status == 200 and "max-age" in plain.headers["cache-control"] + " max-age"
    if len(plain.body) >= 1024:
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["etag"] != plain.headers["etag"]
    for answer, encoding in ((plain, "identity"), (packed, "gzip")):
        tag = answer.headers["etag"]
        assert not tag.startswith("W/")
        known = server.get(path, If_None_Match=tag, Accept_Encoding=encoding)
        assert (known.status, known.body) == (304, b"")
        assert known.headers["etag"] == tag
    head = server.get(path, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(plain.body))
    for answer in (plain, packed, head):
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_dated_answer_is_kept_for_longer(server):
    def age(path: str) -> int:
        words = ask(server, path).headers["cache-control"]
        assert "stale-while-revalidate" in words
        return int(words.split("max-age=")[1].split(",")[0])

    assert age("leaderboards/dkp") <= 10 < 60 <= age(f"leaderboards/dkp?date={DATE}")
    assert age(f"gains/dkp?to={DATE}") <= 10 < 60 <= age(f"gains/dkp?from={BEFORE}&to={DATE}")


@pytest.mark.parametrize(
    ("allowed", "origin", "answered"),
    [
        ([], "https://kingdom.example", None),
        (["https://kingdom.example"], "https://kingdom.example", "https://kingdom.example"),
        (["https://kingdom.example"], "https://other.example", None),
        (["https://a.example", "http://localhost:3000"], "http://localhost:3000",
         "http://localhost:3000"),
        (["*"], "https://kingdom.example", "*"),
    ],
)  # fmt: skip
def test_only_pages_that_are_named_read_a_local_lake(lake, allowed, origin, answered):
    options = [word for each in allowed for word in ("--allow-origin", each)]
    with running(lake, *options) as server:
        for path in ("/v1/kingdoms", "/v1/health", "/nothing", "/v1/kingdoms"):
            answer = server.get(path, Origin=origin)
            assert answer.headers.get("access-control-allow-origin") == answered, path
        preflight = server.get("/v1/kingdoms", "OPTIONS", Origin=origin)
        assert preflight.headers.get("access-control-allow-origin") == answered


def test_problems_are_for_named_origins_too(lake):
    with running(lake, "--allow-origin", "*") as server:
        _check_problems(server)


def _check_problems(server: Server) -> None:
    for path in ("leaderboards/luck", "leaderboards/dkp?limit=0", "nothing"):
        answer = ask(server, path, Origin="https://kingdom.example")
        assert answer.status >= 400
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert {"ETag", "Retry-After", "Content-Disposition"} <= {
            name.strip() for name in answer.headers["access-control-expose-headers"].split(",")
        }


def test_the_page_runs_nothing_but_its_own(server):
    policy = dict(
        rule.strip().split(" ", 1)
        for rule in server.get("/").headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"


def test_names_are_data(server):
    body = ask(server, "leaderboards/power?limit=1000").body.decode()
    names = {entry["name"] for entry in json.loads(body)["entries"]}
    assert names == {row["name"] for row in rows(KINGDOM, DATE) if row["power"] is not None}
