"""Every state of the live page in both themes and sizes: there, in bounds, accessible, small."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import expect as see

from chromium import DESKTOP, PHONE
from live_page import manage, open_live
from live_server import client, running
from shown import heading

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALLEST = {"width": 320, "height": 640}
FIRST_VIEW_BYTES = 40_000
LARGEST_SHIFT = 0.01
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 60_000, "uploadThroughput": 60_000}

WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""

# What a reader does after the page is open, by the state that it leads to.
STATES = {
    "a board": lambda page: None,
    "the readers player": lambda page: follow(page, "player20"),
    "details": lambda page: page.locator(".standings-live .player-link").first.click(),
    "an older period": lambda page: page.get_by_label("Period").select_option(index=1),
    "the token": lambda page: page.get_by_role("button", name="Manage", exact=True).click(),
    "managing": manage,
    "a new board": lambda page: (
        manage(page),
        page.get_by_role("button", name="New board").click(),
    ),
    "a question": lambda page: (
        manage(page),
        page.get_by_role("button", name="Delete").click(),
    ),
}


@pytest.fixture(scope="module")
def shared(live_leaderboards, tmp_path_factory):
    """A server with two boards, which no test changes."""
    with running(live_leaderboards, tmp_path_factory.mktemp("shared")) as server:
        with client(server) as own:
            own.create("game1", name="Game 1", reset_period="weekly", time_zone="Europe/Berlin")
            own.submit("game1", "before", 1)
            own.post("/api/v1/leaderboards/game1/reset")
            own.batch([
                {"leaderboard_id": "game1", "player_id": f"player{each}", "score": each * each}
                for each in range(1, 151)
            ])  # fmt: skip
            own.create("empty", name="Nothing yet")
        yield server


def follow(page: Page, player: str) -> None:
    """Makes a player the reader's own."""
    page.get_by_label("Your player id").fill(player)
    page.get_by_role("button", name="Follow").click()
    see(page.get_by_role("region", name="My player")).to_contain_text("150 players")


def assert_accessible(page: Page) -> None:
    """Fails with what axe finds, and if anything is wider than the window."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("state", STATES)
def test_state(shared, new_page, state, size, theme):
    page = new_page(viewport=size, color_scheme=theme, reduced_motion="reduce")
    open_live(page, shared, "/?board=game1")
    STATES[state](page)
    see(page.locator("[aria-busy=true]")).to_have_count(0)
    assert_accessible(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_smallest_phone(shared, new_page, theme):
    page = new_page(viewport=SMALLEST, color_scheme=theme, reduced_motion="reduce")
    open_live(page, shared, "/?board=game1")
    manage(page)
    follow(page, "player20")
    page.get_by_role("button", name="Neighbors").click()
    see(page.get_by_role("list", name="Your neighbors")).to_be_visible()
    assert_accessible(page)
    open_live(page, shared, "/?board=empty")
    assert_accessible(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_boards(live, new_page, theme):
    page = new_page(color_scheme=theme)
    page.goto(live.address)
    see(heading(page)).to_have_text("No boards yet")
    assert_accessible(page)


def test_bytes_and_requests_of_the_first_view(shared, page):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    open_live(page, shared, "/?board=game1")
    see(page.locator("#connection")).to_have_attribute("data-state", "live")
    assert len(sizes) > 5
    assert sum(sizes) < FIRST_VIEW_BYTES
    assert len([name for name in asked if name.endswith((".js", ".css"))]) == 3


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_shifts_on_a_slow_network(shared, new_page, size):
    page = new_page(viewport=size)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(WATCH_SHIFTS)
    open_live(page, shared, "/?board=game1")
    see(page.locator("#connection")).to_have_attribute("data-state", "live")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert sum(page.evaluate("window.shifts")) < LARGEST_SHIFT


def test_the_whole_page_by_keyboard(shared, page):
    open_live(page, shared, "/?board=game1")
    page.keyboard.press("Tab")
    see(page.get_by_role("link", name="Skip to the board")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    see(page.get_by_label("Find a player by id")).to_be_focused()
    page.keyboard.type("player7")
    page.keyboard.press("Enter")
    see(page.get_by_role("dialog", name="Player")).to_contain_text("player7")
    page.keyboard.press("Escape")
    see(page.get_by_role("dialog")).to_have_count(0)


def test_without_scripts_the_page_says_what_it_needs(shared, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(shared.address)
    see(page.locator("noscript p")).to_contain_text("The boards need JavaScript")
