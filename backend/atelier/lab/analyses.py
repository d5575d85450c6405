"""Visual analyses: a dataset looked at through a script that is not in the flow."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier import clock, ids
from atelier.charts.definition import Chart, stored
from atelier.db.tables import Analysis, Item, Project
from atelier.errors import Conflict, NotFound
from atelier.items import coderight, datasets, expansion, naming
from atelier.items.store import Store
from atelier.recipes import registry
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation, Scope
from atelier.tables.script import ScriptStep, apply_script

_SECONDS = 120


def create(session: Session, *, project: Project, dataset: Item, name: str | None, author: str) -> Analysis:
    """Make an analysis of a dataset."""
    now = clock.now()
    made = Analysis(
        id=ids.item_id(),
        project_key=project.key,
        dataset_id=dataset.id,
        name=naming.clean(name or f"Analyze {dataset.name}"),
        created_at=now,
        created_by=author,
        updated_at=now,
    )
    session.add(made)
    session.flush()
    return made


def require(session: Session, *, project: Project, analysis_id: str) -> Analysis:
    """Return an analysis of the project; raises `NotFound`."""
    found = session.get(Analysis, analysis_id)
    if found is None or found.project_key != project.key or found.deleted_at is not None:
        raise NotFound("There is no such analysis in this project. It may have been deleted.")
    return found


def list_of(session: Session, *, project: Project, dataset_id: str | None = None) -> Sequence[Analysis]:
    """Return the analyses of a project, or of one dataset, newest first."""
    query = select(Analysis).where(Analysis.project_key == project.key, Analysis.deleted_at.is_(None))
    if dataset_id is not None:
        query = query.where(Analysis.dataset_id == dataset_id)
    return session.scalars(query.order_by(Analysis.created_at.desc(), Analysis.id)).all()


def change(
    *,
    analysis: Analysis,
    revision: int | None,
    name: str | None = None,
    script: list[dict[str, Any]] | None = None,
    charts: list[Chart] | None = None,
    may_write_code: bool = False,
) -> None:
    """Rename an analysis or save its script or charts; raises `Conflict` when somebody saved in between."""
    if revision is not None and revision != analysis.revision:
        raise Conflict("Somebody else saved this analysis in the meantime. Read it again to see their changes.")
    if script is not None:
        coderight.demand(registry.get("prepare"), {"steps": script}, may_write_code=may_write_code)
        analysis.script = script
    if charts is not None:
        analysis.charts = stored(charts)
    if name is not None:
        analysis.name = naming.clean(name)
    analysis.revision += 1
    analysis.updated_at = clock.now()


def delete(*, analysis: Analysis) -> None:
    """Put an analysis away, with its tasks; it can be restored."""
    analysis.deleted_at = clock.now()


def dataset_of(session: Session, *, project: Project, analysis: Analysis) -> Item:
    """Return the dataset that is analysed; raises `NotFound` when it was deleted, `Conflict` when it is empty."""
    dataset = datasets.require(session, project=project, dataset_id=analysis.dataset_id)
    if dataset.version == 0:
        raise Conflict(f"{dataset.name} has no rows yet. Build it first, then open the Lab.")
    return dataset


def script_of(session: Session, *, project: Project, analysis: Analysis) -> list[dict[str, Any]]:
    """Return the script with the project's variables put in."""
    verbatim = registry.get("prepare").verbatim
    params = expansion.expanded(session, project=project, params={"steps": analysis.script}, verbatim=verbatim)
    return list(params["steps"])


@contextmanager
def opened(session: Session, *, project: Project, store: Store, analysis: Analysis) -> Iterator[tuple[Relation, Probe]]:
    """Give the dataset after the script, as a question that was not asked yet."""
    dataset = dataset_of(session, project=project, analysis=analysis)
    parts = datasets.parts_of(session, dataset, store)
    script = script_of(session, project=project, analysis=analysis)
    with engine.shared() as connection:
        probe = Probe(connection, seconds=_SECONDS)
        table = Scope().table(dataset.name, datasets.columns_of(dataset), parts)
        applied = apply_script(table, [ScriptStep.model_validate(step) for step in script], probe)
        yield (applied[-1].after if applied else table), probe
