"""Opening the page of the live boards, and reading what it shows."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

READ = """() => {
  const text = (place, name) => place.querySelector(name).textContent;
  const podium = document.querySelector(".podium:not([hidden])");
  const stands = [...podium?.querySelectorAll("li:not([hidden], .skeleton)") ?? []];
  const rows = [...document.querySelectorAll(".standings-live tbody tr[data-key]")];
  return [
    ...stands.map((stand) => [text(stand, ".place-medal > span:last-child"),
      text(stand, ".player-link"), text(stand, ".place-value")]),
    ...rows.map((row) => [text(row, ".cell-rank"), text(row, ".player-link"),
      text(row, ".cell-value")]),
  ];
}"""


def open_live(page: Page, server, path: str = "/") -> Page:
    """Opens an address and waits until the board is there."""
    page.goto(server.address + path)
    expect(page.locator(".view[aria-busy=false]")).to_have_count(1)
    return page


def ranks(page: Page) -> list[tuple[int, str, str]]:
    """Rank, player and score of everybody that is shown, the podium first."""
    return [(int(rank), player, score) for rank, player, score in page.evaluate(READ)]


def expect_ranks(page: Page, expected: list[tuple[int, str, str]]) -> None:
    """Waits until exactly these ranks are shown."""
    page.wait_for_function(
        f"(expected) => JSON.stringify(({READ})()) === expected",
        arg=_json(expected),
    )


def _json(expected: list[tuple[int, str, str]]) -> str:
    parts = ",".join(f'["{rank}","{player}","{score}"]' for rank, player, score in expected)
    return f"[{parts}]"


def boards(page: Page) -> Locator:
    """The links of the list of boards."""
    return page.get_by_role("navigation", name="Boards").get_by_role("link")


def row(page: Page, player: str) -> Locator:
    """The row of a player below the podium."""
    return page.locator(f'.standings-live tr[data-key="{player}"]')


def manage(page: Page, token: str = "") -> None:
    """Begins to manage, with a token or without one."""
    page.get_by_role("button", name="Manage", exact=True).click()
    dialog = page.get_by_role("dialog", name="Manage boards")
    dialog.get_by_label("Token").fill(token)
    dialog.get_by_role("button", name="Start managing").click()
    expect(page.get_by_role("button", name="End managing")).to_be_visible()
