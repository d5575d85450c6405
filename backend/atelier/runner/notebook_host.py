"""The process above one JupyterLab: it starts it bounded, and ends it with all its kernels when it is told to, or when
the server that started it is gone.

Standard input is its line to that server: a description first, then nothing; its end is the order to stop, and it ends
by itself when the server dies, however that dies.
"""

import json
import os
import sys
import threading

from atelier.runner.child import run_child
from atelier.runner.limits import Limits

_MOST_LINES = 5_000
_LOOK_SECONDS = 0.5  # thirty idle sessions must not keep a processor busy


def main() -> int:
    """Run JupyterLab until it ends or has to; returns 0 when that was asked for."""
    spec = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**spec["limits"])
    is_over = threading.Event()
    threading.Thread(target=_listen, args=(is_over,), daemon=True).start()
    ended = run_child(
        [sys.executable, "-m", "atelier.runner.notebook_server"],
        given=json.dumps(spec).encode(),
        environment=os.environ | {"JUPYTER_TOKEN": spec["token"], "ATELIER_API_KEY": spec["api_key"]},
        folder=spec["scratch"],
        limits=limits,
        on_line=_Log(),
        should_stop=is_over.is_set,
        look_seconds=_LOOK_SECONDS,
    )
    print(json.dumps({"ended": ended.how, "code": ended.code}), flush=True)  # noqa: T201  # the log's last line
    return 0 if ended.how == "stopped" else 1


def _listen(is_over: threading.Event) -> None:
    while os.read(0, 1):  # not through a buffer, whose lock this thread would hold when the process ends
        pass
    is_over.set()


class _Log:
    """The first lines of what JupyterLab says; a kernel that prints for days must not fill the disk."""

    def __init__(self) -> None:
        self._left = _MOST_LINES

    def __call__(self, line: str) -> None:
        if self._left > 0:
            self._left -= 1
            print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
