"""Asking a session's JupyterLab what runs in it.

Its kernels are a person's code, which may answer in its place: answers are bounded, shown, and used to tell idleness.
"""

import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

_SECONDS = 3.0
_MOST_BYTES = 2**20
_MOST_KERNELS = 100


@dataclass(frozen=True, slots=True)
class Kernel:
    """A running kernel: the notebook's path in the folder, and whether it computes."""

    notebook: str
    is_busy: bool
    last_used_at: datetime | None


def is_ready(address: str, token: str) -> bool:
    """Say whether JupyterLab answers there to this token."""
    return _asked(address, token, "/api/status") is not None


def kernels(address: str, token: str) -> list[Kernel] | None:
    """Return what runs, or None when nothing sensible was answered."""
    found = _asked(address, token, "/api/sessions")
    if not isinstance(found, list):
        return None
    return [_kernel(one) for one in found[:_MOST_KERNELS] if isinstance(one, dict)]


def _kernel(said: dict[str, Any]) -> Kernel:
    kernel = said.get("kernel")
    kernel = kernel if isinstance(kernel, dict) else {}
    return Kernel(
        notebook=str(said.get("path") or "")[:300],
        is_busy=kernel.get("execution_state") == "busy",
        last_used_at=_when(kernel.get("last_activity")),
    )


def _when(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else None


def _asked(address: str, token: str, path: str) -> Any:
    """Return the JSON answered, None for anything else; it is read only so far."""
    given = {"Authorization": f"token {token}"}
    # httpx would take a proxy from the environment, and the token would go there
    try:
        with (
            httpx.Client(timeout=_SECONDS, trust_env=False, follow_redirects=False) as client,
            client.stream("GET", address + path, headers=given) as answer,
        ):
            if answer.status_code != 200:
                return None
            data = b""
            until = time.monotonic() + _SECONDS
            for chunk in answer.iter_bytes():
                data += chunk
                if len(data) > _MOST_BYTES or time.monotonic() > until:
                    return None
        return json.loads(data)
    except (httpx.HTTPError, ValueError, RecursionError):
        return None
