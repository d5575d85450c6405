"""The Python of a probe or check: run in a process of its own that can read the one item and nothing else.

The server starts this module as a go-between, which watches over the process with the code: watching ends every process
that came to be meanwhile, and the server itself has others.
"""

import ast
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from atelier.errors import InvalidInput, Stopped
from atelier.runner.bounding import limits_for
from atelier.runner.child import run_child
from atelier.runner.limits import Limits
from atelier.settings import get_settings

SECONDS = 60.0
_LOOK_SECONDS = 0.25
MAX_CHARACTERS = 200_000
_MEMORY_BYTES = 2 * 2**30
_FILE_BYTES = 64 * 2**20
_MANY_FILES = 5_000
_BACKEND = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_CALL = """

def _atelier_call():
    import inspect
    import json
    import dataiku
    described = {described!r}
    item = dataiku.Dataset(described["ref"]) if described["kind"] == "dataset" else dataiku.Folder(described["ref"])
    given = {{"partition_id": None, "last_values": described["last_values"]}}
    wanted = inspect.signature(process).parameters
    found = process(**{{name: given.get(name, item) for name in wanted}})
    with open({place!r}, "w", encoding="utf-8") as file:
        json.dump(found, file, default=lambda value: value.item() if hasattr(value, "item") else str(value))

_atelier_call()
"""


def code_problem(code: str) -> str | None:
    """Return why a text is no Python that defines `process`, or None. Nothing is run."""
    if not code.strip():
        return "There is no code yet."
    if len(code) > MAX_CHARACTERS:
        return f"The code has more than {MAX_CHARACTERS:,} characters."
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        return f"Line {error.lineno}: {error.msg}."
    except (ValueError, RecursionError, MemoryError):
        return "The code cannot be read as Python."
    if not any(isinstance(node, ast.FunctionDef) and node.name == "process" for node in tree.body):
        return "The code must define a function called “process”."
    return None


def call_process(
    code: str,
    describe: Callable[[Path], dict[str, Any]],
    *,
    project_key: str,
    last_values: Mapping[str, Any] | None = None,
    seconds: float = SECONDS,
    should_stop: Callable[[], bool] = lambda: False,
) -> Any:
    """Call the `process` of the code with the item, and return what it gives, as JSON holds it.

    Its parameters are given by name: `last_values` and `partition_id`, any other one is the item. Raises `InvalidInput`
    with the line when the code raises, and when it takes too much time or memory; `Stopped` when it was asked to stop.
    """
    problem = code_problem(code)
    if problem is not None:
        raise InvalidInput.at(("params", "code"), problem)
    with tempfile.TemporaryDirectory(prefix="atelier-probe-") as folder:
        work = Path(folder).resolve()
        item = describe(work)
        given = {"inputs": {"item": item}, "outputs": {}, "project_key": project_key, "variables": {}, "config": {}}
        (work / "described.json").write_text(json.dumps(given), encoding="utf-8")
        value = work / "value.json"
        called = {"kind": item["kind"], "ref": item["id"] if item["kind"] == "folder" else item["name"],
                  "last_values": dict(last_values or {})}  # fmt: skip
        limits = replace(
            limits_for(seconds, 1),
            memory_bytes=min(_MEMORY_BYTES, get_settings().code_memory_bytes),
            file_bytes=_FILE_BYTES,
        )
        readable, openable = _places(item)
        spec = {
            "code": code + _CALL.format(described=called, place=str(value)),
            "description": str(work / "described.json"),
            "outcome": str(work / "outcome.json"),
            "readable": readable,
            "openable": openable,
            "writable": [str(work)],
            "limits": limits.as_json(),
            "network": False,
            "of_recipe": False,
        }
        ended = _between(spec, work, seconds, should_stop)
        outcome = _read(work / "outcome.json")
        if outcome is None:
            raise _ended_badly(ended, limits)
        if "type" in outcome:
            raise _raised(outcome, lines=code.count("\n") + 1)
        return _read(value)


def _between(spec: dict[str, Any], work: Path, seconds: float, should_stop: Callable[[], bool]) -> dict[str, Any]:
    """Start the go-between and wait for it; it ends what it started, and is ended itself when it does not."""
    process = subprocess.Popen(  # our own interpreter and module
        [sys.executable, "-m", "atelier.probes.pythonprocess"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(work),
        cwd=work,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + seconds + 15
        given: bytes | None = json.dumps({"spec": spec, "folder": str(work)}).encode()
        while time.monotonic() < until:
            with contextlib.suppress(subprocess.TimeoutExpired):
                said, _ = process.communicate(given, timeout=_LOOK_SECONDS)
                found: dict[str, Any] = json.loads(said or b"{}")
                return found
            given = None  # what was begun to be written goes on being written
            if should_stop():
                raise Stopped("The measuring was stopped.")
        return {"how": "too_long", "code": -signal.SIGKILL}
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _environment(work: Path) -> dict[str, str]:
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join([str(_BACKEND / "atelier" / "dataiku_module"), str(_BACKEND)]),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(work),
        "TMPDIR": str(work),
        "MPLBACKEND": "Agg",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def _places(item: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the files of the item to be read; of a large folder the places whose files may be opened by name."""
    if item["kind"] != "folder":
        return list(item["parts"]), []
    with Path(item["manifest"]).open("rb") as lines:
        files = [json.loads(line)["at"] for line in lines]
    if len(files) <= _MANY_FILES:
        return [item["manifest"], *files], []
    return [item["manifest"]], sorted({str(Path(file).parent.parent) for file in files})


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > _FILE_BYTES:
            return None
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _raised(outcome: dict[str, Any], *, lines: int) -> InvalidInput:
    line, said = outcome.get("line"), str(outcome.get("message") or "")
    # what stands below the person's code called it: a line there means nothing to them
    where = f"Line {line}: " if isinstance(line, int) and line <= lines else ""
    message = f"{where}{outcome['type']}{f': {said}' if said else ''}"
    return InvalidInput.at(("params", "code"), message[:900])


def _ended_badly(ended: dict[str, Any], limits: Limits) -> InvalidInput:
    match ended.get("how"):
        case "too_long":
            return InvalidInput(f"The code did not end within {limits.seconds:.0f} seconds and was stopped.")
        case "too_many_processes":
            return InvalidInput(f"The code started more than {limits.processes} processes and was stopped.")
    if ended.get("how") == "too_much_memory" or ended.get("code") == -signal.SIGKILL:
        return InvalidInput(f"The code needed more than the {limits.memory_bytes / 2**30:.0f} GB of memory it may use.")
    if ended.get("code") == -signal.SIGXCPU:
        return InvalidInput(f"The code did not end within {limits.seconds:.0f} seconds and was stopped.")
    return InvalidInput(f"The code ended its own process with code {ended.get('code')}; there is no value.")


def main() -> int:
    """Watch over the process with the code, as standard input describes it, and say how it ended."""
    given = json.loads(sys.stdin.buffer.read())
    ended = run_child(
        [sys.executable, "-m", "atelier.runner.script"],
        given=json.dumps(given["spec"]).encode(),
        environment=os.environ,
        folder=Path(given["folder"]),
        limits=Limits(**given["spec"]["limits"]),
        on_line=lambda _: None,
    )
    sys.stdout.write(json.dumps({"how": ended.how, "code": ended.code}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
