"""The Lab: analyses, prediction tasks and their designs, training."""

from fastapi import APIRouter, Request

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProject,
    WritableProjectReading,
    WriteSession,
    writing,
)
from atelier.api.jobview import activities_of, job_out
from atelier.api.labview import analysis_out, session_detail, session_out, task_out, types_out
from atelier.api.schemas.base import Done, WholeNumber
from atelier.api.schemas.jobs import JobOut
from atelier.api.schemas.lab import (
    AnalysisIn,
    AnalysisOut,
    AnalysisPatch,
    DesignIn,
    GuessIn,
    LabTypesOut,
    SessionDetail,
    SessionOut,
    TaskIn,
    TaskOut,
    TaskPatch,
    TrainIn,
)
from atelier.db.tables import Analysis, Project
from atelier.errors import FieldProblem, NotFound
from atelier.instance import Atelier
from atelier.items import datasets
from atelier.lab import analyses, sessions, tasks
from atelier.ml.tabular import checking
from atelier.ml.tabular.design import Design

router = APIRouter(tags=["lab"])

_ANALYSES = "/api/projects/{key}/analyses"
_TASK = "/api/projects/{key}/tasks/{task_id}"


@router.get("/api/lab/types", name="types")
def types(_caller: CallerDep) -> LabTypesOut:
    """Return all algorithms, types of features and metrics."""
    return types_out()


@router.get(_ANALYSES, name="list")
def list_analyses(session: ReadSession, project: ReadableProject, dataset_id: str | None = None) -> list[AnalysisOut]:
    """Return the analyses of a project, or of one of its datasets, newest first."""
    found = analyses.list_of(session, project=project, dataset_id=dataset_id)
    return [analysis_out(session, one) for one in found]


@router.post(_ANALYSES, name="create")
def create(session: WriteSession, caller: CallerDep, project: WritableProject, body: AnalysisIn) -> AnalysisOut:
    """Begin an analysis of a dataset."""
    dataset = datasets.require(session, project=project, dataset_id=body.dataset_id)
    made = analyses.create(session, project=project, dataset=dataset, name=body.name, author=caller.login)
    return analysis_out(session, made)


@router.get(f"{_ANALYSES}/{{analysis_id}}", name="get")
def get_analysis(session: ReadSession, project: ReadableProject, analysis_id: str) -> AnalysisOut:
    """Return an analysis with its tasks."""
    return analysis_out(session, analyses.require(session, project=project, analysis_id=analysis_id))


@router.patch(f"{_ANALYSES}/{{analysis_id}}", name="change")
def change_analysis(
    session: WriteSession, caller: CallerDep, project: WritableProject, analysis_id: str, body: AnalysisPatch
) -> AnalysisOut:
    """Rename an analysis, or save its script or charts."""
    found = analyses.require(session, project=project, analysis_id=analysis_id)
    analyses.change(
        analysis=found,
        revision=body.revision,
        name=body.name,
        script=body.script,
        charts=body.charts,
        may_write_code=caller.may_write_code,
    )
    return analysis_out(session, found)


@router.delete(f"{_ANALYSES}/{{analysis_id}}", name="delete")
def delete_analysis(session: WriteSession, project: WritableProject, analysis_id: str) -> Done:
    """Put an analysis away, with its tasks and models."""
    analyses.delete(analysis=analyses.require(session, project=project, analysis_id=analysis_id))
    return Done(message="The analysis was deleted.")


@router.post(f"{_ANALYSES}/{{analysis_id}}/tasks", name="create_task")
def create_task(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    analysis_id: str,
    body: TaskIn,
    request: Request,
) -> TaskOut:
    """Begin a prediction task: its design is guessed from all rows."""
    analysis = analyses.require(reading, project=project, analysis_id=analysis_id)
    design = tasks.guess(
        reading,
        project=project,
        store=atelier.store,
        analysis=analysis,
        target=body.target,
        prediction_type=body.prediction_type,
        style=body.style,
    )
    problems = _problems(reading, atelier, project, design, analysis)
    reading.rollback()
    with writing(atelier, caller, project.key, request=request) as (session, again):
        found = analyses.require(session, project=again, analysis_id=analysis_id)
        made = tasks.create(
            session, analysis=found, name=body.name, style=body.style, design=design, author=caller.login
        )
        return task_out(session, made, found, problems)


