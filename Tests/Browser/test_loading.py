"""The way to the first board: few bytes, no shift of the layout, the shape of the board at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route
from playwright.sync_api import expect as see

from chromium import DESKTOP, PHONE
from shown import heading, open_at, settled

FIRST_VIEW_BYTES = 60_000
LATER_VIEW_BYTES = 8_000
LARGEST_SHIFT = 0.01
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
VIEWS = ["/?kingdom=51", "/?kingdom=51&view=gains", "/?kingdom=51&view=uploads"]

WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push(entry.value);
}).observe({ type: "layout-shift", buffered: true });
"""


def shift(page: Page) -> float:
    """How far the layout has shifted so far, after what is drawn now."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    return sum(page.evaluate("window.shifts"))


def test_bytes_of_the_first_view(served, page):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    open_at(page, served, "/?kingdom=51")
    assert len(sizes) > 5
    assert sum(sizes) < FIRST_VIEW_BYTES


def test_the_first_view_is_few_requests_and_a_later_one_fewer(served, page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    open_at(page, served, "/?kingdom=51")
    parts = [name for name in asked if name.endswith((".js", ".css"))]
    assert len(parts) == 3 and "theme.js" in parts
    for part in set(parts) - {"theme.js"}:
        assert "immutable" in served.get(f"/{part}").headers["cache-control"]
    page.get_by_role("link", name="Gains").click()
    open_at(page, served, "/?kingdom=51&view=uploads")
    later = [name for name in asked if name.endswith((".js", ".css")) and name != "theme.js"]
    assert set(later) <= set(parts)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", VIEWS)
def test_nothing_shifts_on_a_slow_network(served, new_page, path, size):
    page = new_page(viewport=size)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(WATCH_SHIFTS)
    open_at(page, served, path)
    assert shift(page) < LARGEST_SHIFT


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_skeleton_of_the_boards_shape(served, new_page, size):
    page = new_page(viewport=size)
    page.add_init_script(WATCH_SHIFTS)
    held: list[Route] | None = []
    page.route(
        "**/leaderboards/**",
        lambda route: route.continue_() if held is None else held.append(route),
    )
    page.goto(served.address + "/?kingdom=51")
    see(page.locator(".podium .skeleton")).to_have_count(3)
    see(page.locator(".about")).to_have_text("Loading…")
    see(page.locator(".view")).to_have_attribute("aria-busy", "true")
    places = page.locator("thead").bounding_box()
    waiting, held = held, None
    for route in waiting:
        route.continue_()
    settled(page)
    assert page.locator(".skeleton").count() == 0
    assert page.locator("thead").bounding_box() == places
    assert shift(page) < LARGEST_SHIFT


def test_what_is_known_is_not_sent_again(served, page):
    open_at(page, served, "/?kingdom=51")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    statuses: list[int] = []
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on(
        "Network.responseReceivedExtraInfo", lambda event: statuses.append(event["statusCode"])
    )
    page.reload()
    settled(page)
    see(heading(page)).to_have_text("DKP")
    assert statuses.count(304) >= 5
    assert set(statuses) <= {200, 304}
    assert sum(sizes) < LATER_VIEW_BYTES


def test_on_paper(served, page):
    open_at(page, served, "/?kingdom=51")
    page.emulate_media(media="print")
    for hidden in (".top nav", ".tools", "[role=tablist]", "#connection", "#theme", ".button-more"):
        see(page.locator(hidden).first).to_be_hidden()
    see(heading(page)).to_be_visible()
    see(page.locator(".standings-board .exact").first).to_be_visible()
    see(page.locator(".standings-board .compact").first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_without_scripts_the_page_says_what_it_needs(served, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(served.address)
    see(page.locator("noscript p")).to_contain_text("The boards need JavaScript")


def test_the_policy_allows_nothing_inline(served, page, faults):
    answer = page.goto(served.address + "/?kingdom=51")
    assert answer and "default-src 'none'" in answer.headers["content-security-policy"]
    settled(page)
    faults.provoke("Content Security Policy")
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>')"
    )
