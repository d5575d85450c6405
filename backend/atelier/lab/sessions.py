"""Training sessions: a design becomes a job, and its models fill up as they are trained."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Analysis, Job, LabSession, MlTask, Project, TrainedModel
from atelier.errors import InvalidInput
from atelier.items.store import Store
from atelier.jobs.start import Via, start_session
from atelier.lab import analyses, tasks
from atelier.ml.tabular import checking, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.session import INPUT, TEST, Planned, SessionParams


def start(
    session: Session,
    *,
    project: Project,
    store: Store,
    analysis: Analysis,
    task: MlTask,
    name: str,
    description: str,
    initiator: str,
    via: Via,
) -> tuple[LabSession, Job]:
    """Accept the training of a task as it is designed now; raises `InvalidInput` at what cannot be trained."""
    design = tasks.design_of(task)
    dataset = analyses.dataset_of(session, project=project, analysis=analysis)
    script = analyses.script_of(session, project=project, analysis=analysis)
    with analyses.opened(session, project=project, store=store, analysis=analysis) as (table, _):
        found = checking.problems(design, table.names)
    if found:
        raise InvalidInput(found[0].message, fields=found)
    planned = planned_models(design)
    number = (session.scalar(select(func.max(LabSession.number)).where(LabSession.task_id == task.id)) or 0) + 1
    inputs = {INPUT: [dataset.id]}
    other = design.splitParams.eftdTest.dataset
    if design.splitParams.ttPolicy == "EXPLICIT_FILTERING_TWO_DATASETS" and other:
        inputs[TEST] = [other]
    params = SessionParams(design=design, script=script, models=planned)
    job = start_session(
        session,
        project=project,
        name=f"{task.name}, session {number}",
        params=params.model_dump(mode="json"),
        inputs=inputs,
        initiator=initiator,
        via=via,
    )
    made = LabSession(
        task_id=task.id,
        number=number,
        name=name,
        description=description,
        design=task.design,
        script=analysis.script,
        dataset_version=dataset.version,
        job_id=job.id,
        created_at=clock.now(),
        created_by=initiator,
    )
    session.add(made)
    session.flush()
    for one in planned:
        label = registry.get(one.algorithm).label
        session.add(
            TrainedModel(session_id=made.id, number=one.number, algorithm=one.algorithm, label=label, state="QUEUED")
        )
    session.flush()
    return made, job


def planned_models(design: Design) -> list[Planned]:
    """Return the models of a session: one for each algorithm that is switched on."""
    enabled = [
        one
        for one in registry.for_task(design.predictionType)
        if design.modeling.algorithms.get(one.key, {}).get("enabled")
    ]
    return [
        Planned(number=number, algorithm=one.type, block=training.block_of(design, one))
        for number, one in enumerate(enabled, start=1)
    ]


def list_of(session: Session, *, task: MlTask) -> Sequence[LabSession]:
    """Return the sessions of a task, newest first."""
    return session.scalars(
        select(LabSession).where(LabSession.task_id == task.id).order_by(LabSession.number.desc())
    ).all()
