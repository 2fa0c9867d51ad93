"""New snapshots without a reload, the connection in words, a server that goes and comes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error, Page, Route
from playwright.sync_api import expect as see

from player_file import dkp, player_file, players
from server import eventually
from shown import board_rows, heading, open_at, said, settled

STATE = "#connection"


def without_features(page: Page) -> None:
    """The page as it is where the server offers neither events nor uploads."""
    page.route(
        "**/v1/health", lambda route: route.fulfill(json={"status": "ok", "features": []})
    )


@pytest.fixture
def server(start, lake, upload):
    """A server on one snapshot of ten players."""
    lake.accept(upload(player_file(players(10))), kingdom=77, date="2026-01-19")
    return start()


def turned(count: int = 10) -> list[dict]:
    """The same players with the last one far ahead."""
    made = players(count, growth=2)
    made[-1]["t5_kills"] = 9_000_000
    return made


def test_two_tabs_both_get_a_new_snapshot(server, page, new_page, lake, upload):
    tabs = [page, new_page(beside=page)]
    for tab in tabs:
        open_at(tab, server)
        see(tab.locator(STATE)).to_have_text("Live")
    rows = turned()
    lake.accept(upload(player_file(rows)), kingdom=77, date="2026-01-26")
    expected = sorted(map(dkp, rows), reverse=True)
    for tab in tabs:
        see(tab).to_have_title("DKP, Kingdom 77, Jan 26, 2026 – Standings")
        assert [value for _, _, value in board_rows(tab)] == expected
        see(tab.locator(".podium .change").first).to_contain_text("Up 9")
        see(said(tab)).to_have_text("New snapshot of January 26, 2026")


def test_a_reader_who_leaves_during_an_update(served, page):
    held: list[Route] = []
    page.route("**/v1/kingdoms", lambda route: held.append(route))
    # The page asks for the kingdoms once more when its event stream begins.
    with page.expect_request(lambda request: request.url.endswith("/kingdoms") and held):
        page.goto(served.address + "/?kingdom=51&metric=kills")
    page.get_by_label("Date").select_option("2026-01-19")
    see(page).to_have_title("Kills, Kingdom 51, Jan 19, 2026 – Standings")
    settled(page)
    for route in list(held):
        with page.expect_request_finished():
            route.continue_()
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    see(page.locator(".view")).to_have_attribute("aria-busy", "false")


def test_rows_move_to_their_new_places(server, page, lake, upload):
    open_at(page, server)
    page.evaluate("""() => {
      window.moved = [];
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...words) {
        window.moved.push([this.dataset.key, JSON.stringify(words[0])]);
        return animate.apply(this, words);
      };
    }""")
    lake.accept(upload(player_file(turned())), kingdom=77, date="2026-01-26")
    see(page).to_have_title(re.compile("Jan 26"))
    moved = dict(page.evaluate("window.moved"))
    assert "translateY" in moved["60000006"]
    assert "opacity" in moved["podium-60000010"]


def test_nothing_moves_for_who_wants_no_motion(server, new_page, lake, upload):
    page = open_at(new_page(reduced_motion="reduce"), server)
    page.evaluate("() => { Element.prototype.animate = () => { throw new Error('moved') } }")
    lake.accept(upload(player_file(turned())), kingdom=77, date="2026-01-26")
    see(page).to_have_title(re.compile("Jan 26"))
    assert page.evaluate("document.getAnimations().length") == 0


def test_a_board_of_another_date_stays_and_can_be_left(server, page, lake, upload):
    open_at(page, server, "/?kingdom=77&date=2026-01-19")
    before = board_rows(page)
    lake.accept(upload(player_file(turned())), kingdom=77, date="2026-01-26")
    see(page.get_by_label("Date").locator("option")).to_have_count(2)
    assert board_rows(page) == before


def test_the_first_kingdom_appears(start, page, lake, upload):
    open_at(page, start())
    see(heading(page)).to_have_text("No kingdom yet")
    lake.accept(upload(player_file(players(5))), kingdom=77)
    see(heading(page)).to_have_text("DKP")
    assert len(board_rows(page)) == 5


def test_a_new_upload_appears_in_the_list(server, page, lake, upload):
    open_at(page, server, "/?view=uploads")
    see(page.locator(".standings-uploads tbody tr")).to_have_count(1)
    lake.ingest(upload("id,name\n7,a\n7,b\n", "bad.csv"), kingdom=77, date="2026-01-26")
    see(page.locator(".standings-uploads tbody tr")).to_have_count(2)
    see(page.locator(".standings-uploads tbody tr").first).to_contain_text("refused")


@pytest.mark.parametrize("has_events", [True, False], ids=["events", "polling"])
def test_a_server_that_goes_and_comes_again(start, page, lake, upload, faults, has_events):
    lake.accept(upload(player_file(players(10))), kingdom=77, date="2026-01-19")
    server = start()
    faults.provoke("ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET")
    if not has_events:
        page.clock.install()
        page.route("**/v1/health", features_removed)
    open_at(page, server)
    port = server.address.rsplit(":", 1)[1]
    server.end()
    if not has_events:
        page.clock.fast_forward(20_000)
    see(page.locator(STATE)).to_contain_text(re.compile(r"Offline, retrying in \d+ s"))
    see(said(page)).to_contain_text("The server is unreachable")
    see(page.locator("#away")).to_be_visible()
    assert len(board_rows(page)) == 10
    page.get_by_role("tab", name="Kills").click()
    see(page.get_by_role("tab", name="Kills")).to_have_attribute("aria-selected", "true")
    see(heading(page)).to_have_text("DKP")
    lake.accept(upload(player_file(turned())), kingdom=77, date="2026-01-26")
    start("--port", port)
    if not has_events:
        see(page.locator(STATE)).to_contain_text("Offline")
        page.clock.fast_forward(60_000)
    see(page.locator(STATE)).to_have_text("Live" if has_events else "Checks every 20 s")
    see(heading(page)).to_have_text("Kills")
    see(page).to_have_title("Kills, Kingdom 77, Jan 26, 2026 – Standings")
    see(page.locator("#away")).to_be_hidden()
    see(said(page)).to_contain_text("Connected again")


def features_removed(route: Route) -> None:
    """Health as it is, less what it offers."""
    try:
        answer = route.fetch()
    except Error:
        route.abort("connectionrefused")
    else:
        route.fulfill(response=answer, json={**answer.json(), "features": []})


def test_a_page_that_is_opened_while_the_server_is_away(server, page, faults):
    faults.provoke("ERR_CONNECTION_REFUSED")
    refused = "**/v1/**"
    page.route(refused, lambda route: route.abort("connectionrefused"))
    page.goto(server.address)
    see(heading(page)).to_have_text("The server is unreachable")
    page.unroute(refused)
    see(heading(page)).to_have_text("DKP")
    see(page.locator(STATE)).to_have_text("Live")


def test_a_server_that_has_too_much_to_do_keeps_the_board_there(server, page, faults):
    without_features(page)
    page.clock.install()
    open_at(page, server)
    before = board_rows(page)
    faults.provoke("429")
    busy = "**/v1/kingdoms"
    page.route(busy, lambda route: route.fulfill(status=429, json={"message": "Too Many Requests"}))
    page.clock.fast_forward(20_000)
    see(page.locator(STATE)).to_contain_text("Offline, retrying")
    assert board_rows(page) == before
    page.unroute(busy)
    page.clock.fast_forward(2_000)
    see(page.locator(STATE)).to_have_text("Checks every 20 s")


def test_without_events_it_is_asked_by_entity_tag(server, page, lake, upload):
    # Routes of Playwright would turn off the browser's cache, and with it the entity tags.
    page.add_init_script("""
      const ask = window.fetch;
      window.fetch = (path, options) => path === "/v1/health"
        ? Promise.resolve(Response.json({ status: "ok", features: [] })) : ask(path, options);
    """)
    page.clock.install()
    open_at(page, server)
    see(page.locator(STATE)).to_have_text("Checks every 20 s")
    with page.expect_response("**/leaderboards/dkp?*"):
        page.clock.fast_forward(20_000)
    eventually(lambda: re.search(r"GET /v1/kingdoms/77/leaderboards/dkp\S* 304", server.log()))
    lake.accept(upload(player_file(turned())), kingdom=77, date="2026-01-26")
    page.clock.fast_forward(20_000)
    see(page).to_have_title("DKP, Kingdom 77, Jan 26, 2026 – Standings")


def test_a_hidden_page_asks_nothing(server, page):
    without_features(page)
    page.clock.install()
    open_at(page, server)
    see(page.locator(STATE)).to_have_text("Checks every 20 s")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    hide(page, True)
    page.clock.fast_forward(120_000)
    page.evaluate("fetch('/v1/health')")
    assert [url for url in asked if not url.endswith("/health")] == []
    with page.expect_response("**/leaderboards/dkp?*"):
        hide(page, False)


def test_a_hidden_page_learns_what_happened_when_it_is_seen_again(server, page, lake, upload):
    open_at(page, server)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/v1/events")):
        hide(page, True)
    lake.accept(upload(player_file(turned())), kingdom=77, date="2026-01-26")
    see(page).to_have_title("DKP, Kingdom 77, Jan 19, 2026 – Standings")
    hide(page, False)
    see(page).to_have_title("DKP, Kingdom 77, Jan 26, 2026 – Standings")


def hide(page: Page, is_hidden: bool) -> None:
    """Tells the page that it is hidden, or seen again."""
    page.evaluate(
        """isHidden => {
          Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        is_hidden,
    )


def test_more_of_a_snapshot_that_was_uploaded_again(start, lake, upload, page, faults):
    lake.accept(upload(player_file(players(150))), kingdom=77)
    without_features(page)
    open_at(page, start())
    lake.accept(
        upload(player_file(players(150, growth=2)), "again.csv"),
        kingdom=77,
        event_time="2026-01-27T15:30:12Z",
    )
    faults.provoke("410")
    page.get_by_role("button", name="Show more ranks").click()
    see(page.locator(".place-value").first).to_have_text(f"{dkp(players(1, growth=2)[0]):,}")
    settled(page)
    see(said(page)).to_have_text("The snapshot was uploaded again; the board was reloaded")
