"""`atelier demo`: the course's parts 0 to 3 through the services and the embedded executor, with few pictures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.keras
@pytest.mark.timeout(600)
def test_the_demo_ends_with_a_table_and_retraining_helps(tmp_path: Path) -> None:
    arguments = ["demo", "--train", "144", "--test", "24", "--home", str(tmp_path / "home")]
    run = subprocess.run(
        [sys.executable, "-m", "atelier", *arguments], capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert run.returncode == 0, run.stdout + run.stderr
    lines = run.stdout.splitlines()
    assert [line.split(":")[0] for line in lines if line.startswith("Part ")] == [f"Part {part}" for part in range(4)]
    assert any(re.fullmatch(r"  \[\d\d:\d\d:\d\d\] \[INFO\] \[train\] - Epoch 3/30", line) for line in lines)
    assert any(
        re.search(r"\] - \d+s - loss: [\d.]+ - acc: [\d.]+ - val_loss: [\d.]+ - val_acc: ", line) for line in lines
    )
    table = run.stdout[run.stdout.rindex("pictures to train on") :]
    assert re.match(r"pictures to train on +144\n +pictures to test on +24\n", table)
    (before, after), (test_before, test_after) = (
        [float(number) for number in re.findall(r"([\d.]+) %", line)]
        for line in table.splitlines()
        if line.lstrip().startswith("on the ")
    )
    assert before == test_before == 0.0
    assert after > 50
    assert test_after > 50
