"""The gateway of the API as its clients see it: a host that asks the function."""

from __future__ import annotations

from functions import Function, ask
from named_hosts import Host, HostAnswer, HostRequest


def gateway(function: Function) -> Host:
    """A host that asks the API's function."""

    def answer(request: HostRequest) -> HostAnswer:
        path, _, query = request.target.partition("?")
        found = ask(function, path, query, request.method)
        kept = {n: t for n, t in found.headers.items() if n != "content-encoding"}
        headers = [*kept.items(), ("content-length", str(len(found.body)))]
        return HostAnswer(found.status, headers, found.body)

    return answer
