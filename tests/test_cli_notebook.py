"""`atelier notebook` says what it lacks before it starts anything."""

import importlib.util
from pathlib import Path

import pytest

from atelier import cli
from atelier.errors import Unavailable


def test_without_jupyterlab_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Unavailable, match="JupyterLab is not installed here.") as caught:
        cli.notebook(tmp_path)
    assert caught.value.hint == "Install it with `pip install atelier[notebook]`."


def test_it_runs_on_the_loopback_address_with_the_module_on_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    for name in ("ATELIER_URL", "ATELIER_API_KEY", "DKU_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DKU_DSS_URL", "http://127.0.0.1:8000")
    with pytest.raises(Unavailable, match="^ATELIER_API_KEY must be set"):
        cli.notebook(tmp_path)
    monkeypatch.setenv("ATELIER_API_KEY", "key")
    monkeypatch.setenv("PYTHONPATH", "/mine")
    started: list[list[str]] = []
    monkeypatch.setattr("os.execv", lambda program, arguments: started.append(arguments))
    cli.notebook(tmp_path)
    assert "--ip=127.0.0.1" in started[0]
    assert f"--ServerApp.root_dir={tmp_path}" in started[0]
    import os

    first = os.environ["PYTHONPATH"].split(":")
    assert (Path(first[0]) / "dataiku" / "__init__.py").is_file()
    assert first[-1] == "/mine"
