"""Who may do what: tokens and their scopes, their rate, pages of other origins, full queues."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from live_cases import BOARDS, SCORES, at_once, entry, refused
from live_server import LiveClient, LiveServer, client, path, running

SUBMITTER, MANAGER, READER, LIMITED = (
    f"{each}-0123456789abcdef" for each in ("submitter", "manager", "reader", "limited")
)
TOKENS = [
    {"name": "submitter", "token": SUBMITTER, "scopes": ["submit"]},
    {"name": "manager", "token": MANAGER, "scopes": ["manage", "submit"]},
    {"name": "reader", "token": READER, "scopes": ["read"]},
    {"name": "limited", "token": LIMITED, "scopes": ["submit"], "rate_limit": 5},
]


@pytest.fixture(scope="module")
def guarded(
    live_leaderboards: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """A server that has tokens."""
    folder = tmp_path_factory.mktemp("guarded")
    with running(live_leaderboards, folder, auth={"tokens": TOKENS}) as server:
        with client(server, MANAGER) as manager:
            manager.create("game1")
        yield server


def as_whom(server: LiveServer, token: str | None) -> LiveClient:
    return LiveClient(server, token)


def test_each_scope_allows_its_own(guarded):
    submit = ("POST", SCORES, entry("game1"))
    batch = ("POST", f"{SCORES}/batch", f'{{"scores": [{entry("game1")}]}}')
    manage = [
        ("PATCH", path("game1"), '{"name": "other"}'), ("POST", path("game1", "/reset"), None),
        ("DELETE", path("game1", "/player/q"), None),
    ]  # fmt: skip
    for token, may_submit, may_manage in [
        (SUBMITTER, True, False), (MANAGER, True, True), (READER, False, False),
        (None, False, False),
    ]:  # fmt: skip
        own = as_whom(guarded, token)
        for allowed, requests in [(may_submit, [submit, batch]), (may_manage, manage)]:
            for request in requests:
                answer = own.request(*request)
                if allowed:
                    assert answer.status == 200, (token, request, answer)
                elif token:
                    refused(answer, 403, "missing_scope")
                else:
                    refused(answer, 401, "token_required")
                    assert answer.headers["www-authenticate"].startswith("Bearer")
        assert own.board("game1", "/top").status == 200
        own.close()


@pytest.mark.parametrize(
    "header", ["Bearer wrong", "Bearer", "", "Basic dTpw", f"bearer {SUBMITTER[:-1]}", SUBMITTER]
)
def test_what_is_no_token_is_refused(guarded, header):
    with client(guarded) as own:
        answer = own.request("POST", SCORES, entry("game1"), Authorization=header)
        assert answer.status == 401 and answer.code


def test_the_scheme_may_be_written_in_any_case(guarded):
    with client(guarded) as own:
        answer = own.request("POST", SCORES, entry("game1"), Authorization=f"bEARER {SUBMITTER}")
        assert answer.status == 200


def test_a_token_beyond_its_rate_is_told_when_to_come_again(guarded):
    with client(guarded, LIMITED) as own, client(guarded, SUBMITTER) as other:
        answers = [own.submit("game1", "p", 1) for _ in range(40)]
        refusals = [each for each in answers if each.status != 200]
        assert 0 < len(refusals) < 40
        for each in refusals:
            refused(each, 429, "rate_exceeded")
            assert 1 <= int(each.headers["retry-after"]) <= 60
        assert other.submit("game1", "p", 1).status == 200
        if (wait := int(refusals[-1].headers["retry-after"])) <= 2:
            time.sleep(wait)
            assert own.submit("game1", "p", 1).status == 200


def test_reads_want_a_token_if_they_are_not_public(live_leaderboards, tmp_path):
    auth = {"tokens": TOKENS, "public_reads": False}
    with running(live_leaderboards, tmp_path, auth=auth) as server:
        with client(server) as nobody, client(server, READER) as reader:
            refused(nobody.get(BOARDS), 401, "token_required")
            assert reader.get(BOARDS).status == 200
            for open_to_all in ["/health", "/ready"]:
                assert nobody.get(open_to_all).status == 200
        with client(server, SUBMITTER) as submitter:
            refused(submitter.get(BOARDS), 403, "missing_scope")


def test_pages_of_other_origins_change_nothing_without_tokens(server, own, board):
    name = board()
    for origin in ["http://evil.example", "null", "http://localhost.evil.example"]:
        for request in [
            ("POST", SCORES, entry(name)), ("DELETE", path(name), None),
            ("POST", path(name, "/reset"), None), ("DELETE", path(name, "/player/p"), None),
        ]:  # fmt: skip
            refused(own.request(*request, Origin=origin), 403, "cross_origin")
    answer = own.request("POST", SCORES, entry(name), Sec_Fetch_Site="cross-site")
    refused(answer, 403, "cross_origin")
    assert own.top(name) == [] and own.board(name).status == 200
    own_page = own.request("POST", SCORES, entry(name), Origin=server.address)
    assert own_page.status == 200


def test_a_name_that_is_not_the_servers_is_refused(own, board):
    """A site whose name leads to this machine cannot act as a page of this server."""
    name = board()
    answer = own.request("POST", SCORES, entry(name), Host="evil.example")
    assert answer.status in (400, 403, 421), answer
    assert own.top(name) == []


def test_a_full_queue_tells_when_to_come_again(live_leaderboards, tmp_path):
    limits = {"waiting_submissions": 100}
    with running(live_leaderboards, tmp_path, limits=limits) as server, client(server) as own:
        own.create("game1", update_mode="increment")
        one = {"leaderboard_id": "game1", "player_id": "p", "score": 1}

        def act(each: LiveClient, _: int) -> list:
            return [each.batch([one] * 60) for _ in range(10)]

        answers = sum(at_once(server, 12, act), [])
        full = [each for each in answers if each.status != 200]
        for each in full:
            refused(each, 503, each.code)
            assert int(each.headers["retry-after"]) >= 1
        counted = len(answers) - len(full)
        assert counted >= 1 and full
        assert own.player("game1", "p").data["score"] == 60 * counted
