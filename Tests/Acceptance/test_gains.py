"""Gains on the command line: who gained how much, and who cannot be compared."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Lake
from expectation import expect
from gains_expectation import Snapshot, gains
from ranking import METRICS

BEFORE, AFTER = "2026-01-19", "2026-01-26"
HEADER = "id,name,alliance,power,kill_points,t1_kills,t4_kills,t5_kills,kills,deaths\n"
OLD = HEADER + (
    "1,Otter,A,100,50,0,1,2,3,4\n"
    "2,Falcon,-ICE,100,900,0,0,0,0,9\n"  # hides its kills
    "3,=SUM(A1),,90,10,5,5,5,15,7\n"
    "4,Gone,B,80,10,1,1,1,3,5\n"
    "5,Nameless,,70,,,,,,\n"
)
NEW = HEADER + (
    "2,Falcon II,-ICE,130,990,10,20,30,60,9\n"
    "1,Otter,A,90,80,4,8,9,21,5\n"  # less power than before
    "3,=SUM(A1),,120,20,6,7,8,21,7\n"
    "5,Nameless,,75,9,1,1,1,3,1\n"
    "6,New,C,500,9,1,1,1,3,1\n"
)


@pytest.fixture
def two_weeks(lake: Lake, upload: Callable[..., Path]) -> Lake:
    """A lake with two snapshots of kingdom 51."""
    lake.accept(upload(OLD), date=BEFORE)
    lake.accept(upload(NEW), date=AFTER)
    return lake


def expected(metric: str, limit: int = 100, weights: dict[str, int] | None = None) -> dict:
    """What the two uploads must give."""
    before, after = (
        Snapshot(date, expect(text.encode()).rows, brings_dkp=False)
        for date, text in ((BEFORE, OLD), (AFTER, NEW))
    )
    return gains(before, after, metric, 51, limit, weights)


@pytest.mark.parametrize("metric", METRICS)
def test_gains_of_every_metric(two_weeks: Lake, metric: str):
    told = two_weeks.run("gains", metric, "--kingdom", 51, "--format", "json")
    assert told.exit_code == 0, told.errors
    assert told.json() == expected(metric)


def test_weights_of_the_asker(two_weeks: Lake):
    weights = {"t4_kills": 1, "t5_kills": 0, "deaths": 1000}
    words = ("--weights", "t4:1,t5:0,deaths:1000", "--from", BEFORE, "--to", AFTER)
    told = two_weeks.run("gains", "dkp", "--kingdom", 51, *words, "--format", "json")
    assert told.json() == expected("dkp", weights=weights)


def test_a_table_names_who_cannot_be_compared(two_weeks: Lake):
    told = two_weeks.run("gains", "kills", "--kingdom", 51)
    lines = told.output.splitlines()
    assert lines[0] == f"Kingdom 51, kills from {BEFORE} to {AFTER}, 3 players in both"
    [falcon] = [line for line in lines if "Falcon II" in line]
    assert falcon.endswith("kills hidden before")
    assert f"1 listed on {AFTER} only: New" in lines
    assert f"1 listed on {BEFORE} only: Gone" in lines
    assert "1 in both, but without a value: Nameless" in lines


def test_no_cell_of_a_table_is_a_formula(two_weeks: Lake):
    told = two_weeks.run("gains", "power", "--kingdom", 51, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.output)))
    assert {row["name"] for row in rows} >= {"'=SUM(A1)", "Otter"}
    assert {row["alliance"] for row in rows} == {"'-ICE", "A", ""}
    [otter] = [row for row in rows if row["name"] == "Otter"]
    assert (otter["gain"], otter["power_from"], otter["power_to"]) == ("0", "100", "90")
    assert otter["flags"] == "fell"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("power", "--kingdom", "52"), "kingdom 52"),
        (("power", "--kingdom", "51", "--to", BEFORE), "before"),
        (("power", "--kingdom", "51", "--from", AFTER, "--to", BEFORE), "--from"),
        (("power", "--kingdom", "51", "--from", "2026-01-01"), "2026-01-01"),
        (("power", "--kingdom", "51", "--weights", "t4:1,t5:1,deaths:1"), "--weights"),
        (("dkp", "--kingdom", "51", "--weights", "t4:1"), "--weights"),
        (("luck", "--kingdom", "51"), "luck"),
    ],
)
def test_what_cannot_be_answered_is_wrong_usage(two_weeks: Lake, words: tuple[str, ...], said: str):
    told = two_weeks.run("gains", *words)
    assert (told.exit_code, told.output) == (2, "")
    assert said in told.errors
