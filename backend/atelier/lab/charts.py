"""Charts of an analysis: on the sample of its dataset as the script leaves it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from atelier.db.tables import Analysis, Project
from atelier.items import charts
from atelier.items.charts import Sampled
from atelier.items.store import Store
from atelier.lab import analyses
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.samples import Sample
from atelier.tables.script import ScriptStep, apply_script

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
