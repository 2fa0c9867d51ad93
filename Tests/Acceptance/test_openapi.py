"""The description of the API is true: what it promises is what the server does."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import ROOT, Lake
from description import Description
from hostile_workbooks import damaged_data
from server import Server, eventually, with_names_of_the_api

DOCUMENT = json.loads((ROOT / "docs/openapi.json").read_text())
DESCRIPTION = Description(DOCUMENT)
EXAMPLES = sorted((ROOT / "examples/inbox").glob("*/*/*/*"))


@pytest.fixture(scope="module")
def server(executable, tmp_path_factory) -> Iterator[Server]:
    """A server that has taken in the examples."""
    lake = Lake(executable, tmp_path_factory.mktemp("openapi") / "lake")
    shutil.copytree(ROOT / "examples/inbox", lake.folder / "inbox")
    server = Server(lake)
    eventually(lambda: len(list(lake.folder.glob("reports/**/report.json"))) == len(EXAMPLES))
    yield server
    server.end()


def test_the_server_gives_the_document(server):
    answer = server.get("/openapi.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == DOCUMENT


def test_every_example_of_an_answer_fits_its_schema():
    assert DESCRIPTION.check_examples() > 20


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        pytest.param(path, operation, id=operation["operationId"])
        for path, method, operation in DESCRIPTION.operations()
        if method == "get" and path != "/v1/events"
    ],
)
def test_examples_of_parameters_lead_to_what_is_described_and_no_more(server, path, operation):
    address = DESCRIPTION.example_address(path, operation)
    if operation["operationId"] == "getReport":
        uploads = server.get("/v1/kingdoms/51/uploads").json()["uploads"]
        address = uploads[0]["report_path"]
    answer = server.get(address)
    assert answer.status == 200, (address, answer.body)
    media = answer.headers["content-type"].split(";")[0]
    content = DESCRIPTION.resolved(operation["responses"]["200"])["content"][media]
    if media == "application/json":
        DESCRIPTION.closed_validator(content["schema"]).validate(answer.json())


def test_every_kind_of_report_is_described_and_no_more(executable, tmp_path):
    lake = Lake(executable, tmp_path / "lake")

    def ingest(name: str, content: bytes, *options: str, date: str = "2026-01-26") -> None:
        file = tmp_path / name
        file.write_bytes(content)
        lake.run("ingest", file, "--kingdom", 51, "--date", date, *options)

    tiers = b"ID;Name;Power;Total Power;Kill Points;T4 Kills;T5 Kills;Luck\n"
    ingest("first.csv", tiers + b"7;a;9;9;400;20;10;1\n8;b;9;9;70;0;0;1\n", date="2026-01-19")
    ingest("suspicious.csv", tiers + b"7;c;9;9;400;10;10;1\n9;d;x;9;77;0;0;1\n")
    ingest("claims.csv.gz", gzip.compress(b"Kingdom,Date,ID\n51,2026-01-26,7\n"))
    ingest("western.csv", "id,name\n7,Königin\n".encode("cp1252"))
    ingest("utf-16.csv", "\ufeffid,name\n7,a\n".encode("utf-16-le"))
    ingest("repeated.csv", b"id\n7\n7\n")
    ingest("repeated.csv", b"id\n7\n7\n8\n", "--duplicates", "keep-last")
    ingest("unclosed.csv", b'id,name\n7,"a\n')
    ingest("no-id.csv", b"name,power\na,1\n")
    ingest("damaged.xlsx", damaged_data())
    ingest("picture.csv", b"\x89PNG\r\n\x1a\n")
    days = lake.run("ingest", written_days(tmp_path), "--kingdom", 51, "--split-dates")
    assert days.exit_code == 0, days.errors

    stored = [path.read_bytes() for path in lake.folder.glob("reports/**/*.json")]
    reports = [json.loads(each, object_hook=with_names_of_the_api) for each in stored]
    whole = DESCRIPTION.closed_validator({"$ref": "#/components/schemas/Report"})
    for report in reports:
        whole.validate(report)
    assert {report["status"] for report in reports} == {"accepted", "refused"}
    for part in ("claims", "passed_over", "ignored"):
        assert any(report["columns"][part] for report in reports), part
    for member in ("line", "part"):
        assert any(member in each for report in reports for each in report["problems"]), member
    assert any(report["anomalies"]["listed"] for report in reports)
    assert any(report["compared_with"] for report in reports)
    assert any(report["rows"]["of_date"] for report in reports)


def written_days(folder: Path) -> Path:
    """An upload with the rows of two days."""
    file = folder / "days.csv"
    file.write_text("id,scan date\n7,2026-02-01\n7,2026-02-03\n")
    return file


def test_the_parameters_that_are_described_are_those_that_are_taken(server):
    """An unknown one is refused with a list of the known, which is the document's."""
    for path, method, operation in DESCRIPTION.operations():
        if method != "get" or path == "/v1/events":
            continue
        address = DESCRIPTION.example_address(path, operation).split("?")[0]
        answer = server.get(address + "?unheard=of")
        assert answer.status == 400, path
        told = answer.json()["detail"]
        names = [
            parameter["name"]
            for parameter in map(DESCRIPTION.resolved, operation.get("parameters", []))
            if parameter["in"] == "query"
        ]
        listed = re.search(r"expected one of (.*)\.$", told)
        assert (listed[1].split(", ") if listed else []) == names or (
            not names and "no parameters" in told
        ), path


def test_the_server_does_what_the_document_promises(server, tmp_path):
    DESCRIPTION.hold(
        server,
        tmp_path,
        *("--checks", "all", "--exclude-checks", "positive_data_acceptance"),
        *("--exclude-path", "/v1/events"),
    )


def test_what_the_document_allows_is_not_refused(server, tmp_path):
    """But for what no schema can tell: which cursors were given, which files can be read."""
    DESCRIPTION.without_parameters(("cursor", "around", "weights")).hold(
        server,
        tmp_path,
        *("--checks", "positive_data_acceptance", "--exclude-path", "/v1/events"),
        *("--exclude-path", "/v1/uploads"),
    )
