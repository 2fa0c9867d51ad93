"""The connection of the live page: what it resumes, what it falls back to, and what it says."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route
from playwright.sync_api import expect as see

from live_page import expect_ranks, open_live, ranks
from shown import heading, said

STATE = "#connection"

# Sockets that end before they open, as behind a proxy that does not know them.
SOCKETS_REFUSED = """
  window.WebSocket = class extends EventTarget {
    constructor() { super(); this.readyState = 0; setTimeout(() => {
      this.readyState = 3; this.dispatchEvent(new Event("close")); }); }
    send() {} close() {}
  };
"""
STREAMS_REFUSED = """
  window.EventSource = class extends EventTarget {
    constructor() { super(); this.readyState = 2; setTimeout(() =>
      this.dispatchEvent(new Event("error"))); }
    close() {}
  };
  window.EventSource.CLOSED = 2;
"""


@pytest.fixture
def game(own) -> str:
    """A board with one player."""
    own.create("game1", name="Game 1")
    own.submit("game1", "ada", 500)
    return "game1"


def test_a_socket_is_live_and_resumes_from_its_version(live, game, own, page):
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda text: sent.append(text)))
    open_live(page, live)
    see(page.locator(STATE)).to_have_text("Live")
    see(page.locator(STATE)).to_have_attribute("title", "Connected by WebSocket")
    version = own.board(game, "/top").meta["version"]
    live.restart()
    own.close()
    see(page.locator(STATE)).to_have_text(re.compile("Reconnecting|Live"))
    own.submit(game, "bo", 600)
    expect_ranks(page, [(1, "bo", "600"), (2, "ada", "500")])
    subscriptions = [text for text in sent if '"subscribe"' in text]
    assert '"version"' not in subscriptions[0]
    assert f'"version":{version}' in subscriptions[1]


@pytest.mark.parametrize("way", ["server-sent events", "polling"])
def test_ways_without_a_socket(live, game, own, page, way):
    page.add_init_script(SOCKETS_REFUSED + (STREAMS_REFUSED if way == "polling" else ""))
    page.add_init_script("localStorage.setItem('standings.live.player', 'ada')")
    open_live(page, live)
    see(page.locator(STATE)).to_have_attribute("title", f"Connected by {way}")
    see(page.locator(STATE)).to_have_text("Checks every 5 s" if way == "polling" else "Live")
    mine = page.get_by_role("region", name="My player")
    see(mine).to_contain_text("1 of 1 player")
    own.submit(game, "bo", 600)
    expect_ranks(page, [(1, "bo", "600"), (2, "ada", "500")])
    see(mine).to_contain_text("2 of 2 players")


def test_polling_is_answered_by_entity_tag(live, game, own, page):
    page.add_init_script(SOCKETS_REFUSED + STREAMS_REFUSED)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    statuses: list[int] = []
    session.on(
        "Network.responseReceivedExtraInfo", lambda event: statuses.append(event["statusCode"])
    )
    page.clock.install()
    open_live(page, live)
    see(page.locator(STATE)).to_have_text("Checks every 5 s")
    statuses.clear()
    with page.expect_response("**/top?*"):
        page.clock.run_for(5_000)
    page.wait_for_function("true")
    assert 304 in statuses


def test_a_server_that_goes_and_comes_again(live, game, own, page, faults):
    faults.provoke("ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|WebSocket")
    open_live(page, live)
    live.end()
    see(page.locator("#away")).to_be_visible()
    see(page.locator(STATE)).to_have_text(re.compile("Reconnecting"))
    see(said(page)).to_contain_text("The connection is lost")
    assert ranks(page) == [(1, "ada", "500")]
    live.start()
    own.close()
    own.submit(game, "bo", 600)
    expect_ranks(page, [(1, "bo", "600"), (2, "ada", "500")])
    see(page.locator("#away")).to_be_hidden()
    see(said(page)).to_contain_text("Connected again")


def test_a_page_that_is_opened_while_the_server_is_away(live, game, page, faults):
    faults.provoke("ERR_CONNECTION_REFUSED")
    away = "**/api/v1/**"
    page.route(away, lambda route: route.abort("connectionrefused"))
    page.goto(live.address)
    see(heading(page)).to_have_text("The server is unreachable")
    page.unroute(away)
    see(heading(page)).to_have_text("Game 1")
    expect_ranks(page, [(1, "ada", "500")])


def test_too_many_requests_wait_as_long_as_the_server_says(live, game, page, faults):
    faults.provoke("429")
    page.clock.install()
    busy = "**/api/v1/**"
    page.route(busy, refuse)
    page.goto(live.address)
    see(heading(page)).to_have_text("The server is unreachable")
    see(page.locator(".message")).to_contain_text("The page tries again in 40 s.")
    page.unroute(busy)
    page.clock.run_for(39_000)
    see(heading(page)).to_have_text("The server is unreachable")
    page.clock.run_for(1_500)
    see(heading(page)).to_have_text("Game 1")


def refuse(route: Route) -> None:
    """Answers that there are too many requests."""
    route.fulfill(
        status=429,
        headers={"Retry-After": "40"},
        json={"status": 429, "code": "too_many_requests", "detail": "Too many requests."},
    )


def test_a_board_that_is_deleted_while_it_is_watched(live, game, own, page):
    own.create("game2", name="Game 2")
    open_live(page, live, "/?board=game1")
    own.board(game, method="DELETE")
    see(heading(page)).to_have_text("This board was deleted")
    see(said(page)).to_have_text("Game 1 was deleted")
    page.get_by_role("link", name="Show the first board").click()
    see(heading(page)).to_have_text("Game 2")


def test_the_first_board_appears(live, own, page):
    page.clock.install()
    page.goto(live.address)
    see(heading(page)).to_have_text("No boards yet")
    own.create("game1", name="Game 1")
    page.clock.run_for(16_000)
    see(heading(page)).to_have_text("Game 1")
    see(page.get_by_role("heading", name="No scores yet")).to_be_visible()


def test_an_unknown_board(live, game, page, faults):
    faults.provoke("404")
    page.goto(f"{live.address}/?board=nope")
    see(heading(page)).to_have_text("Not found")
    page.get_by_role("link", name="Show the first board").click()
    see(heading(page)).to_have_text("Game 1")


def test_many_updates_are_drawn_once_a_frame(live, game, own, page: Page):
    open_live(page, live)
    page.evaluate("""() => {
      window.drawn = 0;
      new MutationObserver(() => (window.drawn += 1))
        .observe(document.querySelector(".podium"), { subtree: true, characterData: true,
          childList: true });
    }""")
    for score in range(501, 560):
        own.submit(game, "ada", score)
    expect_ranks(page, [(1, "ada", "559")])
    assert page.evaluate("window.drawn") < 59
