"""The functions' roles allow what the functions do with AWS, and nothing else.

What they do is seen: all requests of a run through everything that can become of an upload and of a
question, against the applied settings.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from denials import denied
from observed_uses import UnknownRequest, athena_uses, s3_uses
from observed_work import ObservedWork
from rights import Grant, Use, grants, lacking, unused
from servers.faulty_proxy import Request
from stack import Stack

# What AWS does in the name of a role: an action, a part of the resource's name, and why.
DONE_BY_AWS = [
    ("logs:CreateLogStream", ":log-group:", "Lambda keeps what a function writes"),
    ("logs:PutLogEvents", ":log-group:", "Lambda keeps what a function writes"),
    ("sqs:SendMessage", "-failures", "Lambda gives up on an event"),
    ("sqs:ReceiveMessage", "-failures", "the event source mapping takes a failed event"),
    ("sqs:DeleteMessage", "-failures", "the event source mapping is done with an event"),
    ("sqs:GetQueueAttributes", "-failures", "the event source mapping looks how much waits"),
    ("athena:GetDataCatalog", ":datacatalog/", "Athena looks up the catalog that a query names"),
    ("glue:GetDatabase", ":catalog", "Athena looks the table up for whoever asks"),
    ("glue:GetDatabase", ":database/", "Athena looks the table up for whoever asks"),
    ("glue:GetTable", ":catalog", "Athena looks the table up for whoever asks"),
    ("glue:GetTable", ":database/", "Athena looks the table up for whoever asks"),
    ("glue:GetTable", ":table/", "Athena looks the table up for whoever asks"),
    ("s3:GetBucketLocation", "-lake-", "Athena looks where its results go"),
    ("s3:ListBucketMultipartUploads", "-lake-", "Athena writes long results in parts"),
    ("s3:ListMultipartUploadParts", "/query-results/", "Athena writes long results in parts"),
    ("s3:AbortMultipartUpload", "/query-results/", "Athena writes long results in parts"),
    ("s3:PutObject", "/query-results/", "Athena writes results for whoever asks"),
    ("s3:GetObject", "/query-results/", "Athena reads results for whoever asks"),
]


@dataclass(frozen=True)
class Role:
    """What a function's role allows, and what the function did."""

    allowed: set[Grant]
    used: set[Use]

    def superfluous(self) -> list[Grant]:
        """What it allows and neither the function nor AWS needs."""
        return [grant for grant in unused(self.allowed, self.used) if not done_by_aws(grant)]


def fits(exception: tuple[str, str, str], grant: Grant) -> bool:
    """Whether something that AWS does needs a grant."""
    action, part, _ = exception
    return action == grant.action and part in grant.resource


def done_by_aws(grant: Grant) -> bool:
    """Whether AWS needs a grant."""
    return any(fits(exception, grant) for exception in DONE_BY_AWS)


@pytest.fixture(scope="module", params=["applied", "special"])
def stack(request: pytest.FixtureRequest, applied: Stack, special: Stack) -> Stack:
    """An environment that answers from the files, and one that asks Athena."""
    return {"applied": applied, "special": special}[request.param]


