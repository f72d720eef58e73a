#!/usr/bin/env python3
"""What rust-analyzer completes while an endpoint is being typed.

It opens the crate beside this file, types one beginning of a declaration after another
into the trait in memory, and asks for completions at the cursor. It needs the components
`rust-analyzer` and `rust-src`, and a minute for the first index. rust-analyzer would add
`rust-src` by itself, with which rustc says more in one case of `tests/ui`, so the script
ends if it is not there.

    tests/outside/completions.py
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
MAIN = HERE / "src/main.rs"
CURSOR = "‸"

# The last declaration of the trait, after which another is typed.
DECLARED = "    async fn authorise(&self, event_id: &str) -> Result<()>;\n"
# The call that is typed anew.
CALLED = 'session.authorise("event/7 é").await?;'

WHOLE = '#[bank::endpoint(path = "/partner/users/names", auth = partner)]'

# What is typed into the trait, what is typed into `main`, and what has to be offered.
CASES = [
    (f"{WHOLE}\n    async fn name(&self, #[body] user: &New{CURSOR})", CALLED, "NewUser"),
    (f"{WHOLE}\n    async fn name(&self, #[body] user: &New{CURSOR}) -> Result<()>;", CALLED, "NewUser"),
    (f"{WHOLE}\n    async fn name(&self, id: &str, #[query] from: Opt{CURSOR})", CALLED, "Option"),
    (f"{WHOLE}\n    async fn name(&self) -> Result<Crea{CURSOR}>", CALLED, "CreatedUser"),
    (f"#[bank::endpoint(pa)]\n    async fn name(&self, #[body] user: &New{CURSOR})", CALLED, "NewUser"),
    (f"#[bank::endpoint(path = )]\n    async fn name(&self) -> Result<Crea{CURSOR}>;", CALLED, "CreatedUser"),
    (f"{WHOLE}\n    async fn name(&self, id: u64) -> Result<()>;", f"session.{CURSOR}", "authorise"),
    (f"{WHOLE}\n    async fn name(&self, id: u64) -> Result<()>;", f"client.{CURSOR}", "create_user"),
    ("#[bank::endpoint(pa)]", f"session.{CURSOR}", "authorise"),
    ("#[bank::endpoint(path = )]\n    async fn name(&self);", f"client.{CURSOR}", "create_user"),
    (f"{WHOLE}\n    async fn name(&self) -> Result<()>", f"session.{CURSOR}", "authorise"),
    (f"{WHOLE}\n    async fn name(&self, #[body] user)", f"client.{CURSOR}", "create_user"),
    (f"{WHOLE}\n    async fn name", f"session.{CURSOR}", "authorise"),
]


class Server:
    """rust-analyzer, spoken to over its standard input and output."""

    def __init__(self):
        environment = dict(os.environ)
        target = pathlib.Path(environment.get("CARGO_TARGET_DIR", HERE / "../../target"))
        environment["CARGO_TARGET_DIR"] = str(target.resolve() / "outside")
        self.process = subprocess.Popen(
            ["rust-analyzer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=HERE,
        )
        self.last = 0

    def send(self, message):
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(text), text))
        self.process.stdin.flush()

    def notify(self, method, **params):
        self.send({"method": method, "params": params})

    def receive(self):
        """The next message; what the server asks is answered with nothing."""
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            name, value = line.split(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if length == 0:
            sys.exit("rust-analyzer has ended")
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            self.send({"id": message["id"], "result": None})
        return message

    def request(self, method, **params):
        self.last += 1
        # `shutdown` has no parameters, and rust-analyzer refuses an empty object.
        message = {"id": self.last, "method": method}
        self.send({**message, "params": params} if params else message)
        while True:
            message = self.receive()
            if message.get("id") == self.last and "method" not in message:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']}")
                return message["result"]

    def wait_until_quiet(self):
        """Returns when everything is loaded and each macro can be expanded."""
        while True:
            message = self.receive()
            if message.get("method") == "experimental/serverStatus":
                status = message["params"]
                if status["health"] != "ok":
                    print(status.get("message"), file=sys.stderr)
                if status["quiescent"]:
                    return


def position(text):
    """Where the cursor is, in lines and UTF-16 code units."""
    before = text[: text.index(CURSOR)].split("\n")
    return {"line": len(before) - 1, "character": len(before[-1].encode("utf-16-le")) // 2}


def refuse_to_add_a_component():
    """Ends where rust-analyzer would install the sources of the standard library."""
    sysroot = subprocess.run(["rustc", "--print", "sysroot"], cwd=HERE, capture_output=True, text=True, check=True)
    if not (pathlib.Path(sysroot.stdout.strip()) / "lib/rustlib/src/rust/library").is_dir():
        sys.exit("rust-src is missing; expected `rustup component add rust-src`, and `remove` before the tests of tests/ui")


def main():
    refuse_to_add_a_component()
    shutil.copy(HERE / "../../Cargo.lock", HERE / "Cargo.lock")
    source = MAIN.read_text()
    assert DECLARED in source and CALLED in source, "src/main.rs is another than expected"
    server = Server()
    server.request(
        "initialize",
        processId=os.getpid(),
        rootUri=HERE.as_uri(),
        capabilities={"experimental": {"serverStatusNotification": True}},
        initializationOptions={"checkOnSave": False, "procMacro": {"enable": True}},
    )
    server.notify("initialized")
    uri = MAIN.as_uri()
    opened = {"uri": uri, "languageId": "rust", "version": 0, "text": source}
    server.notify("textDocument/didOpen", textDocument=opened)
    server.wait_until_quiet()
    failed = 0
    for version, (declaration, call, expected) in enumerate(CASES, 1):
        text = source.replace(DECLARED, f"{DECLARED}\n    {declaration}\n").replace(CALLED, call)
        at = position(text)
        document = {"uri": uri, "version": version}
        changes = [{"text": text.replace(CURSOR, "")}]
        server.notify("textDocument/didChange", textDocument=document, contentChanges=changes)
        offered = server.request("textDocument/completion", textDocument={"uri": uri}, position=at)
        items = offered["items"] if isinstance(offered, dict) else offered or []
        labels = [item["label"].split("(")[0].split("…")[0].strip() for item in items]
        found = expected in labels
        failed += not found
        typed = " ".join((declaration if CURSOR in declaration else f"{declaration} … {call}").split())
        print("ok    " if found else "FAILED", f"{expected} at", typed)
    server.request("shutdown")
    server.notify("exit")
    print(f"{len(CASES) - failed} of {len(CASES)}")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
