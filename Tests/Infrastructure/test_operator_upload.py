"""Uploading by command, trying an environment out, and sending dead letters back.

The lake is the one that was applied, in moto; the functions are the real executables.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api_gateway import gateway
from applied_function import start
from expectation import expect
from functions import ROOT
from inbox_events import InboxEvents
from named_hosts import NamedHosts
from operators_machine import Finished, OperatorsMachine
from ranking import leaderboard
from stack import Stack

GOOD = "id,name,power\n7,Silent Otter,5\n8,Amber Falcon,six\n"
REFUSED = "id,name\n7,a\n7,b\n"
DATE = "2026-01-26"
EXAMPLE = ROOT / f"examples/inbox/source=rok_players/kingdom=51/dt={DATE}/Kingdom 51 (26 Jan).csv"


@pytest.fixture
def lake(applied: Stack) -> Iterator[Stack]:
    """The applied lake, empty before and after, in which objects can be put.

    moto does not look at the conditions of a bucket's policy, so that it would refuse any put.
    """
    s3 = applied.account.client("s3")
    policy = s3.get_bucket_policy(Bucket=applied.bucket)["Policy"]
    s3.delete_bucket_policy(Bucket=applied.bucket)
    yield applied
    versions = s3.list_object_versions(Bucket=applied.bucket)
    for entry in [*versions.get("Versions", []), *versions.get("DeleteMarkers", [])]:
        place = {"Key": entry["Key"], "VersionId": entry["VersionId"]}
        s3.delete_object(Bucket=applied.bucket, **place)
    s3.put_bucket_policy(Bucket=applied.bucket, Policy=policy)


@pytest.fixture
def ingest(lake: Stack) -> Iterator[InboxEvents]:
    """The function that takes uploads in, told of each."""
    with start(lake, "ingest_players", **lake.account.environment()) as function:
        with InboxEvents(lake, function) as events:
            yield events


@pytest.fixture
def hosts(lake: Stack, tmp_path: Path) -> Iterator[NamedHosts]:
    """The gateway of the API under its name in AWS, with the real function behind it."""
    hosts = NamedHosts(tmp_path / "hosts")
    with start(lake, "leaderboard_api", **lake.account.environment()) as function:
        hosts.add(urlsplit(lake.outputs["api_url"]).netloc, gateway(function))
        yield hosts
    hosts.stop()


@pytest.fixture
def machine(lake: Stack, tmp_path: Path, hosts: NamedHosts) -> OperatorsMachine:
    """The machine of an operator of this lake."""
    machine = OperatorsMachine(tmp_path / "machine", lake.account, hosts)
    machine.know(lake)
    machine.attach(lake.terraform.provider)
    machine.variables["ENVIRONMENT"] = lake.name
    return machine


def objects(lake: Stack, area: str) -> dict[str, bytes]:
    """The objects of an area by their keys."""
    s3 = lake.account.client("s3")
    found = s3.list_objects_v2(Bucket=lake.bucket, Prefix=f"{area}/").get("Contents", [])
    keys = [entry["Key"] for entry in found]
    return {key: s3.get_object(Bucket=lake.bucket, Key=key)["Body"].read() for key in keys}


def upload(machine: OperatorsMachine, name: str, content: str, **variables: str) -> Finished:
    """Runs the command on a file of the operator's."""
    machine.write(name, content)
    settings = {"KINGDOM": "51", "DATE": DATE, **variables}
    return machine.run(["scripts/upload"], FILE=name, **settings)


@pytest.mark.parametrize(
    "name", ["players.csv", "my kvk+final (2) 50%.csv", "дані 名前.csv", "$HOME's \"own\".csv"]
)
def test_an_accepted_upload_is_told_of(
    machine: OperatorsMachine, lake: Stack, ingest: InboxEvents, name: str
):
    done = upload(machine, name, GOOD)
    assert done.status == 0, done
    first, *rest = done.output.splitlines()
    assert first == f"{name} accepted, 2 of 2 rows: kingdom 51, {DATE}"
    assert any('row 3, column "power": found "six"' in line for line in rest), done
    assert list(objects(lake, "raw").values()) == [GOOD.encode()]


def test_a_file_is_looked_for_where_the_command_is_called(
    machine: OperatorsMachine, lake: Stack, ingest: InboxEvents
):
    machine.write("elsewhere/players.csv", GOOD)
    command = ["sh", "-c", "cd elsewhere && ../scripts/upload"]
    done = machine.run(command, FILE="players.csv", KINGDOM="51", DATE=DATE)
    assert done.status == 0 and "players.csv accepted" in done.output, done


def test_a_refused_upload_says_why_and_fails(
    machine: OperatorsMachine, lake: Stack, ingest: InboxEvents
):
    done = upload(machine, "twice.csv", REFUSED)
    assert done.status == 1
    assert done.output.startswith(f"twice.csv refused: kingdom 51, {DATE}\n")
    assert 'row 3, column "id": found "7", expected each id in one row only' in done.output
    (report,) = objects(lake, "reports")
    assert f"report    s3://{lake.bucket}/{report}\n" in done.output


def test_an_upload_made_again_waits_for_a_report_of_its_own(
    machine: OperatorsMachine, lake: Stack, ingest: InboxEvents
):
    told = [upload(machine, "players.csv", GOOD).output.splitlines()[-1] for _ in range(2)]
    assert told[0] != told[1]
    assert len(objects(lake, "reports")) == 2


