"""The benchmark's uploads: seeded players as wide as a kingdom's export, as CSV, NDJSON or XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy
import polars
import xlsxwriter

SHARE_QUOTED = 0.06
SHARE_WITHOUT_ALLIANCE = 0.05
ALLIANCES = 400
FIRST_ID = 20_000_000
ID_SPACING = 180
ROWS_AT_ONCE = 500_000
LENGTHS_OF_NAMES = (3, 9)

# The letters of each script, and how many names of a hundred are written in it.
SCRIPTS = [
    ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", 60),
    ("éèüößçñåøłžšđőâîİğ", 6),
    ("абвгдежзиклмнопрстуфхцчшщэюя", 10),
    ("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", 7),
    ("天地玄黃宇宙洪荒日月盈昃辰宿列張寒來暑往秋收冬藏", 8),
    ("가나다라마바사아자차카타파하", 5),
    ("กขคงจฉชซญดตถทธนบปผพฟภมยรลวสห", 4),
]


def write_upload(path: Path, rows: int, seed: int) -> None:
    """Writes the upload in the form that the path's suffix names, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished-{path.name}")
    write = {".csv": _write_csv, ".ndjson": _write_ndjson, ".xlsx": _write_xlsx}[path.suffix]
    write(unfinished, players(rows, seed))
    unfinished.rename(path)


def players(rows: int, seed: int) -> Iterator[polars.DataFrame]:
    """Players in no order of id, whose counters spread over several powers of ten."""
    chance = numpy.random.default_rng(seed)
    order = chance.permutation(rows)
    alliances = _names(ALLIANCES, chance, lengths=(3, 4), scripts=SCRIPTS[:1])
    for start in range(0, rows, ROWS_AT_ONCE):
        places = order[start : start + ROWS_AT_ONCE]
        yield _players_at(places, alliances, chance)


def _players_at(
    places: numpy.ndarray, alliances: numpy.ndarray, chance: numpy.random.Generator
) -> polars.DataFrame:
    """As many players as places, each of which is a range of ids of its own."""
    rows = len(places)
    ids = FIRST_ID + ID_SPACING * places + chance.integers(ID_SPACING, size=rows)
    strength = numpy.minimum(1 + chance.pareto(0.9, rows), 900)
    t4, t5, deaths = (_whole(most * strength * chance.random(rows)) for most in (20e3, 9e3, 5e3))
    names = _names(rows, chance)
    quoted = chance.random(rows) < SHARE_QUOTED
    marks = numpy.where(chance.random(rows) < 0.5, ",", '"')
    marked = numpy.strings.add(numpy.strings.add(names, marks), numpy.strings.slice(names, 1))
    bare = chance.random(rows) < SHARE_WITHOUT_ALLIANCE
    tags = alliances[chance.integers(ALLIANCES, size=rows)]
    return polars.DataFrame(
        {
            "id": ids,
            "name": polars.Series(numpy.where(quoted, marked, names), dtype=polars.String),
            "alliance": polars.Series(tags, dtype=polars.String).set(polars.Series(bare), None),
            "power": _whole(9e5 * strength**0.6 * (0.5 + chance.random(rows))),
            "kill_points": 10 * t4 + 20 * t5 + chance.integers(10_000, size=rows),
            "t4_kills": t4,
            "t5_kills": t5,
            "deaths": deaths,
            "dkp": 10 * t4 + 30 * t5 + 80 * deaths,
        }
    )


def _names(
    count: int,
    chance: numpy.random.Generator,
    lengths: tuple[int, int] = LENGTHS_OF_NAMES,
    scripts: list[tuple[str, int]] = SCRIPTS,
) -> numpy.ndarray:
    """Names of letters by chance, each of one script."""
    alphabets, shares = zip(*scripts, strict=True)
    sizes = numpy.array([len(alphabet) for alphabet in alphabets])
    letters = numpy.zeros((len(alphabets), max(sizes)), dtype=numpy.uint32)
    for number, alphabet in enumerate(alphabets):
        letters[number, : len(alphabet)] = [ord(letter) for letter in alphabet]
    chosen = chance.choice(len(alphabets), size=count, p=numpy.array(shares) / sum(shares))
    shortest, longest = lengths
    drawn = _whole(chance.random((count, longest)) * sizes[chosen][:, None])
    characters = letters[chosen[:, None], drawn]
    length = chance.integers(shortest, longest + 1, size=count)
    characters[numpy.arange(longest) >= length[:, None]] = 0
    return characters.view(f"U{longest}").reshape(count)


def _whole(numbers: numpy.ndarray) -> numpy.ndarray:
    return numbers.astype(numpy.int64)


def _write_csv(path: Path, frames: Iterator[polars.DataFrame]) -> None:
    with path.open("wb") as file:
        for number, frame in enumerate(frames):
            frame.write_csv(file, include_header=number == 0)


def _write_ndjson(path: Path, frames: Iterator[polars.DataFrame]) -> None:
    with path.open("wb") as file:
        for frame in frames:
            frame.write_ndjson(file)


def _write_xlsx(path: Path, frames: Iterator[polars.DataFrame]) -> None:
    """A workbook of one sheet, its texts shared, as spreadsheets and trackers save it."""
    texts_as_they_are = dict.fromkeys(
        ("strings_to_formulas", "strings_to_numbers", "strings_to_urls"), False
    )
    with xlsxwriter.Workbook(path, texts_as_they_are) as workbook:
        sheet = workbook.add_worksheet()
        first = 0
        for frame in frames:
            if first == 0:
                sheet.write_row(0, 0, frame.columns)
            for row, player in enumerate(frame.iter_rows(), start=first + 1):
                sheet.write_row(row, 0, player)
            first += frame.height
