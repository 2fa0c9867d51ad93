"""Uploading through the page, and what is said about it afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as see

from player_file import dkp, player_file, players
from shown import board_rows, heading, open_at, settled
from test_live import without_features

NAMED = "TOP300-2026-01-26-77-.csv"


def choose(page: Page, name: str, content: str) -> None:
    """Chooses a file as a person does who clicks on Upload."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile("Upload|Choose a file")).first.click()
    chooser.value.set_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content.encode()}]
    )


def drop(page: Page, name: str, content: str) -> None:
    """Drops a file onto the page."""
    files = page.evaluate_handle(
        """([name, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([content], name));
          return transfer;
        }""",
        [name, content],
    )
    for kind in ("dragenter", "dragover", "drop"):
        page.dispatch_event("body", kind, {"dataTransfer": files})
        if kind == "dragover":
            see(page.locator(".drop-cover")).to_be_visible()
    see(page.locator(".drop-cover")).to_be_hidden()


def test_the_first_upload_becomes_the_first_board(start, page):
    open_at(page, start())
    rows = players(6)
    choose(page, NAMED, player_file(rows))
    dialog = page.get_by_role("dialog", name="Upload")
    see(dialog.locator(".verdict")).to_have_text("Accepted: 6 players")
    dialog.get_by_role("link", name="Show the board").click()
    see(dialog).to_have_count(0)
    see(heading(page)).to_have_text("DKP")
    settled(page)
    assert [value for _, _, value in board_rows(page)] == [dkp(row) for row in rows]


def test_a_file_with_errors_is_told_by_rows(start, page):
    open_at(page, start())
    rows = players(5)
    rows[1]["id"] = "nobody"
    rows[3]["deaths"] = "many"
    drop(page, NAMED, player_file(rows))
    dialog = page.get_by_role("dialog", name="Upload")
    see(dialog.locator(".verdict")).to_have_text("Accepted: 4 players")
    problems = dialog.locator("section", has=page.get_by_role("heading", name="Problems")).last
    cells = [
        [cell.text_content() for cell in row.locator("td").all()]
        for row in problems.locator("tbody tr").all()
    ]
    assert [(row, column, found) for row, column, found, _ in cells] == [
        ("3", "id", "nobody"),
        ("5", "deaths", "many"),
    ]


def test_a_refused_file_changes_nothing_and_says_why(start, lake, upload, page, faults):
    lake.accept(upload(player_file(players(6))), kingdom=77)
    open_at(page, start())
    before = board_rows(page)
    faults.provoke("422")
    twice = players(2)
    twice[1]["id"] = twice[0]["id"]
    drop(page, NAMED, player_file(twice))
    dialog = page.get_by_role("dialog", name="Upload")
    see(dialog.locator(".verdict")).to_have_text("Refused: this file changed nothing")
    see(dialog.locator(".standings-report").first).to_contain_text("each id in one row only")
    page.keyboard.press("Escape")
    assert board_rows(page) == before


def test_a_file_that_does_not_say_of_which_kingdom_it_is(start, lake, upload, page, faults):
    lake.accept(upload(player_file(players(6))), kingdom=77, date="2026-01-19")
    open_at(page, start())
    faults.provoke("422")
    choose(page, "players.csv", player_file(players(6, growth=2)))
    dialog = page.get_by_role("dialog", name="Upload")
    kingdom = dialog.get_by_label("Kingdom")
    see(kingdom).to_be_focused()
    see(kingdom).to_have_value("77")
    dialog.get_by_label("Date").fill("2026-01-26")
    page.keyboard.press("Enter")
    see(dialog.locator(".verdict")).to_have_text("Accepted: 6 players")
    see(page).to_have_title("DKP, Kingdom 77, Jan 26, 2026 – Standings")


def test_a_file_that_says_the_date_alone_is_asked_its_kingdom(start, page, faults):
    open_at(page, start())
    faults.provoke("422")
    choose(page, "players-2026-01-26.csv", player_file(players(4)))
    dialog = page.get_by_role("dialog", name="Upload")
    dialog.get_by_label("Kingdom").fill("78")
    see(dialog.get_by_label("Date")).to_have_count(0)
    dialog.get_by_role("button", name="Upload", exact=True).click()
    see(dialog.locator(".verdict")).to_have_text("Accepted: 4 players")


