"""A JupyterLab as a browser drives it: its REST face, and a kernel's messages over a websocket."""

import json
import time
import uuid
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import websocket


class Lab:
    """A JupyterLab at the address that Atelier answered."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.base = f"{parts.scheme}://{parts.netloc}"
        self.token = parse_qs(parts.query)["token"][0]
        self.path = unquote(parts.path.removeprefix("/lab/tree/"))
        self.client = httpx.Client(
            base_url=self.base, headers={"Authorization": f"token {self.token}"}, timeout=60, trust_env=False
        )

    def notebook(self) -> dict[str, Any]:
        """Return the opened notebook as JupyterLab reads it."""
        found: dict[str, Any] = self.client.get(f"/api/contents/{self.path}").raise_for_status().json()["content"]
        return found

    def save(self, content: dict[str, Any]) -> None:
        """Save the opened notebook as JupyterLab does."""
        body = {"type": "notebook", "format": "json", "content": content}
        self.client.put(f"/api/contents/{self.path}", json=body).raise_for_status()

    def kernel(self) -> "Kernel":
        """Start a kernel for the opened notebook."""
        body = {"path": self.path, "name": self.path, "type": "notebook", "kernel": {"name": "python3"}}
        made = self.client.post("/api/sessions", json=body).raise_for_status().json()
        return Kernel(self, made["kernel"]["id"])


class Kernel:
    """A running kernel."""

    def __init__(self, lab: Lab, id_: str) -> None:
        self.id = id_
        self._socket = websocket.create_connection(
            f"{lab.base.replace('http', 'ws', 1)}/api/kernels/{id_}/channels?token={lab.token}", timeout=120
        )

    def run(self, code: str) -> str:
        """Run code, and return what it printed; an error's name and sentence stand in the place of output."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
        header |= {"username": "", "session": uuid.uuid4().hex}
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        self._socket.send(json.dumps(
            {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        ))  # fmt: skip
        printed = ""
        until = time.monotonic() + 120
        while time.monotonic() < until:
            message = json.loads(self._socket.recv())
            if message["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            kind, said = message["msg_type"], message["content"]
            if kind == "stream":
                printed += said["text"]
            elif kind == "error":
                printed += f"{said['ename']}: {said['evalue']}\n"
            elif kind == "status" and said["execution_state"] == "idle":
                return printed
        raise AssertionError(f"the kernel did not answer: {printed}")

    def run_all(self, notebook: dict[str, Any]) -> str:
        """Run the code cells one after the other, and return all that was printed."""
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        return "".join(self.run("".join(cell["source"])) for cell in cells)
