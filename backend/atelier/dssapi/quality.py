"""Data quality of datasets in DSS's shapes: rules, computing them, and how they went."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import delete as deleting
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
)
from atelier.auth.caller import Caller
from atelier.db.tables import CheckOutcome, Item
from atelier.dssapi import names, qualityrules
from atelier.dssapi.bodies import ObjectBody
from atelier.dssapi.partitions import demand_all_whole, demand_whole
from atelier.dssapi.paths import PREFIX
from atelier.errors import NotFound
from atelier.instance import Atelier
from atelier.metrics import overview, settings, values
from atelier.metrics.measure import measure
from atelier.metrics.settings import Entry, Measuring
from atelier.metrics.subject import ItemSubject
from atelier.metrics.view import ItemView

router = APIRouter(prefix=f"{PREFIX}/projects/{{key}}/datasets/{{name}}/data-quality", tags=["dss"])

Partition = Annotated[str, Query(max_length=200)]
RuleId = Annotated[str, Query(alias="ruleId", max_length=80)]
NOT_COMPUTED = "NOT_COMPUTED"


@router.get("/rules")
def list_rules(name: str, project: ReadableProject, session: ReadSession) -> dict[str, Any]:
    """List the rules of a dataset, which are its checks."""
    dataset = names.dataset(session, project, name)
    measuring = settings.of(session, dataset)
    rules = [_shown(dataset, entry) for entry in measuring.checks]
    return {"monitor": {"enabled": bool(rules)}, "runOnBuild": measuring.after_build, "checks": rules}


@router.post("/rules")
def create_rule(
    name: str, body: ObjectBody, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Add a rule; what it looks at is measured from now on."""
    dataset = names.dataset(session, project, name)
    rule = qualityrules.rule_from(body, id=ids.item_id())
    before = settings.of(session, dataset)
    _save(session, dataset, replace(before, checks=(*before.checks, rule.check)), rule.probe, caller, atelier)
    _keep(dataset, rule.check.id, body)
    return _shown(dataset, rule.check)


@router.put("/rules/{rule_id}")
def save_rule(
    name: str,
    rule_id: str,
    body: ObjectBody,
    project: WritableProject,
    session: WriteSession,
    caller: CallerDep,
    atelier: AtelierDep,
) -> dict[str, Any]:
    """Store a rule's settings."""
    dataset = names.dataset(session, project, name)
    before = settings.of(session, dataset)
    _entry(before, name, rule_id)
    rule = qualityrules.rule_from(body, id=rule_id)
    checks = tuple(rule.check if one.id == rule_id else one for one in before.checks)
    _save(session, dataset, replace(before, checks=checks), rule.probe, caller, atelier)
    _keep(dataset, rule_id, body)
    return _shown(dataset, rule.check)


@router.delete("/rules/{rule_id}")
def delete_rule(
    name: str, rule_id: str, project: WritableProject, session: WriteSession, caller: CallerDep, atelier: AtelierDep
) -> dict[str, Any]:
    """Take a rule away; what was measured for it stays."""
    dataset = names.dataset(session, project, name)
    before = settings.of(session, dataset)
    _entry(before, name, rule_id)
    checks = tuple(one for one in before.checks if one.id != rule_id)
    _save(session, dataset, replace(before, checks=checks), None, caller, atelier)
    _keep(dataset, rule_id, None)
    return {"msg": f"Deleted rule {rule_id}"}


@router.post("/actions/compute-rules")
def compute(
    name: str,
    project: WritableProjectReading,
    session: ReadSession,
    caller: CallerDep,
    atelier: AtelierDep,
    partition: Partition = "NP",
    rule_id: RuleId = "",
) -> dict[str, Any]:
    """Measure the dataset and run its rules; answers as a task that is over."""
    demand_whole(partition)
    dataset = names.dataset(session, project, name)
    known = {one.id: one for one in settings.of(session, dataset).checks}
    if rule_id:
        _entry(settings.of(session, dataset), name, rule_id)
    session.rollback()  # no old state of the database is held open while it is being measured
    done = measure(atelier.database, atelier.store, item_id=dataset.id, by=caller.login)
    results = [_result(row, known[row.check_id]) for row in done.outcomes
               if row.check_id in known and (not rule_id or row.check_id == rule_id)]  # fmt: skip
    return {"hasResult": True, "alive": False, "aborted": False, "jobId": None, "result": {"results": results}}


@router.get("/status")
def status(name: str, project: ReadableProject, session: ReadSession) -> str:
    """Say how the worst of the rules went the last time."""
    return _status(session, names.dataset(session, project, name))


@router.get("/status-by-partition")
def status_by_partition(name: str, project: ReadableProject, session: ReadSession) -> dict[str, str]:
    """Say the same of the one partition that every dataset has."""
    return {"NP": _status(session, names.dataset(session, project, name))}


