"""Managing boards on the live page: forms, errors at their fields, questions, tokens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page
from playwright.sync_api import expect as see

from live_page import boards, expect_ranks, manage, open_live, ranks
from live_server import running
from shown import heading, said

TOKEN = "a-token-of-the-test-0123456789abcdef"


@pytest.fixture
def game(own) -> str:
    """A board with two players."""
    own.create("game1", name="Game 1")
    own.submit("game1", "ada", 500)
    own.submit("game1", "bo", 400)
    return "game1"


def dialog(page: Page, name: str):
    return page.get_by_role("dialog", name=name)


def test_readers_see_nothing_of_managing(live, game, page):
    open_live(page, live)
    for name in ("Submit a score", "Change", "Reset", "Delete", "New board"):
        see(page.get_by_role("button", name=name)).to_have_count(0)


def test_the_first_board_is_created(live, page, own):
    page.goto(live.address)
    page.get_by_role("button", name="Create a board").click()
    form = dialog(page, "New board")
    form.get_by_label("Id", exact=True).fill("laps")
    form.get_by_label("Name").fill("Fastest laps")
    form.get_by_label("Order").select_option("asc")
    form.get_by_label("Resets", exact=True).select_option("daily")
    form.get_by_label("Time zone").fill("Europe/Berlin")
    form.get_by_label("Decimal places").fill("2")
    form.get_by_label("Keep at most").fill("1000")
    form.get_by_role("button", name="Create").click()
    see(heading(page)).to_have_text("Fastest laps")
    board = own.board("laps").data
    assert (board["sort_order"], board["reset_period"], board["time_zone"]) == (
        "asc", "daily", "Europe/Berlin",
    )  # fmt: skip
    assert (board["decimal_places"], board["max_entries"]) == (2, 1000)


def test_errors_stand_at_their_fields(live, game, page, faults):
    faults.provoke("4(09|22|00)")
    open_live(page, live)
    manage(page)
    page.get_by_role("button", name="New board").click()
    form = dialog(page, "New board")
    field = form.get_by_label("Id", exact=True)
    field.fill("not an id")
    form.get_by_role("button", name="Create").click()
    see(field).to_have_attribute("aria-invalid", "true")
    see(field).to_have_accessible_description(re.compile("Expected 1 to 64 letters"))
    see(field).to_be_focused()
    field.fill("game1")
    form.get_by_role("button", name="Create").click()
    see(field).to_have_accessible_description(re.compile("exists"))
    field.fill("game2")
    form.get_by_label("Time zone").fill("Nowhere/Land")
    form.get_by_role("button", name="Create").click()
    see(form.get_by_label("Time zone")).to_have_attribute("aria-invalid", "true")
    see(field).not_to_have_attribute("aria-invalid", "true")


def test_scores_are_submitted_one_after_another(live, game, page, faults):
    open_live(page, live)
    manage(page)
    page.get_by_role("button", name="Submit a score").click()
    form = dialog(page, "Submit a score to Game 1")
    form.get_by_label("Player id").fill("cy")
    form.get_by_label("Score").fill("450")
    page.keyboard.press("Enter")
    see(form.get_by_role("status")).to_contain_text("Recorded: 450")
    form.get_by_label("Score").fill("4,5")
    page.keyboard.press("Enter")
    see(form.get_by_label("Score")).to_have_accessible_description(re.compile("a number"))
    form.get_by_label("Score").fill("100")
    page.keyboard.press("Enter")
    see(form.get_by_role("status")).to_contain_text("Recorded, no change: 450")
    page.keyboard.press("Escape")
    expect_ranks(page, [(1, "ada", "500"), (2, "cy", "450"), (3, "bo", "400")])


def test_a_lost_answer_is_asked_for_again_with_the_same_key(live, game, own, page, faults):
    faults.provoke("ERR_FAILED|ERR_CONNECTION")
    open_live(page, live)
    manage(page)
    keys: list[str] = []

    def lose_first(route):
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) > 1:
            return route.continue_()
        route.fetch()
        route.abort()

    page.route("**/api/v1/scores", lose_first)
    page.get_by_role("button", name="Submit a score").click()
    form = dialog(page, "Submit a score to Game 1")
    form.get_by_label("Player id").fill("cy")
    form.get_by_label("Score").fill("1")
    page.keyboard.press("Enter")
    see(form.get_by_role("alert")).to_contain_text("The server cannot be reached")
    form.get_by_role("button", name="Submit").click()
    see(form.get_by_role("status")).to_contain_text("Recorded before: 1")
    assert len(set(keys)) == 1
    assert own.player(game, "cy").data["submissions"] == 1


def test_a_board_is_changed(live, game, own, page):
    open_live(page, live)
    manage(page)
    page.get_by_role("button", name="Change").click()
    form = dialog(page, "Change Game 1")
    form.get_by_label("Name").fill("Game One")
    form.get_by_label("Keep at most").fill("50")
    form.get_by_role("button", name="Change").click()
    see(heading(page)).to_have_text("Game One")
    see(boards(page).first).to_contain_text("Game One")
    see(page.locator(".about")).to_contain_text("keeps 50")
    assert own.board(game).data["max_entries"] == 50


def test_a_player_is_removed_after_a_question(live, game, own, page):
    open_live(page, live)
    manage(page)
    page.get_by_role("link", name="bo", exact=True).click()
    details = dialog(page, "Player")
    details.get_by_role("button", name="Remove from the board").click()
    question = dialog(page, "Remove this player?")
    see(question.get_by_role("button", name="Keep it")).to_be_focused()
    question.get_by_role("button", name="Keep it").click()
    assert len(own.top(game)) == 2
    details.get_by_role("button", name="Remove from the board").click()
    question.get_by_role("button", name="Remove").click()
    expect_ranks(page, [(1, "ada", "500")])
    see(page.get_by_role("dialog")).to_have_count(0)


def test_a_board_is_reset_after_a_question(live, game, own, page):
    open_live(page, live)
    manage(page)
    page.get_by_role("button", name="Reset").click()
    question = dialog(page, "Reset Game 1?")
    see(question).to_contain_text("Everybody starts again without a score")
    page.keyboard.press("Escape")
    assert len(own.top(game)) == 2
    page.get_by_role("button", name="Reset").click()
    question.get_by_role("button", name="Reset").click()
    see(page.get_by_role("heading", name="No scores yet")).to_be_visible()
    assert own.top(game) == []


def test_a_board_is_deleted_after_a_question(live, game, own, page):
    own.create("game2", name="Game 2")
    open_live(page, live, "/?board=game1")
    manage(page)
    page.get_by_role("button", name="Delete").click()
    question = dialog(page, "Delete Game 1?")
    see(question).to_contain_text("2 players")
    question.get_by_role("button", name="Delete").click()
    see(heading(page)).to_have_text("This board was deleted")
    see(boards(page)).to_have_count(1)
    assert own.board(game).status == 404


@pytest.fixture
def guarded(live_leaderboards, tmp_path):
    """A server that wants a token for everything but reading."""
    tokens = [{"name": "page", "token": TOKEN, "scopes": ["submit", "manage"]},
              {"name": "reader", "token": TOKEN[::-1], "scopes": ["read"]}]  # fmt: skip
    with running(live_leaderboards, tmp_path / "guarded", auth={"tokens": tokens}) as server:
        yield server


def test_a_token_is_wanted_and_can_be_entered_where_it_is_missing(guarded, page, faults):
    faults.provoke("40[13]")
    page.goto(guarded.address)
    page.get_by_role("button", name="Create a board").click()
    form = dialog(page, "New board")
    form.get_by_label("Id", exact=True).fill("game1")
    form.get_by_role("button", name="Create").click()
    see(form.get_by_role("alert")).to_contain_text("token")
    form.get_by_role("button", name="Enter a token").click()
    entry = dialog(page, "Manage boards")
    entry.get_by_label("Token").fill(TOKEN[::-1])
    page.keyboard.press("Enter")
    form.get_by_role("button", name="Create").click()
    see(form.get_by_role("alert")).to_contain_text("manage")
    form.get_by_role("button", name="Enter a token").click()
    entry.get_by_label("Token").fill(TOKEN)
    page.keyboard.press("Enter")
    form.get_by_role("button", name="Create").click()
    see(heading(page)).to_have_text("game1")


def test_a_token_lasts_as_long_as_the_tab(guarded, page, new_page):
    page.goto(guarded.address)
    manage(page, TOKEN)
    page.reload()
    see(page.get_by_role("button", name="End managing")).to_be_visible()
    stored = "[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]"
    local, session, cookie = page.evaluate(stored)
    assert TOKEN not in local + cookie and TOKEN in session
    other = new_page(beside=page)
    other.goto(guarded.address)
    see(other.get_by_role("button", name="Manage", exact=True)).to_be_visible()
    page.get_by_role("button", name="End managing").click()
    see(said(page)).to_have_text("Managing ended. The token is forgotten.")
    assert TOKEN not in "".join(page.evaluate(stored))


def test_boards_that_only_tokens_read(live_leaderboards, tmp_path, page, faults):
    faults.provoke("401|403|WebSocket")
    tokens = [{"name": "page", "token": TOKEN, "scopes": ["submit", "manage", "read"]}]
    settings = {"auth": {"public_reads": False, "tokens": tokens}}
    with running(live_leaderboards, tmp_path / "private", **settings) as server:
        page.goto(server.address)
        see(heading(page)).to_have_text("These boards need a token")
        page.get_by_role("button", name="Enter a token").click()
        dialog(page, "Manage boards").get_by_label("Token").fill(TOKEN)
        page.keyboard.press("Enter")
        see(heading(page)).to_have_text("No boards yet")
        page.get_by_role("button", name="Create a board").click()
        form = dialog(page, "New board")
        form.get_by_label("Id", exact=True).fill("game1")
        form.get_by_role("button", name="Create").click()
        see(heading(page)).to_have_text("game1")
        see(page.locator("#connection")).to_have_text(re.compile("Live|Checks"))
        page.get_by_role("button", name="Submit a score").click()
        form = dialog(page, "Submit a score to game1")
        form.get_by_label("Player id").fill("ada")
        form.get_by_label("Score").fill("5")
        page.keyboard.press("Enter")
        expect_ranks(page, [(1, "ada", "5")])
        page.keyboard.press("Escape")
        with page.expect_download() as told:
            page.get_by_role("link", name="CSV export", exact=True).click()
        assert "1,ada,5" in told.value.path().read_text()
        assert ranks(page) == [(1, "ada", "5")]
