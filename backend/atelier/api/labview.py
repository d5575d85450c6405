"""The Lab's rows as the API shows them."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from atelier.api.schemas.base import FieldProblemOut
from atelier.api.schemas.lab import (
    AlgorithmOut,
    AnalysisOut,
    FeatureTypeOut,
    LabTypesOut,
    ModelMetricOut,
    SessionDetail,
    SessionOut,
    SpaceOut,
    TaskBrief,
    TaskOut,
    TrainedDetail,
    TrainedOut,
)
from atelier.charts.definition import Chart
from atelier.db.tables import Analysis, Item, Job, LabSession, MlTask, TrainedModel
from atelier.errors import FieldProblem
from atelier.lab import tasks, trained
from atelier.ml.tabular.algorithms import registry as algorithms
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.features import registry as features
from atelier.ml.tabular.metrics import registry as metrics
from atelier.ml.tabular.report import FOLDER
from atelier.ml.tabular.spaces import Number, Space

_FINISHED = ("DONE", "FAILED", "ABORTED")


def types_out() -> LabTypesOut:
    """Return all algorithms, types of features and metrics."""
    return LabTypesOut(
        algorithms=[
            AlgorithmOut(
                type=one.type,
                key=one.key,
                label=one.label,
                description=_words(one),
                tasks=sorted(one.tasks),
                styles=sorted(one.styles),
                is_available=one.is_available,
                module=one.module,
                spaces=[_space_out(space) for space in one.spaces],
                default=one.default(),
            )
            for one in sorted(algorithms.listed(), key=lambda one: (one.label, one.type))
        ],
        features=[
            FeatureTypeOut(
                type=one.type,
                label=one.label,
                description=_words(one),
                handling_schema=one.Handling.model_json_schema(),
                default=one.default(),
            )
            for one in features.all_types().values()
        ],
        metrics=[
            ModelMetricOut(
                type=one.type,
                name=one.name,
                label=one.label,
                description=_words(one),
                tasks=sorted(one.tasks),
                greater_is_better=one.greater_is_better,
                low=one.low,
                high=one.high,
            )
            for one in metrics.all_types().values()
        ],
        design_labels=_labels(Design),
    )


def analysis_out(session: Session, analysis: Analysis) -> AnalysisOut:
    """Return an analysis with its tasks."""
    dataset = session.get_one(Item, analysis.dataset_id)
    return AnalysisOut(
        id=analysis.id,
        name=analysis.name,
        dataset_id=dataset.id,
        dataset_name=dataset.name,
        script=analysis.script,
        charts=[Chart.model_validate(one) for one in analysis.charts],
        revision=analysis.revision,
        created_at=analysis.created_at,
        created_by=analysis.created_by,
        tasks=[_brief(session, task) for task in tasks.list_of(session, analysis=analysis)],
    )


def task_out(session: Session, task: MlTask, analysis: Analysis, problems: Sequence[FieldProblem]) -> TaskOut:
    """Return a task with its design, and what keeps it from being trained."""
    dataset = session.get_one(Item, analysis.dataset_id)
    return TaskOut(
        id=task.id,
        analysis_id=analysis.id,
        analysis_name=analysis.name,
        dataset_id=dataset.id,
        dataset_name=dataset.name,
        name=task.name,
        style=task.style,
        design=tasks.design_of(task),
        revision=task.revision,
        created_at=task.created_at,
        created_by=task.created_by,
        problems=[FieldProblemOut(loc=list(one.loc), message=one.message) for one in problems],
    )


def session_out(session: Session, found: LabSession, key: str, analysis_id: str) -> SessionOut:
    """Return a session with its models in the order of their rank."""
    design = Design.model_validate(found.design)
    metric = metrics.chosen(design.modeling.metrics)
    job = session.get(Job, found.job_id) if found.job_id else None
    models = [
        _trained_out(
            model, job, metric.name, f"A-{key}-{analysis_id}-{found.task_id}-s{found.number}-pp1", found.number
        )
        for model in trained.of_session(session, found=found)
    ]
    sign = -1 if metric.greater_is_better else 1
    models.sort(key=lambda one: (one.score is None, sign * (one.score or 0.0), one.number))
    return SessionOut(
        id=found.id,
        number=found.number,
        name=found.name,
        description=found.description,
        created_at=found.created_at,
        created_by=found.created_by,
        dataset_version=found.dataset_version,
        job_id=found.job_id,
        job_state=job.state if job is not None else "ABORTED",
        metric=metric.type,
        metric_name=metric.name,
        greater_is_better=metric.greater_is_better,
        models=models,
    )


def session_detail(session: Session, found: LabSession, key: str, analysis_id: str) -> SessionDetail:
    """Return a session with its design."""
    brief = session_out(session, found, key, analysis_id)
    return SessionDetail(**dict(brief), design=Design.model_validate(found.design), script=found.script)


def trained_detail(session: Session, found: trained.Found) -> TrainedDetail:
    """Return a model with the sections of its report."""
    design = Design.model_validate(found.session.design)
    metric = metrics.chosen(design.modeling.metrics)
    job = session.get(Job, found.session.job_id) if found.session.job_id else None
    prefix = found.full_id.rpartition("-")[0]
    brief = _trained_out(found.model, job, metric.name, prefix, found.session.number)
    sections = [
        one["path"].removeprefix(f"{FOLDER}/").removesuffix(".json")
        for one in found.model.files
        if one["path"].startswith(f"{FOLDER}/") and one["path"].endswith(".json")
    ]
    return TrainedDetail(
        **dict(brief),
        task_id=found.task.id,
        task_name=found.task.name,
        analysis_id=found.analysis.id,
        session_id=found.session.id,
        dataset_id=found.analysis.dataset_id,
        design=design,
        metric=metric.type,
        facts=found.model.facts.get("facts", {}),
        sections=sections,
        bytes=sum(one["size"] for one in found.model.files),
        created_by=found.session.created_by,
    )


def _brief(session: Session, task: MlTask) -> TaskBrief:
    design = tasks.design_of(task)
    metric = metrics.chosen(design.modeling.metrics)
    running = session.scalar(
        select(Job.id)
        .join(LabSession, LabSession.job_id == Job.id)
        .where(LabSession.task_id == task.id, Job.state.in_(("NOT_STARTED", "RUNNING")))
        .limit(1)
    )
    facts = session.scalars(
        select(TrainedModel.facts)
        .join(LabSession, LabSession.id == TrainedModel.session_id)
        .where(LabSession.task_id == task.id, TrainedModel.state == "DONE", TrainedModel.deleted_at.is_(None))
    )
    scores = [one["metrics"].get(metric.name) for one in facts]
    known = [one for one in scores if one is not None]
    return TaskBrief(
        id=task.id,
        name=task.name,
        style=task.style,
        prediction_type=design.predictionType,
        target=design.targetVariable,
        session_count=session.scalar(select(func.count()).where(LabSession.task_id == task.id)) or 0,
        best=(max if metric.greater_is_better else min)(known) if known else None,
        metric=metric.type,
        running_job=running,
        created_at=task.created_at,
    )


def _trained_out(model: TrainedModel, job: Job | None, metric: str, prefix: str, session_number: int) -> TrainedOut:
    facts = model.facts
    found: dict[str, Any] = {
        "id": model.id,
        "full_id": f"{prefix}-m{model.number}",
        "number": model.number,
        "session_number": session_number,
        "algorithm": model.algorithm,
        "label": model.label,
        "state": trained.state_of(model, job),
        "text": model.text,
        "fraction": model.fraction,
        "score": facts.get("metrics", {}).get(metric),
        "spread": facts.get("spread", {}).get(metric),
        "values": facts.get("values", {}),
        "values_text": algorithms.said(model.algorithm, facts.get("values", {})),
        "metrics": facts.get("metrics", {}),
        "seconds": facts.get("seconds"),
        "trials": model.trials,
        "name": model.name,
        "description": model.description,
        "starred": model.starred,
        "labels": model.labels,
        "started_at": model.started_at,
        "ended_at": model.ended_at,
    }
    return TrainedOut.model_validate(found)


def _space_out(space: Space) -> SpaceOut:
    is_number = isinstance(space, Number)
    return SpaceOut(
        kind="number" if is_number else "choice",
        name=space.name,
        label=space.label,
        help=space.help,
        is_whole=space.is_whole if isinstance(space, Number) else False,
        minimum=space.minimum if isinstance(space, Number) else None,
        maximum=space.maximum if isinstance(space, Number) else None,
        options={} if isinstance(space, Number) else dict(space.options),
        shown_if=space.shown_if,
        default=space.default(),
    )


def _labels(declared: type[BaseModel], path: str = "") -> dict[str, str]:
    """Return the labels of settings by their dotted names, where they are declared."""
    found: dict[str, str] = {}
    for name, field in declared.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found |= _labels(field.annotation, f"{path}{name}.")
        elif field.title:
            found[f"{path}{name}"] = field.title
    return found


def _words(found: object) -> str:
    return " ".join((type(found).__doc__ or "").split())
