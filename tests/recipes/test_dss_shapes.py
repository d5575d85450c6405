"""Settings of visual recipes in DSS's shapes: there and back, and what is refused by name."""

import contextlib
import types
import typing
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.recipes import registry
from atelier.recipes.dss.conditions import filter_from_dss
from atelier.recipes.dss.reading import Part
from atelier.recipes.table import TableRecipe

TABLES = [found for found in registry.all_types().values() if isinstance(found, TableRecipe)]
WORDS = st.sampled_from(["", "a", "b", 'say "x"', "it's", "ä\n", "a > 1", "${var}", "-1", "1,2"])
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
STEP = {"type": "fill-with-value", "params": {"column": "a"}, "enabled": True, "comment": ""}


def drawn(annotation: Any, bounds: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values of a field's type, within its bounds."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is list:
        most = min(3, bounds.get("max_length", 3))
        return st.lists(drawn(inner[0], {}), max_size=most)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(drawn(one, bounds) for one in inner))
    if origin is dict:
        return st.sampled_from([STEP, STEP | {"group": "G"}, STEP | {"enabled": False, "comment": "why"}])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return models(annotation)
    if annotation is type(None):
        return st.none()
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return st.integers(bounds.get("ge", -(10**6)), min(bounds.get("le", 10**6), 10**9))
    if annotation is float:
        return st.floats(bounds.get("ge", -1e9), min(bounds.get("le", 1e9), 1e9), allow_nan=False)
    assert annotation is str, annotation
    return WORDS.filter(lambda word: bounds.get("min_length", 0) <= len(word) <= bounds.get("max_length", 99))


def models(model: type[BaseModel]) -> st.SearchStrategy[Any]:
    """Return valid settings of a class."""
    fields = {name: drawn(field.annotation, bounds_of(field)) for name, field in model.model_fields.items()}
    return st.fixed_dictionaries(fields).map(model.model_validate)


def bounds_of(field: FieldInfo) -> dict[str, Any]:
    """Return the bounds declared on a field."""
    names = ("ge", "le", "min_length", "max_length")
    return {name: getattr(one, name) for one in field.metadata for name in names if hasattr(one, name)}


def there_and_back(found: TableRecipe[Any], params: BaseModel) -> Any:
    """Send settings through JSON, as a script does that saves what it got."""
    plain = params.model_dump(mode="json")
    kept = jsontext.loads(jsontext.dumps(found.to_dss_settings(plain)))
    payload = found.to_payload(plain)
    assert payload is not None
    return found.Params.model_validate({**found.from_dss_settings(kept), **found.from_payload(payload)})


@pytest.mark.parametrize("found", TABLES, ids=lambda found: found.type)
def test_the_example_comes_back(found: TableRecipe[Any]) -> None:
    params = found.Params.model_validate(found.example)
    assert there_and_back(found, params) == params


@pytest.mark.parametrize("found", TABLES, ids=lambda found: found.type)
@given(data=st.data())
@SETTINGS
def test_any_settings_come_back(found: TableRecipe[Any], data: st.DataObject) -> None:
    params = data.draw(models(found.Params))
    if hasattr(params, "renames"):  # of a column that is named twice the last counts
        params.renames = list({one.column: one for one in params.renames}.values())
    assert there_and_back(found, params) == params


