"""A served Atelier for each test of faults, audited when the test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults import audit as auditor
from tests.faults.flow import install_plugin
from tests.served import Served, processes_of

from atelier.db.engine import Database
from atelier.jobs import sweep
from atelier.storage.blobs import BlobStore


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


def demand_sound(served: Served) -> None:
    """Stop the server; nothing may be wrong, no process may live on, and after a sweep no file may be orphaned."""
    served.stop()
    assert processes_of(served.home) == []
    assert auditor.audit(served.home) == []
    database = Database(f"sqlite:///{served.home / 'atelier.db'}")
    try:
        sweep.sweep_blobs(database, BlobStore(served.home / "blobs"), grace_seconds=-1)
    finally:
        database.dispose()
    assert auditor.orphans(served.home) == []
    assert auditor.audit(served.home) == []
