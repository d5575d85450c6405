"""Sweeping takes what nobody needs, and never what somebody is about to use."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.jobs.conftest import Queue

from atelier import clock
from atelier.db.tables import Activity, Attempt
from atelier.jobs import claim as claims
from atelier.jobs import sweep
from atelier.storage.blobs import BlobStore

LONG_AGO = 1_000_000_000


def test_the_staging_folder_of_a_live_attempt_stays_and_others_go(queue: Queue, tmp_path: Path) -> None:
    claim = queue.claimed()
    staging = tmp_path / "staging"
    for name in (f"attempt-{claim.attempt_id}", "attempt-999", "attempt-1000"):
        (staging / name / "outputs").mkdir(parents=True)
    (staging / "somebody else's").mkdir()
    assert sweep.sweep_staging(queue.database, staging) == 2
    assert sorted(left.name for left in staging.iterdir()) == [f"attempt-{claim.attempt_id}", "somebody else's"]
    assert sweep.sweep_staging(queue.database, tmp_path / "not there") == 0


def test_an_attempt_that_begins_while_the_sweep_looks_is_spared(
    queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staging = tmp_path / "staging"
    staging.mkdir()
    begun: list[Path] = []
    listed = Path.iterdir

    def begin_after_listing(path: Path) -> list[Path]:
        found = list(listed(path))
        if path == staging and not begun:
            begun.append(staging / f"attempt-{queue.claimed().attempt_id}")
            begun[0].mkdir()
        return found

    monkeypatch.setattr(Path, "iterdir", begin_after_listing)
    sweep.sweep_staging(queue.database, staging)
    assert begun[0].is_dir()


def test_a_file_written_hours_ago_is_young_from_its_adoption(queue: Queue, tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path / "blobs")
    old = tmp_path / "config.json"
    old.write_bytes(b"written when the training began")
    os.utime(old, (LONG_AGO, LONG_AGO))
    import hashlib

    sha256 = hashlib.sha256(old.read_bytes()).hexdigest()
    blobs.adopt(old, sha256)
    assert sweep.sweep_blobs(queue.database, blobs, grace_seconds=3600) == 0
    assert blobs.exists(sha256)
    # the same bytes, left long ago by a run that was lost, are young again when another run adopts them
    os.utime(blobs.path(sha256), (LONG_AGO, LONG_AGO))
    again = tmp_path / "again.json"
    again.write_bytes(b"written when the training began")
    blobs.adopt(again, sha256)
    assert sweep.sweep_blobs(queue.database, blobs, grace_seconds=3600) == 0
    os.utime(blobs.path(sha256), (LONG_AGO, LONG_AGO))
    assert sweep.sweep_blobs(queue.database, blobs, grace_seconds=3600) == 1
    assert not blobs.exists(sha256)


def test_adopting_while_a_sweep_decides_never_loses_the_blob(tmp_path: Path) -> None:
    blobs = BlobStore(tmp_path / "blobs")
    blob = blobs.put_bytes(b"left by a lost run")
    os.utime(blobs.path(blob.sha256), (LONG_AGO, LONG_AGO))

    def adopted_meanwhile(sha256: str) -> bool:
        again = tmp_path / "again"
        again.write_bytes(b"left by a lost run")
        blobs.adopt(again, sha256)
        return False

    assert blobs.sweep(adopted_meanwhile, grace_seconds=3600) == 0
    assert blobs.exists(blob.sha256)


def test_silent_attempts_are_lost_except_those_this_server_is_running(
    queue: Queue, set_clock: Callable[..., None]
) -> None:
    mine, other = queue.claimed(), queue.claimed()
    set_clock(clock.now() + timedelta(seconds=61))
    with queue.database.write() as session:
        assert claims.anything_late(session, but=set())
        assert sweep.expire(session, but={mine.attempt_id}) == 1
        assert not claims.anything_late(session, but={mine.attempt_id})
        assert session.get_one(Attempt, mine.attempt_id).state == "CLAIMED"
        lost = session.get_one(Attempt, other.attempt_id)
        assert (lost.state, lost.reason) == ("LOST", "its worker was not heard of any more")
        assert session.get_one(Activity, other.activity_id).state == "QUEUED"


def test_a_lost_activity_waits_longer_each_time_and_is_given_up_after_three_returns(
    queue: Queue, set_clock: Callable[..., None]
) -> None:
    now = clock.now()
    set_clock(now)
    claim = queue.claimed()
    waits = []
    for _ in range(3):
        with queue.database.write() as session:
            assert sweep.recover(session) == 1
            activity = session.get_one(Activity, claim.activity_id)
            assert activity.not_before is not None
            waits.append((activity.not_before - now).total_seconds())
        assert queue.claim() is None  # not before its time
        now += timedelta(seconds=waits[-1])
        set_clock(now)
        again = queue.claim()
        assert again is not None
        assert again.activity_id == claim.activity_id
    assert waits == [1, 2, 4]
    with queue.database.write() as session:
        sweep.recover(session)
        activity = session.get_one(Activity, claim.activity_id)
        assert activity.state == "FAILED"
        assert activity.error is not None
        assert activity.error["code"] == "lost"
