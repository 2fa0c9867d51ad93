"""The `aws` that has `aws_command_server.py` do the work: the socket is beside it."""

import marshal
import os
import socket
import sys

HEADER_BYTES = 8
FAILED = 255

with socket.socket(socket.AF_UNIX) as server:
    server.connect(os.path.join(os.path.dirname(os.path.realpath(sys.argv[0])), "calls"))
    call = marshal.dumps((os.getcwd(), sys.argv[1:], dict(os.environb)))
    socket.send_fds(server, [len(call).to_bytes(HEADER_BYTES, "big")], [0, 1, 2])
    server.sendall(call)
    status = server.recv(1)
    sys.exit(status[0] if status else FAILED)
