"""What the API's function answers beside boards: gains, players, uploads, downloads, the page; by
each engine, and as it travels through a gateway.
"""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import quote

import pytest

from api_function import asking_athena, counts
from athena_cloud import BEFORE, DATE
from cloud_lake import CloudLake
from conftest import Start
from functions import APIAnswer, Function, ask, http_event
from gains_expectation import gains, weights_text
from kingdoms import METRICS, Kingdom, generated, later
from players_expectation import compared_board, history, player, search, searched_board
from ranking import leaderboard
from server import with_names_of_the_api
from servers.athena import AthenaServer
from uploads import csv_text

KINGDOM = "/v1/kingdoms/51"
CSV_MARK = b"\xef\xbb\xbf"
KINDS = {
    "/": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml",
}  # fmt: skip
REFUSED = b"id,name\n7,a\n7,b\n"
ODD_NAMES = ["=1+1", "-ICE", "+7", "@ROK", 'A"S', "a,b", "line\nbreak", "Größe", "青山 将军", "100%"]


@pytest.fixture
def uploads(start: Start, lake: CloudLake) -> dict[str, Kingdom]:
    """Two dates of a kingdom, taken in by the other function."""
    old = generated("nulls", 7)
    made = {BEFORE: old, DATE: later(old, "nulls", 7)}
    ingest = start("ingest-players", lake)
    for number, (date, kingdom) in enumerate(made.items()):
        record = lake.drop(
            kingdom.upload, f"2026-02-01T08:00:0{number}.000Z", "players.json", date=date
        )
        assert counts(ingest, record)["accepted"] == 1
    return made


def told(function: Function, path: str, query: str = "", **headers: str) -> APIAnswer:
    """An answer that must be there."""
    answer = ask(function, f"{KINGDOM}/{path}", query, accept_encoding="gzip", **headers)
    assert answer.status == 200, answer
    return answer


def test_gains_players_and_histories(boards: Function, uploads: dict[str, Kingdom]):
    old, new = uploads[BEFORE], uploads[DATE]
    weights = {"t4_kills": 4, "t5_kills": 10, "deaths": 15}
    for metric in METRICS:
        found = told(boards, f"gains/{metric}", "limit=1000").json()
        assert found == gains(old.at(BEFORE), new.at(DATE), metric, 51, 1_000)
    # Commas and colons come as they are, and percent-encoded.
    for text in (weights_text(weights), quote(weights_text(weights))):
        found = told(boards, "gains/dkp", f"limit=1000&weights={text}").json()
        assert found == gains(old.at(BEFORE), new.at(DATE), "dkp", 51, 1_000, weights)
    rows = {date: kingdom.rows for date, kingdom in uploads.items()}
    for one in (new.rows[0]["id"], new.rows[-1]["id"]):
        assert told(boards, f"players/{one}").json() == player(new.rows, 51, DATE, one)
        assert told(boards, f"players/{one}/history").json() == history(rows.items(), 51, one)
    compared = told(boards, "leaderboards/power", "compare=previous&limit=1000").json()
    assert compared == compared_board(new.rows, "power", 51, DATE, (BEFORE, old.rows), 1_000)


def test_names_are_searched_as_they_are_typed_into_addresses(
    boards: Function, uploads: dict[str, Kingdom]
):
    rows = uploads[DATE].rows
    for text in ("Тихий", "青山 将", "<b>", "a,b", 'A"S', "99&", "o", "🏴", "=1+1"):
        written = {quote(text), quote(text, safe="").replace("%20", "+")}
        for form in written:
            found = told(boards, "players", f"search={form}&limit=100").json()
            assert found == search(rows, 51, DATE, text, 100), form
            board = told(boards, "leaderboards/power", f"search={form}&limit=1000").json()
            assert board == searched_board(rows, "power", 51, DATE, text, 1_000), form


def test_uploads_and_their_reports(start: Start, lake: CloudLake, boards: Function):
    ingest = start("ingest-players", lake)
    contents = [b"id,name,power\n7,a,1\n", REFUSED, b"id,name,power\n7,a,2\nx,b,3\n"]
    for number, content in enumerate(contents):
        counts(ingest, lake.drop(content, f"2026-01-26T15:30:0{number}.000Z", f"{number}.csv"))
    found = told(boards, "uploads").json()
    assert (found["kingdom"], found["next_cursor"]) == (51, None)
    newest, refused, first = found["uploads"]
    assert [one["file"] for one in found["uploads"]] == ["2.csv", "1.csv", "0.csv"]
    assert [one["status"] for one in found["uploads"]] == ["accepted", "refused", "accepted"]
    assert [one["is_current"] for one in found["uploads"]] == [True, False, False]
    assert newest["rows"] == {"total": 2, "accepted": 1, "refused": 1}
    assert newest["total_problems"] == 1 and newest["reason"] is None
    assert "found repeated ids: 1, in 2 rows" in refused["reason"]
    reports = lake.tree()
    for one in found["uploads"]:
        stored = f"reports/source=rok_players/kingdom=51/dt={DATE}/run_ts={one['run_ts']}/report.json"
        report = ask(boards, one["report_path"])
        as_stored = json.loads(reports[stored], object_hook=with_names_of_the_api)
        assert (report.status, report.json()) == (200, as_stored)
        assert report.headers["content-type"] == "application/json"
        assert report.json()["run_id"] == one["run_id"]
    page = told(boards, "uploads", "limit=2").json()
    rest = told(boards, "uploads", f"limit=2&cursor={page['next_cursor']}").json()
    assert page["uploads"] + rest["uploads"] == found["uploads"]
    assert first == rest["uploads"][0]


