"""What the API's function takes of its memory: questions that read whole columns of large snapshots."""

from __future__ import annotations

import random
import re
from urllib.parse import quote

import pytest

from api_function import counts
from athena_cloud import BEFORE, DATE
from cloud_lake import CloudLake
from conftest import ROOT, Start
from functions import Function, ask

PLAYERS = 300_000
FIRST_ID = 20_000_000
# Somebody near the top of the board by power.
STRONG_ID = FIRST_ID + 77
# Of the process alone; what is left is Lambda's own and the system's.
SHARE = 0.8


def memory_megabytes() -> int:
    """What a function has where nobody asked for more."""
    variables = (ROOT / "infra/variables_functions.tf").read_text()
    found = re.search(r'"api_memory_mb" \{.*?default\s*=\s*(\d+)', variables, re.DOTALL)
    assert found
    return int(found.group(1))


def upload(seed: int) -> bytes:
    """An export of all columns, with names as wide as real ones."""
    chance = random.Random(seed)
    header = "id,name,alliance,power,kill points,t1,t2,t3,t4,t5,deaths\n"
    rows = [header]
    for player in range(FIRST_ID, FIRST_ID + PLAYERS):
        power = 10**9 - 1 if player == STRONG_ID else chance.randrange(10**9)
        numbers = ",".join(str(chance.randrange(10**9)) for _ in range(7))
        name = f"Вождь {player * 7 % 1_000_003} さん"
        rows.append(f"{player},{name},ICE{player % 400},{power},{numbers}\n")
    return "".join(rows).encode()


@pytest.fixture(scope="module")
def uploads() -> dict[str, bytes]:
    """The uploads of two dates."""
    return {BEFORE: upload(1), DATE: upload(2)}


def questions() -> list[str]:
    """Everything that reads more than the best of a board."""
    kingdom = "/v1/kingdoms/51"
    metrics = ["dkp", "kills", "deaths", "power", "kill_points"]
    return [
        *(f"{kingdom}/gains/{metric}?limit=1000" for metric in metrics),
        f"{kingdom}/gains/dkp?weights=t4:4,t5:10,deaths:15",
        *(f"{kingdom}/leaderboards/{metric}?compare=previous" for metric in metrics),
        f"{kingdom}/leaderboards/power?around={STRONG_ID}",
        *(f"{kingdom}/players?search={quote(text)}" for text in ("20", "вождь 7", "さん", "ICE9")),
        f"{kingdom}/players?date={BEFORE}&search=1",
        *(f"{kingdom}/players/{FIRST_ID + number}/history" for number in (0, 5, PLAYERS - 1)),
    ]


def ask_all(function: Function) -> int:
    """Asks every question; returns the most memory the function took until then."""
    for question in questions():
        path, _, query = question.partition("?")
        begin = function.processor_seconds()
        answer = ask(function, path, query, accept_encoding="gzip")
        assert answer.status == 200, answer
        spent = function.processor_seconds() - begin
        peak = function.greatest_memory() >> 20
        print(f"{spent * 1e3:6.0f} ms CPU, {peak} MiB peak, {question}")
    return function.greatest_memory()


def test_large_snapshots_fit_into_the_function(
    start: Start, lake: CloudLake, uploads: dict[str, bytes]
):
    ingest = start("ingest-players", lake)
    for number, (date, content) in enumerate(uploads.items()):
        record = lake.drop(content, f"2026-02-01T08:00:0{number}.000Z", date=date)
        assert counts(ingest, record)["accepted"] == 1
    ingest.kill()
    memory = memory_megabytes()
    function = start(
        "leaderboard-api", lake, QUERY_ENGINE="parquet",
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE=str(memory),
    )  # fmt: skip
    first = ask_all(function)
    assert first < SHARE * (memory << 20)
    again = max(ask_all(function) for _ in range(3))
    print(f"first {first >> 20} MiB, then {again >> 20} MiB")
    assert again < SHARE * (memory << 20), "it grows with what it is asked"
