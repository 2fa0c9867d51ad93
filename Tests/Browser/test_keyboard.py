"""The page without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect as see

from shown import heading, open_at, settled


def test_the_first_stop_skips_the_header(served, page):
    open_at(page, served, "/?kingdom=51")
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    see(focused).to_have_text("Skip to the content")
    see(focused).to_be_in_viewport()
    page.keyboard.press("Enter")
    see(page.locator("main")).to_be_focused()


def test_every_stop_shows_its_focus(served, page):
    open_at(page, served, "/?kingdom=51")
    seen = set()
    for _ in range(24):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        seen.add(focused.evaluate("each => each.tagName + each.textContent.trim().slice(0, 20)"))
        outline = focused.evaluate(
            "each => [getComputedStyle(each).outlineStyle, getComputedStyle(each).outlineWidth]"
        )
        assert outline == ["solid", "2px"], seen
        see(focused).to_be_in_viewport()
    assert len(seen) == 24


def test_arrow_keys_go_through_the_metrics(served, page):
    open_at(page, served, "/?kingdom=51")
    page.get_by_role("tab", name="DKP").focus()
    for key, metric in [
        ("ArrowRight", "Kills"),
        ("End", "Kill points"),
        ("ArrowRight", "DKP"),
        ("ArrowLeft", "Kill points"),
        ("Home", "DKP"),
    ]:
        page.keyboard.press(key)
        tab = page.get_by_role("tab", name=metric, exact=True)
        see(tab).to_be_focused()
        see(tab).to_have_attribute("aria-selected", "true")
        see(heading(page)).to_have_text(metric)
    assert page.locator("[role=tab][tabindex='0']").count() == 1


def test_a_new_view_begins_at_its_heading(served, page):
    open_at(page, served, "/?kingdom=51")
    page.get_by_role("link", name="Gains").focus()
    page.keyboard.press("Enter")
    see(heading(page)).to_have_text("Gains in DKP")
    see(heading(page)).to_be_focused()


def test_a_slash_leads_to_the_search_and_is_a_letter_in_it(served, page):
    open_at(page, served, "/?kingdom=51")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Search this board")
    see(search).to_be_focused()
    page.keyboard.type("a/b")
    see(search).to_have_value("a/b")


def test_the_finder_by_the_pattern_for_comboboxes(served, page):
    open_at(page, served, "/?kingdom=51")
    page.get_by_role("button", name="My rank").focus()
    page.keyboard.press("Enter")
    field = page.locator("dialog").get_by_role("combobox")
    see(field).to_be_focused()
    page.keyboard.type("ra")
    options = page.locator("dialog").get_by_role("option")
    see(options.nth(1)).to_be_visible()
    see(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    see(options.nth(1)).to_have_attribute("aria-selected", "true")
    see(field).to_have_attribute(
        "aria-activedescendant", options.nth(1).get_attribute("id") or ""
    )
    page.keyboard.press("Escape")
    see(options).to_have_count(0)
    see(field).to_be_focused()
    page.keyboard.press("Escape")
    see(page.get_by_role("dialog")).to_have_count(0)
    see(page.get_by_role("button", name="My rank")).to_be_focused()


def test_the_chart_date_by_date(served, page):
    first = served.get("/v1/kingdoms/51/leaderboards/dkp?limit=1").json()["entries"][0]
    open_at(page, served, f"/?kingdom=51&view=player&player={first['id']}")
    points = page.locator(".chart .column")
    points.last.focus()
    see(points.last).to_have_accessible_name(
        f"Jan 26, 2026. DKP {first['value']:,}, rank 1 of "
        + str(served.get("/v1/kingdoms/51/leaderboards/dkp?limit=1").json()["ranked_players"])
    )
    page.keyboard.press("ArrowLeft")
    see(points.nth(1)).to_be_focused()
    see(page.locator(".readout")).to_contain_text("Jan 19, 2026")
    page.keyboard.press("Home")
    see(points.first).to_be_focused()
    see(points.first).to_have_accessible_name(re.compile("^Jan 12, 2026"))
    assert page.locator(".chart [tabindex='0']").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_chosen_and_remembered(served, new_page, theme):
    page = open_at(new_page(color_scheme=theme), served, "/?kingdom=51")
    button = page.get_by_role("button", name="Theme")

    def ground() -> str:
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    automatic = ground()
    button.focus()
    shades = []
    for name in ("light", "dark"):
        page.keyboard.press("Enter")
        see(button).to_have_accessible_name(f"Theme: {name}")
        shades.append(ground())
    assert shades[0] != shades[1] and shades[["light", "dark"].index(theme)] == automatic
    page.reload()
    settled(page)
    see(button).to_have_accessible_name("Theme: dark")
    assert ground() == shades[1]
    page.keyboard.press("Tab")
    button.click()
    see(button).to_have_accessible_name("Theme: automatic")
    assert ground() == automatic