@pytest.mark.parametrize("how", ["ending", "accept"])
def test_a_download_travels_as_the_text_it_is(
    start: Start, lake: CloudLake, boards: Function, how: str
):
    rows = [[str(7 + n), name, str(9 - n)] for n, name in enumerate(ODD_NAMES)]
    content = csv_text(["id", "name", "power"], rows).encode()
    ingest = start("ingest-players", lake)
    for number, date in enumerate((BEFORE, DATE)):
        record = lake.drop(content, f"2026-02-01T08:00:0{number}.000Z", date=date)
        assert counts(ingest, record)["accepted"] == 1
    names = {
        "leaderboards/power": f"kingdom-51-power-{DATE}.csv",
        "gains/power": f"kingdom-51-power-gains-{BEFORE}-{DATE}.csv",
    }
    for path, name in names.items():
        headers = {"accept": "text/csv"} if how == "accept" else {}
        asked = path if how == "accept" else f"{path}.csv"
        outcome = boards.invoke(http_event(f"{KINGDOM}/{asked}", **headers)).json()
        assert outcome["isBase64Encoded"] is False, "it is text, and would grow by a third"
        answer = ask(boards, f"{KINGDOM}/{asked}", **headers)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert answer.body.startswith(CSV_MARK)
        squeezed = ask(boards, f"{KINGDOM}/{asked}", accept_encoding="gzip", **headers)
        assert squeezed.body == answer.body
        table = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
        assert {row[table[0].index("name")].removeprefix("'") for row in table[1:]} == set(
            ODD_NAMES
        )
        assert not any(cell[:1] in "=+@" for row in table[1:] for cell in row if cell)


def test_what_the_function_cannot_do_it_does_not_promise(boards: Function):
    assert ask(boards, "/v1/health").json() == {"status": "ok", "features": []}
    assert ask(boards, "/v1/events").status == 404
    for path in ("/v1/uploads", "/v1/kingdoms", "/"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = ask(boards, path, method=method, content_type="application/octet-stream")
            assert (answer.status, answer.json()["code"]) == (405, "method_not_allowed")
            assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_misspelled_parameter_is_no_silent_default(boards: Function, uploads: dict):
    for path, query in (
        ("leaderboards/dkp", "limits=5"), ("gains/dkp", "form=2026-01-19"), ("players", "q=a"),
        ("players/7", "limit=1"), ("snapshots", "limit=1"), ("uploads", "date=2026-01-26"),
    ):  # fmt: skip
        answer = ask(boards, f"{KINGDOM}/{path}", query)
        assert (answer.status, answer.json()["code"]) == (400, "bad_parameter"), path
        assert query.split("=")[0] in answer.json()["detail"]


def test_the_description_has_every_path(boards: Function):
    answer = ask(boards, "/openapi.json", accept_encoding="gzip")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    described = answer.json()
    assert described["openapi"].startswith("3.1")
    for path in (
        "/v1/health", "/v1/kingdoms", "/v1/kingdoms/{kingdom}/snapshots",
        "/v1/kingdoms/{kingdom}/leaderboards/{metric}", "/v1/kingdoms/{kingdom}/gains/{metric}",
        "/v1/kingdoms/{kingdom}/players", "/v1/kingdoms/{kingdom}/players/{id}",
        "/v1/kingdoms/{kingdom}/players/{id}/history", "/v1/kingdoms/{kingdom}/uploads",
        "/v1/kingdoms/{kingdom}/uploads/{date}/{run_ts}",
    ):  # fmt: skip
        assert path in described["paths"], path


def test_the_page_and_its_parts_travel_with_their_headers(boards: Function):
    waiting, known_parts = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        answer = ask(boards, path, "v=1", accept_encoding="gzip")
        assert answer.status == 200, path
        kind = answer.headers["content-type"].split(";")[0]
        assert kind == KINDS[path.rpartition(".")[2]], path
        text = answer.body.decode()
        linked = r'(?:href|src)="(/(?:shared/)?[\w.-]+)"'
        named = re.findall(linked, text) if kind == "text/html" else []
        named += [f"/{name}" for name in re.findall(r'(?:from|import) ?\(?"\./([\w.-]+)"', text)]
        # The description of the API is no part of the page.
        named = [part for part in named if part != "/openapi.json"]
        waiting += set(named) - known_parts
        known_parts |= set(named)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        known = ask(
            boards, path, accept_encoding="gzip", if_none_match=answer.headers["etag"]
        )
        assert (known.status, known.body) == (304, b"")
        assert "content-security-policy" in known.headers
    assert {part.rpartition(".")[2] for part in known_parts} == KINDS.keys()


def test_a_player_and_a_page_of_gains_are_paid_for_once(
    start: Start, lake: CloudLake, athena: AthenaServer, uploads: dict[str, Kingdom]
):
    function = asking_athena(athena, start, lake)
    one = uploads[DATE].rows[0]["id"]
    for _ in range(3):
        told(function, f"players/{one}/history")
        told(function, f"players/{one}")
        told(function, "gains/power")
        told(function, "gains/power", "limit=5")
    assert len(athena.queries) == 2


def test_boards_stay_what_they_were(boards: Function, uploads: dict[str, Kingdom]):
    """An answer is read member by member: what clients knew is where it was."""
    rows = uploads[BEFORE].rows
    for metric in METRICS:
        query = f"date={BEFORE}&limit=1000"
        found = told(boards, f"leaderboards/{metric}", query).json()
        assert found == leaderboard(rows, metric, 51, BEFORE, 1_000)
        assert json.dumps(found, ensure_ascii=False, separators=(",", ":")) == told(
            boards, f"leaderboards/{metric}", query
        ).body.decode()
