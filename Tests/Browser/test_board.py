"""The board: who stands where, what changed, search, one's own rank, the download."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect as see

from chromium import PHONE
from conftest import ROOT
from expectation import expect
from player_file import dkp, player_file, players
from ranking import METRICS, leaderboard
from shown import board_rows, heading, name, open_at, ranked, said, settled, table_rows

INBOX = ROOT / "examples/inbox/source=rok_players/kingdom=51"


def example(date: str, metric: str) -> dict:
    """The board that an example must give, worked out apart from the product."""
    [file] = (INBOX / f"dt={date}").iterdir()
    return leaderboard(expect(file.read_bytes()).rows, metric, 51, date, 1_000)


@pytest.mark.parametrize("metric", METRICS)
def test_the_first_hundred_as_they_are_ranked(served, page, metric):
    open_at(page, served, f"/?kingdom=51&metric={metric}")
    assert board_rows(page) == ranked(example("2026-01-26", metric)["entries"][:100])


def test_changes_since_the_snapshot_before(served, page):
    open_at(page, served, "/?kingdom=51&metric=kills")
    before = {each["id"]: each["rank"] for each in example("2026-01-19", "kills")["entries"]}
    words = []
    for entry in example("2026-01-26", "kills")["entries"][3:100]:
        change = before.get(entry["id"], 0) - entry["rank"]
        if entry["id"] not in before:
            words.append("Not ranked before")
        elif change == 0:
            words.append("Unchanged")
        else:
            way = "Up" if change > 0 else "Down"
            words.append(f"{way} {abs(change)}, was rank {before[entry['id']]}")
    shown = page.locator(".standings-board tbody .change .visually-hidden").all_text_contents()
    assert shown == words


def test_a_first_snapshot_has_no_changes(served, page):
    open_at(page, served, "/?kingdom=51&date=2026-01-12")
    see(page.locator(".about")).to_contain_text("no earlier snapshot")


def test_equal_values_share_a_rank(start, page, lake, upload):
    rows = players(6)
    rows[4].update({key: rows[3][key] for key in ("t4_kills", "t5_kills", "deaths")})
    lake.accept(upload(player_file(rows)), kingdom=77)
    open_at(page, start())
    assert [rank for rank, _, _ in board_rows(page)] == [1, 2, 3, 4, 4, 6]


def test_a_missing_value_is_no_rank(start, page, lake, upload):
    rows = players(6)
    rows[2]["deaths"] = ""
    lake.accept(upload(player_file(rows)), kingdom=77)
    open_at(page, start(), "/?metric=deaths")
    assert len(board_rows(page)) == 5
    see(page.locator(".table-note")).to_have_text("1 player has no value here and no rank.")


def test_further_pages_and_going_back_to_them(served, page):
    open_at(page, served, "/?kingdom=51")
    page.get_by_role("button", name="Show more ranks").click()
    expected = ranked(example("2026-01-26", "dkp")["entries"][:200])
    see(page.locator(".standings-board tbody tr")).to_have_count(197)
    assert board_rows(page) == expected
    focused = page.locator(":focus")
    assert focused.text_content() == expected[100][1]
    focused.click()
    see(page.get_by_role("heading", name="History")).to_be_visible()
    page.go_back()
    see(page.locator(".standings-board tbody tr")).to_have_count(197)


def test_search_as_one_types(served, page):
    open_at(page, served, "/?kingdom=51")
    page.keyboard.press("/")
    page.keyboard.type("волк")
    see(page).to_have_url(re.compile(r"search=%D0"))
    see(said(page)).to_contain_text("match")
    found = table_rows(page)
    whole = ranked(example("2026-01-26", "dkp")["entries"])
    assert found and all("волк" in name.lower() for _, name, _ in found)
    assert set(found) <= set(whole)
    page.keyboard.press("Control+a")
    page.keyboard.type(str(example("2026-01-26", "dkp")["entries"][41]["id"]))
    see(page.locator(".standings-board tbody tr")).to_have_count(1)
    assert table_rows(page) == [whole[41]]


def test_a_search_that_finds_nobody(served, page):
    open_at(page, served, "/?kingdom=51&search=nobody-is-called-so")
    see(page.locator(".table-note")).to_have_text("Nobody matches “nobody-is-called-so”.")


def test_my_rank_is_asked_once_and_remembered(served, page):
    entry = example("2026-01-26", "dkp")["entries"][149]
    open_at(page, served, "/?kingdom=51")
    page.get_by_role("button", name="My rank").click()
    page.locator("dialog").get_by_role("combobox").fill(str(entry["id"]))
    page.get_by_role("option", name=str(entry["id"])).click()
    mine = page.locator(f"tr[data-key='{entry['id']}']")
    see(mine).to_be_in_viewport()
    assert mine.get_attribute("data-me") == ""
    assert name(mine) == page.locator(":focus").text_content()
    see(page.get_by_role("button", name="Show ranks above")).to_be_visible()
    page.get_by_role("link", name="Back to the top of the board").click()
    see(page).to_have_url(f"{served.address}/?kingdom=51")
    page.get_by_role("button", name="My rank").click()
    see(page).to_have_url(re.compile(rf"around={entry['id']}$"))
    see(mine).to_be_in_viewport()


def test_ranks_above_a_player(served, page):
    entries = example("2026-01-26", "dkp")["entries"]
    open_at(page, served, f"/?kingdom=51&around={entries[149]['id']}")
    first = table_rows(page)[0][0]
    page.get_by_role("button", name="Show ranks above").click()
    see(page.locator(".standings-board tbody tr").first.locator(".cell-rank")).not_to_have_text(
        str(first)
    )
    shown = table_rows(page)
    assert shown == ranked(entries)[shown[0][0] - 1 :][: len(shown)]


def test_a_player_without_a_rank_is_told_in_words(start, page, lake, upload, faults):
    rows = players(5)
    rows[2]["deaths"] = ""
    lake.accept(upload(player_file(rows)), kingdom=77)
    faults.provoke("404")
    page.goto(start().address + f"/?kingdom=77&metric=deaths&around={rows[2]['id']}")
    see(page.locator("main")).to_contain_text(
        f"Player {rows[2]['id']} has no rank for Deaths in this snapshot."
    )


def test_the_download_is_safe_in_a_spreadsheet(start, page, lake, upload):
    rows = players(8)
    lake.accept(upload(player_file(rows)), kingdom=77)
    open_at(page, start())
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    header, *lines = list(csv.reader(io.StringIO(text)))
    assert download.value.suggested_filename.endswith(".csv")
    assert len(lines) == len(rows)
    cells = [cell for line in lines for cell in line]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)]
    assert [cell for cell in cells if cell.endswith("-ICE")]
    assert str(dkp(rows[0])) in cells


def test_compact_numbers_show_themselves_exactly(served, new_page):
    page = open_at(new_page(viewport=PHONE, reduced_motion="reduce"), served, "/?kingdom=51")
    row = page.locator(".standings-board tbody tr").first
    compact, exact = row.locator(".compact"), row.locator(".exact")
    see(compact).to_be_visible()
    see(compact).to_have_text(re.compile(r"^[\d.]+[KMB]$"))
    see(exact).to_have_css("opacity", "0")
    row.locator("a").focus()
    see(exact).to_have_css("opacity", "1")
    see(exact).to_have_text(f"{example('2026-01-26', 'dkp')['entries'][3]['value']:,}")


def test_numbers_by_the_readers_language(served, new_page):
    page = open_at(new_page(locale="de-DE"), served, "/?kingdom=51&metric=power")
    value = example("2026-01-26", "power")["entries"][0]["value"]
    see(page.locator(".place-value").first).to_have_text(f"{value:,}".replace(",", "."))


def test_another_kingdom_and_another_date(served, page):
    open_at(page, served, "/?kingdom=51")
    page.get_by_label("Kingdom").select_option("1960")
    see(page).to_have_url(f"{served.address}/?kingdom=1960")
    see(page.locator(".about")).to_contain_text("300 players")
    page.get_by_label("Date").select_option("2026-01-12")
    see(page).to_have_url(f"{served.address}/?kingdom=1960&date=2026-01-12")
    see(page).to_have_title("DKP, Kingdom 1960, Jan 12, 2026 – Standings")
    settled(page)
    page.get_by_label("Date").select_option("2026-01-26")
    see(page).to_have_url(f"{served.address}/?kingdom=1960")
    assert heading(page).text_content() == "DKP"