@router.post("/get-partitions-status")
def partitions_status(
    name: str,
    project: ReadableProject,
    session: ReadSession,
    partitions: Annotated[list[str] | None, Query()] = None,
) -> dict[str, str]:
    """Say the same of each partition asked for."""
    demand_all_whole(partitions)
    found = _status(session, names.dataset(session, project, name))
    return dict.fromkeys(partitions or ["NP"], found)


@router.get("/last-rules-result")
def last_results(
    name: str, project: ReadableProject, session: ReadSession, partition: Partition = "NP", rule_id: RuleId = ""
) -> list[dict[str, Any]]:
    """Say how each rule went the last time, or one of them; rules that never ran are left out."""
    demand_whole(partition)
    dataset = names.dataset(session, project, name)
    found = _wanted(session, dataset, [rule_id] if rule_id else [])
    newest = values.outcomes(session, dataset, list(found), each=1)
    return [_result(rows[0], found[check_id]) for check_id, rows in newest.items() if rows]


@router.get("/rules-history")
def history(
    name: str,
    project: ReadableProject,
    session: ReadSession,
    since: Annotated[int, Query(alias="minTimestamp")] = 0,
    until: Annotated[int, Query(alias="maxTimestamp")] = 2**53,
    most: Annotated[int, Query(alias="resultsPerPage", ge=1, le=10_000)] = 10_000,
    page: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    rule_ids: Annotated[list[str] | None, Query(alias="ruleIds")] = None,
    rule_id: RuleId = "",
) -> list[dict[str, Any]]:
    """Say how rules went each time, newest first; times are milliseconds since 1970, both ends included."""
    dataset = names.dataset(session, project, name)
    found = _wanted(session, dataset, [rule_id] if rule_id else rule_ids or [])
    rows = [row for check_id in found for row in values.outcome_history(session, dataset, check_id)]
    rows = [row for row in rows if since <= clock.milliseconds(row.at) <= until]
    rows.sort(key=lambda row: row.id, reverse=True)
    return [_result(row, found[row.check_id]) for row in rows[page * most : (page + 1) * most]]


@router.delete("/history/{partition}")
def delete_history(name: str, partition: str, project: WritableProject, session: WriteSession) -> dict[str, Any]:
    """Forget how the rules went."""
    demand_whole(partition)
    dataset = names.dataset(session, project, name)
    session.execute(deleting(CheckOutcome).where(CheckOutcome.item_id == dataset.id))
    return {"msg": f"Deleted the history of the rules of {name}"}


def _save(
    session: Session, dataset: Item, wanted: Measuring, probe: Entry | None, caller: Caller, atelier: Atelier
) -> None:
    if probe is not None and not qualityrules.measures(wanted.probes, probe):
        wanted = replace(wanted, probes=(*(one for one in wanted.probes if one.id != probe.id), probe))
    subject = ItemSubject(atelier.database, atelier.store, dataset.id)
    settings.save(
        session,
        item=dataset,
        wanted=wanted,
        subject=subject,
        view=ItemView(session, dataset, wanted, subject),
        author=caller.login,
        may_write_code=caller.may_write_code,
    )


def _keep(dataset: Item, rule_id: str, body: dict[str, Any] | None) -> None:
    """Keep what a script says of a rule beyond what is understood; None forgets it."""
    kept = {name: value for name, value in dataset.extra.get("dss_rules", {}).items() if name != rule_id}
    dataset.extra = {**dataset.extra, "dss_rules": kept if body is None else {**kept, rule_id: body}}


def _shown(dataset: Item, entry: Entry) -> dict[str, Any]:
    return qualityrules.rule_to(entry, dataset.extra.get("dss_rules", {}).get(entry.id, {}))


def _entry(measuring: Measuring, name: str, rule_id: str) -> Entry:
    found = next((one for one in measuring.checks if one.id == rule_id), None)
    if found is None:
        raise NotFound(f"{name} has no rule “{rule_id[:60]}”.")
    return found


def _wanted(session: Session, dataset: Item, rule_ids: Sequence[str]) -> dict[str, Entry]:
    measuring = settings.of(session, dataset)
    chosen = [_entry(measuring, dataset.name, one) for one in rule_ids] if rule_ids else measuring.checks
    return {one.id: one for one in chosen}


def _status(session: Session, dataset: Item) -> str:
    checks = [one.id for one in settings.of(session, dataset).checks if one.enabled]
    counts: dict[str, int] = {}
    for rows in values.outcomes(session, dataset, checks, each=1).values():
        for row in rows:
            counts[row.outcome] = counts.get(row.outcome, 0) + 1
    return overview.worst(counts) if counts else NOT_COMPUTED


def _result(row: CheckOutcome, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "outcome": row.outcome,
        "message": row.message,
        "computeDate": clock.milliseconds(row.at),
        "runOrigin": {"type": "MANUAL", "user": row.by},
        "partition": "NP",
    }