@pytest.fixture(scope="module")
def work(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> ObservedWork:
    """What the functions of the environment did."""
    return ObservedWork(stack, tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="module")
def roles(stack: Stack, work: ObservedWork) -> dict[str, Role]:
    """The role of each function."""
    workgroup = stack.outputs["athena"]["workgroup"]
    used = {
        "ingest_players": uses_of(work.ingesting),
        "leaderboard_api": uses_of(work.answering).union(
            *(athena_uses(request, workgroup) for request in work.asking)
        ),
    }
    return {name: Role(grants(stack.role_policies(name)), used[name]) for name in used}


def uses_of(requests: list[Request]) -> set[Use]:
    """What requests to S3 needed."""
    return {use for request in requests for use in s3_uses(request)}


def test_the_roles_lack_nothing(roles: dict[str, Role]):
    for name, role in roles.items():
        assert lacking(role.allowed, role.used) == [], name


def test_the_roles_allow_nothing_that_is_not_used(roles: dict[str, Role]):
    for name, role in roles.items():
        assert role.superfluous() == [], name


def test_every_grant_is_narrow(stack: Stack, roles: dict[str, Role]):
    for role in roles.values():
        for grant in role.allowed:
            assert grant.is_narrow(stack.name), grant


def test_what_aws_does_is_allowed_too(special: Stack):
    allowed = {
        grant
        for name in special.outputs["functions"]
        for grant in grants(special.role_policies(name))
    }
    for exception in DONE_BY_AWS:
        assert any(fits(exception, grant) for grant in allowed), exception


def test_a_role_that_lacks_anything_is_found(roles: dict[str, Role]):
    for role in roles.values():
        for grant in role.allowed:
            if not done_by_aws(grant):
                assert lacking(role.allowed - {grant}, role.used), grant


def test_a_role_that_allows_more_is_found(stack: Stack, roles: dict[str, Role]):
    lake = f"arn:aws:s3:::{stack.bucket}"
    more = [
        Grant("s3:DeleteObject", f"{lake}/curated/source=rok_players/*"),
        Grant("s3:PutObject", f"{lake}/inbox/source=rok_players/*"),
        Grant("s3:GetObject", f"{lake}/elsewhere/*"),
        Grant("sqs:PurgeQueue", f"arn:aws:sqs:eu-south-2:123456789012:{stack.name}-failures"),
    ]
    for role in roles.values():
        for grant in more:
            assert Role(role.allowed | {grant}, role.used).superfluous() == [grant]


@pytest.mark.parametrize(
    "grant",
    [
        Grant("s3:*", "arn:aws:s3:::blue-lake/raw/*"),
        Grant("s3:GetObject", "*"),
        Grant("s3:GetObject", "arn:aws:s3:::*/raw/*"),
        Grant("s3:GetObject", "arn:aws:s3:::blue-lake/*/secret"),
    ],
)
def test_a_grant_that_is_wide_is_found(grant: Grant):
    assert not grant.is_narrow("blue")


def test_the_lake_s_own_policy_stops_nothing_that_is_done(stack: Stack, work: ObservedWork):
    policy = stack.bucket_policy()
    done = work.ingesting + work.answering
    assert any("/raw/" in request.target and request.method == "PUT" for request in done)
    assert [request for request in done if denied(policy, request)] == []


RAW = "raw/source%3Drok_players/kingdom%3D51/dt%3D2026-01-26/run_ts%3D20260126T153012Z/a.csv"


@pytest.mark.parametrize(
    ("method", "target", "is_denied"),
    [
        ("PUT", f"{RAW}", True),
        ("POST", f"{RAW}?uploadId=1", True),
        ("PUT", f"{RAW}?partNumber=1&uploadId=1", False),
        ("POST", f"{RAW}?uploads=", False),
        ("DELETE", f"{RAW}", True),
        ("DELETE", f"{RAW}?versionId=1", True),
        ("DELETE", f"{RAW}?uploadId=1", False),
        ("GET", f"{RAW}", False),
        ("PUT", "curated/a", False),
        ("DELETE", "curated/a", False),
    ],
)
def test_what_is_in_raw_is_neither_replaced_nor_deleted(
    applied: Stack, method: str, target: str, is_denied: bool
):
    policy = applied.bucket_policy()
    request = Request(method, f"/{applied.bucket}/{target}", {}, b"")
    assert denied(policy, request) == is_denied
    once = Request(method, request.target, {"if-none-match": "*"}, b"")
    assert denied(policy, once) == (is_denied and method == "DELETE")
    assert denied(policy, once, is_secure=False), "without TLS nothing is done"


def test_a_request_that_nobody_has_looked_up_is_no_use():
    with pytest.raises(UnknownRequest):
        s3_uses(Request("PUT", "/lake/?acl", {}, b""))
    with pytest.raises(UnknownRequest):
        s3_uses(Request("PUT", "/lake/a?tagging", {}, b""))
