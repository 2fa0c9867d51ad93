"""Gains between two dates."""

from __future__ import annotations

import re

from playwright.sync_api import expect as see

from player_file import dkp, player_file, players
from shown import heading, open_at, settled, table_rows


def two_snapshots(lake, upload) -> tuple[list[dict], list[dict]]:
    """Eight players of whom one leaves, one comes, one falls and one lacks a value."""
    before, after = players(8), players(9, growth=2)[1:]
    after[2]["t4_kills"] = before[3]["t4_kills"] - 5_000
    after[2].update(t5_kills=before[3]["t5_kills"], deaths=before[3]["deaths"])
    after[4]["deaths"] = ""
    lake.accept(upload(player_file(before)), kingdom=77, date="2026-01-19")
    lake.accept(upload(player_file(after)), kingdom=77, date="2026-01-26")
    return before, after


def gains(before: list[dict], after: list[dict], worth=dkp) -> list[tuple[int, str, int]]:
    """What the table must show, worked out here."""
    earlier = {row["id"]: row for row in before}
    both = [
        (max(0, worth(row) - worth(earlier[row["id"]])), row["id"], row["name"])
        for row in after
        if row["id"] in earlier and row["deaths"] != ""
    ]
    both.sort(key=lambda each: (-each[0], each[1]))
    return [
        (1 + sum(other[0] > gain for other in both), name, gain) for gain, _, name in both
    ]


def test_who_gained_how_much(start, lake, upload, page):
    before, after = two_snapshots(lake, upload)
    open_at(page, start(), "/?view=gains")
    assert table_rows(page) == gains(before, after)
    see(page.locator(".about")).to_have_text(
        "6 players compared, Jan 19, 2026 to Jan 26, 2026"
    )


def test_flags_are_explained(start, lake, upload, page):
    _, after = two_snapshots(lake, upload)
    open_at(page, start(), "/?view=gains")
    row = page.locator(f"tr[data-key='{after[2]['id']}']")
    see(row.locator(".flag")).to_have_text("fell")
    see(page.locator(".legend")).to_contain_text("so the gain counts as 0")


def test_who_arrived_departed_and_cannot_be_compared(start, lake, upload, page):
    before, after = two_snapshots(lake, upload)
    open_at(page, start(), "/?view=gains")
    for title, player, text in [
        ("Arrived", after[-1], f"{dkp(after[-1]):,}"),
        ("Departed", before[0], f"{dkp(before[0]):,}"),
        ("Cannot be compared", after[4], "missing now"),
    ]:
        section = page.locator(".lists section", has=page.get_by_role("heading", name=title))
        see(section.get_by_role("listitem")).to_have_count(1)
        see(section.locator(".player-link")).to_have_text(player["name"])
        see(section).to_contain_text(text)


def test_other_weights(start, lake, upload, page):
    before, after = two_snapshots(lake, upload)
    open_at(page, start(), "/?view=gains")
    page.get_by_role("button", name="Weights").click()
    for label, value in [("Tier 4 kill", "1"), ("Tier 5 kill", "0"), ("Death", "2")]:
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Apply").click()
    see(page).to_have_url(re.compile(r"view=gains&weights=t4:1,t5:0,deaths:2$"))
    see(page.get_by_role("button", name="Weights changed")).to_be_visible()
    expected = gains(before, after, lambda row: row["t4_kills"] + 2 * row["deaths"])
    see(page.locator(".standings-gains .exact").first).to_have_text(f"{expected[0][2]:,}")
    assert table_rows(page) == expected
    page.get_by_role("button", name="Usual weights").click()
    see(page).to_have_url(re.compile(r"view=gains$"))


def test_two_dates(served, page):
    open_at(page, served, "/?kingdom=51&view=gains&metric=kills")
    page.get_by_label("From").select_option("2026-01-12")
    see(page.locator(".about")).to_contain_text("Jan 12, 2026 to Jan 26, 2026")
    page.get_by_label("To", exact=True).select_option("2026-01-19")
    see(page).to_have_url(re.compile(r"metric=kills&from=2026-01-12&to=2026-01-19$"))
    see(page.locator(".about")).to_contain_text("Jan 12, 2026 to Jan 19, 2026")
    assert page.get_by_label("From").locator("option").all_text_contents() == ["Jan 12, 2026"]
    see(heading(page)).to_have_text("Gains in kills")


def test_further_pages(served, page):
    open_at(page, served, "/?kingdom=51&view=gains&metric=power")
    page.get_by_role("button", name="Show more ranks").click()
    see(page.locator(".standings-gains tbody tr")).to_have_count(200)
    whole = served.get("/v1/kingdoms/51/gains/power?limit=200").json()["entries"]
    expected = [(each["rank"], each["name"], each["gain"]) for each in whole]
    assert table_rows(page) == expected


def test_one_snapshot_has_no_gains_yet(start, lake, upload, page, faults):
    lake.accept(upload(player_file(players(5))), kingdom=77)
    faults.provoke("404")
    page.goto(start().address + "/?view=gains")
    settled(page)
    see(page.locator(".notice")).to_contain_text("There is only one snapshot")
