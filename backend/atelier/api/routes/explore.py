"""Explore: pages of a sample by filters and order, and what a column holds."""

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.schemas.explore import (
    AnalyzeIn,
    AnalyzeOut,
    CellIn,
    CellOut,
    ExploreIn,
    ExploreOut,
    FilterIn,
    SampleIn,
    SortIn,
)
from atelier.items import datasets
from atelier.items import explore as exploring
from atelier.tables.question import Filter, Question, Sort
from atelier.tables.samples import Sample

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
        sample=_sample(body.sample),
        question=_question(body.filters, body.search, body.sort),
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
        sample=_sample(body.sample),
        question=_question(body.filters, body.search, []),
        bins=body.bins,
    )
    return AnalyzeOut.model_validate({"column": column, **{name: getattr(found, name) for name in found.__slots__}})


@router.post("/{dataset_id}/explore/cell", name="explore_cell")
def cell(session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str, body: CellIn) -> CellOut:
    """Return one cell of a sample in full, for what a page only sums up."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    value = exploring.cell(
        session,
        dataset=dataset,
        store=atelier.store,
        column=body.column,
        sample=_sample(body.sample),
        row=body.row,
    )
    return CellOut(value=value)


def _sample(body: SampleIn) -> Sample:
    return Sample(body.method, body.rows, body.column, body.seed)


def _question(filters: list[FilterIn], search: str, sort: list[SortIn]) -> Question:
    return Question(
        tuple(
            Filter(
                one.column,
                one.kind,
                tuple(one.values),
                one.min,
                one.max,
                one.mode,
                one.text,
                one.case_sensitive,
                tuple(one.validity),
                one.exclude,
            )
            for one in filters
        ),
        search,
        tuple(Sort(one.column, one.descending) for one in sort),
    )
