"""The process in which the Python of a recipe runs: a description on standard input, an outcome in a file.

It bounds itself, shuts itself off from all files but its own and from the network, gives the code the `dataiku` module,
and says at which line of the code an exception was raised.
"""

import json
import linecache
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from atelier.runner import landlock, network
from atelier.runner.limits import Limits, apply
from atelier.runner.system import DEVICES, SYSTEM, die_with_parent, drop_powers, program

FILE = "recipe.py"


def main() -> int:
    """Run the code that standard input describes; returns the exit code."""
    spec = json.loads(sys.stdin.buffer.read())
    outcome = Path(spec["outcome"])
    drop_powers()
    die_with_parent()
    os.environ["ATELIER_RECIPE"] = spec["description"]
    is_confined = landlock.confine(
        readable=[*map(Path, (*SYSTEM, *spec["readable"])), *program()],
        openable=map(Path, spec["openable"]),
        writable=map(Path, (*spec["writable"], *DEVICES)),
        network=spec["network"],
    )
    is_cut_off = network.shut_off(network.INTERNET if spec["network"] else ())
    apply(Limits(**spec["limits"]))
    if not is_confined:
        print("This machine cannot shut the code off from other files: its kernel lacks Landlock.", flush=True)  # noqa: T201
    if not is_cut_off and not spec["network"]:
        print(_network_left(is_confined and landlock.knows_tcp()), flush=True)  # noqa: T201
    if not spec["network"]:
        network.say_refusals(network.OF_RECIPES if spec["of_recipe"] else network.OF_OTHERS)
    said = run_code(spec["code"])
    if "type" not in said:
        import dataiku

        said = {"outputs": dataiku.written()}
    outcome.write_text(json.dumps(said))
    sys.stdout.flush()
    return 1 if "type" in said else 0


def _network_left(tcp_is_refused: bool) -> str:
    if tcp_is_refused:
        return "This machine can shut the code off from TCP, but from nothing else on the network: it lacks seccomp."
    return "This machine cannot shut the code off from the network: its kernel lacks seccomp filters."


def run_code(code: str) -> dict[str, Any]:
    """Run the code; return nothing, or the exception with the line of the code that it came through."""
    linecache.cache[FILE] = (len(code), None, code.splitlines(keepends=True), FILE)
    names = {"__name__": "__main__", "__file__": FILE, "__builtins__": __builtins__, "logging": logging}
    try:
        exec(compile(code, FILE, "exec"), names)  # noqa: S102  # this is what a code recipe is; see docs/code-recipes.md
    except SystemExit as ending:
        if ending.code in (None, 0):
            return {}
        return _described(ending, "SystemExit", f"The code ended itself with {ending.code!r}.")
    except MemoryError as error:
        return _described(error, "MemoryError", "The code needed more memory than it may use.")
    except BaseException as error:  # whatever it raises becomes an answer
        return _described(error, type(error).__name__, network.words_of(error) or str(error))
    return {}


def _described(error: BaseException, kind: str, message: str) -> dict[str, Any]:
    line, column = None, None
    if isinstance(error, SyntaxError) and error.filename == FILE:
        line, column, message = error.lineno, error.offset, error.msg
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == FILE:
            line = frame.lineno
    lines = "".join(_own_part(error)).rstrip().splitlines()
    return {"type": kind, "message": message[:2_000], "line": line, "column": column, "traceback": lines[-60:]}


def _own_part(error: BaseException) -> list[str]:
    """Return the traceback from the first line of the code on: what ran it is of no interest."""
    found = error.__traceback__
    while found is not None and found.tb_frame.f_code.co_filename != FILE:
        found = found.tb_next
    return traceback.format_exception(type(error), error, found)


if __name__ == "__main__":
    code = main()
    sys.stderr.flush()
    os._exit(code)  # threads that the code left behind are not waited for
