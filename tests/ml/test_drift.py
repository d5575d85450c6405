"""Drift against the figures a model keeps: nothing changes nothing, and what moved is named."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atelier.ml.tabular import reference
from atelier.ml.tabular.design import Design, Feature, Preprocessing
from atelier.ml.tabular.drift import Counted, Drift, judged, psi
from atelier.ml.tabular.table import Table
from atelier.storage.schema import Column

NUMBERS = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=300)


def numbers_of(values: list[float]) -> dict[str, object]:
    return {"kind": "number", **reference._numbers(np.array(values, dtype=np.float64))}


@given(NUMBERS)
@settings(max_examples=100, deadline=None)
def test_the_same_values_have_hardly_moved(values: list[float]) -> None:
    counted = Counted(numbers_of(values))
    counted.take(np.array(values))
    found = counted.result()
    assert found["ks"] <= 0.02 + 2 / len(values)
    assert sum(one["now"] for one in found["bins"]) == pytest.approx(1)
    assert sum(one["then"] for one in found["bins"]) == pytest.approx(1)


@given(NUMBERS, NUMBERS)
@settings(max_examples=100, deadline=None)
def test_figures_stay_in_their_bounds_and_stretches_do_not_matter(then: list[float], now: list[float]) -> None:
    whole, parts = Counted(numbers_of(then)), Counted(numbers_of(then))
    whole.take(np.array(now))
    for value in now:
        parts.take(np.array([value]))
    assert whole.result() == parts.result()
    assert whole.result()["psi"] >= 0
    assert 0 <= whole.result()["ks"] <= 1


def test_values_below_all_that_were_seen_are_strong_drift_even_of_a_constant() -> None:
    counted = Counted(numbers_of([5.0] * 20))
    counted.take(np.array([1.0] * 20))
    found = counted.result()
    assert found["ks"] == 1
    assert found["psi"] > 0.25


def test_psi_is_the_sum_of_its_definition() -> None:
    assert psi([0.5, 0.5], [0.5, 0.5], rows=(9, 9)) == 0
    assert psi([0.5, 0.5], [0.25, 0.75], rows=(9, 9)) == pytest.approx(-0.25 * np.log(0.5) + 0.25 * np.log(1.5))


def table_of(shift: float, kind: str, rows: int = 400) -> Table:
    rng = np.random.default_rng(3)
    vectors = [list(map(float, one)) for one in rng.normal(size=(rows, 8)) + shift]
    return Table(
        [
            Column(name="age", type="double"),
            Column(name="kind", type="string"),
            Column(name="features", type="array", meaning="vector"),
        ],
        {
            "age": pa.chunked_array([pa.array(rng.normal(size=rows) + shift)]),
            "kind": pa.chunked_array([pa.array(["a" if place % 2 else kind for place in range(rows)])]),
            "features": pa.chunked_array([pa.array(vectors, pa.list_(pa.float32()))]),
        },
        rows,
    )


@pytest.mark.parametrize("seed", range(5))
def test_few_long_vectors_of_one_kind_have_not_moved(seed: int) -> None:
    rng = np.random.default_rng(seed)
    design = Design(
        predictionType="REGRESSION",
        targetVariable="y",
        preprocessing=Preprocessing(per_feature={"features": Feature(role="INPUT", type="VECTOR")}),
    )

    def vectors(rows: int) -> Table:
        found = pa.array(list(rng.normal(size=(rows, 2048)).astype(np.float32)), pa.list_(pa.float32()))
        return Table(
            [Column(name="features", type="array", meaning="vector")], {"features": pa.chunked_array([found])}, rows
        )

    known = reference.of_features(design, vectors(80), np.arange(80)) | {"answers": numbers_of([1.0, 2.0])}
    drift = Drift(design, known)
    drift.take(vectors(80), np.array([1.0] * 80))
    assert drift.result()["features"][0]["level"] == "stable"


def test_what_moved_is_named_first() -> None:
    design = Design(
        predictionType="REGRESSION",
        targetVariable="y",
        preprocessing=Preprocessing(
            per_feature={
                "age": Feature(type="NUMERIC"),
                "kind": Feature(type="CATEGORY"),
                "features": Feature(type="VECTOR"),
            }
        ),
    )
    known = reference.of_features(design, table_of(0, "b"), np.arange(400))
    known["answers"] = numbers_of([0.0, 1.0, 2.0])
    same = Drift(design, known)
    same.take(table_of(0, "b"), np.array([0.0, 1.0, 2.0]))
    assert {one["level"] for one in same.result()["features"]} == {"stable"}
    moved = Drift(design, known)
    moved.take(table_of(3, "c"), np.array([9.0, 9.0, np.nan]))
    found = moved.result()
    assert {one["name"]: one["level"] for one in found["features"]} == dict.fromkeys(
        ("age", "kind", "features"), "strong"
    )
    assert found["answers"]["missing_now"] == pytest.approx(1 / 3)


def test_what_few_rows_show_by_chance_is_no_drift() -> None:
    known = {"kind": "category", "counts": dict.fromkeys("abcdefghij", 8), "other": 0, "missing": 0}
    strong = 0
    for seed in range(50):
        counted = Counted(known)
        drawn = np.random.default_rng(seed).choice(list("abcdefghij"), 80)
        counted.take(np.array(drawn, dtype=object))
        strong += judged(counted.result())["level"] != "stable"
    assert strong <= 3
