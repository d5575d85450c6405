"""Training sessions: a design becomes a job, and its models fill up as they are trained."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Analysis, Item, Job, LabSession, MlTask, Project, TrainedModel
from atelier.errors import InvalidInput
from atelier.items.store import Store
from atelier.jobs.start import Via, start_session
from atelier.lab import analyses, tasks
from atelier.ml.tabular import checking, embedding, training
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
    with analyses.opened(session, project=project, store=store, analysis=analysis) as (table, probe):
        found = checking.problems(design, table.names) or checking.filter_problems(design, table, probe)
    if found:
        raise InvalidInput(found[0].message, fields=found)
    planned = planned_models(design)
    number = (session.scalar(select(func.max(LabSession.number)).where(LabSession.task_id == task.id)) or 0) + 1
    inputs = {INPUT: [dataset.id], **_further_inputs(session, project, design)}
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
        label = one.label or registry.get(one.algorithm).label
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
    planned = [
        Planned(number=number, algorithm=one.type, block=training.block_of(design, one))
        for number, one in enumerate(enabled, start=1)
    ]
    own = [one for one in design.modeling.custom_python if one.enabled]
    return planned + [
        Planned(number=number, algorithm="CUSTOM_PYTHON", label=one.name, block={"name": one.name, "code": one.code})
        for number, one in enumerate(own, start=len(planned) + 1)
    ]


def _further_inputs(session: Session, project: Project, design: Design) -> dict[str, list[str]]:
    """Return the items beside the dataset that a session reads; raises `InvalidInput` for one not of this project."""
    found: dict[str, list[str]] = {}
    if design.splitParams.ttPolicy == "EXPLICIT_FILTERING_TWO_DATASETS":
        other = design.splitParams.eftdTest.dataset
        if other is None or not _has(session, project, other, "dataset"):
            raise InvalidInput.at("splitParams.eftdTest.dataset", "Choose the dataset whose rows test.")
        found[TEST] = [other]
    for kind, ids in embedding.folders_of(design).items():
        if not all(_has(session, project, one, "folder") for one in ids):
            what = "folder of pictures" if kind == "pictures" else "network"
            raise InvalidInput(
                f"A feature of the type Image names a {what} that this project does not have.",
                hint="Choose another one under Features.",
            )
        if ids:
            found[kind] = ids
    return found


def _has(session: Session, project: Project, item_id: str, kind: str) -> bool:
    item = session.get(Item, item_id)
    return item is not None and (item.project_key, item.kind, item.deleted_at) == (project.key, kind, None)


def list_of(session: Session, *, task: MlTask) -> Sequence[LabSession]:
    """Return the sessions of a task, newest first."""
    return session.scalars(
        select(LabSession).where(LabSession.task_id == task.id).order_by(LabSession.number.desc())
    ).all()
