"""Charts of an analysis: on the sample of its dataset as the script leaves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from atelier.db.tables import Analysis, Project
from atelier.items import charts
from atelier.items.charts import Sampled
from atelier.items.explore import find_column
from atelier.items.store import Store
from atelier.lab import analyses
from atelier.storage.schema import Column
from atelier.tables import analysis as told
from atelier.tables import engine
from atelier.tables.analysis import Analysis as Told
from atelier.tables.cache import key_of
from atelier.tables.probe import Probe
from atelier.tables.question import Question
from atelier.tables.samples import Sample
from atelier.tables.script import ScriptStep, apply_script
from atelier.tables.stored import open_table
from atelier.tables.writing import write_parquet

_SECONDS = 20.0


@contextmanager
def sampled(
    session: Session, *, project: Project, store: Store, analysis: Analysis, sample: Sample
) -> Iterator[Sampled]:
    """Give the rows of a sample after the script; raises `InvalidInput` at its first step that cannot be.

    `rows` and `whole` count before the script.
    """
    dataset = analyses.dataset_of(session, project=project, analysis=analysis)
    found = charts.sampled(session, dataset=dataset, store=store, sample=sample)
    script = analyses.script_of(session, project=project, analysis=analysis)
    with engine.shared() as connection:
        probe = Probe(connection, seconds=_SECONDS)
        applied = apply_script(found.table, [ScriptStep.model_validate(step) for step in script], probe)
        yield Sampled(applied[-1].after if applied else found.table, found.rows, found.whole)


def analyze(
    session: Session,
    *,
    project: Project,
    store: Store,
    analysis: Analysis,
    column: str,
    sample: Sample,
    question: Question,
    bins: int,
) -> tuple[Column, Told]:
    """Return what a column of an analysis holds after its script, as Explore tells it of a dataset.

    Raises `InvalidInput` for a column that is not there.
    """
    with sampled(session, project=project, store=store, analysis=analysis, sample=sample) as found:
        columns = found.table.columns
        known = find_column(columns, column)
        sql = found.table.scope.runnable(found.table.statement())
        key = key_of("scripted", sql, [one.model_dump() for one in columns])
        with engine.shared() as connection:
            probe = Probe(connection, seconds=_SECONDS)

            def write(place: Path) -> None:
                with probe.answering():
                    write_parquet(probe, found.table, place)

            path = store.tables.get(f"{key}.parquet", write)
        table = open_table([path], [one.name for one in columns])
        return known, told.analyze(table, columns, known, question=question, bins=bins)
