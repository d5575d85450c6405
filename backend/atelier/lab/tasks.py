"""Prediction tasks of an analysis: begun from a target, designed, checked."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.db.tables import Analysis, MlTask, Project
from atelier.errors import Conflict, InvalidInput, NotFound
from atelier.items import flow, naming
from atelier.items.store import Store
from atelier.lab import analyses
from atelier.ml.tabular import checking, figures, guessing
from atelier.ml.tabular.design import Design, PredictionType
from atelier.ml.tabular.guessing import Style

STYLES: dict[str, Style | None] = {
    "prototype": "prototype",
    "interpretable": "interpretable",
    "performance": "performance",
    "algorithms": "prototype",
    "deep": None,
    "custom": None,
}
"""How a task may be begun: three automatic styles, and three ways of an expert."""


def guess(
    session: Session,
    *,
    project: Project,
    store: Store,
    analysis: Analysis,
    target: str,
    prediction_type: PredictionType | None,
    style: str,
) -> Design:
    """Work out the design of a new task on all rows; takes seconds on a large dataset and stores nothing.

    Raises `InvalidInput` for a target that cannot be predicted.
    """
    if style not in STYLES:
        raise InvalidInput.at("style", f"A task is begun as one of: {', '.join(STYLES)}.")
    with analyses.opened(session, project=project, store=store, analysis=analysis) as (table, probe):
        if not table.has(target):
            raise InvalidInput.at("target", f"There is no column “{target}” after the script of this analysis.")
        found = figures.figures_of(table, probe)
        counts = figures.value_counts(table, target, probe)
    if not counts:
        raise InvalidInput.at("target", f"“{target}” is empty in all rows: there is nothing to learn from.")
    by_name = {one.name: one for one in found}
    kind = prediction_type or guessing.prediction_type_of(by_name[target], len(counts))
    checking.demand_target(by_name[target], counts, kind)
    design = guessing.design_of(found, target=target, counts=counts, prediction_type=kind, style=STYLES[style])
    if design.pictureColumn:
        folder = flow.picture_folder_of(flow.load(session, project=project), analysis.dataset_id)
        design.pictureFolder = folder or ""
    return design


def create(
    session: Session, *, analysis: Analysis, name: str | None, style: str, design: Design, author: str
) -> MlTask:
    """Store a new task."""
    now = clock.now()
    made = MlTask(
        id=ids.item_id(),
        analysis_id=analysis.id,
        name=naming.clean(name or f"Predict {design.targetVariable}"),
        style=style,
        design=design.model_dump(mode="json"),
        created_at=now,
        created_by=author,
        updated_at=now,
    )
    session.add(made)
    session.flush()
    return made


def require(session: Session, *, project: Project, task_id: str) -> tuple[MlTask, Analysis]:
    """Return a task of the project with its analysis; raises `NotFound`."""
    task = session.get(MlTask, task_id)
    analysis = session.get(Analysis, task.analysis_id) if task is not None else None
    if task is None or analysis is None or task.deleted_at is not None:
        raise NotFound("There is no such task in this project. It may have been deleted.")
    if analysis.project_key != project.key or analysis.deleted_at is not None:
        raise NotFound("There is no such task in this project. It may have been deleted.")
    return task, analysis


def list_of(session: Session, *, analysis: Analysis) -> Sequence[MlTask]:
    """Return the tasks of an analysis, oldest first."""
    query = select(MlTask).where(MlTask.analysis_id == analysis.id, MlTask.deleted_at.is_(None))
    return session.scalars(query.order_by(MlTask.created_at, MlTask.id)).all()


def design_of(task: MlTask) -> Design:
    """Return a task's design."""
    return Design.model_validate(task.design)


def save(*, task: MlTask, revision: int | None, design: dict[str, Any], may_write_code: bool) -> Design:
    """Save a whole design; raises `Conflict` when somebody saved in between, `InvalidInput` for what cannot be."""
    if revision is not None and revision != task.revision:
        raise Conflict("Somebody else saved this design in the meantime. Read it again to see their changes.")
    checked = checking.design_from(design)
    checking.demand_code_right(checked, design_of(task), may_write_code=may_write_code)
    task.design = checked.model_dump(mode="json")
    task.revision += 1
    task.updated_at = clock.now()
    return checked


def rename(*, task: MlTask, name: str) -> None:
    """Give a task another name."""
    task.name = naming.clean(name)
    task.updated_at = clock.now()


def delete(*, task: MlTask) -> None:
    """Put a task away, with its sessions and models."""
    task.deleted_at = clock.now()
