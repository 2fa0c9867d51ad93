"""Every view in both themes, on a phone and on a desktop: there, in bounds, accessible."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from playwright.sync_api import expect as see

from chromium import DESKTOP, PHONE
from shown import heading, open_at

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1920, "height": 1080}

# The heading of each view by its address; {0} and {1} are players of the board, {report} a report.
VIEWS = {
    "board": ("/?kingdom=51", "DKP"),
    "kill points": ("/?kingdom=51&metric=kill_points", "Kill points"),
    "a date": ("/?kingdom=1960&date=2026-01-19", "DKP"),
    "a search": ("/?kingdom=51&search=o", "DKP"),
    "around a player": ("/?kingdom=51&around={1}", "DKP"),
    "gains": ("/?kingdom=51&view=gains", "Gains in DKP"),
    "players": ("/?kingdom=51&view=player", "Players"),
    "player": ("/?kingdom=51&view=player&player={0}", None),
    "comparison": ("/?kingdom=51&view=player&player={0}&with={1}", None),
    "uploads": ("/?kingdom=51&view=uploads", "Uploads"),
    "report": ("/?kingdom=51&view=uploads&upload={report}", None),
}


@pytest.fixture(scope="module")
def parts(served) -> tuple[list[str], str]:
    """Two players' ids, and the place of a report with problems."""
    entries = served.get("/v1/kingdoms/51/leaderboards/dkp?limit=40").json()["entries"]
    uploads = served.get("/v1/kingdoms/51/uploads").json()["uploads"]
    report = max(uploads, key=lambda upload: upload["total_problems"])["report_path"]
    return [str(entries[0]["id"]), str(entries[-1]["id"])], "/".join(report.split("/")[-2:])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("view", VIEWS)
def test_view(served, new_page, parts, view, size, theme):
    path, title = VIEWS[view]
    players, report = parts
    page = new_page(viewport=size, color_scheme=theme, reduced_motion="reduce")
    open_at(page, served, path.format(*players, report=report))
    if title:
        assert heading(page).text_content() == title
    assert page.title().endswith(" – Standings")
    assert page.locator(".skeleton").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def test_colours_that_the_system_imposes_keep_what_is_told_apart(served, new_page):
    page = open_at(new_page(forced_colors="active"), served, "/?kingdom=51")

    def colour(selector: str, name: str, pseudo: str | None = None) -> str:
        read = "(each, [name, pseudo]) => getComputedStyle(each, pseudo)[name]"
        return page.locator(selector).first.evaluate(read, [name, pseudo])

    selected = colour("[role=tab][aria-selected=true]", "borderBottomColor")
    assert selected != colour("[role=tab][aria-selected=false]", "borderBottomColor")
    value = ".standings-board tbody .cell-value"
    assert colour(value, "backgroundColor", "::after") != colour(value, "backgroundColor")
    assert colour(".top nav [aria-current]", "borderBottomColor") != colour(
        ".top nav a:not([aria-current])", "borderBottomColor"
    )


def assert_accessible(page: Page) -> None:
    """Fails with what axe finds."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_wide_window_shows_the_other_boards_beside(served, new_page, theme):
    page = new_page(viewport=WIDE, color_scheme=theme, reduced_motion="reduce")
    open_at(page, served, "/?kingdom=51")
    others = page.get_by_role("complementary", name="Leaders of the other boards")
    see(others.get_by_role("heading")).to_have_text(["Kills", "Deaths", "Power", "Kill points"])
    first = served.get("/v1/kingdoms/51/leaderboards/power?limit=1").json()["entries"][0]
    see(others.get_by_role("listitem").nth(10)).to_contain_text(first["name"])
    assert_accessible(page)
    others.get_by_role("link", name="Power").click()
    see(heading(page)).to_have_text("Power")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_dialog(served, new_page, theme):
    page = open_at(new_page(color_scheme=theme, reduced_motion="reduce"), served, "/?kingdom=51")
    page.get_by_role("button", name="My rank").click()
    page.locator("dialog").get_by_role("combobox").fill("o")
    see(page.locator("dialog").get_by_role("option")).to_have_count(8)
    assert_accessible(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_kingdom_yet(start, new_page, theme):
    page = open_at(new_page(color_scheme=theme), start())
    assert heading(page).text_content() == "No kingdom yet"
    page.get_by_role("button", name="Choose a file").wait_for()
    assert_accessible(page)
