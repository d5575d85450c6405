"""The SQLite recipe: no update is lost, no reader waits, nothing is told before it is committed."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from atelier import clock
from atelier.db.engine import Database
from atelier.db.hooks import after_commit
from atelier.db.tables import Group, LoginFailure

THREADS, TIMES = 6, 60


def test_no_read_then_write_update_is_lost_under_threads(database: Database) -> None:
    with database.write() as session:
        session.add(LoginFailure(subject="counter", count=0, updated_at=clock.now(), blocked_until=None))
    errors: list[BaseException] = []

    def count() -> None:
        try:
            for _ in range(TIMES):
                with database.write() as session:
                    session.get_one(LoginFailure, "counter").count += 1
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=count) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with database.read() as session:
        assert session.get_one(LoginFailure, "counter").count == THREADS * TIMES


def test_readers_see_the_state_before_while_somebody_writes(database: Database) -> None:
    with database.write() as writer:
        writer.add(Group(name="new", description="", created_at=clock.now()))
        writer.flush()
        with database.read() as reader:
            assert reader.scalar(select(func.count()).select_from(Group)) == 0
    with database.read() as reader:
        assert reader.scalar(select(func.count()).select_from(Group)) == 1


def test_a_read_session_keeps_nothing(database: Database) -> None:
    with database.read() as session:
        session.add(Group(name="lost", description="", created_at=clock.now()))
        session.flush()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Group)) == 0


def test_foreign_keys_hold(database: Database) -> None:
    from atelier.db.tables import ProjectRight

    with pytest.raises(IntegrityError), database.write() as session:
        session.add(ProjectRight(project_key="NOWHERE", group_id=7, permission="ADMIN"))


def test_times_come_back_in_utc_and_a_time_without_zone_is_refused(database: Database) -> None:
    moment = clock.now()
    with database.write() as session:
        session.add(Group(name="a", description="", created_at=moment))
    with database.read() as session:
        stored = session.scalars(select(Group)).one().created_at
    assert stored == moment
    assert stored.utcoffset() is not None
    with pytest.raises(Exception, match="without a zone"), database.write() as session:
        session.add(Group(name="b", description="", created_at=moment.replace(tzinfo=None)))


def test_callbacks_run_after_the_commit_and_never_after_a_rollback(database: Database) -> None:
    seen: list[int] = []

    def look() -> None:
        with database.read() as session:
            seen.append(session.scalar(select(func.count()).select_from(Group)) or 0)

    with database.write() as session:
        session.add(Group(name="a", description="", created_at=clock.now()))
        after_commit(session, look)
        assert seen == []
    assert seen == [1]
    with database.write() as session:
        after_commit(session, look)
        session.add(Group(name="b", description="", created_at=clock.now()))
        session.flush()
        session.rollback()
    assert seen == [1]


def test_the_bell_rings_once_for_many_events_of_one_transaction(tmp_path: Path, database: Database) -> None:
    from atelier.projects.events import record
    from atelier.runner.events import LogLine

    rung: list[str] = []

    class Bell:
        def ring(self, topic: str) -> None:
            rung.append(topic)

    belled = Database(str(database.engine.url), bell=Bell())
    with belled.write() as session:
        for text in ("one", "two"):
            record(session, project_key="A", body=LogLine(text=text))
        assert rung == []
    assert rung == ["events"]
    with belled.write() as session:
        record(session, project_key="A", body=LogLine(text="three"))
    assert rung == ["events", "events"]
    belled.dispose()
