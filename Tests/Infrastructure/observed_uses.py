"""Which rights a request to AWS needs, told from the request itself."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, unquote, urlsplit

from account import NUMBER, REGION
from rights import Use
from servers.faulty_proxy import Request

ATHENA = "AmazonAthena."


class UnknownRequest(Exception):
    """A request of which nothing is written here: what it needs has to be looked up."""


def s3_uses(request: Request) -> set[Use]:
    """What a request to S3 needs; the bucket is the first part of its path."""
    address = urlsplit(request.target)
    bucket, _, key = unquote(address.path).removeprefix("/").partition("/")
    query = dict(parse_qsl(address.query, keep_blank_values=True))
    resource = f"arn:aws:s3:::{bucket}/{key}" if key else f"arn:aws:s3:::{bucket}"
    actions = _object_actions(request, query) if key else _bucket_actions(request, query)
    return {Use(f"s3:{action}", resource) for action in actions}


def _bucket_actions(request: Request, query: dict[str, str]) -> set[str]:
    if request.method == "HEAD" or (request.method == "GET" and query.get("list-type") == "2"):
        return {"ListBucket"}
    raise UnknownRequest(f"{request.method} {request.target}")


def _object_actions(request: Request, query: dict[str, str]) -> set[str]:
    match request.method:
        case "GET" | "HEAD":
            return {"GetObjectVersion" if "versionId" in query else "GetObject"}
        case "DELETE" if "uploadId" in query:
            return {"AbortMultipartUpload"}
        case "DELETE":
            return {"DeleteObjectVersion" if "versionId" in query else "DeleteObject"}
        case "PUT" | "POST" if query.keys() <= {"uploads", "uploadId", "partNumber"}:
            # S3 tells what stands there by saying whether the condition holds.
            return {"PutObject", "GetObject"} if "if-match" in request.headers else {"PutObject"}
    raise UnknownRequest(f"{request.method} {request.target}")


def athena_uses(request: Request, workgroup: str) -> set[Use]:
    """What a request to Athena needs, from a client that keeps to one workgroup."""
    target = request.headers.get("x-amz-target", "")
    # Later calls name the query alone, which belongs to the workgroup it was started in.
    named = json.loads(request.body).get("WorkGroup", workgroup)
    if not target.startswith(ATHENA) or named != workgroup:
        raise UnknownRequest(f"{request.method} {request.target} {target} in {named}")
    resource = f"arn:aws:athena:{REGION}:{NUMBER}:workgroup/{workgroup}"
    return {Use(f"athena:{target.removeprefix(ATHENA)}", resource)}
