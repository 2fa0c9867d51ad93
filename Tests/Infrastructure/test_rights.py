"""The roles in an account that asks for rights: what the functions and officers may do works, with
exactly their keys, and nothing else does.

The lake's own policy is away meanwhile: moto takes its denials for unconditional ones, and would
refuse every write. `test_policies.py` judges it with its conditions.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from account import Account, Keys
from applied_function import start
from functions import ask, s3_event, s3_record
from stack import Stack

INBOX = "inbox/source=rok_players/kingdom=51/dt=2026-01-26/players.csv"
OTHER_KINGDOMS = [INBOX.replace("=51/", f"={kingdom}/") for kingdom in (52, 5, 510)]
RUN = "source=rok_players/kingdom=51/dt=2026-01-26/run_ts=20260126T153012Z"
RAW, REPORT = f"raw/{RUN}/kept.csv", f"reports/{RUN}/report.json"
CURATED = "curated/source=rok_players/kingdom=51/dt=2026-01-26/players.parquet"
RESULT = "query-results/0.csv"
UPLOAD = b"id,name,power,dkp\n7,Silent Otter,5,50\n8,Amber Falcon,6,60\n"
LONG = 9 << 20


@contextlib.contextmanager
def open_lake(stack: Stack) -> Iterator[Any]:
    """A client that may do anything in the lake, which has no policy, and something everywhere."""
    s3, bucket = stack.account.client("s3"), stack.bucket
    policy = s3.get_bucket_policy(Bucket=bucket)["Policy"]
    s3.delete_bucket_policy(Bucket=bucket)
    for key in (INBOX, RAW, CURATED, REPORT):
        s3.put_object(Bucket=bucket, Key=key, Body=UPLOAD)
    yield s3
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for version in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
    s3.put_bucket_policy(Bucket=bucket, Policy=policy)


@pytest.fixture
def lake(applied: Stack) -> Iterator[Any]:
    """The lake of the environment."""
    with open_lake(applied) as client:
        yield client


@pytest.fixture
def neighbour(special: Stack) -> Iterator[str]:
    """The lake of another environment of the account, as open as that."""
    with open_lake(special):
        yield special.bucket


class Somebody:
    """Whoever has some keys, before a bucket."""

    def __init__(self, account: Account, keys: Keys, bucket: str) -> None:
        self.s3 = account.client("s3", keys)
        self.bucket = bucket

    def get(self, key: str) -> None:
        """Reads an object."""
        self.s3.get_object(Bucket=self.bucket, Key=key)

    def put(self, key: str) -> None:
        """Writes an object."""
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=UPLOAD)

    def put_in_parts(self, key: str) -> None:
        """Writes an object that is too long for one go."""
        self.s3.upload_fileobj(io.BytesIO(bytes(LONG)), self.bucket, key)

    def delete(self, key: str) -> None:
        """Deletes an object."""
        self.s3.delete_object(Bucket=self.bucket, Key=key)

    def list(self, prefix: str) -> None:
        """Lists objects."""
        self.s3.list_objects_v2(Bucket=self.bucket, Prefix=prefix)

    def suspend(self, status: str) -> None:
        """Lets the bucket forget what is replaced from now on."""
        configuration = {"Status": status}
        self.s3.put_bucket_versioning(Bucket=self.bucket, VersioningConfiguration=configuration)

    def act(self, action: str, what: str) -> None:
        """Does one of these."""
        getattr(self, action)(what)

    def is_denied(self, action: str, what: str) -> bool:
        """Whether it is refused for want of the right to it."""
        try:
            self.act(action, what)
        except ClientError as refusal:
            return refusal.response["Error"]["Code"] == "AccessDenied"
        return False


MAY = {
    "ingest_players": [
        *(("get", key) for key in (RAW, CURATED, REPORT)),
        *(("put", key) for key in (f"raw/{RUN}/a.csv", CURATED, REPORT, f"rejected/{RUN}/a.csv")),
        *(("put_in_parts", key) for key in (f"raw/{RUN}/b.csv", CURATED)),
        ("list", "raw/"),
    ],
    "leaderboard_api": [
        *(("get", key) for key in (CURATED, REPORT)),
        *(("list", prefix) for prefix in ("curated/", "reports/")),
    ],
    "officer": [("put", INBOX), ("put_in_parts", INBOX), ("put", OTHER_KINGDOMS[0])],
    "officer of a kingdom": [("put", INBOX), ("put_in_parts", INBOX)],
}
MAY_NOT = {
    "ingest_players": [
        *(("delete", key) for key in (INBOX, RAW, CURATED)),
        *(("put", key) for key in (INBOX, RESULT, "elsewhere")),
        ("suspend", "Suspended"),
    ],
    "leaderboard_api": [
        *(("get", key) for key in (INBOX, RAW, f"rejected/{RUN}/a.csv")),
        *(("put", key) for key in (INBOX, CURATED, REPORT, RESULT)),
        *(("delete", key) for key in (CURATED, REPORT)),
    ],
    "officer": [
        ("get", INBOX),
        ("list", "inbox/"),
        ("delete", INBOX),
        *(("put", key) for key in (RAW, CURATED)),
    ],
    "officer of a kingdom": [
        ("get", INBOX),
        ("delete", INBOX),
        *(("put", key) for key in (*OTHER_KINGDOMS, "inbox/players.csv", CURATED)),
    ],
}


@pytest.fixture(params=MAY)
def who(request: pytest.FixtureRequest, applied: Stack) -> Iterator[tuple[str, Keys]]:
    """Everybody for whom there are rights, with their keys."""
    account = applied.account
    officers = {
        "officer": applied.outputs["uploader_policy_arn"],
        "officer of a kingdom": applied.outputs["kingdom_uploader_policy_arns"]["51"],
    }
    if request.param in officers:
        with account.keys_of_user(officers[request.param]) as keys:
            yield request.param, keys
    else:
        role = applied.outputs["functions"][request.param]["role_arn"]
        yield request.param, account.keys_of_role(role)


@pytest.mark.usefixtures("lake")
def test_everybody_may_do_their_work_and_no_other(
    applied: Stack, neighbour: str, who: tuple[str, Keys]
):
    name, keys = who
    somebody = Somebody(applied.account, keys, applied.bucket)
    elsewhere = Somebody(applied.account, keys, neighbour)
    with applied.account.while_checking_rights():
        for action in MAY[name]:
            somebody.act(*action)
        for action in MAY_NOT[name]:
            assert somebody.is_denied(*action), action
        for action in MAY[name]:
            assert elsewhere.is_denied(*action), f"{action} in another environment"


def test_the_functions_do_their_work_with_exactly_their_keys(applied: Stack, lake: Any):
    lake.delete_object(Bucket=applied.bucket, Key=CURATED)
    found = lake.head_object(Bucket=applied.bucket, Key=INBOX)
    record = s3_record(
        applied.bucket, INBOX, len(UPLOAD), found["ETag"], version=found["VersionId"]
    )
    account = applied.account
    with contextlib.ExitStack() as stack:
        functions = {
            name: stack.enter_context(
                start(applied, name, **account.environment(account.keys_of_role(told["role_arn"])))
            )
            for name, told in applied.outputs["functions"].items()
        }
        with account.while_checking_rights():
            outcome = functions["ingest_players"].invoke(s3_event(record))
            assert outcome.json() == {"accepted": 1, "refused": 0, "skipped": 0}
            board = ask(functions["leaderboard_api"], "/v1/kingdoms/51/leaderboards/dkp").json()
    assert [entry["value"] for entry in board["entries"]] == [60, 50]


def test_a_function_without_rights_fails_and_says_so(applied: Stack, lake: Any):
    found = lake.head_object(Bucket=applied.bucket, Key=INBOX)
    record = s3_record(
        applied.bucket, INBOX, len(UPLOAD), found["ETag"], version=found["VersionId"]
    )
    account = applied.account
    role = applied.outputs["functions"]["leaderboard_api"]["role_arn"]
    keys = account.environment(account.keys_of_role(role))
    with start(applied, "ingest_players", **keys) as function, account.while_checking_rights():
        outcome = function.invoke(s3_event(record))
    assert outcome.error_type == "Function.Unfinished"
    assert "forbidden" in outcome.json()["errorMessage"]
