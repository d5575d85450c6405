"""Code and the network: refused of every kind, in words, and allowed to recipes where an administrator says so."""

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from tests.recipes.code_runs import CodeRun

from atelier.errors import ActivityFailed, InvalidInput
from atelier.probes.pythonprocess import call_process
from atelier.recipes.python_code import PythonRecipe
from atelier.runner import network
from atelier.settings import get_settings
from atelier.storage.schema import Column

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's filters are Linux's")

_COLUMNS = [Column(name="n", type="bigint")]


class Listener:
    """A port on this machine that counts who calls, by TCP and by UDP."""

    def __init__(self) -> None:
        self.calls = 0
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.tcp.getsockname()[1])
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        for take in (self._take_tcp, self._take_udp):
            threading.Thread(target=take, daemon=True).start()

    def close(self) -> None:
        for one in (self.tcp, self.udp):
            one.close()

    def _take_tcp(self) -> None:
        while True:
            try:
                caller, _ = self.tcp.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def _take_udp(self) -> None:
        while True:
            try:
                self.udp.recvfrom(10)
            except OSError:
                return
            self.calls += 1


@pytest.fixture
def listener() -> Iterator[Listener]:
    opened = Listener()
    yield opened
    opened.close()


@pytest.fixture
def made(tmp_path: Path) -> CodeRun:
    run = CodeRun(tmp_path)
    run.dataset("input_datasets", "t", _COLUMNS, [[1]])
    run.writes("output_datasets", "result")
    return run


def refused(made: CodeRun, code: str) -> str:
    with pytest.raises(ActivityFailed) as caught:
        made.run(PythonRecipe(), code=dedent(code))
    return caught.value.message


@pytest.mark.parametrize(
    "code",
    [
        "import socket\nsocket.create_connection(('127.0.0.1', {port}), 3)",
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {port}))",
        "import socket\nsocket.socket(socket.AF_INET6, socket.SOCK_STREAM)",
        "import socket\nsocket.getaddrinfo('atelier.example', 80)",
        "import socket\nsocket.gethostbyname('atelier.example')",
        "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}/', timeout=3)",
        "import httpx\nhttpx.get('http://127.0.0.1:{port}/', timeout=3)",
    ],
)
def test_the_refusal_is_said_in_words(made: CodeRun, listener: Listener, code: str) -> None:
    said = refused(made, code.replace("{port}", str(listener.port)))
    assert network.OF_RECIPES in said
    assert said.startswith("Line 2: ")
    assert listener.calls == 0


@pytest.mark.parametrize("address", ["'\\0atelier-test'", "'/run/some.sock'"])
def test_local_sockets_of_other_programs_are_refused(made: CodeRun, address: str) -> None:
    said = refused(made, f"import socket\nsocket.socket(socket.AF_UNIX).connect({address})")
    assert said == f"Line 2: PermissionError: {network.LOCAL}"


def test_the_kernel_refuses_what_python_does_not_see(made: CodeRun, listener: Listener) -> None:
    """Other programs, other families, calls of the C library, and what opens sockets without asking for one."""
    code = f"""
        import ctypes, errno, subprocess, sys, dataiku, socket
        libc = ctypes.CDLL(None, use_errno=True)
        def number(*call):
            ctypes.set_errno(0)
            return libc.syscall(*call), ctypes.get_errno()
        for family in range(46):
            for kind in (1, 2, 3):
                assert libc.socket(family, kind, 0) == -1 and ctypes.get_errno() == errno.EACCES, (family, kind)
        assert number(425, 1, 0) == (-1, errno.ENOSYS)
        told = "import ctypes; print(ctypes.CDLL(None).socket(2, 1, 0))"
        ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True)
        assert ran.stdout == "-1\\n", ran
        shell = subprocess.run(["bash", "-c", "echo x > /dev/tcp/127.0.0.1/{listener.port}"], capture_output=True)
        assert shell.returncode != 0
        dataiku.Dataset("result").write_with_schema(dataiku.Dataset("t").get_dataframe())
    """
    made.run(PythonRecipe(), code=dedent(code))
    assert listener.calls == 0
    assert not [line for line in made.lines if "network" in line]


def test_pools_and_event_loops_still_work(made: CodeRun) -> None:
    code = """
        import asyncio, concurrent.futures, dataiku
        async def one(): return 1
        assert asyncio.run(one()) == 1
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            assert list(pool.map(abs, [-1, -2])) == [1, 2]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            assert list(pool.map(abs, [-1, -2])) == [1, 2]
        dataiku.Dataset("result").write_with_schema(dataiku.Dataset("t").get_dataframe())
    """
    made.run(PythonRecipe(), code=dedent(code))


def test_signals_reach_no_other_program(made: CodeRun) -> None:
    from atelier.runner import landlock

    if landlock.abi() < 6:
        pytest.skip("this kernel's Landlock does not guard signals")
    assert "Operation not permitted" in refused(made, "import os\nos.kill(os.getppid(), 15)")


def test_an_administrator_may_allow_it_to_recipes(
    made: CodeRun, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATELIER_CODE_NETWORK", "true")
    get_settings.cache_clear()
    try:
        code = f"""
            import socket, dataiku
            socket.create_connection(("127.0.0.1", {listener.port}), 3).close()
            socket.getaddrinfo("localhost", 80)
            dataiku.Dataset("result").write_with_schema(dataiku.Dataset("t").get_dataframe())
        """
        made.run(PythonRecipe(), code=dedent(code))
        local = refused(made, "import socket\nsocket.socket(socket.AF_UNIX)")
        assert local.endswith(network.LOCAL)
        item = made.inputs["input_datasets"]
        with pytest.raises(InvalidInput, match="Code of steps, metrics and checks may not use the network"):
            call_process(
                f"import socket\ndef process(d):\n    socket.create_connection(('127.0.0.1', {listener.port}), 3)",
                lambda _: dict(item),
                project_key="CARTOON",
            )
    finally:
        get_settings.cache_clear()


def test_where_the_kernel_cannot_the_log_says_so(
    made: CodeRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child is told by a module before its own that there are no filters."""
    (tmp_path / "sitecustomize.py").write_text("import platform\nplatform.machine = lambda: 'other'\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    code = 'import dataiku\ndataiku.Dataset("result").write_with_schema(dataiku.Dataset("t").get_dataframe())'
    made.run(PythonRecipe(), code=code)
    assert [line for line in made.lines if line.startswith("This machine can") and "network" in line]