@router.get(_TASK, name="task")
def get_task(session: ReadSession, atelier: AtelierDep, project: ReadableProject, task_id: str) -> TaskOut:
    """Return a task with its design, and what keeps it from being trained."""
    task, analysis = tasks.require(session, project=project, task_id=task_id)
    return task_out(session, task, analysis, _problems(session, atelier, project, tasks.design_of(task), analysis))


@router.patch(_TASK, name="rename_task")
def rename_task(session: WriteSession, project: WritableProject, task_id: str, body: TaskPatch) -> Done:
    """Give a task another name."""
    task, _ = tasks.require(session, project=project, task_id=task_id)
    tasks.rename(task=task, name=body.name)
    return Done(message="The task was renamed.")


@router.delete(_TASK, name="delete_task")
def delete_task(session: WriteSession, project: WritableProject, task_id: str) -> Done:
    """Put a task away, with its models."""
    task, _ = tasks.require(session, project=project, task_id=task_id)
    tasks.delete(task=task)
    return Done(message="The task was deleted.")


@router.put(f"{_TASK}/design", name="save_design")
def save_design(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    task_id: str,
    body: DesignIn,
) -> TaskOut:
    """Save a task's design as one whole."""
    task, analysis = tasks.require(session, project=project, task_id=task_id)
    tasks.save(task=task, revision=body.revision, design=body.design, may_write_code=caller.may_write_code)
    return task_out(session, task, analysis, _problems(session, atelier, project, tasks.design_of(task), analysis))


@router.post(f"{_TASK}/guess", name="guess")
def guess(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    task_id: str,
    body: GuessIn,
    request: Request,
) -> TaskOut:
    """Work the design out anew, for another target or type, or from the rows as they are now."""
    task, analysis = tasks.require(reading, project=project, task_id=task_id)
    before = tasks.design_of(task)
    revision = task.revision
    design = tasks.guess(
        reading,
        project=project,
        store=atelier.store,
        analysis=analysis,
        target=body.target or before.targetVariable,
        prediction_type=body.prediction_type,
        style=task.style,
    )
    problems = _problems(reading, atelier, project, design, analysis)
    reading.rollback()
    with writing(atelier, caller, project.key, request=request) as (session, again):
        task, analysis = tasks.require(session, project=again, task_id=task_id)
        tasks.save(
            task=task, revision=revision, design=design.model_dump(mode="json"), may_write_code=caller.may_write_code
        )
        return task_out(session, task, analysis, problems)


@router.post(f"{_TASK}/train", name="train", status_code=202)
def train(
    session: WriteSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProject,
    task_id: str,
    body: TrainIn,
) -> JobOut:
    """Train the task as it is designed now; the job goes on whoever looks."""
    task, analysis = tasks.require(session, project=project, task_id=task_id)
    _, job = sessions.start(
        session,
        project=project,
        store=atelier.store,
        analysis=analysis,
        task=task,
        name=body.name,
        description=body.description,
        initiator=caller.login,
        via=caller.via,
    )
    return job_out(job, activities_of(session, job))


@router.get(f"{_TASK}/sessions", name="sessions")
def list_sessions(session: ReadSession, project: ReadableProject, task_id: str) -> list[SessionOut]:
    """Return the sessions of a task with their models, newest first."""
    task, analysis = tasks.require(session, project=project, task_id=task_id)
    found = sessions.list_of(session, task=task)
    return [session_out(session, one, project.key, analysis.id) for one in found]


@router.get(f"{_TASK}/sessions/{{number}}", name="session")
def get_session(session: ReadSession, project: ReadableProject, task_id: str, number: WholeNumber) -> SessionDetail:
    """Return a session with the design it trained."""
    task, analysis = tasks.require(session, project=project, task_id=task_id)
    for one in sessions.list_of(session, task=task):
        if one.number == number:
            return session_detail(session, one, project.key, analysis.id)
    raise NotFound(f"This task has no session {number}.")


def _problems(
    session: ReadSession, atelier: Atelier, project: Project, design: Design, analysis: Analysis
) -> list[FieldProblem]:
    with analyses.opened(session, project=project, store=atelier.store, analysis=analysis) as (table, _):
        return checking.problems(design, table.names)