JUNK: list[Any] = [1, -1, "x", "CUSTOM", "FROM_INDEX", "RANGE", True, None, {}, {"a": 1}, [1], [{}], [None], [[]], 1.5]


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in nested values, as what holds it and its name."""
    names = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from places_in(value[name])


@pytest.mark.parametrize("found", [one for one in TABLES if one.dss_shape], ids=lambda found: found.type)
@given(data=st.data())
@SETTINGS
def test_nonsense_is_an_answer_and_no_accident(found: TableRecipe[Any], data: st.DataObject) -> None:
    params = data.draw(models(found.Params)).model_dump(mode="json")
    payload, kept = jsontext.loads(found.to_payload(params) or ""), found.to_dss_settings(params)
    for whole in (payload, kept):
        places = list(places_in(whole))
        for _ in range(data.draw(st.integers(0, 2)) if places else 0):
            inside, name = data.draw(st.sampled_from(places))
            inside[name] = data.draw(st.sampled_from(JUNK))
    with contextlib.suppress(InvalidInput):
        found.from_payload(jsontext.dumps(payload), ["a"])
    with contextlib.suppress(InvalidInput):
        found.from_dss_settings(kept)


REFUSED = [
    ("join", {"joins": [{"type": "ADVANCED"}]}, "“joins[0].type” is ADVANCED, which has no counterpart here"),
    ("join", {"joins": [{"rightLimit": {"enabled": True}}]}, "“joins[0].rightLimit” cannot be set"),
    (
        "join",
        {"joins": [{"on": [{"column1": {"name": "a", "table": 4}}]}]},
        "“joins[0].on[0].column1.table” must be 0",
    ),
    (
        "join",
        {"virtualInputs": [{"preFilter": {"distinct": True}}]},
        "“virtualInputs[0].preFilter.distinct” cannot be set",
    ),
    (
        "join",
        {"virtualInputs": [{}], "selectedColumns": [{"name": "a", "table": 0, "alias": "b"}]},
        "“selectedColumns[0].alias” cannot be another name",
    ),
    ("vstack", {"mode": "CUSTOM"}, "“mode” is CUSTOM, which has no counterpart here"),
    (
        "vstack",
        {"mode": "FROM_DATASET", "copySchemaFromDatasetWithName": "b"},
        "“copySchemaFromDatasetWithName” is b: the columns can be those of the first input, a.",
    ),
    ("vstack", {"virtualInputs": [{"index": 1}]}, "“virtualInputs[0].index” must be 0"),
    ("split", {"mode": "SOME"}, "“mode” is SOME, which has no counterpart here"),
    ("split", {"postFilter": {"enabled": True}}, "“postFilter” cannot be set"),
    ("distinct", {"keys": [{"column": "a"}], "selectAllColumns": True}, "“selectAllColumns” cannot be set beside"),
    ("topn", {"rank": True}, "“rank” cannot be set"),
    ("topn", {"retrievedColumnsSelectionMode": "EXPLICIT"}, "“retrievedColumnsSelectionMode” must be ALL"),
    ("window", {"windows": [{}, {}]}, "“windows” are several"),
    (
        "window",
        {"windows": [{}], "values": [{"column": "a", "lag": True, "lagValues": "x"}]},
        "“values[0].lagValues” must be whole numbers",
    ),
    ("pivot", {"pivots": [{"valueLimit": "EXPLICIT"}]}, "“pivots[0].valueLimit” is EXPLICIT"),
    ("pivot", {"otherColumns": [{"column": "a"}]}, "“otherColumns” cannot be set"),
    ("grouping", {"values": [{"column": "a", "mode": True}]}, "“values[0].mode” cannot be set"),
    ("grouping", {"selectAllColumns": True}, "“selectAllColumns” cannot be set"),
    ("sort", {"orders": [{"desc": 1}]}, "“orders[0].desc” must be true or false"),
    ("sort", {"orders": "a"}, "“orders” must be a list"),
]


@pytest.mark.parametrize(("type_", "payload", "sentence"), REFUSED)
def test_what_has_no_counterpart_is_refused_by_its_name(type_: str, payload: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        registry.get(type_).from_payload(jsontext.dumps(payload), ["a", "b"])
    assert caught.value.message.startswith(sentence)


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        ({"samplingMethod": "COLUMN_BASED"}, "“params.selection.samplingMethod” is COLUMN_BASED"),
        ({"partitionSelectionMethod": "LATEST_N"}, "“params.selection.partitionSelectionMethod” must be ALL"),
        ({"filter": {"enabled": True}}, "“params.selection.filter” cannot be set"),
    ],
)
def test_samples_that_have_no_counterpart(selection: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        registry.get("sampling").from_dss_settings({"selection": selection})
    assert caught.value.message.startswith(sentence)


def _filtered(*conditions: dict[str, Any], mode: str = "&&") -> str:
    return filter_from_dss(Part({"enabled": True, "uiData": {"mode": mode, "conditions": list(conditions)}}))


def test_conditions_become_formulas() -> None:
    assert _filtered() == ""
    assert _filtered({"input": 'a"b', "operator": "== [string]", "string": "it's"}) == (
        "CAST(\"a\"\"b\" AS varchar) = 'it''s'"
    )
    both = ({"input": "n", "operator": ">=  [number]", "num": -1}, {"input": "m", "operator": "is empty"})
    assert _filtered(*both, mode="||") == (
        "TRY_CAST(\"n\" AS double) >= (-1) OR coalesce(CAST(\"m\" AS varchar), '') = ''"
    )
    assert filter_from_dss(Part({"enabled": False, "expression": "x > 1"})) == ""
    with pytest.raises(InvalidInput, match="“uiData.conditions.0..operator” is “near”"):
        _filtered({"input": "a", "operator": "near"})
    with pytest.raises(InvalidInput, match="“uiData.conditions.0..input” is needed"):
        _filtered({"operator": "is empty"})
    with pytest.raises(InvalidInput, match="“uiData.conditions.0..date” must be a day"):
        _filtered({"input": "a", "operator": "== [date]", "date": "1'; x"})
