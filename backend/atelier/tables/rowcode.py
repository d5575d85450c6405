"""The process in which a Python step's code sees rows: a program of its own, with the standard library only.

Lines of JSON come in on standard input, a description first, then rows in batches; for each batch a line goes out.
Nothing that the code prints reaches these lines. The process bounds itself and shuts itself off from files before it
runs a line of the code.
"""

import contextlib
import ctypes
import json
import linecache
import math
import os
import resource
import signal
import sys
import sysconfig
import traceback
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

FILE = "step.py"

_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/nix/store", "/etc/ld.so.cache", "/etc/localtime")
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_PARENT_DEATH_SIGNAL = 1
_MESSAGE_CHARACTERS = 1_000
_ABSENT = object()
_WANTED = {
    "ROW": "the row, or another dict",
    "MULTI_ROWS": "a list of dicts, one for each row; an empty list removes the row",
}


def main() -> None:
    """Answer batches of rows until there are no more, or the code fails."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "r+b", buffering=0) as nothing:  # noqa: PTH123
        for number in (0, 1, 2):
            os.dup2(nothing.fileno(), number)
    spec = json.loads(incoming.readline())

    def answer(value: dict[str, Any]) -> None:
        outgoing.write(json.dumps(value).encode() + b"\n")
        outgoing.flush()

    try:
        _die_with_parent()
        _shut_off(spec)
        _bound(spec["memory_bytes"], spec["cpu_seconds"])
        process = _function(spec["code"])
        columns = spec["columns"]
        first = 1
        for line in incoming:
            values = json.loads(line)
            answer(_mapped(process, spec, columns, values, first))
            first += len(values[0]) if values else 0
    except _Refused as refused:
        answer({"error": str(refused)})
    except MemoryError:
        answer({"error": "The code needs more memory than it may use."})


class _Refused(Exception):
    """A sentence about the code."""


class _Unfit(Exception):
    """The type of a result that a mode cannot use."""


def _function(code: str) -> Any:
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    names: dict[str, Any] = {"__name__": "step", "__file__": FILE}
    try:
        exec(compile(code, FILE, "exec"), names)  # noqa: S102  # it is what the step is for
    except SyntaxError as error:
        raise _Refused(f"Line {error.lineno} of the code cannot be read: {error.msg}.") from None
    except MemoryError:
        raise
    except BaseException as error:
        raise _Refused(f"{_place(error)} failed: {_words(error)}") from None
    found = names.get("process")
    if not callable(found):
        raise _Refused("The code needs a function process(row) that gives back the result.")
    return found


def _mapped(process: Any, spec: dict[str, Any], columns: list[str], values: list[list[Any]], first: int) -> Any:
    """Return the results of a batch as JSON texts, and which sorts of values each column got."""
    kinds: dict[str, dict[str, bool]] = {}
    out: list[str | None] = []
    mode = spec["mode"]
    readers = [_READERS.get(kind, _same) for kind in spec["kinds"]]
    for place, raw in enumerate(zip(*values, strict=True) if values else []):
        row = dict(zip(columns, _fresh(readers, raw), strict=True))
        try:
            result = process(row)
            if mode == "CELL":
                out.append(_written(result, kinds.setdefault("", {})))
            elif mode == "ROW":
                out.append(_changes(_dict(row if result is None else result), columns, _fresh(readers, raw), kinds))
            else:
                before = _fresh(readers, raw)
                # one by one: a generator may give the same dict again and again
                made = [_changes(_dict(one), columns, before, kinds) for one in _several(result)]
                out.append(f"[{','.join(made)}]")
        except _Unfit as unfit:
            raise _Refused(
                f"The function process(row) gave back {unfit} at row {first + place:,}: "
                f"it must give back {_WANTED[mode]}."
            ) from None
        except MemoryError:
            raise
        except BaseException as error:
            raise _Refused(f"{_place(error)} failed at row {first + place:,}: {_words(error)}") from None
    return {"out": out, "kinds": {name: sorted(found) for name, found in kinds.items()}}


def _fresh(readers: list[Any], raw: Any) -> list[Any]:
    return [reader(value) for reader, value in zip(readers, raw, strict=True)]


def _dict(result: Any) -> dict[Any, Any]:
    if not isinstance(result, dict):
        raise _Unfit(type(result).__name__)
    return result


def _several(result: Any) -> Any:
    if result is None or isinstance(result, dict | str | bytes) or not hasattr(result, "__iter__"):
        raise _Unfit("nothing" if result is None else type(result).__name__)
    return result


def _changes(result: dict[Any, Any], columns: list[str], before: list[Any], kinds: dict[str, dict[str, bool]]) -> str:
    """Return what a result says other than the row did, as JSON text; a column that it leaves out becomes empty."""
    changed: dict[str, Any] = {}
    for name, old in zip(columns, before, strict=True):
        new = result.get(name, _ABSENT)
        if new is _ABSENT:
            changed[name] = None
            kinds.setdefault(name, {})
        elif type(new) is not type(old) or (new != old and not (new != new and old != old)):
            changed[name] = _plain(new, kinds.setdefault(name, {}))
    known = set(columns)
    for key, value in result.items():
        if key not in known:
            name = str(key)
            changed[name] = _plain(value, kinds.setdefault(name, {}))
    return json.dumps(changed)


def _written(value: Any, kinds: dict[str, bool]) -> str | None:
    plain = _plain(value, kinds)
    return None if plain is None else json.dumps(plain)


def _plain(value: Any, kinds: dict[str, bool]) -> Any:
    """Return a value as JSON holds it, and note of which sort it is."""
    if value is None:
        return None
    if isinstance(value, bool):
        kinds["boolean"] = True
        return value
    if isinstance(value, int):
        kinds["int" if -(2**63) <= value < 2**63 else "string"] = True
        return int(value) if -(2**63) <= value < 2**63 else str(value)
    if isinstance(value, float):
        kinds["float"] = True
        return float(value) if math.isfinite(value) else str(float(value))
    if isinstance(value, str):
        kinds["string"] = True
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, datetime):
        kinds["date"] = True
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        kinds["date"] = True
        return value.isoformat()
    if isinstance(value, dict):
        kinds["object"] = True
        return {str(key): _plain(each, {}) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        kinds["array"] = True
        return [_plain(each, {}) for each in value]
    if hasattr(value, "item") and callable(value.item):  # a number of NumPy's
        return _plain(value.item(), kinds)
    if hasattr(value, "tolist") and callable(value.tolist):
        return _plain(value.tolist(), kinds)
    kinds["string"] = True
    return str(value)


def _same(value: Any) -> Any:
    return list(value) if isinstance(value, list) else value


def _as_date(value: Any) -> Any:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


def _as_json(value: Any) -> Any:
    with contextlib.suppress(ValueError, TypeError, RecursionError):
        return json.loads(value)
    return value


_READERS = {"date": _as_date, "json": _as_json}


def _place(error: BaseException) -> str:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == FILE]
    return f"Line {lines[-1]} of the code" if lines else "The code"


def _words(error: BaseException) -> str:
    try:
        said = str(error)
    except Exception:
        said = ""
    if isinstance(error, SystemExit):
        return "it ended the program."
    return f"{type(error).__name__}: {said}"[:_MESSAGE_CHARACTERS] if said else type(error).__name__


def _shut_off(spec: dict[str, Any]) -> None:
    """Leave this process only the files of the interpreter and no network, where the kernel can."""
    places = {Path(path) for path in (*sys.path, sys.prefix, sys.base_prefix) if path}
    places |= {Path(path) for name, path in sysconfig.get_paths().items() if name in ("stdlib", "platstdlib")}
    landlock, network = _loaded(spec["guards"], "landlock"), _loaded(spec["guards"], "network")
    landlock.confine(
        readable=[*map(Path, _SYSTEM), *(place for place in places if place.exists() and place != Path("/"))],
        openable=(),
        writable=map(Path, _DEVICES),
    )
    network.shut_off()
    network.say_refusals(network.OF_OTHERS)


def _loaded(folder: str, name: str) -> Any:
    import importlib.util

    found = importlib.util.spec_from_file_location(name, f"{folder}/{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _bound(memory_bytes: int, cpu_seconds: int) -> None:
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
    ):
        _, hard = resource.getrlimit(kind)
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bound, bound))


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    main()
    os._exit(0)  # threads that the code left behind are not waited for
