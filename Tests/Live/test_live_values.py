"""Numbers and ids at the edge of what is allowed, and beyond."""

from __future__ import annotations

import json
import unicodedata
from urllib.parse import quote

import pytest

from live_cases import BOARDS, SCORES, entry, refused


# Numbers.


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1e3", "1000"), ("1E+2", "100"), ("0.1e1", "1"), ("1.0", "1"), ("-0", "0"), ("-0.0", "0"),
        ("9007199254740991", "9007199254740991"), ("-9007199254740991", "-9007199254740991"),
        ("9007199254740991000e-3", "9007199254740991"), ("15e-1", None), ("1.5", None),
        ("9007199254740992", None), ("9007199254740993", None), ("-9007199254740992", None),
        ("1e400", None), ("1e-400", None), ("-1e999999999999", None), ("1e16", None),
        ("9" * 60, None), ("1" + "0" * 100, None), ("0." + "0" * 100, None),
    ],
)  # fmt: skip
def test_whole_numbers_are_exact_however_they_are_written(own, board, written, told):
    name = board()
    answer = own.submit(name, "p", written)
    if told is None:
        refused(answer, 422, "invalid_value", "score")
        assert own.top(name) == []
    else:
        assert f'"score":{told}}}' in own.board(name, "/top").body.decode().replace(" ", "")


@pytest.mark.parametrize(
    ("places", "written", "told"),
    [
        (2, "1.1", "1.10"), (2, "1.10", "1.10"), (2, "110e-2", "1.10"), (2, "-0.05", "-0.05"),
        (2, "-0", "0.00"), (2, "1.105", None), (1, "1.10", "1.1"),
        (9, "0.000000001", "0.000000001"),
        (9, "9007199.254740991", "9007199.254740991"), (9, "9007199.254740992", None),
        (2, "90071992547409.91", "90071992547409.91"), (2, "90071992547409.92", None),
    ],
)  # fmt: skip
def test_decimals_have_the_places_of_their_board(own, board, places, written, told):
    name = board(decimal_places=places)
    answer = own.submit(name, "p", written)
    if told is None:
        refused(answer, 422, "invalid_value", "score")
    else:
        for rest in ["/top", "/export.ndjson"]:
            text = own.board(name, rest).body.decode().replace(" ", "")
            assert f'"score":{told}}}' in text
        assert f",{told}\r\n" in own.board(name, "/export.csv").body.decode()


@pytest.mark.parametrize(
    "written",
    ["NaN", "Infinity", "-Infinity", "01", "+1", ".5", "1.", "1e", "0x10", "--1", "1_000", "١"],
)
def test_what_json_does_not_call_a_number_is_no_json(own, board, written):
    refused(own.submit(board(), "p", written), 400, "invalid_json", "byte")


@pytest.mark.parametrize("score", ['"5"', '""', "true", "null", "{}", "[5]"])
def test_a_score_is_a_number(own, board, score):
    refused(own.submit(board(), "p", score), 400, "invalid_body", "score")


# Ids.


def test_ids_are_their_bytes(own, board):
    """Two spellings that look alike are two players."""
    name = board()
    composed = unicodedata.normalize("NFC", "Zoé")
    players = [composed, unicodedata.normalize("NFD", composed), "ZOÉ", "zoé ", " zoé", "Zoé\u200b"]
    for score, player in enumerate(players):
        own.submit(name, player, score)
    for score, player in enumerate(players):
        told = own.player(name, player).data
        assert (told["player_id"], told["score"]) == (player, score)
    assert len(own.top(name)) == len(players)


@pytest.mark.parametrize(
    "player",
    [
        "a/b", "../../etc/passwd", "..", ".", "a?b", "a#b", "a%2Fb", "100%", "a b", "a+b", "a&b=c",
        '"quoted"', "back\\slash", "<script>", "=1+1", "@SUM(A1)", "🏆👩‍🚀", "كينغ", "龍王", "\u2028",
        "\ufeffp", "p" * 128, "é" * 64, "top", "null", "0",
    ],
)  # fmt: skip
def test_any_text_is_a_player_by_every_route(own, board, player):
    name = board()
    own.submit(name, "other", 2)
    assert own.submit(name, player, 1).data["player_id"] == player
    there = quote(player, safe="")
    assert own.player(name, player).data["player_id"] == player
    around = own.board(name, f"/around/{there}").data
    assert [each["player_id"] for each in around] == ["other", player]
    assert len(own.board(name, f"/history/{there}").data) == 1
    assert own.board(name, "/players", ids=player).data[0]["player_id"] == player
    lines = own.board(name, "/export.ndjson").body.decode().split("\n")
    assert json.loads(lines[1])["player_id"] == player
    assert own.board(name, f"/player/{there}", "DELETE").data == {
        "player_id": player, "removed": True,
    }  # fmt: skip
    assert len(own.top(name)) == 1


@pytest.mark.parametrize(
    "player", ["", "p" * 129, "é" * 65, "a\u0000b", "\n", "tab\there", "\u007f", "\u0085", "\u009f"]
)
def test_ids_that_are_too_long_or_have_control_characters_are_refused(own, board, player):
    name = board()
    refused(own.submit(name, player, 1), 422, "invalid_value", "player_id", "128 bytes")
    if player:
        assert own.player(name, player).status in (404, 422)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "é", "x" * 65, "a\u0000", "*"])
def test_ids_of_boards_are_plain(own, name):
    refused(own.post(BOARDS, {"id": name}), 422, "invalid_value", "id")
    refused(own.post(SCORES, entry(name)), 422, "invalid_value", "leaderboard_id")
    if name:
        assert own.get(f"{BOARDS}/{quote(name, safe='')}").status in (404, 422)


@pytest.mark.parametrize("given", ["%zz", "%", "%f", "%ff", "%c3%28", "%ed%a0%80", "%00"])
def test_escapes_that_are_no_text_are_refused(own, board, given):
    answer = own.board(board(), f"/player/{given}")
    assert answer.status in (400, 404, 422) and answer.code
