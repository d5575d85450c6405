"""The process that runs one activity: specification on standard input, events on standard output, results on disk.

It never opens the database. Its first act is to tie its life to its supervisor's.
"""

import ctypes
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import IO, Any

from atelier import jsontext
from atelier.errors import AtelierError, OutOfMemory, Stopped

EXIT_DONE, EXIT_FAILED, EXIT_STOPPED = 0, 3, 4
_PR_SET_PDEATHSIG = 1
_OWN_CODE_SECONDS = 24 * 3600.0
_MEMORY_WORDS = ("resourceexhausted", "out of memory", "oom when allocating", "out_of_memory")


class PipeChannel:
    """Events as JSON lines on what was standard output; prints of libraries go to standard error instead."""

    def __init__(self) -> None:
        self._file = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)
        self._lock = threading.Lock()

    def send(self, value: dict[str, Any]) -> None:
        """Send one line; a supervisor that is gone ends this process by signal, not here."""
        line = jsontext.dumps(value).encode() + b"\n"
        with self._lock:
            view = memoryview(line)
            while view:
                view = view[self._file.write(view) :]


def main() -> int:
    """Run the activity that standard input describes and return the exit code."""
    _die_with_parent()
    channel = PipeChannel()
    first = sys.stdin.buffer.readline()
    if not first:
        return EXIT_STOPPED
    raw = jsontext.loads(first)
    if _runs_own_code(raw):
        _bound_for_own_code(raw, channel)  # before the first thread: those that run are not bound
    stop = threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, stop), daemon=True).start()
    try:
        return _run(raw, channel, stop)
    except Stopped as stopped:
        channel.send({"kind": "stopped", "message": stopped.message})
        return EXIT_STOPPED
    except AtelierError as error:
        channel.send({"kind": "failed", "error": described(error)})
        return EXIT_FAILED
    except MemoryError:
        channel.send({"kind": "failed", "error": described(_out_of_memory())})
        return EXIT_FAILED
    except Exception as error:  # the last stop: whatever a recipe raises becomes an answer
        return _unexpected(error, channel)


def described(error: AtelierError) -> dict[str, Any]:
    """Return an error as JSON."""
    return {
        "code": error.code,
        "message": error.message,
        "hint": error.hint,
        "fields": [{"loc": list(problem.loc), "message": problem.message} for problem in error.fields],
        "details": error.details,
    }


def _run(raw: dict[str, Any], channel: PipeChannel, stop: threading.Event) -> int:
    from atelier.runner.context import ProcessContext
    from atelier.runner.spec import RunSpec
    from atelier.storage.staging import seal

    spec = RunSpec.model_validate(raw)
    found = _type_of(spec.kind, spec.type)
    params = found.Params.model_validate(spec.params)
    context = ProcessContext(spec, channel, stop)
    try:
        found.run(context, params)
        seal(spec.staging, context.outputs)
    finally:
        context.close()
    return EXIT_DONE


def _runs_own_code(raw: dict[str, Any]) -> bool:
    """Say whether an activity trains or judges by a person's code; recipes of code start a process of their own."""
    design = raw["params"].get("design")
    if not isinstance(design, dict) and raw["kind"] == "recipe":
        design = _judged_design(raw)
    if not isinstance(design, dict):
        return False
    from atelier.ml.tabular import owncode

    return owncode.holds_code(design)


def _judged_design(raw: dict[str, Any]) -> Any:
    """Return the design of the saved model that a recipe judges; None where it judges none."""
    from atelier.ml.tabular.model import DESCRIPTION
    from atelier.recipes import registry

    given = raw["inputs"].get(registry.get(raw["type"]).judges)
    if given is None:
        return None
    with Path(given["manifest"]).open("rb") as lines:
        places = [one["at"] for one in map(jsontext.loads, lines) if one["path"] == DESCRIPTION]
    try:
        described = jsontext.loads(Path(places[0]).read_bytes()) if places else None
    except (OSError, ValueError):
        return None  # the recipe says that the model cannot be read
    return described.get("design") if isinstance(described, dict) else None


def _bound_for_own_code(raw: dict[str, Any], channel: PipeChannel) -> None:
    """Bound this process as that of a code recipe is bounded: its inputs, its staging folder, nothing else."""
    from atelier.ml.tabular import owncode
    from atelier.runner import bounding
    from atelier.settings import get_settings

    staging = Path(raw["staging"])
    scratch = staging / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    # the caches are everybody's: what code could write into them, others would read
    raw["cache"] = str(scratch / "cache")
    os.environ |= {"HOME": str(scratch), "TMPDIR": str(scratch), "KERAS_HOME": str(scratch)}
    os.chdir(scratch)
    readable, openable = bounding.places_of(raw["inputs"])
    lacking = bounding.bound(
        readable=[*readable, str(get_settings().home / "plugins")],
        openable=openable,
        writable=[str(staging)],
        limits=bounding.limits_for(_OWN_CODE_SECONDS, raw["device"]["threads"]),
    )
    for text in lacking:
        channel.send({"kind": "log", "level": "WARN", "source": "job", "text": text})
    owncode.allow()


def _type_of(kind: str, name: str) -> Any:
    """Return what carries an activity out: it has `Params` and `run`."""
    if kind == "session":
        from atelier.ml.tabular.session import TrainingSession

        return TrainingSession()
    from atelier.macros import registry as macros
    from atelier.recipes import registry as recipes

    return (recipes if kind == "recipe" else macros).get(name)


def _unexpected(error: Exception, channel: PipeChannel) -> int:
    if any(word in f"{type(error).__name__} {error}".lower() for word in _MEMORY_WORDS):
        channel.send({"kind": "failed", "error": described(_out_of_memory())})
        return EXIT_FAILED
    for line in traceback.format_exc().rstrip().splitlines():
        channel.send({"kind": "log", "level": "ERROR", "source": "python", "text": line})
    message = f"The recipe stopped on an error of the program: {type(error).__name__}: {error}"
    failed = {"code": "unexpected", "message": message, "hint": "The log's last lines show where.", "fields": []}
    channel.send({"kind": "failed", "error": failed})
    return EXIT_FAILED


def _out_of_memory() -> OutOfMemory:
    return OutOfMemory(
        "There was not enough memory for this run.",
        hint="Halve the batch size, or choose smaller pictures, and run again.",
    )


def _listen(stdin: IO[bytes], stop: threading.Event) -> None:
    for line in stdin:
        if jsontext.loads(line).get("do") == "stop":
            stop.set()


def _die_with_parent() -> None:
    parent = int(os.environ.get("ATELIER_SUPERVISOR_PID", "0"))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent and os.getppid() != parent:  # it was gone before the signal was set
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    # at once: the listening thread sits in a read that the interpreter's own shutdown would wait for
    os._exit(code)
