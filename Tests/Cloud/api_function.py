"""The function of the API over a lake, with either of its engines."""

from __future__ import annotations

from collections.abc import Callable

from athena_cloud import DATABASE, TABLE
from cloud_lake import CloudLake
from functions import Function, s3_event
from servers.athena import WORKGROUP, AthenaServer

Start = Callable[..., Function]


def asking_athena(athena: AthenaServer, start: Start, lake: CloudLake) -> Function:
    """The API before the lake, with Athena for its engine."""
    return start(
        "leaderboard-api",
        lake,
        QUERY_ENGINE="athena",
        ATHENA_DATABASE=DATABASE,
        ATHENA_TABLE=TABLE,
        ATHENA_WORKGROUP=WORKGROUP,
        AWS_ENDPOINT_URL_ATHENA=athena.endpoint,
    )


def counts(function: Function, *records: dict) -> dict[str, int]:
    """Hands records to the function in one event, which must succeed."""
    outcome = function.invoke(s3_event(*records))
    assert outcome.error_type is None, outcome.payload
    return outcome.json()
