"""Requests that no well-behaved client sends, and those at the edge of what is allowed."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest

from live_cases import BOARDS, SCORES, entry, refused
from live_server import path
from raw_http import connected, exchange
from server import eventually

ENOUGH_BYTES = 64 << 20


# Bodies.


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "invalid_json"), (b" ", "invalid_json"), (b"{", "invalid_json"),
        (b"nonsense", "invalid_json"), (b"{} {}", "invalid_json"), (b"{}x", "invalid_json"),
        (b"{'player_id': 'p'}", "invalid_json"), (b'{"player_id": "p",}', "invalid_json"),
        (b'/* */ {"player_id": "p"}', "invalid_json"), (b'{"player_id": "\xff"}', "invalid_json"),
        (b'{"player_id": "\xed\xa0\x80"}', "invalid_json"),
        (b'{"player_id": "\x01"}', "invalid_json"),
        (rb'{"player_id": "\ud800"}', "invalid_json"), (rb'{"player_id": "\x41"}', "invalid_json"),
        (b"null", "invalid_body"), (b"1", "invalid_body"), (b"[]", "invalid_body"),
        (b'"text"', "invalid_body"), (b"{}", "invalid_body"), (b'{"scores": []}', "invalid_body"),
        (b"\x00" * 1_000, "invalid_json"), (b"[" * 10_000, "invalid_json"),
        (b'{"a":' * 2_000, "invalid_json"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("route", [SCORES, f"{SCORES}/batch", BOARDS])
def test_a_body_that_is_none_is_refused(own, route, body, code):
    if (route, body) == (f"{SCORES}/batch", b'{"scores": []}'):
        code = "invalid_value"
    answer = own.request("POST", route, body)
    assert answer.code == code, answer
    assert answer.status == (422 if code == "invalid_value" else 400)


@pytest.mark.parametrize(
    ("members", "word"),
    [
        ('"score": 1, "score": 2', "score"), ('"score": 1, "scor\\u0065": 2', "score"),
        ('"score": 1, "scores": 2', "scores"), ('"score": 1, "playerId": "p"', "playerId"),
        ('"score": 1, "": 1', ""), ('"score": 1, "metadata": []', "metadata"),
        ('"score": 1, "metadata": "text"', "metadata"), ('"score": 1, "game_id": 7', "game_id"),
        ('"score": 1, "submission_id": 7', "submission_id"), ("", "score"),
    ],
)  # fmt: skip
def test_members_that_are_repeated_unknown_or_of_another_type_are_named(own, board, members, word):
    name = board()
    text = f'{{"leaderboard_id": "{name}", "player_id": "p"{members and ", "}{members}}}'
    refused(own.post(SCORES, text), 400, "invalid_body", word)
    assert own.top(name) == []


def test_metadata_up_to_the_limit_of_its_board(own, board):
    name = board(max_metadata_bytes=100)
    exact = {"note": "x" * (100 - len('{"note":""}'))}
    own.submit(name, "p", 1, metadata=exact)
    assert own.player(name, "p").data["metadata"] == exact
    longer = {"note": exact["note"] + "x"}
    refused(own.submit(name, "p", 2, metadata=longer), 422, "invalid_value", "metadata", "100")
    own.submit(name, "p", 3, metadata={}, game_id="match123")
    assert own.player(name, "p").data["metadata"] == {"game_id": "match123"}
    own.submit(name, "p", 4, metadata=None)
    assert own.player(name, "p").data["metadata"] is None
    kept = {"deep": [[[[{"a": [1.50, -0.0, 1e400, "\u0000é"]}]]]]}
    text = '{"deep":[[[[{"a":[1.50,-0.0,1e400,"\\u0000é"]}]]]]}'
    body = entry(name, score=5, metadata=0).replace('"metadata": 0', f'"metadata":{text}')
    assert own.post(SCORES, body).status == 200
    told = own.player(name, "p").json()["data"]["metadata"]
    assert str(told["deep"][0][0][0][0]["a"][:2]) == "[Decimal('1.50'), Decimal('-0.0')]"
    assert told["deep"][0][0][0][0]["a"][3] == kept["deep"][0][0][0][0]["a"][3]


def test_a_body_within_any_depth_that_is_allowed(own, board):
    name = board()
    for depth, status in [(10, 200), (100, 400)]:
        metadata = '{"a":' * depth + "1" + "}" * depth
        body = entry(name, metadata=0).replace('"metadata": 0', f'"metadata": {metadata}')
        assert own.post(SCORES, body).status == status


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "json", ""]
)
def test_a_body_of_another_type_is_refused(own, board, kind):
    """A page of another origin can send only these without being asked."""
    refused(
        own.request("POST", SCORES, entry(board()), Content_Type=kind),
        415, "wrong_content_type", "application/json",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_parameters_and_case_of_the_type_make_no_difference(own, board, kind):
    assert own.request("POST", SCORES, entry(board()), Content_Type=kind).status == 200


@pytest.mark.parametrize("route", [SCORES, f"{SCORES}/batch", BOARDS])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(server, route):
    with connected(server) as connection:
        head = ["Content-Type: application/json", f"Content-Length: {ENOUGH_BYTES}"]
        connection.get(route, *head, method="POST")
        assert connection.read().status == 413


def test_a_stream_without_end_is_refused(server):
    with connected(server) as connection:
        connection.get(
            SCORES, "Content-Type: application/json", "Transfer-Encoding: chunked", method="POST"
        )
        piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        try:
            for _ in range(ENOUGH_BYTES >> 16):
                connection.send(piece)
        except (BrokenPipeError, ConnectionResetError):
            return
        assert connection.read().status == 413


# Batches.


def test_a_batch_of_10_000_and_none_of_more(own, board):
    name = board()
    one = {"leaderboard_id": name, "player_id": "p", "score": 1}
    refused(own.batch([]), 422, "invalid_value", "scores", "10000")
    refused(own.batch([one] * 10_001), 422, "invalid_value", "10001")
    scores = [{**one, "player_id": f"player number {each}"} for each in range(10_000)]
    told = own.batch(scores).data
    assert (told["recorded"], told["repeated"], told["rejected"]) == (10_000, 0, 0)
    assert [each["player_id"] for each in told["results"]] == [each["player_id"] for each in scores]
    assert own.board(name, "/top").meta["total_players"] == 10_000


def test_a_mixed_batch_counts_what_is_right_and_names_the_rest(own, board):
    name = board()
    items = [
        ({"player_id": "a", "score": 1, "submission_id": "1"}, None),
        ({"player_id": "a", "score": 1, "submission_id": "1"}, None),
        ({"player_id": "a", "score": 2, "submission_id": "1"}, "key_reused"),
        ({"player_id": "b", "score": "2"}, "invalid_body"),
        ({"player_id": "b", "score": 1.5}, "invalid_value"),
        ({"player_id": "", "score": 1}, "invalid_value"),
        ({"player_id": "b", "score": 1, "leaderboard_id": "unheard-of"}, "unknown_leaderboard"),
        ({"player_id": "b", "score": 1, "other": 1}, "invalid_body"),
        ({"player_id": "c", "score": 3}, None),
    ]
    scores = [{"leaderboard_id": name, **each} for each, _ in items]
    answer = own.post(f"{SCORES}/batch", {"scores": [*scores, 7]})
    told = answer.json()
    assert answer.status == 207 and told["success"] is False
    data = told["data"]
    assert (data["recorded"], data["repeated"], data["rejected"]) == (2, 1, 7)
    codes = [each.get("code") for each in data["results"]]
    assert codes == [*(code for _, code in items), "invalid_body"]
    assert all(each["detail"] for each in data["results"] if each["status"] == "rejected")
    assert [each["player_id"] for each in own.top(name)] == ["c", "a"]
    everything = own.post(f"{SCORES}/batch", {"scores": [7, 8]})
    assert everything.status == 207 and everything.json()["data"]["rejected"] == 2


# Keys.


def test_a_key_in_the_header_is_the_key_in_the_body(own, board):
    name = board(update_mode="increment")
    first = own.request("POST", SCORES, entry(name), Idempotency_Key="one").data
    assert (first["status"], first["submission_id"]) == ("recorded", "one")
    again = own.post(SCORES, entry(name, submission_id="one")).data
    assert again == {**first, "status": "repeated", "rank": again["rank"],
                     "previous_rank": again["previous_rank"]}  # fmt: skip
    both = own.request("POST", SCORES, entry(name, submission_id="one"), Idempotency_Key="one")
    assert both.data["status"] == "repeated"
    other = own.request("POST", SCORES, entry(name, submission_id="two"), Idempotency_Key="one")
    assert other.status in (400, 422) and other.code
    assert own.player(name, "p").data["score"] == 1


def test_a_key_belongs_to_its_board_and_its_content(own, board):
    first, second = board(update_mode="increment"), board(update_mode="increment")
    for name in [first, second]:
        assert own.submit(name, "p", 1, submission_id="one").data["status"] == "recorded"
    for changed in [{"score": 2}, {"player_id": "q"}, {"metadata": {"level": 1}}]:
        body = {"leaderboard_id": first, "player_id": "p", "score": 1, "submission_id": "one"}
        refused(own.post(SCORES, {**body, **changed}), 422, "key_reused")
    # What is the same but for how it is written is the same.
    spelled = entry(first, submission_id="one").replace('"score": 1', '"score": 10e-1')
    assert own.post(SCORES, spelled).data["status"] == "repeated"
    assert own.player(first, "p").data["submissions"] == 1


def test_submissions_without_a_key_count_each(own, board):
    name = board(update_mode="increment")
    keys = {own.submit(name, "p", 1).data["submission_id"] for _ in range(5)}
    assert len(keys) == 5 and own.player(name, "p").data["score"] == 5


@pytest.mark.parametrize("key", ["", "k" * 256, "a\u0000"])
def test_keys_that_are_none_are_refused(own, board, key):
    refused(own.submit(board(), "p", 1, submission_id=key), 422, "invalid_value", "submission_id")


# Queries.


@pytest.mark.parametrize(
    "rest",
    [
        *(f"/top?limit={each}" for each in ["0", "1001", "-1", "abc", "1.5", "", "9" * 30, "1e2"]),
        "/top?limit=1&limit=2", "/top?cursor=nonsense", "/top?cursor=", "/top?period=yesterday",
        "/top?period=2026-13-01T00:00:00Z", "/top?unheard=of", "/top?limit=%zz",
        "/range?start=0&end=5", "/range?start=5&end=4",
        "/range?start=1&end=1001", "/range?start=-1&end=1", "/range?start=1&end=" + "9" * 30,
        "/around/p?range=-1", "/around/p?range=501", "/around/p?range=x", "/around-score/abc",
        "/around-score/1.5", "/around-score/1e400", "/around-score/5?range=501", "/players",
        "/players?ids=", "/players?ids=" + ",".join(["p"] * 101), "/history/p?limit=0",
        "/history/p?cursor=nonsense", "/events?limit=0", "/export.csv?period=x",
    ],
)  # fmt: skip
def test_queries_that_ask_for_what_there_is_not(own, board, rest):
    name = board()
    own.submit(name, "p", 1)
    answer = own.get(f"{BOARDS}/{name}{rest}")
    assert answer.status in (400, 422) and answer.code, answer


def test_a_cursor_belongs_to_its_list(own, board):
    first, second = board(), board(sort_order="asc")
    for name in [first, second]:
        own.batch(
            [{"leaderboard_id": name, "player_id": f"p{n}", "score": n} for n in range(10)]
        )
    cursor = own.board(first, "/top", limit=2).meta["next_cursor"]
    refused(own.board(second, "/top", limit=2, cursor=cursor), 410, "cursor_gone")
    assert own.board(first, "/history/p1", cursor=cursor).status == 400
    assert own.get(f"{BOARDS}?cursor={quote(cursor, safe='')}").status == 400
    for place in range(len(cursor)):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        answer = own.board(first, "/top", limit=2, cursor=changed)
        assert answer.status in (200, 400, 404, 410), answer


@pytest.mark.parametrize(
    ("members", "word"),
    [
        ({"name": ""}, "name"), ({"name": "x" * 201}, "name"), ({"name": "a\u0007"}, "name"),
        ({"sort_order": "DESC"}, "sort_order"), ({"update_mode": "max"}, "update_mode"),
        ({"reset_period": "fortnightly"}, "reset_period"), ({"reset_period": ""}, "reset_period"),
        ({"reset_period": "0 0 31 2 *"}, "reset_period"), ({"time_zone": "Mars/Base"}, "time_zone"),
        ({"reset_period": "* * * * * *"}, "reset_period"), ({"time_zone": "EST"}, "time_zone"),
        ({"decimal_places": 10}, "decimal_places"), ({"decimal_places": -1}, "decimal_places"),
        ({"max_entries": 0}, "max_entries"), ({"max_entries": 10**9}, "max_entries"),
        ({"max_metadata_bytes": 16_385}, "max_metadata_bytes"),
    ],
)  # fmt: skip
def test_definitions_that_no_board_can_have(own, members, word):
    refused(own.post(BOARDS, {"id": "never", **members}), 422, "invalid_value", word)
    assert own.board("never").status == 404


def test_definitions_with_members_of_other_types_or_twice(own, board):
    for members in [{"max_entries": "5"}, {"decimal_places": 1.5}, {"name": 5}, {"colour": "red"}]:
        refused(own.post(BOARDS, {"id": "never", **members}), 400, "invalid_body", *members)
    name = board()
    refused(own.post(BOARDS, {"id": name}), 409, "leaderboard_exists")
    for change in [{}, {"update_mode": "best"}, {"id": "other"}, {"name": 1}]:
        assert own.request("PATCH", path(name), json.dumps(change)).status == 400, change
    refused(own.request("PATCH", path(name), '{"name": ""}'), 422, "invalid_value", "name")


# Connections.


@pytest.mark.parametrize(
    ("method", "route", "allowed"),
    [
        ("PUT", SCORES, {"POST"}), ("GET", SCORES, {"POST"}), ("DELETE", BOARDS, {"GET", "POST"}),
        ("POST", f"{BOARDS}/b/top", {"GET"}), ("GET", f"{BOARDS}/b/reset", {"POST"}),
        ("POST", f"{BOARDS}/b/player/p", {"GET", "DELETE"}), ("POST", "/health", {"GET"}),
        ("PUT", f"{BOARDS}/b", {"GET", "PATCH", "DELETE"}),
    ],
)  # fmt: skip
def test_methods_that_a_route_does_not_have(own, method, route, allowed):
    answer = own.request(method, route, "{}" if method != "GET" else None)
    refused(answer, 405, "method_not_allowed")
    assert allowed <= {each.strip() for each in answer.headers["allow"].split(",")}


@pytest.mark.parametrize(
    "route", ["/nowhere", "/api/v1", "/api/v2/scores", "/api/v1/leaderboards/b/tops"]
)
def test_routes_that_there_are_not(own, route):
    refused(own.get(route), 404, "not_found")


def test_a_connection_goes_on_after_refusals(server, own, board):
    name = board()
    bodies = ["{", "{}", entry(name, score="x"), entry("unheard-of"), entry(name), "[" * 50_000]
    with connected(server) as connection:
        for round in range(3):
            statuses = []
            for body in bodies:
                head = ["Content-Type: application/json", f"Content-Length: {len(body)}"]
                connection.get(SCORES, *head, method="POST")
                connection.send(body)
                statuses.append(connection.read().status)
            assert statuses == [400, 400, 400, 404, 200, 400], round
        # Sent in one piece, they are answered in their order.
        body = entry(name)
        one = (
            f"POST {SCORES} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        )
        connection.send(one * 20)
        sequences = [json.loads(connection.read().body)["data"]["sequence"] for _ in range(20)]
        assert sequences == sorted(sequences) and len(set(sequences)) == 20


def test_a_client_that_waits_for_100_continue(server, own, board):
    body = entry(board())
    with connected(server) as connection:
        head = ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        connection.get(SCORES, *head, "Expect: 100-continue", method="POST")
        assert connection.read(has_body=False).status == 100
        connection.send(body)
        assert connection.read().status == 200


def test_a_request_that_is_cut_off_counts_nothing(server, own, board):
    name = board()
    body = entry(name)
    with connected(server) as connection:
        head = ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        connection.get(SCORES, *head, method="POST")
        connection.send(body[:-1])
    assert eventually(lambda: own.get("/health").status == 200)
    assert own.top(name) == []


def test_heads_have_no_body(own, board):
    name = board()
    answer = own.request("HEAD", f"{BOARDS}/{name}/top")
    assert answer.status == 200 and answer.body == b""
    assert int(answer.headers["content-length"]) == len(own.board(name, "/top").body)


def test_two_lengths_are_refused(server):
    answer = exchange(
        server,
        f"POST {SCORES} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n"
        "\r\n{}",
    )
    assert answer.status == 400
