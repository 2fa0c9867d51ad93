"""What is destroyed by the command of the README, but for its lake, can be deployed again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inventory import inventory
from operator_at_work import Operator, operator_of_an_account


@pytest.fixture(scope="module")
def operator(provider: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    """An operator who has deployed an environment."""
    with operator_of_an_account(tmp_path_factory.mktemp("operator")) as operator:
        with operator.attached(provider):
            operator.deploy()
            yield operator


def test_a_destroyed_environment_leaves_its_lake_and_can_come_back(operator: Operator):
    s3 = operator.open_lake()
    s3.put_object(Bucket=operator.lake, Key="raw/an-upload.csv", Body=b"id\n7\n")
    done = operator.type_to("scripts/destroy", "blu")
    assert done.status == 2 and 'Nothing was removed: found "blu"' in done.said, done
    said = operator.destroy(operator.environment)
    assert f"The lake's bucket is kept with all that is in it: {operator.lake}" in said
    assert inventory(operator.account) == {**operator.before, "s3": {operator.lake}}
    done = operator.machine.make("redrive", ENVIRONMENT=operator.environment)
    assert f'Environment "{operator.environment}" is not deployed' in done.said, done

    operator.deploy()
    s3 = operator.open_lake()
    assert s3.get_object(Bucket=operator.lake, Key="raw/an-upload.csv")["Body"].read() == b"id\n7\n"
    assert inventory(operator.account)["lambda"] > operator.before["lambda"]
