"""Answers the calls of src/main.rs and checks what arrives, byte for byte.

Runs the program that is given as arguments, with the server's address behind
them, and exits with 0 if the program did and every request was as expected.
"""

import subprocess
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

EXPECTED = [
    {
        "line": "POST /baas-sca/user-management/partner/users HTTP/1.1",
        "headers": {
            "accept": "application/json",
            "content-length": "27",
            "content-type": "application/json",
            "x-connectpay-api-key": "Q29ubmVjdFBheTpFYXN5QmFua2luZw==",
        },
        "body": b'{"email":"ada@example.com"}',
    },
    {
        "line": "POST /example/partner/documents/d%3A7:close?tags=a+b,%C3%A9 HTTP/1.1",
        "headers": {
            "accept": "application/json",
            "content-length": "11",
            "content-type": "application/pdf",
            "x-api-version": "2",
            "x-connectpay-api-key": "Q29ubmVjdFBheTpFYXN5QmFua2luZw==",
        },
        "body": b"%PDF-1.7\n\x00\xff",
    },
    {
        "line": "POST /baas-sca/user-management/client/sca/authorise/event%2F7%20%C3%A9 HTTP/1.1",
        "headers": {
            "accept": "application/json",
            "authorization": "Bearer eyJhbGciOiJub25lIn0.e30.",
            "content-length": "0",
            "psu-ip-address": "198.51.100.7",
        },
        "body": b"",
    },
]

arrived = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        names = [name.lower() for name in self.headers.keys()]
        headers = {name.lower(): value for name, value in self.headers.items()}
        assert len(names) == len(headers), f"a header was sent twice: {names}"
        # These name the version, the address and the call of this run.
        headers.pop("host")
        headers.pop("user-agent")
        uuid.UUID(headers.pop("x-request-id"))
        arrived.append(
            {"line": self.requestline, "headers": headers, "body": self.rfile.read(length)}
        )
        answer = b'{"userId":"u-1"}'
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
status = subprocess.run([*sys.argv[1:], f"http://127.0.0.1:{server.server_port}"]).returncode
server.shutdown()
if status != 0:
    sys.exit(f"the program failed with {status}")
if arrived != EXPECTED:
    sys.exit(f"arrived:  {arrived}\nexpected: {EXPECTED}")
print(f"{len(arrived)} requests arrived as declared")
