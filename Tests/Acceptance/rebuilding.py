"""What the tests of `standings rebuild` share: a lake with a history, and how it is rebuilt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from command import ROOT, Lake

SNAPSHOT = "source=rok_players/kingdom=51/dt=2026-01-26"
FIRST = "id,name,power,t4 kills,t5 kills,deaths\n7,Silent Otter,1,2,3,4\n8,Amber Falcon,5,,1,1\n"
SECOND = "id,name,power\n7,Silent Otter,2\n8,Amber Falcon,3\n"
REFUSED = "id,name\n7,a\n7,b\n"
EXAMPLES = {
    (int(path.parts[-3].split("=")[1]), path.parts[-2].split("=")[1]): path
    for path in sorted((ROOT / "examples/inbox").glob("*/*/*/*"))
    # Its place is taken by the uploads of these tests.
    if path.parts[-3:-1] != ("kingdom=51", "dt=2026-01-26")
}

Upload = Callable[..., Path]


def fill(lake: Lake, upload: Upload) -> None:
    """Ingests the examples, and four uploads of one date, one of them in vain and one late."""
    for number, ((kingdom, date), path) in enumerate(EXAMPLES.items()):
        at = f"2026-02-01T08:00:{number:02}.250Z"
        lake.accept(path, kingdom=kingdom, date=date, event_time=at)
    uploads = [(FIRST, "08:00:00"), (REFUSED, "12:00:00"), (SECOND, "20:00:00.500")]
    for content, at in [*uploads, (FIRST, "19:59:59.999")]:
        lake.ingest(upload(content), event_time=f"2026-01-26T{at}Z")


def rebuild(lake: Lake, *options: str) -> dict[tuple[int, str], dict]:
    """Rebuilds a lake, which must succeed, and returns what is said of each snapshot."""
    done = lake.run("rebuild", *options, "--format", "json")
    assert done.exit_code == 0, done.output + done.errors
    return {(line["kingdom"], line["date"]): line for line in done.json_lines()}


def area(tree: dict[str, bytes], name: str) -> dict[str, bytes]:
    """The objects of a part of a lake."""
    return {key: content for key, content in tree.items() if key.startswith(f"{name}/")}
