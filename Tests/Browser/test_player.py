"""One player, two players, and the way to them."""

from __future__ import annotations

import re

from playwright.sync_api import expect as see

from player_file import dkp, player_file, players
from shown import heading, number, open_at, said, settled


def history(lake, upload) -> list[list[dict]]:
    """Three snapshots of six players; the first of them is not in the second."""
    made = [players(6, growth=growth) for growth in (1, 2, 3)]
    made[1] = made[1][1:]
    for rows, date in zip(made, ("2026-01-12", "2026-01-19", "2026-01-26"), strict=True):
        lake.accept(upload(player_file(rows)), kingdom=77, date=date)
    return made


def test_values_and_ranks(start, lake, upload, page):
    rows = history(lake, upload)[2]
    open_at(page, start(), f"/?view=player&player={rows[2]['id']}")
    assert heading(page).text_content() == rows[2]["name"]
    figures = page.locator(".strip > div")
    values = [number(each.locator(".strip-value")) for each in figures.all()]
    kills = rows[2]["t4_kills"] + rows[2]["t5_kills"]
    assert values == [
        dkp(rows[2]), kills, rows[2]["deaths"], rows[2]["power"], rows[2]["kill_points"]
    ]
    see(figures.first.locator(".strip-rank")).to_contain_text(re.compile("Rank 3 .*of 6"))
    tiers = page.locator(".tiers tbody tr")
    see(tiers.nth(3)).to_contain_text(f"{rows[2]['t4_kills']:,}")
    see(tiers.nth(0)).to_contain_text("no value")


def test_the_history_as_a_table_and_as_a_chart(start, lake, upload, page):
    made = history(lake, upload)
    first = made[0][0]
    open_at(page, start(), f"/?view=player&player={first['id']}")
    rows = page.locator(".standings-history tbody tr")
    assert rows.count() == 3
    see(rows.nth(0)).to_contain_text(f"{dkp(made[2][0]):,}")
    see(rows.nth(1)).to_contain_text("not listed")
    see(rows.nth(2)).to_contain_text(f"{dkp(first):,}")
    points = page.locator(".chart .column")
    see(points.nth(1)).to_have_accessible_name("Jan 19, 2026. not listed")
    assert page.locator(".chart circle").count() == 4
    assert page.locator(".chart .line").first.get_attribute("d").count("M") == 2
    page.get_by_role("tab", name="Deaths").click()
    see(page).to_have_url(re.compile("metric=deaths"))
    see(rows.nth(0)).to_contain_text(f"{made[2][0]['deaths']:,}")


def test_who_left_is_still_there(start, lake, upload, page, faults):
    before = players(6)
    lake.accept(upload(player_file(before)), kingdom=77, date="2026-01-19")
    lake.accept(upload(player_file(before[:5])), kingdom=77, date="2026-01-26")
    faults.provoke("404")
    page.goto(start().address + f"/?view=player&player={before[5]['id']}")
    settled(page)
    see(page.locator(".about")).to_contain_text("Not listed since Jan 19, 2026")
    see(page.locator(".strip-value").first).to_have_text(f"{dkp(before[5]):,}")


def test_this_is_me(start, lake, upload, page):
    rows = history(lake, upload)[2]
    server = start()
    open_at(page, server, f"/?view=player&player={rows[4]['id']}")
    mine = page.get_by_role("button", name="This is me")
    mine.click()
    see(mine).to_have_attribute("aria-pressed", "true")
    see(said(page)).to_contain_text("Remembered")
    page.get_by_role("link", name="Rank 5").first.click()
    see(page.locator(f"tr[data-key='{rows[4]['id']}']")).to_have_attribute("data-me", "")


def test_two_players_side_by_side(start, lake, upload, page):
    rows = history(lake, upload)[2]
    open_at(page, start(), f"/?view=player&player={rows[1]['id']}")
    page.get_by_role("button", name="Compare with").click()
    page.locator("dialog").get_by_role("combobox").fill(str(rows[3]["id"]))
    see(page.locator("dialog").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    see(page).to_have_url(re.compile(f"with={rows[3]['id']}$"))
    table = page.locator(".standings-comparison tbody tr").first
    see(table).to_contain_text(f"{dkp(rows[1]):,}")
    see(table).to_contain_text(f"{dkp(rows[3]):,}")
    see(table).to_contain_text(f"+{dkp(rows[1]) - dkp(rows[3]):,}")
    assert page.locator(".chart .line").count() == 4
    name = page.locator(".chart .column").last
    see(name).to_have_accessible_name(
        re.compile(f"{re.escape(rows[1]['name'])}: DKP.*; {re.escape(rows[3]['name'])}: DKP")
    )
    see(page.locator(".standings-history tbody tr")).to_have_count(3)


def test_the_search_of_all_players(start, lake, upload, page):
    history(lake, upload)
    open_at(page, start(), "/?view=player")
    see(page.locator(".standings-players tbody tr")).to_have_count(6)
    page.keyboard.press("/")
    page.keyboard.type("OTTER")
    see(page.locator(".about")).to_have_text("1 player matches")
    page.locator(".standings-players tbody a").click()
    see(heading(page)).to_have_text("Silent Otter")


def test_an_unknown_player(served, page, faults):
    faults.provoke("404")
    page.goto(f"{served.address}/?kingdom=51&view=player&player=9999999998")
    see(heading(page)).to_have_text("Not found")
