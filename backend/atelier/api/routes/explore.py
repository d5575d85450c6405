"""Explore: pages of a sample by filters and order, and what a column holds."""

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.exploreview import analyze_out, question_of, sample_of
from atelier.api.schemas.explore import (
    AnalyzeIn,
    AnalyzeOut,
    CellIn,
    CellOut,
    ExploreIn,
    ExploreOut,
)
from atelier.items import datasets
from atelier.items import explore as exploring

router = APIRouter(prefix="/api/projects/{key}/datasets", tags=["datasets"])


@router.post("/{dataset_id}/explore")
def explore(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str, body: ExploreIn
) -> ExploreOut:
    """Return a page of the rows of a sample that match, in the order asked for."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    columns, found = exploring.page(
        session,
        dataset=dataset,
        store=atelier.store,
        sample=sample_of(body.sample),
        question=question_of(body.filters, body.search, body.sort),
        names=body.columns,
        offset=body.offset,
        limit=body.limit,
    )
    return ExploreOut(
        columns=columns,
        rows=found.rows,
        numbers=found.numbers,
        offset=body.offset,
        total=found.total,
        sampled=found.sampled,
        whole=found.whole,
        version=dataset.version,
    )


@router.post("/{dataset_id}/analyze")
def analyze(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str, body: AnalyzeIn
) -> AnalyzeOut:
    """Return what a column holds: its commonest values, and the figures that fit its type."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    column, found = exploring.analyze(
        session,
        dataset=dataset,
        store=atelier.store,
        column=body.column,
        sample=sample_of(body.sample),
        question=question_of(body.filters, body.search, []),
        bins=body.bins,
    )
    return analyze_out(column, found)


@router.post("/{dataset_id}/explore/cell", name="explore_cell")
def cell(session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str, body: CellIn) -> CellOut:
    """Return one cell of a sample in full, for what a page only sums up."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    value = exploring.cell(
        session,
        dataset=dataset,
        store=atelier.store,
        column=body.column,
        sample=sample_of(body.sample),
        row=body.row,
    )
    return CellOut(value=value)
