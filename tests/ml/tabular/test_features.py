"""Columns become numbers; what was learnt is plain data, and gives the same numbers after it was stored."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from tests.ml.tabular.tables import Stored, blobs, with_vectors

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design, Feature, FeatureReduction, Interaction
from atelier.ml.tabular.features import registry
from atelier.ml.tabular.features.base import Target
from atelier.ml.tabular.preprocessing import Preprocessor, complete_rows
from atelier.ml.tabular.table import Table
from atelier.storage.schema import Column


def table_of(**columns: Any) -> Table:
    values = {name: pa.chunked_array([pa.array(one)]) for name, one in columns.items()}
    rows = len(next(iter(values.values())))
    return Table([Column(name=name) for name in columns], values, rows)


def design_of(**features: dict[str, Any]) -> Design:
    design = Design(predictionType="BINARY_CLASSIFICATION", targetVariable="kind")
    for name, given_ in features.items():
        kind = given_.get("type", "NUMERIC")
        whole = {"type": kind, **registry.get(kind).default(), **given_}
        design.preprocessing.per_feature[name] = Feature.model_validate(whole)
    return design


def stored_and_back(made: Preprocessor) -> Preprocessor:
    plain, arrays = made.to_plain()
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    with np.load(file, allow_pickle=False) as read:
        return Preprocessor.from_plain(jsontext.loads(jsontext.dumps(plain)), {name: read[name] for name in read.files})


def fitted(design: Design, table: Table, target: Target | None = None) -> tuple[Preprocessor, np.ndarray]:
    rows = np.arange(table.row_count)
    made, matrix = Preprocessor.fit(design, table, rows, target or Target(rows % 2, 2, 7))
    return made, dense(matrix)


def dense(matrix: Any) -> np.ndarray:
    return np.asarray(matrix.toarray() if sparse.issparse(matrix) else matrix)


CELLS = st.one_of(
    st.none(), st.sampled_from(["a", "b", "ß", "🦊", "a b c", "long words stand here"]), st.text(max_size=6)
)
NUMBERS = st.one_of(st.none(), st.floats(), st.sampled_from([0.0, 1.0, -1e300, 1e300, 5e-324]))


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_what_is_stored_gives_the_same_numbers(data: st.DataObject) -> None:
    rows = data.draw(st.integers(12, 30))
    columns = {
        "n": data.draw(st.lists(NUMBERS, min_size=rows, max_size=rows)),
        "c": data.draw(st.lists(CELLS, min_size=rows, max_size=rows)),
        "t": [f"word{row % 3} {text or ''}" for row, text in enumerate(["🦊 fox"] * rows)],
    }
    numeric = {
        "numerical_handling": data.draw(st.sampled_from(["REGULAR", "QUANTILE_BIN", "BINARIZE", "FLAG_PRESENCE"])),
        "rescaling": data.draw(st.sampled_from(["AVGSTD", "MINMAX", "NONE"])),
        "missing_impute_with": data.draw(st.sampled_from(["MEAN", "MEDIAN", "CONSTANT"])),
        "generate_derivative": data.draw(st.booleans()),
        "flag_missing": data.draw(st.booleans()),
    }
    category = {
        "type": "CATEGORY",
        "category_handling": data.draw(
            st.sampled_from(["DUMMIFY", "IMPACT", "ORDINAL", "FREQUENCY", "HASHING", "FLAG_PRESENCE"])
        ),
        "missing_handling": data.draw(st.sampled_from(["NONE", "IMPUTE"])),
        "dummy_clip": data.draw(st.sampled_from(["MAX_NB_CATEGORIES", "CUMULATIVE_PROPORTION", "MIN_SAMPLES"])),
        "dummy_drop": data.draw(st.sampled_from(["NONE", "DROP"])),
        "max_nb_categories": data.draw(st.integers(1, 5)),
    }
    text = {
        "type": "TEXT",
        "text_handling": data.draw(st.sampled_from(["TOKENIZE_TFIDF", "TOKENIZE_COUNTS", "TOKENIZE_HASHING_SVD"])),
        "hashSize": 64,
        "hashSVDSVDComponents": 3,
        "maxRowsRatio": 1.0,
    }
    design = design_of(n=numeric, c=category, t=text)
    generated = design.preprocessing.feature_generation
    if data.draw(st.booleans()):
        generated.interactions = [Interaction(column_1="n", column_2="c"), Interaction(column_1="n", column_2="n")]
        generated.polynomial = generated.pairwise_linear = True
    reduction = data.draw(st.sampled_from(["NONE", "CORRELATION", "TREE_BASED", "LASSO", "PCA"]))
    design.preprocessing.feature_reduction = FeatureReduction(method=reduction, kept=4)
    table = table_of(
        n=pa.array(columns["n"], pa.float64()), c=pa.array(columns["c"], pa.string()), t=pa.array(columns["t"])
    )
    made, matrix = fitted(design, table)
    again = stored_and_back(made)
    rows_ = np.arange(rows)
    first, second = made.transform(table, rows_), again.transform(table, rows_)
    assert np.array_equal(dense(first), dense(second))
    assert again.names == made.names
    assert again.origins() == made.origins()
    assert matrix.shape == (rows, len(made.names)) == (rows, len(made.origins()))
    assert np.isfinite(matrix).all()
    assert np.isfinite(dense(first)).all()
    assert first.dtype == np.float32
    # rows that were not there in training, one at a time
    unseen = table_of(n=[None, 1e308], c=["never seen", None], t=["words nobody wrote", ""])
    assert np.isfinite(dense(again.transform(unseen, np.array([1, 0])))).all()


def test_numbers() -> None:
    table = table_of(n=[1.0, 2.0, None, 9.0])
    _, matrix = fitted(design_of(n={"rescaling": "NONE"}), table)
    assert matrix[:, 0].tolist() == [1, 2, 4, 9]
    _, matrix = fitted(design_of(n={"rescaling": "NONE", "missing_impute_with": "MEDIAN"}), table)
    assert matrix[2, 0] == 2
    constant = {"rescaling": "NONE", "missing_impute_with": "CONSTANT", "impute_constant_value": -5.0}
    made, matrix = fitted(design_of(n={**constant, "flag_missing": True}), table)
    assert matrix[2].tolist() == [-5, 1]
    assert made.names == ["n", "n:empty"]
    _, matrix = fitted(design_of(n={"rescaling": "MINMAX"}), table)
    assert (matrix.min(), matrix.max()) == (0, 1)
    _, matrix = fitted(design_of(n={}), table)
    assert matrix.mean() == pytest.approx(0, abs=1e-6)
    assert matrix.std() == pytest.approx(1, abs=1e-6)
    made, matrix = fitted(design_of(n={"rescaling": "NONE", "generate_derivative": True}), table_of(n=[-4.0, 9.0]))
    assert made.names == ["n", "n:log", "n:sqrt", "n:square"]
    assert np.allclose(matrix, [[-4, -np.log(5), -2, 16], [9, np.log(10), 3, 81]])
    made, matrix = fitted(design_of(n={"numerical_handling": "QUANTILE_BIN"}), table_of(n=list(range(100))))
    assert matrix.sum(axis=0).tolist() == [25, 25, 25, 25]
    _, matrix = fitted(design_of(n={"numerical_handling": "BINARIZE"}), table)
    assert matrix[:, 0].tolist() == [0, 0, 1, 1]


def test_categories() -> None:
    table = table_of(c=["b", "a", "a", None, "c", "a"])
    made, matrix = fitted(design_of(c={"type": "CATEGORY", "max_nb_categories": 2}), table)
    assert made.names == ["c:a", "c:b", "c:(other)", "c:(empty)"]
    assert matrix.sum(axis=1).tolist() == [1] * 6
    assert matrix[:, 2].tolist() == [0, 0, 0, 0, 1, 0]
    made, _ = fitted(design_of(c={"type": "CATEGORY", "dummy_drop": "DROP"}), table)
    assert made.names == ["c:b", "c:c", "c:(other)", "c:(empty)"]
    made, _ = fitted(design_of(c={"type": "CATEGORY", "dummy_clip": "MIN_SAMPLES", "min_samples": 3}), table)
    assert made.names == ["c:a", "c:(other)", "c:(empty)"]
    half = {"type": "CATEGORY", "dummy_clip": "CUMULATIVE_PROPORTION", "cumulative_proportion": 0.6}
    assert fitted(design_of(c=half), table)[0].names == ["c:a", "c:(other)", "c:(empty)"]
    _, matrix = fitted(design_of(c={"type": "CATEGORY", "category_handling": "FREQUENCY"}), table)
    assert np.allclose(matrix[:, 0], np.array([1, 3, 3, 0, 1, 3]) / 6)
    ranks = {"type": "CATEGORY", "category_handling": "ORDINAL", "ordinal_order": "LEXICOGRAPHIC"}
    _, matrix = fitted(design_of(c=ranks), table_of(c=["b", "a", "c"]))
    assert matrix[:, 0].argsort().tolist() == [1, 0, 2]
    filled = {"type": "CATEGORY", "missing_handling": "IMPUTE"}
    _, matrix = fitted(design_of(c=filled), table)
    assert matrix[3].tolist() == matrix[1].tolist()


def test_a_rows_own_target_never_comes_into_its_features() -> None:
    """Each value stands in one row alone: told by the other rows, it says nothing of the target."""
    rng = np.random.default_rng(0)
    target = Target(rng.integers(2, size=400), 2, 7)
    table = table_of(c=[f"value {row}" for row in range(400)])
    handling = {"type": "CATEGORY", "category_handling": "IMPACT", "impact_m": 0.0}
    made, matrix = fitted(design_of(c=handling), table, target)
    assert abs(np.corrcoef(matrix[:, 0], target.values)[0, 1]) < 0.15
    naive = dense(made.transform(table, np.arange(400)))[:, 0]
    assert np.corrcoef(naive, target.values)[0, 1] == pytest.approx(1)
    told = table_of(c=[f"value {value}" for value in target.values])
    _, matrix = fitted(design_of(c={**handling, "impact_m": 10.0}), told, target)
    assert np.corrcoef(matrix[:, 0], target.values)[0, 1] > 0.99


def test_impact_of_many_classes_and_of_numbers() -> None:
    table = table_of(c=["a", "b"] * 50)
    handling = {"type": "CATEGORY", "category_handling": "IMPACT"}
    many, _ = fitted(design_of(c=handling), table, Target(np.arange(100) % 5, 5, 1))
    assert many.names == [f"c:impact {place}" for place in range(5)]
    one, _ = fitted(design_of(c=handling), table, Target(np.linspace(0, 9, 100), 0, 1))
    assert one.names == ["c:impact"]


def test_texts_are_weighted_as_scikit_learn_does() -> None:
    texts = ["the fox 🦊 runs", "the dog runs runs", "a fox sleeps", "the 🦊🦊", None]
    handling = {"type": "TEXT", "minRows": 1, "maxRowsRatio": 1.0}
    made, matrix = fitted(design_of(t=handling), table_of(t=texts))
    assert "t:🦊" in made.names
    words = [name.partition(":")[2] for name in made.names]
    pattern = "(?u)\\w\\w+|[\\u2600-\\u27BF\\u2B00-\\u2BFF\\U0001F000-\\U0001FAFF]"
    theirs = TfidfVectorizer(vocabulary=words, token_pattern=pattern).fit_transform([text or "" for text in texts])
    assert np.allclose(matrix, theirs.toarray())
    counts = {**handling, "text_handling": "TOKENIZE_COUNTS", "ngramMaxSize": 2}
    made, matrix = fitted(design_of(t=counts), table_of(t=texts))
    assert matrix[1, made.names.index("t:runs")] == 2
    assert "t:the dog" in made.names


def test_texts_without_words_are_answered() -> None:
    with pytest.raises(InvalidInput) as refused:
        fitted(design_of(t={"type": "TEXT"}), table_of(t=[f"word{row}" for row in range(30)]))
    assert refused.value.message == "No word of “t” stands in at least 2 rows and at most 90% of them."
    with pytest.raises(InvalidInput, match="“t” holds no words in the rows to train on."):
        fitted(design_of(t={"type": "TEXT", "text_handling": "TOKENIZE_HASHING_SVD"}), table_of(t=["!", None, "?"] * 5))


def test_vectors_that_cannot_be_used_are_answered() -> None:
    vectors = {"type": "VECTOR"}
    differing = pa.array([[1.0, 2.0], [1.0], [3.0, 4.0]], pa.list_(pa.float32()))
    with pytest.raises(InvalidInput) as refused:
        fitted(design_of(v=vectors), table_of(v=differing))
    assert refused.value.message == "The vectors of “v” differ in length: from 1 to 2 numbers (row 2 has 1)."
    infinite = pa.array([[1.0, 2.0], None, [float("inf"), 4.0]], pa.list_(pa.float32()))
    with pytest.raises(InvalidInput) as refused:
        fitted(design_of(v=vectors), table_of(v=infinite))
    assert refused.value.message == "The vector of “v” in row 3 holds numbers that are infinite or no numbers."
    with pytest.raises(InvalidInput, match="Vectors of “v” have gaps: 1 of their numbers are missing."):
        fitted(design_of(v=vectors), table_of(v=pa.array([[1.0, None]], pa.list_(pa.float32()))))
    with pytest.raises(InvalidInput, match="No row of “v” holds a vector."):
        fitted(design_of(v=vectors), table_of(v=pa.array([None, []], pa.list_(pa.float32()))))
    made, _ = fitted(design_of(v=vectors), table_of(v=pa.array([[1.0, 2.0], [3.0, 5.0]], pa.list_(pa.float32()))))
    with pytest.raises(InvalidInput, match="The vectors of “v” have 3 numbers, but the model was trained on 2."):
        made.transform(table_of(v=pa.array([[1.0, 2.0, 3.0]], pa.list_(pa.float32()))), np.array([0]))


def test_a_missing_vector_is_the_mean_or_its_row_is_left_out() -> None:
    table = table_of(v=pa.array([[0.0, 2.0], None, [4.0, 6.0]], pa.list_(pa.float32())))
    design = design_of(v={"type": "VECTOR"})
    _, matrix = fitted(design, table)
    assert matrix[1].tolist() == [0, 0]
    dropping = design_of(v={"type": "VECTOR", "missing_handling": "DROP_ROW"})
    assert complete_rows(dropping, table, np.arange(3)).tolist() == [0, 2]
    assert complete_rows(design, table, np.arange(3)).tolist() == [0, 1, 2]


def test_features_of_features() -> None:
    design = design_of(a={"rescaling": "NONE"}, b={"rescaling": "NONE"}, c={"type": "CATEGORY"}, d={"type": "CATEGORY"})
    asked = design.preprocessing.feature_generation
    asked.pairwise_linear = asked.polynomial = True
    asked.interactions = [Interaction(column_1="c", column_2="d"), Interaction(column_1="a", column_2="c")]
    table = table_of(a=[1.0, 2.0, 3.0], b=[4.0, 5.0, 6.0], c=["x", "y", "x"], d=["u", "u", "v"])
    made, matrix = fitted(design, table)
    column = {name: matrix[:, place].tolist() for place, name in enumerate(made.names)}
    assert column["a + b"] == [5, 7, 9]
    assert column["a - b"] == [-3, -3, -3]
    assert column["a × b"] == [4, 10, 18]
    assert column["c:x × d:u"] == [1, 0, 0]
    assert column["a × c:x"] == [1, 0, 3]
    assert made.origins()[made.names.index("a + b")] == ""
    asked.interactions = [Interaction(column_1="a", column_2="gone")]
    with pytest.raises(InvalidInput, match="“gone” is no feature of this task, so it cannot be combined with another."):
        fitted(design, table)
    many = design_of(**{f"n{place}": {} for place in range(300)})
    many.preprocessing.feature_generation.polynomial = True
    with pytest.raises(InvalidInput) as refused:
        fitted(many, table_of(**{f"n{place}": [1.0, 2.0] for place in range(300)}))
    assert refused.value.message == ("300 numerical features have 44,850 pairs, too many to make features of each.")


@pytest.mark.parametrize("method", ["CORRELATION", "TREE_BASED", "LASSO"])
def test_reductions_keep_what_tells(method: str) -> None:
    rng = np.random.default_rng(0)
    target = rng.integers(2, size=200)
    columns = {f"n{place}": rng.normal(size=200) for place in range(20)}
    columns["n7"] = columns["n7"] + 3 * target
    design = design_of(**{name: {} for name in columns})
    design.preprocessing.feature_reduction = FeatureReduction(method=method, kept=3)  # type: ignore[arg-type]
    made, matrix = fitted(design, table_of(**columns), Target(target, 2, 1))
    assert "n7" in made.names
    assert matrix.shape == (200, 3)
    assert made.origins() == made.names


def test_directions_keep_most_of_what_differs(tmp_path: Path) -> None:
    stored = Stored(tmp_path, blobs(rows=100, length=30))
    design = with_vectors(stored.design("kind"))
    design.preprocessing.feature_reduction = FeatureReduction(method="PCA", kept=5)
    made, matrix = Preprocessor.fit(design, stored.table(), np.arange(100), Target(np.arange(100) % 3, 3, 1))
    assert matrix.shape == (100, 5)
    assert made.names == [f"component {place}" for place in range(5)]
    spread = matrix.std(axis=0)
    assert (np.diff(spread) <= 1e-4).all()


def _conditions(condition: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for each in condition["all"] for one in _conditions(each)] if "all" in condition else [condition]


@pytest.mark.parametrize("name", sorted(registry.all_types()))
def test_settings_are_declared_whole(name: str) -> None:
    """Form, conditions and words follow from the declaration alone, so each value has its label there."""
    declared = registry.get(name).Handling.model_json_schema()["properties"]
    for field, one in declared.items():
        ui = one["ui"]
        assert one["title"] != field, field
        values = one.get("enum") or ([one["const"]] if "const" in one else [])
        assert set(ui.get("options", ())) == set(values), field
        assert set(ui.get("brief", ())) <= ({"true", "false"} if one["type"] == "boolean" else set(values)), field
        for condition in _conditions(ui["shown_if"]) if "shown_if" in ui else ():
            assert set(condition["value"]) <= set(declared[condition["field"]]["enum"]), field


def test_a_setting_that_does_not_hold_is_answered_at_its_field() -> None:
    wrong = registry.get("NUMERIC").problems({"quantile_bin_nb_bins": 1, "colour": "red"}, ("features", "width"))
    assert [(one.loc, one.message) for one in wrong] == [
        (("features", "width", "quantile_bin_nb_bins"), "Bins of equal count must be at least 2."),
        (("features", "width", "colour"), "There is no setting called “colour”."),
    ]
