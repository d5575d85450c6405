"""Running the Python of a person: in a process of its own, bounded, its results taken in only as far as they hold."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from atelier.errors import ActivityFailed, FieldProblem, OutOfMemory, Stopped
from atelier.recipes.base import RunContext
from atelier.runner.bounding import limits_for, places_of
from atelier.runner.child import Ended, run_child
from atelier.runner.limits import Limits
from atelier.settings import get_settings
from atelier.storage.dataset import arrow_schema
from atelier.storage.schema import columns_from

_FOLDER_OF_DATAIKU = Path(__file__).resolve().parents[1] / "dataiku_module"
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTP_PROXY",
              "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "LD_LIBRARY_PATH",
              "ATELIER_SUPERVISOR_PID", "ATELIER_HOME", "CUDA_VISIBLE_DEVICES")  # fmt: skip


def run_python(
    ctx: RunContext, code: str, *, seconds: float, config: dict[str, Any] | None = None, loc: str = "code"
) -> None:
    """Run the code with the run's inputs and outputs, and take in what it wrote.

    Raises `ActivityFailed` with `details` of the line and the traceback when it raised, `Stopped` when it was asked to.
    """
    outcome = _execute(ctx, code, seconds, config or {})
    if "type" in outcome:
        raise _raised(ctx, outcome, loc)
    _take_in(ctx, outcome.get("outputs", {}))


def _execute(ctx: RunContext, code: str, seconds: float, config: dict[str, Any]) -> dict[str, Any]:
    place = ctx.scratch / "code"
    place.mkdir(parents=True, exist_ok=True)
    items = ctx.described()
    described = {**items, "project_key": ctx.project_key, "variables": ctx.variables, "config": config}
    (place / "described.json").write_text(json.dumps(described), encoding="utf-8")
    outcome = ctx.scratch / "outcome.json"
    limits = limits_for(seconds, ctx.device.threads)
    readable, openable = places_of(items["inputs"])
    spec = {
        "code": code,
        "description": str(place / "described.json"),
        "outcome": str(outcome),
        "readable": readable,
        "openable": openable,
        "writable": [str(ctx.scratch), *(one["path"] for one in items["outputs"].values())],
        "limits": limits.as_json(),
        "network": get_settings().code_network,
        "of_recipe": True,
    }
    ended = run_child(
        [sys.executable, "-m", "atelier.runner.script"],
        given=json.dumps(spec).encode(),
        environment=_environment(ctx, place),
        folder=place,
        limits=limits,
        on_line=lambda line: ctx.log(line, source="python"),
        should_stop=ctx.stop_requested,
    )
    _demand_ended(ended, limits)
    try:
        found: dict[str, Any] = json.loads(outcome.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise _ended_badly(ended, limits) from None
    return found


def _environment(ctx: RunContext, place: Path) -> dict[str, str]:
    backend = Path(__file__).resolve().parents[2]
    given = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    paths = dict.fromkeys([str(_FOLDER_OF_DATAIKU), str(backend), *given])
    threads = str(ctx.device.threads)
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(place),
        "TMPDIR": str(place),
        "MPLBACKEND": "Agg",
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def _demand_ended(ended: Ended, limits: Limits) -> None:
    match ended.how:
        case "stopped":
            raise Stopped("The code was stopped.")
        case "too_long":
            raise ActivityFailed(
                f"The code did not end within {limits.seconds / 60:g} minutes and was stopped.",
                hint="Raise the time limit in the recipe's settings, or let the code do less.",
            )
        case "too_many_processes":
            raise ActivityFailed(f"The code started more than {limits.processes} processes and was stopped.")
        case "too_much_memory":
            raise _too_much_memory(limits)
        case "ended":
            return


def _ended_badly(ended: Ended, limits: Limits) -> ActivityFailed:
    if ended.code == -signal.SIGXCPU:
        return ActivityFailed(
            f"The code used more than {limits.cpu_seconds:,} seconds of a processor and was stopped.",
            hint="Raise the time limit in the recipe's settings, or let the code do less.",
        )
    if ended.code == -signal.SIGKILL:
        return _too_much_memory(limits)
    if ended.code == -signal.SIGXFSZ:
        return ActivityFailed(f"The code wrote a file of more than {limits.file_bytes / 2**30:g} GB and was stopped.")
    if ended.code < 0:
        return ActivityFailed(f"The code ended on signal {signal.Signals(-ended.code).name}.")
    return ActivityFailed(f"The code ended its own process with code {ended.code}; nothing of it is kept.")


def _too_much_memory(limits: Limits) -> OutOfMemory:
    return OutOfMemory(
        f"The code needed more than the {limits.memory_bytes / 2**30:.1f} GB of memory that it may use.",
        hint="Read in pieces with iter_dataframes, or only the columns that are needed.",
    )


def _raised(ctx: RunContext, outcome: dict[str, Any], loc: str) -> ActivityFailed:
    for line in outcome.get("traceback", []):
        ctx.log(str(line), source="python", level="ERROR")
    kind, said = str(outcome["type"]), str(outcome.get("message", ""))
    line = outcome.get("line")
    where = f"Line {line}: " if line else ""
    message = f"{where}{kind}: {said}" if said else f"{where}{kind}."
    details = {name: outcome.get(name) for name in ("line", "column", "message", "type", "traceback")}
    if kind == "MemoryError":
        error = _too_much_memory(limits_for(60, 1))
        return OutOfMemory(f"{where}{error.message}", hint=error.hint, details=details)
    return ActivityFailed(message, fields=(FieldProblem(("params", loc), message),), details=details)


def _take_in(ctx: RunContext, written: dict[str, Any]) -> None:
    """Adopt the parts that the code says it wrote, each looked at again: the code could have said anything."""
    for slot, one in ctx.described()["outputs"].items():
        if one["kind"] == "folder":
            _demand_files(one)
            continue
        if slot not in written or not written[slot]["parts"]:
            raise ActivityFailed(
                f"The code did not write {one['name']}.",
                hint=f'Write it with dataiku.Dataset("{one["name"]}").write_with_schema(frame), or take it out of the'
                " recipe's outputs.",
            )
        columns = columns_from(written[slot]["columns"])
        output = ctx.output_dataset(slot)
        rows = 0
        for name in written[slot]["parts"]:
            with _opened(Path(one["path"]) / Path(name).name, one["name"]) as found:
                if found.schema_arrow.remove_metadata() != arrow_schema(columns):
                    raise ActivityFailed(
                        f"What was written to {one['name']} does not have the columns that were named."
                    )
                count = int(found.metadata.num_rows)
            output.adopt_part(columns, Path(name).name, count)
            rows += count
        ctx.log(f"{one['name']}: {rows:,} rows, {len(columns):,} columns written")
        ctx.summarise(rows=rows)


def _demand_files(one: dict[str, Any]) -> None:
    if not any(path.is_file() for path in Path(one["path"]).rglob("*")):
        raise ActivityFailed(
            f"The code wrote nothing into the folder {one['name']}.",
            hint=f'Write a file with dataiku.Folder("{one["name"]}").upload_data("name.txt", data), or take it out of'
            " the recipe's outputs.",
        )


def _opened(place: Path, name: str) -> Any:
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(place)
    except Exception as error:
        raise ActivityFailed(f"What was written to {name} cannot be read back: {error}") from None
