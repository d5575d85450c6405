"""A served Atelier for each test of faults."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.flow import install_plugin
from tests.served import Served, processes_of


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server that is not started yet, with the plugin of recipes in its data folder."""
    home = tmp_path / "home"
    install_plugin(home)
    server = Served(home)
    yield server
    server.kill()
    for process in processes_of(home):
        process.kill()
