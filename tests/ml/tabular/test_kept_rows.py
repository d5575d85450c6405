"""Of an evaluation the rows behind each cell of its confusion are kept, the surest first, and not all of millions."""

import numpy as np
import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.ml.tabular import evaluating
from atelier.ml.tabular.evaluation import confusion_of
from atelier.ml.tabular.metrics.base import Judged

CLASSES = ("a", "b", "c")


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), rows=st.integers(1, 1_500), has_probabilities=st.booleans())
def test_each_cell_keeps_its_surest_rows(seed: int, rows: int, has_probabilities: bool) -> None:
    rng = np.random.default_rng(seed)
    probabilities = rng.dirichlet(np.ones(3), rows)
    judged = Judged(
        rng.integers(3, size=rows),
        probabilities.argmax(axis=1),
        probabilities if has_probabilities else None,
        CLASSES,
    )
    places = np.sort(rng.choice(5_000, rows, replace=False))
    kept = evaluating.kept_rows(judged, places, None)
    sure = dict(zip(places.tolist(), probabilities.max(axis=1).tolist(), strict=True))
    for i, truth in enumerate(CLASSES):
        for j, said in enumerate(CLASSES):
            cell = kept.filter(pc.and_(pc.equal(kept["truth"], truth), pc.equal(kept["prediction"], said)))
            assert cell.num_rows == min(evaluating.MOST_OF_A_CELL, confusion_of(judged)[i][j])
            here = cell["row"].to_pylist()
            if has_probabilities and here:
                own = (judged.truth == i) & (judged.predicted == j)
                left = set(places[own].tolist()) - set(here)
                assert min(sure[row] for row in here) >= max((sure[row] for row in left), default=0.0)


def test_of_numbers_the_farthest_off_are_kept() -> None:
    truth = np.zeros(1_000)
    predicted = np.arange(1_000, dtype=float)
    kept = evaluating.kept_rows(Judged(truth, predicted, None), np.arange(1_000), np.array(["x.jpg"] * 1_000))
    assert kept["row"].to_pylist() == list(range(800, 1_000))
    assert set(kept["picture"].to_pylist()) == {"x.jpg"}
