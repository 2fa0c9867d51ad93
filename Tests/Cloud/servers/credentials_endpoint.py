"""The endpoint at which ECS and EKS give a container its credentials."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class CredentialsEndpoint:
    """Hands out one pair of keys to whoever has the token."""

    def __init__(self, access_key: str, secret_key: str, token: str) -> None:
        self.requests = 0
        self.lifetime = timedelta(hours=1)
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                endpoint.requests += 1
                if self.headers["Authorization"] != token:
                    self._send(401, {"code": "Unauthorized", "message": "another token"})
                    return
                expiration = datetime.now(UTC) + endpoint.lifetime
                answer = {
                    "AccessKeyId": access_key,
                    "SecretAccessKey": secret_key,
                    "Expiration": expiration.strftime("%Y-%m-%dT%H:%M:%SZ"),
                }
                self._send(200, answer)

            def _send(self, status: int, answer: dict[str, str]) -> None:
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Keeps the output to that of the tests."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/keys"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stops listening."""
        self._server.shutdown()
        self._server.server_close()
