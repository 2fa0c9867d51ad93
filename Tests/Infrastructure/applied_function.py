"""Functions as Lambda would start them from what was applied, with the built executables."""

from __future__ import annotations

from typing import Any

from functions import Function
from stack import Stack

# The two functions by their names in the outputs, and the executables in their images.
EXECUTABLES = {"ingest_players": "ingest-players", "leaderboard_api": "leaderboard-api"}


def configuration(stack: Stack, function: str) -> dict[str, Any]:
    """What Lambda knows of a function."""
    name = stack.outputs["functions"][function]["name"]
    return stack.account.client("lambda").get_function_configuration(FunctionName=name)


def environment(stack: Stack, function: str) -> dict[str, str]:
    """The variables that Lambda would give to a function, but for keys and addresses of AWS."""
    found = configuration(stack, function)
    return {
        **found.get("Environment", {}).get("Variables", {}),
        "AWS_LAMBDA_FUNCTION_NAME": found["FunctionName"],
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(found["MemorySize"]),
        "AWS_LAMBDA_LOG_LEVEL": found["LoggingConfig"]["ApplicationLogLevel"],
    }


def start(stack: Stack, function: str, **servers: str) -> Function:
    """Starts a function with what was applied; `servers` are the keys and addresses of AWS."""
    return Function(EXECUTABLES[function], {**environment(stack, function), **servers})
