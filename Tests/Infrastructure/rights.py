"""What a policy lets somebody do, compared with what was done."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]

WILDCARDS = "*?"


@dataclass(frozen=True, order=True)
class Use:
    """An action that was carried out on a resource."""

    action: str
    resource: str


@dataclass(frozen=True, order=True)
class Grant:
    """An action that is allowed on the resources that a pattern fits."""

    action: str
    resource: str

    def covers(self, use: Use) -> bool:
        """Whether the use needs no other grant than this one."""
        return _fits(self.action, use.action) and _fits(self.resource, use.resource)

    def is_narrow(self, environment: str) -> bool:
        """Whether it says what it means: one action, and a place within the environment.

        A resource without wildcards is one resource; with a wildcard, whose it is has to be told
        before that, and nothing may be left open in the middle.
        """
        if set(WILDCARDS) & set(self.action):
            return False
        fixed = self.resource.rstrip(WILDCARDS)
        if set(WILDCARDS) & set(fixed):
            return False
        return fixed == self.resource or environment in fixed


def grants(documents: Iterable[Document]) -> set[Grant]:
    """All that policies allow, one action on one pattern of resources at a time."""
    found: set[Grant] = set()
    for document in documents:
        for statement in _list(document["Statement"]):
            unknown = statement.keys() - {"Sid", "Effect", "Action", "Resource"}
            if unknown or statement["Effect"] != "Allow":
                raise ValueError(f"a statement that cannot be judged here: {json.dumps(statement)}")
            for action in _list(statement["Action"]):
                found |= {Grant(action, resource) for resource in _list(statement["Resource"])}
    return found


def lacking(allowed: Iterable[Grant], used: Iterable[Use]) -> list[Use]:
    """The uses that nothing allows."""
    allowed = list(allowed)
    return sorted(use for use in set(used) if not any(grant.covers(use) for grant in allowed))


def unused(allowed: Iterable[Grant], used: Iterable[Use]) -> list[Grant]:
    """The grants that nobody needed."""
    used = list(used)
    return sorted(grant for grant in set(allowed) if not any(grant.covers(use) for use in used))


def _fits(pattern: str, text: str) -> bool:
    # In policies, brackets are characters as any others.
    return fnmatch.fnmatchcase(text, pattern.replace("[", "[[]"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
