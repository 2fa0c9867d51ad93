"""Names of every kind: HTML is text, each name runs in its own direction, none breaks the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect as see

from chromium import PHONE
from player_file import NAMES, player_file, players
from shown import heading, open_at

HTML = "<img src=x onerror=alert(1)>"
ARABIC = "مجد الصقر"
VIEWS = ["/", "/?view=gains", "/?view=player", "/?view=uploads"]


@pytest.fixture
def server(start, lake, upload):
    """A server on two snapshots whose players, alliances and file have every kind of name."""
    rows = players(10, alliance="<b>AB</b>")
    lake.accept(upload(player_file(rows), "<b>first<b>.csv"), kingdom=77, date="2026-01-19")
    grown = players(10, growth=2, alliance="<b>AB</b>")
    lake.accept(upload(player_file(grown), "<b>second<b>.csv"), kingdom=77, date="2026-01-26")
    return start()


@pytest.mark.parametrize("view", VIEWS)
def test_html_is_text(server, page, view):
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    open_at(page, server, view)
    text = "<b>second<b>.csv" if "uploads" in view else HTML
    see(page.get_by_text(text).first).to_be_visible()
    assert page.locator("main").locator("img, b").count() == 0
    assert dialogs == []


def test_html_in_a_players_own_view(server, page):
    open_at(page, server, "/?view=player&player=60000004")
    assert heading(page).text_content() == HTML
    assert page.title().startswith(HTML)
    assert page.locator("main img").count() == 0


def test_a_right_to_left_name_turns_nothing_but_itself(server, page):
    open_at(page, server, "/")
    place = page.locator(".podium > li").nth(2)
    name = place.locator(".player-link bdi")
    see(name).to_have_text(ARABIC)
    assert name.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert place.evaluate("each => getComputedStyle(each).direction") == "ltr"
    chip, link = place.locator(".chip").bounding_box(), place.locator("a").bounding_box()
    assert chip["x"] < link["x"]
    assert place.locator(".place-rank").bounding_box()["x"] < chip["x"]


@pytest.mark.parametrize("view", [*VIEWS, "/?view=player&player=60000009"])
def test_a_long_name_stays_within_a_phone(server, new_page, view):
    page = open_at(new_page(viewport=PHONE), server, view)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_name_is_shown_as_it_is(server, page):
    open_at(page, server, "/")
    shown = page.locator("main .player-link").all_text_contents()
    assert sorted(shown) == sorted(NAMES)


def test_a_name_that_shows_nothing_is_the_id(start, lake, upload, page):
    rows = players(4, name="\u200b")
    lake.accept(upload(player_file(rows)), kingdom=77)
    open_at(page, start())
    see(page.locator(".podium .player-link").first).to_have_text("#60000001")
