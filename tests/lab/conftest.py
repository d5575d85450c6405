"""One server for the tests of the Lab."""

from collections.abc import Iterator

import pytest
from tests.served import Served


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running server."""
    server = Served(tmp_path_factory.mktemp("lab") / "home")
    server.start()
    yield server
    server.stop()
