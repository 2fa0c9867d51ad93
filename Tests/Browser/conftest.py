"""What every test of the page is given: the real server, a real browser, and an eye on both."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "Tests/Acceptance"), str(ROOT / "Tests/Live")]

from chromium import ARGUMENTS, DESKTOP, EXECUTABLE  # noqa: E402
from command import Lake  # noqa: E402
from faults import Faults  # noqa: E402
from live_server import LiveClient, LiveServer, client, running  # noqa: E402
from server import Server, eventually  # noqa: E402

DEADLINE_MS = 15_000

expect.set_options(timeout=DEADLINE_MS)


@pytest.fixture(scope="session")
def executable() -> Path:
    """The `standings` executable, which `STANDINGS` names."""
    return Path(os.environ["STANDINGS"]).resolve()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(executable: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the examples, which no test changes."""
    lake = Lake(executable, tmp_path_factory.mktemp("served") / "lake")
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    examples = len(list((lake.folder / "inbox").glob("*/*/*/*")))
    server = Server(lake)
    try:
        eventually(lambda: len(list(lake.folder.glob("reports/**/report.json"))) == examples)
        yield server
    finally:
        server.end()


@pytest.fixture
def lake(executable: Path, tmp_path: Path) -> Lake:
    """An empty lake of the test's own."""
    lake = Lake(executable, tmp_path / "lake")
    lake.folder.mkdir()
    return lake


@pytest.fixture
def start(lake: Lake) -> Iterator[Callable[..., Server]]:
    """Starts servers on the test's own lake, and ends them with it."""
    started: list[Server] = []

    def start(*options: str) -> Server:
        started.append(Server(lake, *options))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.end()


@pytest.fixture(scope="session")
def live_leaderboards() -> Path:
    """The `live-leaderboards` executable, which `LIVE_LEADERBOARDS` names."""
    return Path(os.environ["LIVE_LEADERBOARDS"]).resolve()


@pytest.fixture
def live(live_leaderboards: Path, tmp_path: Path) -> Iterator[LiveServer]:
    """A server of live boards of the test's own, without tokens, whose port stays the same."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running(live_leaderboards, tmp_path / "live", server={"port": port}) as server:
        yield server


@pytest.fixture
def own(live: LiveServer) -> Iterator[LiveClient]:
    """A connection of the test's own to the live server."""
    with client(live) as own:
        yield own


@pytest.fixture
def upload(tmp_path: Path) -> Callable[..., Path]:
    """Writes an upload's content to a file and returns the file."""

    def write(content: str, name: str = "players.csv") -> Path:
        path = tmp_path / "uploads" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
        return path

    return write


@pytest.fixture(autouse=True)
def faults() -> Iterator[Faults]:
    """Everything that went wrong in a page; what the test did not provoke fails it."""
    faults = Faults()
    yield faults
    faults.check()


@pytest.fixture
def new_page(browser: Browser, faults: Faults) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a profile of its own unless told to share one."""
    contexts = []

    def open_page(beside: Page | None = None, **options: object) -> Page:
        settings = {"viewport": DESKTOP, "locale": "en-US", "timezone_id": "UTC", **options}
        if beside is None:
            contexts.append(browser.new_context(**settings))
            contexts[-1].set_default_timeout(DEADLINE_MS)
        page = (beside.context if beside else contexts[-1]).new_page()
        faults.watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page in a window of a desktop's size."""
    return new_page()
