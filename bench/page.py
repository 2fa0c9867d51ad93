#!/usr/bin/env python3
"""Shows what the first view of the page costs: bytes, requests, shifts, and the time to the board.

    make bench-page
    python bench/page.py --runs 9

Every run has an empty cache. Speed is no test: the exit code is 0 whatever is reached.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "Tests/Acceptance"), str(ROOT / "Tests/Browser")]

import chromium  # noqa: E402
from command import Lake  # noqa: E402
from server import Server, eventually  # noqa: E402

# With every new window Chromium loads pages of its own for the bar of addresses, which takes the
# processor from the page that is measured. A reader's window is there already.
OWN_PAGES = "WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
ARGUMENTS = [*chromium.ARGUMENTS, f"--disable-features={OWN_PAGES}"]
SIZES = {"phone": chromium.PHONE, "desktop": chromium.DESKTOP}

# Notes when the board is painted first, and how far anything shifts.
WATCH = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
new MutationObserver((_, observer) => {
  if (!document.querySelector(".place:not(.skeleton)")) return;
  observer.disconnect();
  // Before any other task that follows the frame.
  requestAnimationFrame(() => scheduler.postTask(() => {
    window.boardAt = performance.now();
    console.debug("painted");
  }, { priority: "user-blocking" }));
}).observe(document, { childList: true, subtree: true });
"""

FIGURES = """() => {
  const board = performance.getEntriesByType("resource")
    .find(({ name }) => name.includes("/leaderboards/"));
  const { boardAt, shift } = window;
  return { toBoard: boardAt - board.responseEnd, total: boardAt, shift };
}"""


def main() -> None:
    """Measures the first view on a phone and on a desktop, and prints the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    executable = Path(os.environ["STANDINGS"]).resolve()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lake = Lake(executable, Path(folder) / "lake")
        shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
        files = len(list((lake.folder / "inbox").glob("*/*/*/*")))
        server = Server(lake)
        browser = playwright.chromium.launch(
            executable_path=chromium.EXECUTABLE, args=ARGUMENTS
        )
        try:
            eventually(lambda: len(list(lake.folder.glob("reports/**/report.json"))) == files)
            print(f"Medians of {runs} first views of a board of 300 players\n")
            for name, size in SIZES.items():
                show(name, [first_view(browser, server, size) for _ in range(runs)])
        finally:
            browser.close()
            server.end()


def first_view(browser: Browser, server: Server, size: dict[str, int]) -> dict[str, float]:
    """Opens the board once with an empty cache."""
    context = browser.new_context(viewport=size)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    bytes_of: list[float] = []
    session.on("Network.loadingFinished", lambda event: bytes_of.append(event["encodedDataLength"]))
    page.add_init_script(WATCH)
    # Nothing of the tool runs within the page until the board is there.
    with page.expect_console_message(lambda message: message.text == "painted"):
        page.goto(server.address + "/?kingdom=51", wait_until="commit")
    page.locator("#connection[data-state=live]").wait_for()
    figures = page.evaluate(FIGURES)
    context.close()
    return {**figures, "bytes": sum(bytes_of), "requests": len(bytes_of)}


def show(name: str, views: list[dict[str, float]]) -> None:
    """Prints the medians of some views."""
    middle = {key: statistics.median(view[key] for view in views) for key in views[0]}
    print(f"{name:8} {middle['bytes'] / 1000:6.1f} kB in {middle['requests']:.0f} requests")
    print(f"{'':8} {middle['toBoard']:6.1f} ms from the data to the painted board (goal: 100)")
    print(f"{'':8} {middle['total']:6.1f} ms from the request of the page to the board")
    print(f"{'':8} {middle['shift']:6.4f} shift of the layout\n")


if __name__ == "__main__":
    main()
