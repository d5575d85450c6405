"""Migrations: an empty database comes up, nothing drifts, a newer schema is refused, a killed one starts again."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

from atelier.db import schema
from atelier.db.engine import make_engine
from atelier.errors import Unavailable


def test_an_empty_database_is_brought_to_the_head(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    assert schema.current_revision(engine) is None
    schema.upgrade(engine)
    assert schema.current_revision(engine) == schema.head_revision()
    schema.upgrade(engine)
    assert "project" in inspect(engine).get_table_names()


def test_the_revisions_make_exactly_the_declared_tables(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    schema.upgrade(engine)
    assert schema.drift(engine) == []


def test_drift_is_noticed(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE project ADD COLUMN stray TEXT")
    assert schema.drift(engine) != []


def test_a_newer_schema_is_refused_with_a_way_out(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    schema.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Unavailable, match="written by a newer version of Atelier") as refused:
        schema.upgrade(engine)
    assert "ATELIER_HOME" in str(refused.value.hint)


@pytest.mark.faults
def test_a_migration_killed_half_way_leaves_a_database_that_starts(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    program = f"""
import os, signal
from alembic import op
from atelier.db import schema
from atelier.db.engine import make_engine
from sqlalchemy import event
engine = make_engine("sqlite:///{path}")
seen = 0
@event.listens_for(engine, "before_cursor_execute")
def count(*args):
    global seen
    seen += "CREATE TABLE" in args[2]
    if seen == 8:
        os.kill(os.getpid(), signal.SIGKILL)
schema.upgrade(engine)
"""
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -9
    engine = make_engine(f"sqlite:///{path}")
    schema.upgrade(engine)
    assert schema.drift(engine) == []
