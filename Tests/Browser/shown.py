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


READ = """(rows, [rank, value]) => rows.map((row) => [
  row.querySelector(rank).textContent,
  row.querySelector(".player-link").textContent,
  row.querySelector(value).textContent,
])"""


def board_rows(page: Page) -> list[tuple[int, str, int]]:
    """Rank, name and exact value of everybody on a board, the podium first."""
    places = page.locator(".podium:not([hidden]) > li:not(.skeleton)")
    return _read(places, ".place-rank", ".place-value") + table_rows(page)


def table_rows(page: Page) -> list[tuple[int, str, int]]:
    """Rank, name and exact value of everybody in the table of a board or of gains."""
    return _read(page.locator("tbody tr[data-key]"), ".cell-rank", ".exact")


def _read(rows: Locator, rank: str, value: str) -> list[tuple[int, str, int]]:
    read = rows.evaluate_all(READ, [rank, value])
    return [(_whole(rank), name, _whole(value)) for rank, name, value in read]


def _whole(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def name(within: Locator) -> str:
    """The name of the player who is shown there."""
    return within.locator(".player-link").text_content() or ""


def number(within: Locator) -> int:
    """The whole number in a text."""
    return _whole(within.text_content() or "")


def ranked(entries: list[dict]) -> list[tuple[int, str, int]]:
    """The same of entries of a leaderboard."""
    return [(entry["rank"], entry["name"], entry["value"]) for entry in entries]


def heading(page: Page) -> Locator:
    """The heading of what is shown."""
    return page.get_by_role("heading", level=1)


def said(page: Page) -> Locator:
    """What screen readers are told last."""
    return page.locator("#announcements")
