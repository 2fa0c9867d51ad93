"""`make deploy` proposes to set concurrency aside where the account's limit leaves room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from account import Account
from operators_machine import OperatorsMachine

INGEST, API = "ingest_reserved_concurrency = 10", "api_reserved_concurrency    = 100"
# What `make deploy` does about it once all is deployed. Terraform, which takes seconds to tell a
# setting, is asked in `test_operator_deploy.py`.
PROPOSE = """
. scripts/environment.sh; . scripts/aws-command.sh; . scripts/concurrency.sh
setting() { sed -n "s/^$1 = //p" "infra/$settings"; }
propose_reservations
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperatorsMachine]:
    """An operator's machine."""
    account = Account(tmp_path_factory.mktemp("account"))
    yield OperatorsMachine(tmp_path_factory.mktemp("operator"), account)
    account.stop()


def proposal(machine: OperatorsMachine, limit: int, unreserved: int, settings: str = "") -> str:
    """What is proposed in an account with such a limit."""
    machine.limit_concurrency(limit, unreserved)
    unset = {"ingest_reserved_concurrency = -1\n", "api_reserved_concurrency = -1\n"}
    unset = {line for line in unset if line.split()[0] not in settings}
    machine.write("infra/environments/blue.tfvars", settings + "".join(unset))
    done = machine.run(["sh", "-eu", "-c", PROPOSE], ENVIRONMENT="blue")
    assert done.status == 0, done
    return done.said


def test_both_are_proposed_where_there_is_room(machine: OperatorsMachine):
    said = proposal(machine, 1000, 1000)
    assert INGEST in said and API in said and "infra/environments/blue.tfvars" in said


@pytest.mark.parametrize(
    ("unreserved", "proposed"),
    [(210, {INGEST, API}), (209, {INGEST}), (110, {INGEST}), (109, set())],
)
def test_aws_is_left_what_it_insists_on(
    machine: OperatorsMachine, unreserved: int, proposed: set[str]
):
    said = proposal(machine, 1000, unreserved)
    assert {line for line in (INGEST, API) if line in said} == proposed


def test_a_new_account_may_set_nothing_aside(machine: OperatorsMachine):
    said = proposal(machine, 10, 10)
    assert "the account runs 10 functions at a time" in said and "Service Quotas" in said
    assert "reserved_concurrency" not in said


def test_what_is_set_already_is_not_proposed(machine: OperatorsMachine):
    assert API in (said := proposal(machine, 1000, 995, "ingest_reserved_concurrency = 5\n"))
    assert INGEST not in said
    both = "ingest_reserved_concurrency = 5\napi_reserved_concurrency = 50\n"
    assert "reserved_concurrency" not in proposal(machine, 1000, 945, both)


def test_who_may_not_ask_for_the_limit_deploys_all_the_same(machine: OperatorsMachine):
    machine.install("aws", "#!/bin/sh\nexit 254\n")
    done = machine.run(["sh", "-eu", "-c", PROPOSE], ENVIRONMENT="blue")
    assert done.status == 0 and "reserved_concurrency" not in done.said, done
