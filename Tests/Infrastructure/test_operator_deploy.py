"""An environment from its first deployment to its end, by the commands of the README.

What is in the images is a stand-in, since others test that. moto takes the place of AWS.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inventory import inventory
from operator_at_work import FUNCTIONS, Operator, operator_of_an_account
from provider import installed_provider

FIRST = "the first version\n"


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    """An operator who has deployed an environment.

    The first deployment starts the provider for each command, as any operator does.
    """
    with operator_of_an_account(tmp_path_factory.mktemp("operator")) as operator:
        folder = operator.machine.folder
        (folder / "first").write_text(operator.deploy())
        with operator.attached(installed_provider(folder / "infra/.terraform")):
            yield operator


def test_the_functions_run_what_was_built_and_pushed(operator: Operator):
    tags = set()
    for function in FUNCTIONS:
        ((digest, image_tags),) = operator.pushed(function).items()
        assert operator.runs(function) == digest
        tags |= set(image_tags)
    assert len(tags) == 1, "one content, one tag"


def test_it_says_where_the_boards_are_and_how_to_upload(operator: Operator):
    said = (operator.machine.folder / "first").read_text()
    assert f"The inbox     s3://{operator.lake}/inbox/source=rok_players/kingdom=NUMBER" in said
    (api,) = operator.account.client("apigatewayv2").get_apis()["Items"]
    assert f"The boards    {api['ApiEndpoint']}\n" in said
    assert "make upload FILE=players.csv KINGDOM=51 DATE=2026-01-26" in said


def test_it_proposes_to_set_concurrency_aside(operator: Operator):
    said = (operator.machine.folder / "first").read_text()
    assert "ingest_reserved_concurrency = 10" in said


def test_no_password_is_in_an_argument_or_on_the_screen(operator: Operator):
    assert "auth-token" not in (operator.machine.folder / "first").read_text()
    scripts = operator.machine.folder / "scripts"
    assert not [path for path in scripts.iterdir() if "--password " in path.read_text()]


def test_deploying_again_builds_and_changes_nothing(operator: Operator):
    pushed = list(operator.registry.pushed)
    said = operator.deploy()
    assert "The images are pushed already." in said and "STEP" not in said
    assert "No changes." in said
    assert "0 added, 0 changed, 0 destroyed" in said
    assert operator.registry.pushed == pushed


def test_a_plan_says_that_sources_are_not_pushed_and_changes_nothing(operator: Operator):
    pushed = list(operator.registry.pushed)
    path = "Sources/functions/ingest-players"
    operator.machine.write(path, "the second version\n")
    said = operator.plan()
    operator.machine.write(path, FIRST)
    assert "The images of these sources are not pushed yet" in said
    assert f"@sha256:{'0' * 64}" in said
    assert "0 to add, 2 to change, 0 to destroy" in said
    assert operator.registry.pushed == pushed


def test_a_plan_of_what_is_not_deployed_creates_not_even_a_repository(operator: Operator):
    operator.machine.write("infra/environments/unseen.tfvars", 'architecture = "arm64"\n')
    done = operator.machine.make("plan", ENVIRONMENT="unseen")
    assert done.status == 0 and "0 to change, 0 to destroy" in done.output, done
    assert '+ "arm64"' in done.output, "its settings were not asked"
    names = [
        repository["repositoryName"]
        for repository in operator.account.client("ecr").describe_repositories()["repositories"]
    ]
    assert sorted(names) == [f"{operator.environment}/{function}" for function in FUNCTIONS]


def test_nothing_is_deployed_unasked(operator: Operator):
    done = operator.machine.run(["scripts/deploy"], ENVIRONMENT=operator.environment)
    assert done.status == 2
    assert "Your approval: there is no terminal to ask on" in done.said


def test_who_says_no_at_a_terminal_keeps_what_runs(operator: Operator):
    before = operator.runs("ingest-players")
    operator.machine.write("Sources/functions/ingest-players", "the version before\n")
    done = operator.type_to("scripts/deploy", "no")
    operator.machine.write("Sources/functions/ingest-players", FIRST)
    assert "Do you want to perform these actions" in done.output and done.status != 0, done
    assert operator.runs("ingest-players") == before


def test_new_sources_and_rebuilt_ones_become_new_images(operator: Operator):
    first = operator.runs("ingest-players")
    operator.machine.write("Sources/functions/ingest-players", "the third version\n")
    done = operator.type_to("scripts/deploy", "yes")
    assert done.status == 0, done
    third = operator.runs("ingest-players")
    assert third != first
    operator.machine.write("Sources/functions/ingest-players", FIRST)
    operator.deploy(REBUILD="yes")
    rebuilt = operator.runs("ingest-players")
    assert rebuilt not in (first, third)
    (tag,) = operator.pushed("ingest-players")[rebuilt]
    (original,) = operator.pushed("ingest-players")[first]
    assert tag.startswith(f"{original}-")
    assert "No changes." in operator.plan(), "what was rebuilt is what these sources are now"


def test_the_lake_goes_when_it_is_named(operator: Operator):
    name, s3 = operator.environment, operator.open_lake()
    s3.put_object(Bucket=operator.lake, Key="raw/an-upload.csv", Body=b"id\n7\n")
    for content in (b"first", b"second"):
        s3.put_object(Bucket=operator.lake, Key="inbox/twice.csv", Body=content)
    s3.delete_object(Bucket=operator.lake, Key="inbox/twice.csv")
    done = operator.machine.make("destroy", ENVIRONMENT=name, LAKE="delete", CONFIRM=name)
    assert done.status != 0 and "Nothing was removed" in done.said, done
    assert f"{operator.lake} holds 1 objects in 3 versions" in done.said

    said = operator.destroy(operator.lake, LAKE="delete")
    assert f"Nothing is left of environment {name}." in said
    assert inventory(operator.account) == operator.before
    assert not (operator.machine.folder / f"infra/terraform.tfstate.d/{name}").exists()
    assert f'There is no environment "{name}"' in operator.destroy(name)