def test_an_upload_that_nobody_takes_in_is_safe(machine: OperatorsMachine, lake: Stack):
    done = upload(machine, "players.csv", GOOD, WAIT_SECONDS="1")
    assert done.status == 3
    assert "There is no report after 1 seconds. The upload is safe in the inbox" in done.said
    assert f"/aws/lambda/{lake.name}-ingest-players" in done.said
    assert list(objects(lake, "inbox").values()) == [GOOD.encode()]


@pytest.mark.parametrize("kingdom", ["", "0", "051", "1000000", "fifty-one", "-1", "5 1"])
def test_a_kingdom_that_cannot_be(machine: OperatorsMachine, lake: Stack, kingdom: str):
    done = upload(machine, "players.csv", GOOD, KINGDOM=kingdom)
    assert done.status == 2 and not objects(lake, "inbox")
    assert f'KINGDOM: found "{kingdom}", expected a number from 1 to 999999' in done.said


@pytest.mark.parametrize(
    "date", ["", "2026-02-29", "2026-13-01", "2026-00-10", "26-01-2026", "2026-1-2", "2026-04-31"]
)
def test_a_date_that_cannot_be(machine: OperatorsMachine, lake: Stack, date: str):
    done = upload(machine, "players.csv", GOOD, DATE=date)
    assert done.status == 2 and not objects(lake, "inbox")
    assert f'DATE: found "{date}", expected a date such as 2026-01-26' in done.said


@pytest.mark.parametrize("name", [".hidden.csv", "x" * 197 + ".csv", "two\nlines.csv"])
def test_a_file_of_a_name_that_the_lake_does_not_take(
    machine: OperatorsMachine, lake: Stack, name: str
):
    done = upload(machine, name, GOOD)
    assert done.status == 2 and not objects(lake, "inbox")
    assert "expected at most 200 bytes without control characters" in done.said


def test_all_that_is_wrong_with_an_upload_is_said_at_once(machine: OperatorsMachine):
    done = machine.make("upload", FILE="nowhere.csv", KINGDOM="x", DATE="today")
    path = machine.folder / "nowhere.csv"
    for complaint in [f'FILE: found "{path}", which is not a file', "KINGDOM:", "DATE:"]:
        assert complaint in done.said


def test_a_file_is_looked_for_where_the_command_was_called(
    machine: OperatorsMachine, lake: Stack, ingest: InboxEvents
):
    machine.write("exports/players.csv", GOOD)
    command = "cd exports && FILE=players.csv KINGDOM=51 DATE=2026-01-26 ../scripts/upload"
    done = machine.run(["sh", "-c", command])
    assert done.status == 0, done
    assert list(objects(lake, "raw").values()) == [GOOD.encode()]


def test_the_smoke_test_shows_a_board_and_leaves_none(
    machine: OperatorsMachine, lake: Stack, ingest: InboxEvents
):
    done = machine.make("smoke")
    assert done.status == 0, done
    board = leaderboard(expect(EXAMPLE.read_bytes()).rows, "dkp", 999999, DATE)
    assert f"Kingdom 999999, {DATE}, {board['total_players']} players" in done.output
    lines = done.output.splitlines()[-10:]
    for line, entry in zip(lines, board["entries"][:10], strict=True):
        rank, value, player, name = line.split(maxsplit=3)
        found = (int(rank), int(value.replace(",", "")), int(player), name)
        assert found == tuple(entry[key] for key in ("rank", "value", "id", "name"))
    assert not objects(lake, "curated") and not objects(lake, "inbox")
    assert list(objects(lake, "raw").values()) == [EXAMPLE.read_bytes()]


def test_the_smoke_test_spares_a_kingdom_that_has_snapshots(
    machine: OperatorsMachine, lake: Stack, ingest: InboxEvents
):
    assert upload(machine, "players.csv", GOOD, KINGDOM="77").status == 0
    before = objects(lake, "curated")
    done = machine.make("smoke", SMOKE_KINGDOM="77")
    assert done.status != 0 and "Kingdom 77 has 1 snapshots" in done.said, done
    assert objects(lake, "curated") == before


def test_dead_letters_go_back(machine: OperatorsMachine, lake: Stack):
    sqs = lake.account.client("sqs")
    dead, failed = lake.outputs["dead_letter_queue_url"], lake.outputs["failure_queue_url"]
    assert "There is nothing in the dead letter queue" in machine.make("redrive").said
    queue = sqs.get_queue_attributes(QueueUrl=failed, AttributeNames=["QueueArn"])["Attributes"]
    functions = lake.account.client("lambda")
    mappings = functions.list_event_source_mappings(EventSourceArn=queue["QueueArn"])
    (mapping,) = mappings["EventSourceMappings"]
    # Else moto would hand the message to its function that does nothing, at once.
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    sqs.send_message(QueueUrl=dead, MessageBody="given up")
    done = machine.make("redrive")
    assert done.status == 0 and "Moving 1 messages back" in done.said, done
    (message,) = sqs.receive_message(QueueUrl=failed)["Messages"]
    assert message["Body"] == "given up"
    sqs.purge_queue(QueueUrl=failed)
    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
