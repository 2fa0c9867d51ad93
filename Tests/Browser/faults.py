"""What goes wrong in a page: words on its console, scripts that throw, lost requests."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

# The page gives up a request itself where another took its place.
SUPERSEDED = "net::ERR_ABORTED"


class Faults:
    """The faults of all pages of a test, less those that the test provokes."""

    def __init__(self) -> None:
        self._seen: list[str] = []
        self._provoked: list[str] = []

    def watch(self, page: Page) -> None:
        """Listens to a page."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._seen.append(f"thrown: {error}"))
        page.on("requestfailed", self._lost)

    def provoke(self, pattern: str) -> None:
        """Expects faults with this pattern; a test that provokes none of it fails."""
        self._provoked.append(pattern)

    def check(self) -> None:
        """Fails where anything else was seen, or nothing of what was to be provoked."""
        unexpected = [
            fault
            for fault in self._seen
            if not any(re.search(pattern, fault) for pattern in self._provoked)
        ]
        if unexpected:
            pytest.fail("\n".join(["not provoked by the test:", *unexpected]))
        for pattern in self._provoked:
            if not any(re.search(pattern, fault) for fault in self._seen):
                pytest.fail(f"nothing was seen of what the test provokes: {pattern}")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._seen.append(f"console: {message.text} ({message.location['url']})")

    def _lost(self, request: Request) -> None:
        if request.failure != SUPERSEDED:
            self._seen.append(f"lost: {request.failure} ({request.url})")
