"""Small recipe types for tests of faults: dropped into a data folder's plugin folder, as anybody may.

`copy-slowly` copies a folder in steps, so that a kill finds it at work; `describe` writes a table about a folder;
`misbehave` ends in the ways that real recipes end when they go wrong.
"""

import os
import signal
import subprocess
import sys
import time

import pandas as pd

from atelier.errors import ActivityFailed, Stopped
from atelier.recipes.base import Params, Recipe, RunContext, dataset, folder, param
from atelier.runner.events import EpochEnd, EpochStart
from atelier.storage.schema import Column


class CopyParams(Params):
    steps: int = param(5, label="Steps", ge=1, le=10_000)
    seconds: float = param(0.02, label="Seconds a step", ge=0, le=60)
    lines: int = param(0, label="Log lines a step", ge=0, le=100_000)
    keep_when_stopped: bool = param(True, label="Keep what is there when stopped")
    note: str = param("", label="Note")


class CopySlowly(Recipe[CopyParams]):
    """Copies a folder, one epoch of a pretended training after the other."""

    type = "copy-slowly"
    label = "Copy slowly"
    icon = "macro"
    family = "code"
    inputs = (folder("source", "Source"),)
    outputs = (folder("copy", "Copy"),)
    Params = CopyParams

    def run(self, ctx: RunContext, params: CopyParams) -> None:
        source, copy = ctx.input_folder("source"), ctx.output_folder("copy")
        entries = source.entries()
        reached = 0
        for step in range(1, params.steps + 1):
            ctx.emit(EpochStart(epoch=step, of=params.steps))
            began = time.time()
            for line in range(params.lines):
                ctx.log(
                    f"step {step}, line {line}, with some words to give it the length of a real one", source="train"
                )
            for entry in entries[(step - 1) :: params.steps]:
                copy.write_bytes(entry.path, source.read_bytes(entry.path))
            time.sleep(params.seconds)
            reached = step
            logs = {"loss": 1.0 / step, "val_acc": 1.0 - 1.0 / (step + 1)}
            now = time.time()
            ctx.emit(EpochEnd(epoch=step, of=params.steps, seconds=now - began, logs=logs, best=True, ended_at=now))
            ctx.progress(step / params.steps, f"epoch {step}/{params.steps}")
            if ctx.stop_requested():
                if not params.keep_when_stopped:
                    raise Stopped("Stopped before anything was whole.")
                break
        copy.write_bytes("written.txt", f"{reached} of {params.steps}".encode())
        copy.set_facts(steps=reached)


class DescribeParams(Params):
    seconds: float = param(0.0, label="Seconds", ge=0, le=60)


class Describe(Recipe[DescribeParams]):
    """Writes a table with a row for each file, and a folder with their names."""

    type = "describe"
    label = "Describe"
    icon = "macro"
    family = "code"
    inputs = (folder("source", "Source"),)
    outputs = (dataset("table", "Table"), folder("names", "Names"))
    Params = DescribeParams

    def run(self, ctx: RunContext, params: DescribeParams) -> None:
        entries = ctx.input_folder("source").entries()
        frame = pd.DataFrame({"path": [one.path for one in entries], "size": [one.size for one in entries]})
        time.sleep(params.seconds)
        ctx.output_dataset("table").write(
            [Column(name="path", type="string"), Column(name="size", type="bigint")], [frame]
        )
        ctx.output_folder("names").write_bytes("names.txt", "\n".join(one.path for one in entries).encode())


class MisbehaveParams(Params):
    way: str = param("fail", label="Way")
    seconds: float = param(30.0, label="Seconds")


class Misbehave(Recipe[MisbehaveParams]):
    """Ends as badly as it is told to."""

    type = "misbehave"
    label = "Misbehave"
    icon = "macro"
    family = "code"
    inputs = (folder("source", "Source"),)
    outputs = (folder("result", "Result"),)
    Params = MisbehaveParams

    def run(self, ctx: RunContext, params: MisbehaveParams) -> None:
        result = ctx.output_folder("result")
        result.write_bytes("half.txt", b"half of it")
        ctx.log(f"ways are: {params.way}")
        match params.way:
            case "fail":
                raise ActivityFailed("No picture could be read.", hint="Look into the folder.")
            case "raise":
                raise ZeroDivisionError("by nothing")
            case "memory":
                raise MemoryError
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "exit":
                os._exit(7)
            case "deaf":
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                time.sleep(params.seconds)
            case "grandchild":
                child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
                ctx.log(f"grandchild {child.pid}")
                time.sleep(params.seconds)
            case "babble":
                os.write(1, b"this goes to what was standard output\n")
                print("printed by a library")
                sys.stderr.write("x" * 3_000_000 + "\n")
            case "escape":
                result.write_bytes("../../escaped.txt", b"no")
