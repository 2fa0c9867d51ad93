"""The address: every state has one, it can be shared, and the history goes back and forward."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect as see

from shown import board_rows, heading, open_at, settled


def test_defaults_are_left_out(served, page):
    open_at(page, served, "/?kingdom=51&view=board&metric=kills&date=2026-01-19")
    page.get_by_role("tab", name="DKP").click()
    see(page).to_have_url(f"{served.address}/?kingdom=51&date=2026-01-19")
    page.get_by_label("Date").select_option("2026-01-26")
    see(page).to_have_url(f"{served.address}/?kingdom=51")


def test_back_and_forward(served, page):
    open_at(page, served, "/?kingdom=51")
    titles = []
    for step in ("Kills", "Power"):
        page.get_by_role("tab", name=step, exact=True).click()
        see(heading(page)).to_have_text(step)
        titles.append(page.title())
    page.get_by_role("link", name="Gains").click()
    see(heading(page)).to_have_text("Gains in power")
    page.go_back()
    see(heading(page)).to_have_text("Power")
    see(page).to_have_title(titles[1])
    page.go_back()
    see(heading(page)).to_have_text("Kills")
    see(page).to_have_title(titles[0])
    page.go_forward()
    see(heading(page)).to_have_text("Power")
    see(page.get_by_role("tab", name="Power")).to_have_attribute("aria-selected", "true")


def test_back_finds_the_place_on_the_board(served, page):
    open_at(page, served, "/?kingdom=51")
    link = page.locator(".standings-board tbody tr a").nth(60)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 0
    link.click()
    see(page.get_by_role("heading", name="History")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    see(page.locator(".standings-board tbody tr a").nth(60)).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - before) <= 1


def test_a_shared_link_shows_the_same(served, page, new_page):
    open_at(page, served, "/?kingdom=51&metric=kills")
    page.get_by_label("Date").select_option("2026-01-19")
    see(page).to_have_title("Kills, Kingdom 51, Jan 19, 2026 – Standings")
    settled(page)
    other = settled_copy(new_page(), page.url)
    assert board_rows(other) == board_rows(page)
    assert other.title() == page.title()


def settled_copy(page, url):
    """Another reader's page at the same address."""
    page.goto(url)
    return settled(page)


def test_a_link_without_a_kingdom_gets_one(served, page):
    open_at(page, served, "/?metric=power")
    see(page).to_have_url(f"{served.address}/?kingdom=51&metric=power")
    page.get_by_label("Kingdom").select_option("1960")
    settled(page)
    open_at(page, served, "/")
    see(page).to_have_url(f"{served.address}/?kingdom=1960")


@pytest.mark.parametrize(
    "query", ["?view=nothing&metric=luck", "?kingdom=51&date=yesterday", "?around=-5&search="]
)
def test_what_an_address_means_not_is_passed_over(served, page, query):
    open_at(page, served, f"/{query}")
    assert heading(page).text_content() == "DKP"


def test_a_tab_can_be_opened_elsewhere(served, page):
    open_at(page, served, "/?kingdom=51")
    with page.context.expect_page() as opened:
        page.get_by_role("tab", name="Deaths").click(modifiers=["ControlOrMeta"])
    other = settled(opened.value)
    assert heading(other).text_content() == "Deaths"
    assert heading(page).text_content() == "DKP"


def test_a_date_without_a_snapshot(served, page, faults):
    faults.provoke("404")
    page.goto(f"{served.address}/?kingdom=51&date=2020-01-01")
    see(heading(page)).to_have_text("Not found")
    see(page.locator("main")).to_contain_text("2020-01-01")
    page.get_by_role("link", name="Show the latest").click()
    see(heading(page)).to_have_text("DKP")
    see(page).to_have_url(f"{served.address}/?kingdom=51")


def test_an_unknown_kingdom(served, page, faults):
    faults.provoke("404")
    page.goto(f"{served.address}/?kingdom=4711")
    see(heading(page)).to_have_text("Not found")
    page.get_by_label("Kingdom").select_option("51")
    see(heading(page)).to_have_text("DKP")
