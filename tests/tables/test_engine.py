"""The shared engine sees only the folders it was allowed, and nothing can change that."""

from pathlib import Path

import duckdb
import pytest

from atelier.tables import engine


@pytest.fixture
def outside() -> Path:
    """A file beyond the folders that may be read."""
    return Path("/etc/hostname")


def test_files_outside_are_not_there(outside: Path) -> None:
    for reach in (
        f"SELECT * FROM read_text('{outside}')",
        f"SELECT * FROM read_csv('{outside}')",
        f"SELECT * FROM '{outside}'",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '/var/tmp/atelier-reach.csv'",
        "ATTACH '/var/tmp/atelier-reach.db'",
        "SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')",
        f"SELECT * FROM read_text('/tmp/../{outside}')",
        "INSTALL httpfs",
        "LOAD httpfs",
    ):
        with engine.shared() as connection, pytest.raises(duckdb.Error):
            connection.execute(reach).fetchall()


@pytest.mark.parametrize(
    "change",
    [
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET lock_configuration = false",
        "SET memory_limit = '64GB'",
        "RESET lock_configuration",
        "PRAGMA enable_external_access = true",
    ],
)
def test_settings_are_fixed(change: str) -> None:
    with engine.shared() as connection, pytest.raises(duckdb.Error):
        connection.execute(change)


def test_a_folder_that_is_allowed_later_is_seen_and_who_was_asking_goes_on(tmp_path: Path) -> None:
    # the folder of this test lies below the one for temporary files, so another has to be found
    place = Path.home() / f".atelier-test-{tmp_path.name}"
    place.mkdir()
    try:
        (place / "a.csv").write_text("x\n1\n")
        with engine.shared() as before:
            with pytest.raises(duckdb.Error):
                before.execute(f"SELECT * FROM read_csv('{place / 'a.csv'}')")
            engine.allow([place])
            with engine.shared() as after:
                assert after.execute(f"SELECT * FROM read_csv('{place / 'a.csv'}')").fetchall() == [(1,)]
            assert before.execute("SELECT 1").fetchall() == [(1,)]
    finally:
        for file in place.iterdir():
            file.unlink()
        place.rmdir()
