"""Run benchmarks and print a table: `python -m benchmarks [name ...]`.

A benchmark is a module of this package with `QUESTION: str` and `measure() -> list[Result]`.
"""

import importlib
import pkgutil
import sys

import benchmarks
from benchmarks.result import Result

_NOT_BENCHMARKS = {"__main__", "result"}


def names() -> list[str]:
    """Return the names of all benchmarks."""
    return sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name not in _NOT_BENCHMARKS)


def row(result: Result) -> str:
    """Return one line of the table."""
    ratio = f"{result.ratio:.2f} x {result.against}" if result.ratio is not None else ""
    theirs = f"{result.theirs:,.2f}" if result.theirs is not None else ""
    return f"  {result.what:<58} {result.ours:>12,.2f} {theirs:>12} {result.unit:<8} {ratio:<28} {result.goal}"


def main() -> None:
    """Run the benchmarks named on the command line, or all."""
    wanted = sys.argv[1:] or names()
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        sys.exit(f"No benchmark named {', '.join(unknown)}. There are: {', '.join(names())}.")
    for name in wanted:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n{name}: {module.QUESTION}", flush=True)
        for result in module.measure():
            print(row(result), flush=True)


if __name__ == "__main__":
    main()
