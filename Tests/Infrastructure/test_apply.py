"""What Terraform made is what it tells, and what was asked for; a second plan has nothing to do."""

from __future__ import annotations

import re

import pytest

from account import NUMBER, REGION
from applied_function import EXECUTABLES, configuration
from stack import DIGESTS, Stack, Stacks

# The forms of the outputs of the environment "blue"; those that are maps have tests of their own.
FORMS = {
    "alarm_topic_arn": f"arn:aws:sns:{REGION}:{NUMBER}:blue-alarms",
    "api_url": rf"https://[a-z0-9]+\.execute-api\.{REGION}\.amazonaws\.com",
    "architecture": "x86_64",
    "dashboard_url": rf"https://\S+\.console\.aws\.amazon\.com/\S+region={REGION}#\S+",
    "dead_letter_queue_url": rf"http://127\.0\.0\.1:[0-9]+/{NUMBER}/blue-dead-letters",
    "failure_queue_url": rf"http://127\.0\.0\.1:[0-9]+/{NUMBER}/blue-failures",
    "inbox_uri": f"s3://blue-lake-{NUMBER}-{REGION}/inbox/source=rok_players/",
    "lake_bucket": f"blue-lake-{NUMBER}-{REGION}",
    "lake_uri": f"s3://blue-lake-{NUMBER}-{REGION}",
    "region": REGION,
    "uploader_policy_arn": f"arn:aws:iam::{NUMBER}:policy/blue-uploader",
}
MAPS = {"athena", "functions", "kingdom_uploader_policy_arns", "repositories"}


def test_every_output_is_there_and_of_its_form(applied: Stack):
    assert applied.outputs.keys() == FORMS.keys() | MAPS
    for name, form in FORMS.items():
        assert re.fullmatch(form, applied.outputs[name]), (name, applied.outputs[name])
    assert applied.outputs["athena"] == {
        "database": "blue",
        "table": "rok_players",
        "workgroup": "blue",
    }
    assert applied.outputs["kingdom_uploader_policy_arns"] == {
        "51": f"arn:aws:iam::{NUMBER}:policy/blue-uploader-kingdom-51"
    }
    registry = f"{NUMBER}.dkr.ecr.{REGION}.amazonaws.com"
    assert applied.outputs["repositories"] == {
        key: f"{registry}/blue/{name}" for key, name in EXECUTABLES.items()
    }


@pytest.mark.parametrize("name", ["blue", "green-2"])
def test_a_second_plan_is_empty(stacks: Stacks, name: str):
    assert stacks[name].terraform.changes() == ""


@pytest.mark.parametrize("function", EXECUTABLES)
def test_the_functions_are_what_the_outputs_tell(applied: Stack, function: str):
    told, found = applied.outputs["functions"][function], configuration(applied, function)
    assert found["FunctionArn"] == told["arn"]
    assert found["Role"] == told["role_arn"]
    assert found["Environment"]["Variables"] == told["environment"]
    assert found["LoggingConfig"]["LogGroup"] == told["log_group"] == f"/aws/lambda/{told['name']}"
    assert found["PackageType"] == "Image"
    code = applied.account.client("lambda").get_function(FunctionName=told["name"])["Code"]
    assert code["ImageUri"] == f"{applied.outputs['repositories'][function]}@{DIGESTS[function]}"


def test_functions_are_as_large_as_was_asked_for(applied: Stack, special: Stack):
    sizes = {
        (stack.name, function): (found["MemorySize"], found["Timeout"], *found["Architectures"])
        for stack in (applied, special)
        for function in EXECUTABLES
        for found in [configuration(stack, function)]
    }
    assert sizes == {
        ("blue", "ingest_players"): (512, 120, "x86_64"),
        ("blue", "leaderboard_api"): (256, 29, "x86_64"),
        ("green-2", "ingest_players"): (1024, 300, "arm64"),
        ("green-2", "leaderboard_api"): (512, 20, "arm64"),
    }
    functions = special.account.client("lambda")
    for name, most in (("ingest-players", 5), ("leaderboard-api", 10)):
        found = functions.get_function_concurrency(FunctionName=f"green-2-{name}")
        assert found["ReservedConcurrentExecutions"] == most


def test_two_environments_of_an_account_share_nothing(applied: Stack, special: Stack):
    def names(stack: Stack) -> set[str]:
        return {
            found.get("arn") or f"{found['type']} {found['id']}"
            for found in stack.terraform.resources()
        }

    assert len(names(applied)) > 25
    assert names(applied) & names(special) == {
        # Known by the names of what they belong to.
        "aws_lambda_permission AllowGateway",
        "aws_lambda_permission AllowInbox",
    }


def test_everything_says_to_which_environment_it_belongs(special: Stack):
    tagged = [found.get("tags_all") for found in special.terraform.resources()]
    assert sum(map(bool, tagged)) > 15
    for tags in filter(None, tagged):
        assert tags == {
            "Environment": "green-2",
            "ManagedBy": "Terraform",
            "Project": "Standings",
            "Team": "officers",
        }
