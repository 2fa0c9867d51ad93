"""Ports of 127.0.0.1 that nobody listens on."""

from __future__ import annotations

import random
import socket

# Below the range from which the system picks ports of its own, so that no client takes one first.
# The neighbours begin where the ports end, so that none is both.
LOWEST = 10_240
GRPC_DISTANCE = 10_000


def free_port() -> int:
    """A port that is free at this moment, of the system's choice."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def free_ports_with_grpc(count: int) -> list[int]:
    """Different ports that are free together with their neighbours 10,000 above.

    SeaweedFS listens for gRPC there.
    """
    found: list[int] = []
    while len(found) < count:
        port = random.randrange(LOWEST, LOWEST + GRPC_DISTANCE)
        if port not in found and _is_free(port) and _is_free(port + GRPC_DISTANCE):
            found.append(port)
    return found


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