def test_a_file_that_contradicts_its_name_is_to_be_corrected(start, page, faults):
    open_at(page, start())
    faults.provoke("422")
    header, *rows = player_file(players(4)).splitlines()
    content = "\n".join([f"{header},kingdom", *(f"{row},78" for row in rows)])
    choose(page, NAMED, content)
    dialog = page.get_by_role("dialog", name="Upload")
    see(dialog.locator(".verdict")).to_contain_text("the file's name says 77")
    see(dialog.locator(".verdict")).to_contain_text('the column "kingdom" says 78')
    see(dialog.locator(".upload")).to_contain_text("Correct the file or its name")
    see(dialog.get_by_label("Kingdom")).to_have_count(0)


def test_the_report_lists_every_column(start, page):
    open_at(page, start())
    header, *rows = player_file(players(4)).splitlines()
    content = "\n".join([f"{header},kingdom,luck", *(f"{row},77,1" for row in rows)])
    drop(page, NAMED, content)
    columns = page.get_by_role("dialog", name="Upload").locator("details")
    columns.get_by_text("1 not used").click()
    cells = [row.locator("td").all_text_contents() for row in columns.locator("tbody tr").all()]
    read_as = {column: what for column, what, _ in cells}
    assert (read_as["id"], read_as["kingdom"], read_as["luck"]) == ("id", "kingdom", "not used")
    assert len(read_as) == header.count(",") + 3


def test_several_files_one_after_the_other(start, page):
    open_at(page, start())
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Upload", exact=True).click()
    chooser.value.set_files(
        [
            {
                "name": f"TOP300-{date}-77-.csv",
                "mimeType": "text/csv",
                "buffer": player_file(players(3, growth=growth)).encode(),
            }
            for growth, date in enumerate(("2026-01-19", "2026-01-26"), 1)
        ]
    )
    see(page.locator("dialog .verdict")).to_have_count(2)
    page.keyboard.press("Escape")
    see(page.get_by_label("Date").locator("option")).to_have_count(2)


def test_a_server_that_is_away_is_said_and_tried_again(start, page, faults):
    open_at(page, start())
    faults.provoke("ERR_CONNECTION_REFUSED")
    page.route("**/v1/uploads?*", lambda route: route.abort("connectionrefused"))
    choose(page, NAMED, player_file(players(3)))
    dialog = page.get_by_role("dialog", name="Upload")
    see(dialog.locator(".verdict")).to_have_text("Not uploaded: The server cannot be reached.")
    page.unroute("**/v1/uploads?*")
    dialog.get_by_role("button", name="Try again").click()
    see(dialog.locator(".verdict")).to_have_text("Accepted: 3 players")


def test_the_list_and_a_report(start, lake, upload, page):
    rows = players(5)
    rows[2]["id"] = ""
    lake.accept(upload(player_file(rows), "scan.csv"), kingdom=77)
    open_at(page, start(), "/?view=uploads")
    row = page.locator(".standings-uploads tbody tr")
    see(row).to_contain_text("shown now")
    see(row).to_contain_text("4 players")
    see(row).to_contain_text("1 problem")
    row.get_by_role("link", name="scan.csv").click()
    see(heading(page)).to_have_text("scan.csv")
    see(page.locator(".standings-report").first).to_contain_text("4")
    page.get_by_role("link", name="All uploads").click()
    see(heading(page)).to_have_text("Uploads")
    page.go_back()
    see(heading(page)).to_have_text("scan.csv")


def test_an_anomaly_links_to_the_player(served, page):
    uploads = served.get("/v1/kingdoms/51/uploads").json()["uploads"]
    report = max(uploads, key=lambda each: each["suspicious"])["report_path"]
    place = "/".join(report.split("/")[-2:])
    open_at(page, served, f"/?kingdom=51&view=uploads&upload={place}")
    section = page.locator("section", has=page.get_by_role("heading", name="Anomalies"))
    link = section.get_by_role("link").first
    name = link.text_content()
    link.click()
    see(heading(page)).to_have_text(name or "")


@pytest.mark.parametrize("path", ["/", "/?view=uploads"])
def test_nothing_of_it_shows_where_it_is_not_offered(served, page, path):
    without_features(page)
    open_at(page, served, path)
    see(page.locator(".view")).to_be_visible()
    offered = page.locator("#upload:visible, [data-upload], .drop-cover, input[type=file]")
    assert offered.count() == 0
