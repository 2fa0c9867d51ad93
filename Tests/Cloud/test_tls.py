"""Whom `S3Store` talks to over TLS: nobody whose certificate no known authority vouches for."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from probe import AWSProbe, StoreError

CONTENT = b"content"


def certificate(folder: Path, name: x509.GeneralName) -> tuple[Path, Path]:
    """A certificate that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    files[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return files


class ObjectServer:
    """Gives every key the same content, over TLS, and keeps what it was asked."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self.requests: list[str] = []
        requests = self.requests

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                requests.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", str(len(CONTENT)))
                self.send_header("ETag", '"1"')
                self.end_headers()
                self.wfile.write(CONTENT)

            def log_message(self, *_: object) -> None:
                """Keeps the output to that of the tests."""

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        # The handshake is for the thread of each connection: a failed one ends no other.
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self._server.handle_error = lambda *_: None
        self.endpoint = f"https://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[x509.GeneralName], tuple[ObjectServer, Path]]]:
    """Starts a server with a certificate for a name; gives the certificate too."""
    servers: list[ObjectServer] = []

    def start(name: x509.GeneralName) -> tuple[ObjectServer, Path]:
        files = certificate(tmp_path, name)
        servers.append(ObjectServer(*files))
        return servers[-1], files[0]

    yield start
    for server in servers:
        server.close()


def environment(server: ObjectServer, **more: str) -> dict[str, str]:
    """Keys for nobody: the server asks for none."""
    return {
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "AKIATEST",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_ENDPOINT_URL_S3": server.endpoint,
        **more,
    }


LOCAL = x509.IPAddress(ip_address("127.0.0.1"))


def test_an_authority_of_the_bundle_is_trusted(
    serve: Callable[..., tuple[ObjectServer, Path]], aws_probe: AWSProbe, tmp_path: Path
) -> None:
    server, trusted = serve(LOCAL)
    variables = environment(server, AWS_CA_BUNDLE=str(trusted))
    with aws_probe.store("s3://lake", variables, tmp_path) as store:
        assert store.get("a") == CONTENT


@pytest.mark.parametrize(
    ("name", "is_trusted"), [(LOCAL, False), (x509.DNSName("elsewhere.example"), True)]
)
def test_nothing_is_sent_to_a_stranger(
    name: x509.GeneralName,
    is_trusted: bool,
    serve: Callable[..., tuple[ObjectServer, Path]],
    aws_probe: AWSProbe,
    tmp_path: Path,
) -> None:
    """Neither to one that nobody vouches for, nor to one that is vouched for as another."""
    server, trusted = serve(name)
    variables = environment(server, **({"AWS_CA_BUNDLE": str(trusted)} if is_trusted else {}))
    with aws_probe.store("s3://lake", variables, tmp_path) as store:
        with pytest.raises(StoreError) as refused:
            store.get("a")
    assert refused.value.code == "unreachable"
    assert server.requests == []
