"""Credentials from files and from a container's endpoint, proven by a server that checks them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from buckets import Bucket
from probe import AWSProbe, StoreError
from servers.credentials_endpoint import CredentialsEndpoint
from servers.seaweedfs import ACCESS_KEY, REGION, SECRET_KEY

TOKEN = "Basic dG9rZW4="


@pytest.fixture
def endpoint() -> Iterator[CredentialsEndpoint]:
    """An endpoint with keys for SeaweedFS."""
    endpoint = CredentialsEndpoint(ACCESS_KEY, SECRET_KEY, TOKEN)
    yield endpoint
    endpoint.close()


def place(bucket: Bucket) -> dict[str, str]:
    """Where the bucket is, without who is asking."""
    return {"AWS_REGION": REGION, "AWS_ENDPOINT_URL_S3": bucket.server.endpoint}


def test_keys_of_a_profile_open_a_bucket(
    bucket: Bucket, aws_probe: AWSProbe, tmp_path: Path
) -> None:
    bucket.put("a", b"content")
    folder = tmp_path / ".aws"
    folder.mkdir()
    keys = f"aws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n"
    (folder / "credentials").write_text(f"[wrong]\naws_access_key_id = X\n[lake]\n{keys}")
    services = f"[services local]\ns3 =\n  endpoint_url = {bucket.server.endpoint}\n"
    (folder / "config").write_text(
        f"[profile lake]\nregion = {REGION}\nservices = local\n{services}"
    )
    with aws_probe.store(f"s3://{bucket.name}", {"AWS_PROFILE": "lake"}, tmp_path) as store:
        assert store.get("a") == b"content"


def test_keys_of_a_container_are_asked_for_once(
    bucket: Bucket, endpoint: CredentialsEndpoint, aws_probe: AWSProbe, tmp_path: Path
) -> None:
    token = tmp_path / "token"
    token.write_text(TOKEN)
    environment = {
        **place(bucket),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": endpoint.url,
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(token),
    }
    with aws_probe.store(f"s3://{bucket.name}", environment, tmp_path) as store:
        for number in range(5):
            assert store.put(f"{number}", b"") == "written"
    assert len(bucket.keys()) == 5
    assert endpoint.requests == 1


def test_keys_about_to_expire_serve_while_the_endpoint_is_away(
    bucket: Bucket, endpoint: CredentialsEndpoint, aws_probe: AWSProbe, tmp_path: Path
) -> None:
    endpoint.lifetime = timedelta(seconds=60)
    environment = {
        **place(bucket),
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": endpoint.url,
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": TOKEN,
    }
    with aws_probe.store(f"s3://{bucket.name}", environment, tmp_path) as store:
        assert store.put("a", b"") == "written"
        endpoint.close()
        assert store.put("b", b"") == "written"


def test_an_endpoint_that_says_no_is_quoted(
    bucket: Bucket, endpoint: CredentialsEndpoint, aws_probe: AWSProbe, tmp_path: Path
) -> None:
    environment = {**place(bucket), "AWS_CONTAINER_CREDENTIALS_FULL_URI": endpoint.url}
    with aws_probe.store(f"s3://{bucket.name}", environment, tmp_path) as store:
        with pytest.raises(StoreError) as refused:
            store.get("a")
    assert refused.value.code == "forbidden"
    assert "401 Unauthorized: another token" in refused.value.reason
    assert endpoint.url in refused.value.reason


def test_nobody_at_all_is_told_where_keys_were_looked_for(
    bucket: Bucket, aws_probe: AWSProbe, tmp_path: Path
) -> None:
    with aws_probe.store(f"s3://{bucket.name}", place(bucket), tmp_path) as store:
        with pytest.raises(StoreError) as refused:
            store.list()
    assert refused.value.code == "forbidden"
    assert "AWS_ACCESS_KEY_ID" in refused.value.reason
