"""The registry of an account's images: Debian's docker-registry under the name that ECR gives it,
with moto's password. What is pushed is listed in the account, as ECR lists it.
"""

from __future__ import annotations

import http.client
import re
import shutil
from pathlib import Path
from typing import Any

from account import NUMBER, REGION, Account
from named_hosts import HostAnswer, HostRequest
from servers.ports import free_port
from servers.process import ServerProcess

HOST = f"{NUMBER}.dkr.ecr.{REGION}.amazonaws.com"
# The user AWS with the password that moto gives out for this account, as htpasswd keeps it.
PASSWORDS = "AWS:$2b$04$uDKtcbkh/lkv56EcvdR7N.JuN3Wg7dJV/aon84wi3PSLp8F6O/qbK\n"
CONFIGURATION = """
version: 0.1
log: {{ accesslog: {{ disabled: true }}, level: warn }}
storage: {{ filesystem: {{ rootdirectory: {folder}/images }} }}
http: {{ addr: "127.0.0.1:{port}" }}
auth: {{ htpasswd: {{ realm: test, path: {folder}/passwords }} }}
"""
MANIFEST = re.compile(r"/v2/(?P<repository>.+)/manifests/(?P<tag>[^/]+)")
# Those of one connection alone, which are set anew on the other.
HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "host"}


class ImageRegistry:
    """A running registry."""

    def __init__(self, folder: Path, account: Account) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._ecr: Any = account.client("ecr")
        self._port = free_port()
        (folder / "passwords").write_text(PASSWORDS)
        configuration = folder / "registry.yml"
        configuration.write_text(CONFIGURATION.format(folder=folder, port=self._port))
        program = shutil.which("docker-registry")
        assert program, "docker-registry is missing: run `make test-infra`, which installs it"
        self._process = ServerProcess(
            [program, "serve", str(configuration)], folder / "registry.log", {}
        )
        self._process.wait_until_answers(f"http://127.0.0.1:{self._port}/v2/", 401)
        self.pushed: list[str] = []

    def __call__(self, request: HostRequest) -> HostAnswer:
        """Passes a request on to the registry, and lists what it pushes."""
        answer = self._ask(request)
        manifest = MANIFEST.fullmatch(request.target)
        if request.method == "PUT" and manifest and answer.status == 201:
            self._list(manifest["repository"], manifest["tag"], request, dict(answer.headers))
        return answer

    def stop(self) -> None:
        """Ends the registry."""
        self._process.stop()

    def _ask(self, request: HostRequest) -> HostAnswer:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {n: t for n, t in request.headers.items() if n.lower() not in HOP_BY_HOP}
        # The addresses in its answers are made of these.
        headers |= {"Host": HOST, "X-Forwarded-Proto": "https"}
        connection.request(request.method, request.target, request.body, headers)
        response = connection.getresponse()
        body = response.read()
        kept = [(n, t) for n, t in response.getheaders() if n.lower() not in HOP_BY_HOP]
        size = response.getheader("Content-Length", str(len(body)))
        connection.close()
        return HostAnswer(response.status, [*kept, ("Content-Length", size)], body)

    def _list(
        self, repository: str, tag: str, request: HostRequest, answered: dict[str, str]
    ) -> None:
        self._ecr.put_image(
            repositoryName=repository,
            imageManifest=request.body.decode(),
            imageManifestMediaType=request.headers["Content-Type"],
            imageTag=tag,
            imageDigest=answered["Docker-Content-Digest"],
        )
        self.pushed.append(f"{repository}:{tag}")
