"""Signatures are those of botocore, AWS's own client, for any request."""

from __future__ import annotations

import datetime
import random
from typing import Any
from urllib.parse import quote

import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from probe import AWSProbe

REQUESTS = 2_500
PIECES = [
    *("a", "B", "7", "-", ".", "_", "~", " ", "+", "%", "%41", "=", "&", "?", "#", "/", ":", ";"),
    *("@", "!", "$", "'", "(", ")", "*", ",", "[", "]", '"', "<", ">", "\\", "^", "`", "{", "|"),
    *("ü", "é", "e\u0301", "日本", "\U0001f600", "\u200f", "kingdom=51", "dt=2026-01-26", ".."),
]
HEADER_NAMES = ["X-Custom", "x-custom", "Range", "Content-Type", "X-Amz-Meta-B", "A", "User-Agent"]
HEADER_PIECES = ["a", "b c", "  ", "\t", " \t ", '"q  q"', ",", ";", "=", "é", "日", "0", ":"]


def text(choice: random.Random, pieces: list[str], most: int = 6) -> str:
    return "".join(choice.choices(pieces, k=choice.randrange(most)))


def encoded(choice: random.Random) -> str:
    return quote(text(choice, PIECES), safe="-._~")


def path(choice: random.Random) -> str:
    """Segments of any content, and those that are empty or dots."""
    odd = ["", ".", "..", "..."]
    segments = [
        choice.choice(odd) if choice.random() < 0.25 else encoded(choice)
        for _ in range(choice.randrange(6))
    ]
    return "/" + "/".join(segments)


def query(choice: random.Random, unique: bool) -> str:
    """Parameters in any order, repeated ones and such without a value among them."""
    names = [encoded(choice) or "n" for _ in range(choice.randrange(6))]
    if unique:
        return "&".join(f"{name}={encoded(choice)}" for name in dict.fromkeys(names))
    names += choice.choices(names, k=2) if names else []
    return "&".join(
        name if choice.random() < 0.15 else f"{name}={encoded(choice)}" for name in names
    )


def request(choice: random.Random, rule: str, form: str) -> dict[str, Any]:
    scheme = choice.choice(["http", "https"])
    host = choice.choice(["example.com", "Bucket.S3.amazonaws.com", "127.0.0.1", "[::1]"])
    port = choice.choice(["", ":80", ":443", ":8333"])
    parameters = query(choice, unique=form == "query")
    headers = [
        [choice.choice(HEADER_NAMES), text(choice, HEADER_PIECES)]
        for _ in range(choice.randrange(5))
    ]
    moment = datetime.datetime(2015, 8, 30) + datetime.timedelta(seconds=choice.randrange(10**9))
    described: dict[str, Any] = {
        "rule": rule,
        "method": choice.choice(["GET", "HEAD", "PUT", "POST", "DELETE"]),
        "url": f"{scheme}://{host}{port}{path(choice)}" + (f"?{parameters}" if parameters else ""),
        "headers": headers,
        "body": text(choice, PIECES, 20) if form == "header" else "",
        "access_key": "AKIA" + text(choice, list("ABCDEFGH"), 10),
        "secret_key": text(choice, list("abcXYZ019+/="), 40),
        "region": choice.choice(["us-east-1", "cn-north-1", "eu-central-1"]),
        "service": choice.choice(["s3", "athena", "service"]),
        "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if choice.random() < 0.5:
        described["token"] = text(choice, list("abcXYZ019+/= "), 60) or "token"
    if form == "query":
        described["lifetime"] = choice.randrange(1, 604_801)
    return described


def signed_by_botocore(
    described: dict[str, Any], form: str, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    moment = datetime.datetime.strptime(described["time"], "%Y-%m-%dT%H:%M:%SZ")
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda: moment)
    kind = {
        ("s3", "header"): botocore.auth.S3SigV4Auth,
        ("s3", "query"): botocore.auth.S3SigV4QueryAuth,
        ("general", "header"): botocore.auth.SigV4Auth,
        ("general", "query"): botocore.auth.SigV4QueryAuth,
    }[described["rule"], form]
    keys = Credentials(
        described["access_key"], described["secret_key"], described.get("token")
    )
    options = {"expires": described["lifetime"]} if form == "query" else {}
    made = AWSRequest(
        described["method"], described["url"], data=described["body"].encode() or None
    )
    for name, value in described["headers"]:
        made.headers.add_header(name, value)
    kind(keys, described["service"], described["region"], **options).add_auth(made)
    if form == "query":
        return {"url": made.url}
    return {"authorization": made.headers["Authorization"]}


@pytest.mark.parametrize("form", ["header", "query"])
@pytest.mark.parametrize("rule", ["s3", "general"])
def test_any_request_is_signed_as_botocore_signs_it(
    rule: str, form: str, aws_probe: AWSProbe, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")
    choice = random.Random(seed)
    requests = [request(choice, rule, form) for _ in range(REQUESTS)]
    found = aws_probe.sign(requests)
    assert len(found) == REQUESTS
    for described, answer in zip(requests, found, strict=True):
        assert answer == signed_by_botocore(described, form, monkeypatch), described
