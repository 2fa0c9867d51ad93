"""Reading what a page shows."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def open_at(page: Page, server, path: str = "/") -> Page:
    """Opens an address and waits until it stands and the connection is made."""
    page.goto(server.address + path)
    return settled(page)


def settled(page: Page) -> Page:
    """The page once its view is there and it is in touch with the server."""
    connected = page.locator("#connection:is([data-state=live], [data-state=polling])")
    expect(connected).to_have_count(1)
    expect(page.locator("main [aria-busy=true]")).to_have_count(0)
    return page


def board_rows(page: Page) -> list[tuple[int, str, int]]:
    """Rank, name and exact value of everybody on a board, the podium first."""
    podium = [
        (number(place.locator(".place-rank")), name(place), number(place.locator(".place-value")))
        for place in page.locator(".podium:not([hidden]) > li:not(.skeleton)").all()
    ]
    return podium + table_rows(page)


def table_rows(page: Page) -> list[tuple[int, str, int]]:
    """Rank, name and exact value of everybody in the table of a board."""
    return [
        (number(row.locator(".cell-rank")), name(row), number(row.locator(".exact")))
        for row in page.locator(".standings-board tbody tr:not(.skeleton)").all()
    ]


def name(within: Locator) -> str:
    """The name of the player who is shown there."""
    return within.locator(".player-link").text_content() or ""


def number(within: Locator) -> int:
    """The whole number in a text."""
    return int(re.sub(r"\D", "", within.text_content() or ""))


def ranked(entries: list[dict]) -> list[tuple[int, str, int]]:
    """The same of entries of a leaderboard."""
    return [(entry["rank"], entry["name"], entry["value"]) for entry in entries]


def heading(page: Page) -> Locator:
    """The heading of what is shown."""
    return page.get_by_role("heading", level=1)


def said(page: Page) -> Locator:
    """What screen readers are told last."""
    return page.locator("#announcements")
