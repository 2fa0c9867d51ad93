"""What a bucket's policy denies to everybody, judged with the conditions that moto passes over."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from observed_uses import s3_uses
from rights import Grant
from servers.faulty_proxy import Request

Document = dict[str, Any]


def denied(policy: Document, request: Request, is_secure: bool = True) -> bool:
    """Whether a policy denies a request to S3, whoever sends it."""
    context = _context(request, is_secure)
    return any(
        _concerns(statement, request) and _holds(statement.get("Condition", {}), context)
        for statement in policy["Statement"]
        if statement["Effect"] == "Deny" and statement["Principal"] == "*"
    )


def _context(request: Request, is_secure: bool) -> dict[str, str]:
    """The keys by which conditions know a request, as far as it has them."""
    query = parse_qs(urlsplit(request.target).query, keep_blank_values=True)
    # Beginning an upload in parts and sending them makes no object.
    is_a_step = "uploads" in query or "partNumber" in query
    context = {
        "aws:SecureTransport": str(is_secure).lower(),
        "s3:ObjectCreationOperation": str(not is_a_step).lower(),
    }
    if "if-none-match" in request.headers:
        context["s3:if-none-match"] = request.headers["if-none-match"]
    return context


def _concerns(statement: Document, request: Request) -> bool:
    actions, resources = (_list(statement[name]) for name in ("Action", "Resource"))
    return any(
        Grant(action, resource).covers(use)
        for use in s3_uses(request)
        for action in actions
        for resource in resources
    )


def _holds(condition: dict[str, dict[str, str]], context: dict[str, str]) -> bool:
    for operator, wanted in condition.items():
        for key, value in wanted.items():
            match operator:
                case "Bool" if context.get(key) != value:
                    return False
                case "Null" if str(key not in context).lower() != value:
                    return False
                case "Bool" | "Null":
                    pass
                case _:
                    raise ValueError(f"a condition that cannot be judged here: {operator}")
    return True


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
