"""An auditor that reads only the database's file and the disk, and says what is wrong.

Only `demand_sound` uses the program itself, to sweep as a running server would after its grace time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from tests.served import Served, processes_of

from atelier.db.engine import Database
from atelier.jobs import sweep
from atelier.storage.blobs import BlobStore

FINAL = {"DONE", "FAILED", "ABORTED", "SKIPPED"}


def audit(home: Path) -> list[str]:
    """Return every breach of what must hold when nothing is under way; an empty list is a clean bill."""
    with closing(sqlite3.connect(f"file:{home / 'atelier.db'}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        check = connection.execute("PRAGMA integrity_check").fetchone()[0]
        return [
            *([] if check == "ok" else [f"the database is damaged: {check}"]),
            *_jobs(connection),
            *_publishing(connection),
            *_items(connection, home / "blobs"),
            *_staging(home),
        ]


def orphans(home: Path) -> list[str]:
    """Return the blobs and half-written files that no row names; after a sweep there must be none."""
    with closing(sqlite3.connect(f"file:{home / 'atelier.db'}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        named = {row["content"] for row in connection.execute("SELECT content FROM folder_entry")}
        named |= {row["blob"] for row in connection.execute("SELECT blob FROM upload_file")}
        for row in connection.execute("SELECT manifest FROM item_version"):
            named |= {part["blob"] for part in json.loads(row["manifest"]).get("parts", [])}
    found = []
    for file in sorted((home / "blobs").rglob("*")):
        if file.is_file() and file.parent.name + file.name not in named:
            found.append(f"nothing names {file.relative_to(home)}")
    return found


def demand_sound(served: Served) -> None:
    """Stop the server; nothing may be wrong, no process may live on, and after a sweep no file may be orphaned."""
    served.stop()
    _demand_none("processes live on", processes_of(served.home))
    _demand_none("the audit found", audit(served.home))
    database = Database(f"sqlite:///{served.home / 'atelier.db'}")
    try:
        sweep.sweep_blobs(database, BlobStore(served.home / "blobs"), grace_seconds=-1)
    finally:
        database.dispose()
    _demand_none("after the sweep", orphans(served.home))
    _demand_none("the audit found after the sweep", audit(served.home))


def _demand_none(what: str, found: Sequence[object]) -> None:
    if found:
        raise AssertionError(f"{what}: " + "; ".join(map(str, found)))


def _rows(connection: sqlite3.Connection, query: str, *values: Any) -> list[sqlite3.Row]:
    return connection.execute(query, values).fetchall()


def _jobs(connection: sqlite3.Connection) -> list[str]:
    found = []
    for job in _rows(connection, "SELECT * FROM job"):
        activities = _rows(connection, "SELECT * FROM activity WHERE job_id = ?", job["id"])
        states = {activity["state"] for activity in activities}
        if job["state"] not in ("DONE", "FAILED", "ABORTED"):
            found.append(f"job {job['id']} is {job['state']}")
        if not states <= FINAL:
            found.append(f"job {job['id']} has activities that are {states - FINAL}")
        right = "FAILED" if "FAILED" in states else "ABORTED" if "ABORTED" in states else "DONE"
        if job["state"] != right:
            found.append(f"job {job['id']} is {job['state']} while its activities are {states}")
        if job["state"] == "FAILED" and not (json.loads(job["error"] or "null") or {}).get("message"):
            found.append(f"job {job['id']} failed without a reason")
        if job["ended_at"] is None:
            found.append(f"job {job['id']} has no end")
        told = [
            json.loads(row["body"])["state"]
            for row in _rows(
                connection, "SELECT body FROM event WHERE job_id = ? AND kind = 'job' ORDER BY id", job["id"]
            )
        ]
        if not told or told[-1] != job["state"] or told.count(job["state"]) != 1:
            found.append(f"job {job['id']} is {job['state']}, but its viewers were told {told}")
        for activity in activities:
            name = f"activity {activity['id']}"
            attempts = _rows(connection, "SELECT * FROM attempt WHERE activity_id = ? ORDER BY number", activity["id"])
            if [attempt["number"] for attempt in attempts] != list(range(1, len(attempts) + 1)):
                found.append(f"{name} has attempts numbered {[attempt['number'] for attempt in attempts]}")
            ended = [attempt["state"] for attempt in attempts]
            if any(state in ("CLAIMED", "RUNNING") for state in ended):
                found.append(f"{name} is {activity['state']} with attempts {ended}")
            if activity["state"] == "DONE" and ended.count("DONE") != 1:
                found.append(f"{name} is DONE with attempts {ended}")
            if activity["state"] == "FAILED" and not (json.loads(activity["error"] or "null") or {}).get("message"):
                found.append(f"{name} failed without a reason")
            for need in json.loads(activity["needs"]):
                needed = _rows(connection, "SELECT state, ended_at FROM activity WHERE id = ?", need)[0]
                if activity["state"] == "DONE" and needed["state"] != "DONE":
                    found.append(f"{name} ran although activity {need} is {needed['state']}")
                if attempts and needed["ended_at"] and needed["ended_at"] > attempts[0]["started_at"]:
                    found.append(f"{name} began before activity {need} had ended")
    return found


def _publishing(connection: sqlite3.Connection) -> list[str]:
    """Each run that is done wrote each of its outputs exactly once; every other run wrote nothing, or all."""
    found = []
    for attempt in _rows(
        connection,
        "SELECT attempt.id, attempt.state, activity.outputs FROM attempt JOIN activity ON activity.id = activity_id",
    ):
        wanted = sorted(item for items in json.loads(attempt["outputs"]).values() for item in items)
        written = sorted(
            row["item_id"]
            for row in _rows(connection, "SELECT item_id FROM item_version WHERE attempt_id = ?", attempt["id"])
        )
        if attempt["state"] == "DONE" and written != wanted:
            found.append(f"attempt {attempt['id']} is DONE and wrote {written}, not {wanted}")
        if attempt["state"] == "ABORTED" and written not in ([], wanted):
            found.append(f"attempt {attempt['id']} was stopped and wrote a part: {written} of {wanted}")
        if attempt["state"] in ("LOST", "FAILED") and written:
            found.append(f"attempt {attempt['id']} is {attempt['state']} and yet wrote {written}")
    return found


def _items(connection: sqlite3.Connection, blobs: Path) -> list[str]:
    found = []
    hashes: dict[str, str] = {}
    for item in _rows(connection, "SELECT * FROM item"):
        versions = _rows(connection, "SELECT * FROM item_version WHERE item_id = ? ORDER BY version", item["id"])
        numbers = [version["version"] for version in versions]
        if numbers != list(range(1, item["version"] + 1)):
            found.append(f"{item['name']} is at version {item['version']} and has versions {numbers}")
            continue
        for version in versions:
            name = f"{item['name']}, version {version['version']}"
            facts = json.loads(version["facts"])
            if item["kind"] == "folder":
                entries = _rows(
                    connection,
                    "SELECT * FROM folder_entry WHERE folder_id = ? AND since_version <= ?"
                    " AND (until_version IS NULL OR until_version > ?)",
                    item["id"],
                    version["version"],
                    version["version"],
                )
                if facts["files"] != len(entries):
                    found.append(f"{name} counts {facts['files']} files and has {len(entries)}")
                for entry in entries:
                    found += _blob(blobs, entry["content"], entry["size"], f"{entry['path']} of {name}", hashes)
            else:
                rows = 0
                for part in json.loads(version["manifest"]).get("parts", []):
                    problems = _blob(blobs, part["blob"], part["bytes"], f"a part of {name}", hashes)
                    found += problems
                    if not problems:
                        rows += pq.read_metadata(_path(blobs, part["blob"])).num_rows
                if facts.get("rows", 0) != rows:
                    found.append(f"{name} says {facts.get('rows')} rows and has {rows}")
    return found


def _blob(blobs: Path, sha256: str, size: int, name: str, hashes: dict[str, str]) -> list[str]:
    path = _path(blobs, sha256)
    if not path.is_file():
        return [f"{name} is gone"]
    if path.stat().st_size != size:
        return [f"{name} has {path.stat().st_size} bytes, not {size}"]
    if sha256 not in hashes:
        hashes[sha256] = hashlib.sha256(path.read_bytes()).hexdigest()
    return [] if hashes[sha256] == sha256 else [f"{name} has other bytes than its name says"]


def _path(blobs: Path, sha256: str) -> Path:
    return blobs / sha256[:2] / sha256[2:]


def _staging(home: Path) -> list[str]:
    return [f"{left.name} is left in the staging folder" for left in (home / "staging").iterdir()]
