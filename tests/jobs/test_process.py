"""Real runner processes: their lines, their group, and what they do when nobody is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from atelier.jobs import process as processes
from atelier.jobs.process import RunnerProcess, end_leftovers, group_is_gone
from atelier.settings import Settings


@pytest.fixture
def start(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], RunnerProcess]]:
    """Start a "runner" that is the given Python program."""
    started: list[RunnerProcess] = []
    popen = subprocess.Popen

    def begin(program: str) -> RunnerProcess:
        monkeypatch.setattr(
            processes.subprocess, "Popen", lambda command, **options: popen([sys.executable, "-c", program], **options)
        )
        started.append(RunnerProcess(settings, scratch=tmp_path / "scratch", threads=1, gpus=[]))
        monkeypatch.setattr(processes.subprocess, "Popen", popen)
        return started[-1]

    yield begin
    for runner in started:
        runner.end_group()


def _lines(runner: RunnerProcess) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    limit = time.monotonic() + 60
    while not runner.is_silent:
        assert time.monotonic() < limit
        found += runner.read(0.1)
    return found


def test_lines_are_events_or_noise_and_are_put_together_from_pieces(start: Callable[[str], RunnerProcess]) -> None:
    runner = start(
        "import sys, time\n"
        "for piece in ('{\"kind\":', ' \"log\"}\\n\\n', 'no json\\n', '{\"kind\": \"last\"}'):\n"
        "    sys.stdout.write(piece); sys.stdout.flush(); time.sleep(0.02)\n"
        "sys.stderr.buffer.write(b'caf\\xe9\\n')\n"
    )
    assert sorted(map(str, _lines(runner))) == sorted(
        map(str, [("event", {"kind": "log"}), ("noise", "no json"), ("event", {"kind": "last"}), ("noise", "caf�")])
    )
    assert runner.end_group()
    assert runner.poll() == 0


def test_a_line_without_end_is_bounded(start: Callable[[str], RunnerProcess], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "MAX_LINE_BYTES", 100_000)
    runner = start("import sys; sys.stderr.write('x' * 5_000_000 + '\\nnext\\n')")
    lines = _lines(runner)
    assert [kind for kind, _ in lines] == ["noise", "noise"]
    assert len(str(lines[0][1])) < 300_000
    assert lines[1] == ("noise", "next")


def test_the_environment_of_a_runner_holds_no_secret(
    start: Callable[[str], RunnerProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATELIER_ADMIN_PASSWORD", "canary-one")
    monkeypatch.setenv("ATELIER_ADMIN_API_KEY", "canary-two")
    monkeypatch.setenv("ATELIER_DATABASE_URL", "canary-three")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "canary-four")
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    runner = start("import os, json; print(json.dumps(dict(os.environ)))")
    [(_, environment)] = _lines(runner)
    assert isinstance(environment, dict)
    assert "canary" not in str(environment)
    assert environment["KERAS_BACKEND"] == "jax"
    assert environment["CUDA_VISIBLE_DEVICES"] == "-1"
    assert environment["TMPDIR"].endswith("scratch")


def test_a_group_is_gone_only_with_its_last_process(start: Callable[[str], RunnerProcess]) -> None:
    runner = start(
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print('{\"child\": %d}' % child.pid, flush=True)\n"
    )
    lines: list[tuple[str, object]] = []
    while not lines:
        lines += runner.read(0.1)
    child = lines[0][1]["child"]  # type: ignore[index]
    while runner.poll() is None:
        time.sleep(0.01)
    assert not group_is_gone(runner.pid)
    assert not runner.is_silent  # the child holds the pipes open
    assert runner.end_group()
    assert group_is_gone(runner.pid)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


def test_leftovers_are_known_by_their_data_folder(start: Callable[[str], RunnerProcess], settings: Settings) -> None:
    program = "import time; print('{}', flush=True); time.sleep(600)"
    runner = start(program)
    while not list(runner.read(0.1)):
        continue
    stranger = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "ATELIER_HOME": "/somewhere/else", processes.SUPERVISOR: "1"},
    )
    user = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.DEVNULL,
        env={**os.environ, "ATELIER_HOME": str(settings.home.resolve())},
    )
    try:
        assert end_leftovers(settings.home.resolve()) == 1
        assert runner.poll() is not None
        assert stranger.poll() is None
        assert user.poll() is None  # somebody's own program that merely knows the folder
    finally:
        for other in (stranger, user):
            other.kill()
            other.wait()


def test_a_runner_whose_supervisor_is_gone_ends_before_it_begins() -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    orphan = subprocess.run(
        [sys.executable, "-m", "atelier.runner"],
        env={**os.environ, processes.SUPERVISOR: str(dead.pid), "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert orphan.returncode == -signal.SIGKILL
