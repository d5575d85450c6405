"""Charts of datasets and of analyses: their types, what is kept, what is drawn."""

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, CallerDep, ReadableProject, ReadSession, WritableProject, WriteSession
from atelier.api.exploreview import analyze_out, question_of, sample_of
from atelier.api.schemas.charts import (
    AxisOut,
    BehindIn,
    BehindOut,
    ChartOffersOut,
    ChartsIn,
    ChartsOut,
    ChartTypeOut,
    DrawIn,
    DrawnOut,
    FigureOut,
    WellOut,
)
from atelier.api.schemas.explore import AnalyzeIn, AnalyzeOut
from atelier.charts import drawing, registry
from atelier.charts.behind import pictures_behind
from atelier.charts.definition import Chart
from atelier.charts.suggesting import suggest
from atelier.items import charts, datasets
from atelier.items.charts import Sampled
from atelier.lab import analyses
from atelier.lab import charts as lab_charts
from atelier.tables.samples import Sample

router = APIRouter(tags=["charts"])

_DATASET = "/api/projects/{key}/datasets/{dataset_id}/charts"
_ANALYSIS = "/api/projects/{key}/analyses/{analysis_id}/charts"


@router.get("/api/charts/types", name="types")
def types(_caller: CallerDep) -> list[ChartTypeOut]:
    """Return all types of chart with their wells."""
    return [
        ChartTypeOut(
            name=one.name,
            label=one.label,
            description=one.description,
            icon=one.icon,
            wells=[WellOut.model_validate(well) for well in one.wells],
            options=list(one.options),
        )
        for one in registry.all_types().values()
    ]


@router.get(_DATASET, name="list")
def list_charts(session: ReadSession, project: ReadableProject, dataset_id: str) -> ChartsOut:
    """Return the charts of a dataset."""
    found, revision = charts.of(session, dataset=datasets.require(session, project=project, dataset_id=dataset_id))
    return ChartsOut(charts=found, revision=revision)


@router.put(_DATASET, name="save")
def save(
    session: WriteSession, caller: CallerDep, project: WritableProject, dataset_id: str, body: ChartsIn
) -> ChartsOut:
    """Save all charts of a dataset as one whole."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    found, revision = charts.save(
        session, dataset=dataset, charts=body.charts, revision=body.revision, author=caller.login
    )
    return ChartsOut(charts=found, revision=revision)


@router.get(f"{_DATASET}/offers", name="offers")
def offers(session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str) -> ChartOffersOut:
    """Return the columns of a dataset, and charts worth a look."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    return _offers(charts.sampled(session, dataset=dataset, store=atelier.store, sample=Sample()))


@router.post(f"{_DATASET}/draw", name="draw")
def draw(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str, body: DrawIn
) -> DrawnOut:
    """Draw a chart on a dataset; nothing is stored."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    found = charts.sampled(session, dataset=dataset, store=atelier.store, sample=body.chart.sample)
    return _drawn(body.chart, found)


@router.post(f"{_DATASET}/behind", name="behind")
def behind(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str, body: BehindIn
) -> BehindOut:
    """Return pictures of the rows behind a mark."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    found = charts.sampled(session, dataset=dataset, store=atelier.store, sample=body.chart.sample)
    return BehindOut.model_validate(pictures_behind(body.chart, found.table, body.codes))


@router.get(f"{_ANALYSIS}/offers", name="analysis_offers")
def analysis_offers(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, analysis_id: str
) -> ChartOffersOut:
    """Return the columns of an analysis after its script, and charts worth a look."""
    analysis = analyses.require(session, project=project, analysis_id=analysis_id)
    with lab_charts.sampled(session, project=project, store=atelier.store, analysis=analysis, sample=Sample()) as found:
        return _offers(found)


@router.post(f"{_ANALYSIS}/draw", name="draw_analysis")
def draw_analysis(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, analysis_id: str, body: DrawIn
) -> DrawnOut:
    """Draw a chart on the rows of an analysis after its script; nothing is stored."""
    analysis = analyses.require(session, project=project, analysis_id=analysis_id)
    with lab_charts.sampled(
        session, project=project, store=atelier.store, analysis=analysis, sample=body.chart.sample
    ) as found:
        return _drawn(body.chart, found)


@router.post(f"{_ANALYSIS}/analyze", name="analyze")
def analyze(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, analysis_id: str, body: AnalyzeIn
) -> AnalyzeOut:
    """Return what a column of an analysis holds after its script."""
    column, found = lab_charts.analyze(
        session,
        project=project,
        store=atelier.store,
        analysis=analyses.require(session, project=project, analysis_id=analysis_id),
        column=body.column,
        sample=sample_of(body.sample),
        question=question_of(body.filters, body.search, []),
        bins=body.bins,
    )
    return analyze_out(column, found)


@router.post(f"{_ANALYSIS}/behind", name="behind_analysis")
def behind_analysis(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, analysis_id: str, body: BehindIn
) -> BehindOut:
    """Return pictures of the rows behind a mark of an analysis's chart."""
    analysis = analyses.require(session, project=project, analysis_id=analysis_id)
    with lab_charts.sampled(
        session, project=project, store=atelier.store, analysis=analysis, sample=body.chart.sample
    ) as found:
        return BehindOut.model_validate(pictures_behind(body.chart, found.table, body.codes))


def _offers(found: Sampled) -> ChartOffersOut:
    return ChartOffersOut(columns=found.table.columns, suggestions=suggest(found.table))


def _drawn(chart: Chart, found: Sampled) -> DrawnOut:
    drawn = drawing.draw(chart, found.table)
    return DrawnOut(
        axes={name: AxisOut.model_validate(axis) for name, axis in drawn.axes.items()},
        figures=[FigureOut.model_validate(figure) for figure in drawn.figures],
        fields=drawn.fields,
        marks=drawn.marks,
        rows=drawn.rows,
        used=drawn.used,
        found=drawn.found,
        notes=drawn.notes,
        sampled=found.rows,
        whole=found.whole,
    )
