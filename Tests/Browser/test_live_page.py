"""The page of the live boards: ranks that move, the reader's player, periods, names of others."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect as see

from chromium import DESKTOP, PHONE
from live_page import boards, expect_ranks, open_live, ranks, row
from shown import heading, said

SCORES = [("ada", 500), ("bo", 400), ("cy", 300), ("di", 200), ("ed", 100)]


@pytest.fixture
def game(own) -> str:
    """A board with five players."""
    own.create("game1", name="Game 1")
    for player, score in SCORES:
        own.submit("game1", player, score)
    return "game1"


def test_a_board_with_its_podium_and_its_rows(live, game, page):
    open_live(page, live)
    see(page).to_have_url(f"{live.address}/?board=game1")
    see(page).to_have_title("Game 1 – Standings live")
    assert ranks(page) == [
        (1, "ada", "500"), (2, "bo", "400"), (3, "cy", "300"), (4, "di", "200"), (5, "ed", "100"),
    ]  # fmt: skip
    see(page.locator(".place-share").nth(0)).to_have_text("leads by 100")
    see(page.locator(".place-share").nth(2)).to_have_text("200 behind")
    see(page.locator(".about")).to_have_text(
        "highest first · the best score counts · never resets"
    )
    see(page.locator(".figures")).to_contain_text("Median300")


def test_a_score_that_comes_in_moves_its_row(live, game, own, page):
    open_live(page, live)
    page.evaluate("document.querySelector('tr[data-key=ed]').dataset.same = 'yes'")
    own.submit("game1", "ed", 250)
    expect_ranks(page, [
        (1, "ada", "500"), (2, "bo", "400"), (3, "cy", "300"), (4, "ed", "250"), (5, "di", "200"),
    ])  # fmt: skip
    # The row is the same element as before.
    see(row(page, "ed")).to_have_attribute("data-same", "yes")
    see(row(page, "ed").locator(".change")).to_have_text(re.compile("▲1.*Up 1, was rank 5"))
    see(row(page, "di").locator(".change")).to_have_text(re.compile("▼1.*Down 1, was rank 4"))


def test_equal_scores_share_a_rank(live, game, own, page):
    own.submit("game1", "zoe", 500)
    open_live(page, live)
    assert [rank for rank, _, _ in ranks(page)] == [1, 1, 3, 4, 5, 6]
    see(page.locator(".place-share").nth(1)).to_have_text("tied for first")


def test_rows_slide_to_their_new_places(live, game, own, page):
    open_live(page, live)
    page.evaluate("""() => {
      window.moved = [];
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...words) {
        window.moved.push([this.dataset.key, JSON.stringify(words[0])]);
        return animate.apply(this, words);
      };
    }""")
    own.submit("game1", "ed", 250)
    see(row(page, "ed").locator(".cell-rank")).to_have_text("4")
    moved = [words for player, words in page.evaluate("window.moved") if player == "ed"]
    assert any("translateY" in words for words in moved)


def test_nothing_moves_for_who_wants_no_motion(live, game, own, new_page):
    page = open_live(new_page(reduced_motion="reduce"), live)
    page.evaluate("() => { Element.prototype.animate = () => { throw new Error('moved') } }")
    own.submit("game1", "ed", 250)
    see(row(page, "ed").locator(".change")).to_be_visible()
    own.submit("game1", "di", 900)
    see(row(page, "ed").locator(".cell-rank")).to_have_text("5")


def test_a_row_with_the_focus_keeps_it_while_it_moves(live, game, own, page):
    open_live(page, live)
    row(page, "ed").get_by_role("link").focus()
    own.submit("game1", "ed", 250)
    see(row(page, "ed").locator(".cell-rank")).to_have_text("4")
    see(row(page, "ed").get_by_role("link")).to_be_focused()


def test_an_update_touches_only_what_changes(live, own, page):
    own.create("big")
    own.batch([
        {"leaderboard_id": "big", "player_id": f"p{each}", "score": 2_000 - 2 * each}
        for each in range(150)
    ])  # fmt: skip
    open_live(page, live)
    see(page.locator(".table-note")).to_have_text("The first 100 of 150 players.")
    page.evaluate("""() => {
      window.changed = new Set();
      new MutationObserver((changes) => {
        for (const { target, addedNodes } of changes) {
          for (const each of [target, ...addedNodes]) {
            const row = (each.closest ? each : each.parentElement)?.closest("tr[data-key]");
            if (row) window.changed.add(row.dataset.key);
          }
        }
      }).observe(document.querySelector("tbody"),
        { subtree: true, childList: true, characterData: true, attributes: true });
    }""")
    own.submit("big", "p90", 1_823)
    see(row(page, "p90").locator(".cell-value")).to_have_text("1,823")
    # One place up: only it and the one it passes.
    assert set(page.evaluate("[...window.changed]")) == {"p89", "p90"}


def test_decimals_and_times_that_count_down(live, own, page):
    own.create("laps", sort_order="asc", decimal_places=2)
    for player, score in [("a", "71.5"), ("b", "70.25"), ("c", "143.00")]:
        own.submit("laps", player, score)
    open_live(page, live)
    assert ranks(page) == [(1, "b", "70.25"), (2, "a", "71.50"), (3, "c", "143.00")]
    see(page.locator(".place-share").nth(0)).to_have_text("leads by 1.25")


def test_the_readers_player_with_its_neighbors(live, game, own, page):
    open_live(page, live)
    page.get_by_label("Your player id").fill("di")
    page.get_by_role("button", name="Follow").click()
    mine = page.get_by_role("region", name="My player")
    see(mine).to_contain_text("4 of 5 players")
    see(mine.get_by_role("listitem")).to_have_text(
        [re.compile("2.*bo"), re.compile("3.*cy"), re.compile("4.*di"), re.compile("5.*ed")]
    )
    see(row(page, "di")).to_have_attribute("data-me", "")
    own.submit("game1", "di", 450)
    see(mine).to_contain_text("2 of 5 players")
    see(page.locator(".place[data-me]")).to_contain_text("di")
    page.reload()
    see(mine).to_contain_text("2 of 5 players")
    own.create("other")
    own.submit("other", "ada", 1)
    open_live(page, live, "/?board=other")
    see(mine).to_contain_text("Has no rank on this board yet.")
    mine.get_by_role("button", name="Stop following").click()
    see(page.get_by_label("Your player id")).to_be_visible()


def test_a_new_rank_of_the_readers_player_is_announced(live, game, own, page):
    page.add_init_script("localStorage.setItem('standings.live.player', 'ed')")
    page.clock.install()
    open_live(page, live)
    mine = page.get_by_role("region", name="My player")
    see(mine).to_contain_text("5 of 5 players")
    page.clock.run_for(20_000)
    own.submit("game1", "ed", 450)
    for _ in range(20):
        page.clock.run_for(500)
        if "2 of 5" in (mine.text_content() or ""):
            break
    page.clock.run_for(100)
    see(said(page)).to_have_text("Your rank is now 2")


def test_a_player_is_found_by_id(live, game, own, page):
    own.submit("game1", "fay", 50, metadata={"level": 7})
    open_live(page, live)
    page.keyboard.press("/")
    page.keyboard.type("fay")
    page.keyboard.press("Enter")
    details = page.get_by_role("dialog", name="Player")
    see(details).to_contain_text("6 of 6")
    see(details).to_contain_text('"level": 7')
    see(details.get_by_role("row")).to_have_count(2)
    see(page).to_have_url(f"{live.address}/?board=game1&player=fay")
    details.get_by_role("button", name="This is me").click()
    page.keyboard.press("Escape")
    see(page).to_have_url(f"{live.address}/?board=game1")
    see(details).to_have_count(0)
    see(page.get_by_role("region", name="My player")).to_contain_text("6 of 6 players")


def test_a_player_without_a_rank(live, game, page, faults):
    faults.provoke("404")
    page.goto(f"{live.address}/?board=game1&player=nobody")
    details = page.get_by_role("dialog", name="Player")
    see(details).to_contain_text("This player has no rank on this board.")


def test_the_list_of_boards_counts_and_leads(live, game, own, page):
    own.create("game2", name="Game 2")
    own.submit("game2", "xi", 5)
    open_live(page, live)
    counts = [re.compile("Game 1.*5 players"), re.compile("Game 2.*1 player")]
    see(boards(page)).to_have_text(counts)
    boards(page).filter(has_text="Game 2").click()
    see(heading(page)).to_have_text("Game 2")
    expect_ranks(page, [(1, "xi", "5")])
    see(heading(page)).to_be_focused()
    page.go_back()
    see(heading(page)).to_have_text("Game 1")
    page.goto(live.address)
    see(heading(page)).to_have_text("Game 1")


def test_an_older_period_stays_as_it_was(live, game, own, page):
    own.post("/api/v1/leaderboards/game1/reset")
    own.submit("game1", "new", 7)
    open_live(page, live)
    assert ranks(page) == [(1, "new", "7")]
    period = page.get_by_label("Period")
    see(period.locator("option")).to_have_count(2)
    period.select_option(index=1)
    see(page.locator(".frozen")).to_contain_text("Final ranks of")
    expect_ranks(page, [(rank, player, str(score)) for rank, (player, score) in
                        enumerate(SCORES, 1)])  # fmt: skip
    see(page.get_by_role("link", name="CSV")).to_have_attribute("href", re.compile("period="))
    own.submit("game1", "newer", 9)
    page.get_by_role("link", name="Back to now").click()
    expect_ranks(page, [(1, "newer", "9"), (2, "new", "7")])


def test_a_reset_empties_the_board_that_is_watched(live, game, own, page):
    open_live(page, live)
    own.post("/api/v1/leaderboards/game1/reset")
    see(page.get_by_role("heading", name="No scores yet")).to_be_visible()
    see(said(page)).to_have_text("The board begins again")
    see(page.get_by_label("Period").locator("option")).to_have_count(2)
    own.submit("game1", "ada", 1)
    expect_ranks(page, [(1, "ada", "1")])


def test_the_next_reset_in_the_readers_time(live, own, new_page):
    own.create("weekly", reset_period="weekly", time_zone="Asia/Tokyo")
    page = new_page(timezone_id="America/New_York")
    page.goto(live.address)
    reset = page.locator(".reset")
    see(reset).to_contain_text(re.compile(r"Resets in (\d d )?\d\d:\d\d:\d\d"))
    when = re.compile(r"Sun, .* 10:00\sAM E[SD]T · the board keeps Asia/Tokyo")
    see(reset).to_contain_text(when)


HOSTILE = [
    "<img src=x onerror=alert(1)>", "\u202egnp.exe", "a" * 128, "لاعب ١", "  two  spaces ",
    "x/../y?#&",
]  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_ids_of_others_are_text(live, own, new_page, size):
    own.create("names", name="<b>Board</b>")
    for place, player in enumerate(HOSTILE):
        own.submit("names", player, 100 - place)
    page = open_live(new_page(viewport=size), live)
    assert heading(page).text_content() == "<b>Board</b>"
    assert [player for _, player, _ in ranks(page)] == HOSTILE
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.locator(".standings-live tbody tr").evaluate_all(
        "(rows) => rows.map((row) => row.offsetHeight)"
    )
    assert len(set(heights)) == 1
    page.get_by_role("link", name=HOSTILE[5]).first.click()
    see(page.get_by_role("dialog", name="Player")).to_contain_text("6 of 6")


def test_scores_to_the_last_digit(live, own, new_page):
    own.create("huge")
    for place in range(5):
        own.submit("huge", f"p{place}", 9_007_199_254_740_991 - place)
    page = open_live(new_page(viewport={"width": 320, "height": 640}), live)
    assert ranks(page)[4] == (5, "p4", "9,007,199,254,740,987")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_exports(live, game, page):
    open_live(page, live)
    for name, first in [("CSV", "rank,player_id,score"), ("NDJSON", '{"rank":1,"player_id":"ada"')]:
        with page.expect_download() as told:
            page.get_by_role("link", name=f"{name} export", exact=True).click()
        assert told.value.suggested_filename == f"game1.{name.lower()}"
        assert told.value.path().read_text("utf-8-sig").startswith(first)
