"""Spread the keys of objects over columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.storage.schema import Meaning, StorageType
from atelier.tables.calls import call, json_of, only_if, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting

_MOST_COLUMNS = 1000
_MOST_ELEMENTS = 100
_LARGEST_WHOLE = 2**63 - 1

_TYPES: dict[str, tuple[StorageType, Meaning]] = {
    "BIGINT": ("bigint", "integer"),
    "UBIGINT": ("bigint", "integer"),
    "DOUBLE": ("double", "decimal"),
    "BOOLEAN": ("boolean", "boolean"),
}


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A value somewhere in the objects: its keys from the top, and what the engine says of its type."""

    keys: tuple[str, ...]
    shape: Any

    @property
    def pointer(self) -> str:
        """Return the JSON pointer (RFC 6901)."""
        return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in self.keys)


class FlattenObjectParams(StepParams):
    inCol: str = setting("", label="Column", widget="column")
    maxDepth: int = setting(1, label="Levels", help="How deep objects in objects are spread.", ge=1, le=50)
    flattenArrays: bool = setting(False, label="Spread arrays too", help="Elements are numbered from 0.")
    nullAsEmpty: bool = setting(True, label="Empty cells for null", help="Off: the word null.")
    prefixOutputs: bool = setting(True, label="Begin names with the column's name")
    separator: str = setting("_", label="Between the parts of names", max_length=20)


class FlattenObject(Step[FlattenObjectParams]):
    """Spread the keys of objects over columns, to a depth. Which keys there are is read from the rows."""

    type = "JSONFlattener"
    dss_types = ("ObjectUnnest", "JSONFlatten", "UnnestObject")
    label = "Unnest object (flatten JSON)"
    category = "objects"
    keywords = ("json", "dictionary", "keys", "expand")
    Params = FlattenObjectParams

    def sentence(self, params: FlattenObjectParams) -> str:
        levels = "one level" if params.maxDepth == 1 else f"{params.maxDepth} levels"
        return f"Unnest the objects in “{params.inCol}” by {levels}"

    def apply(self, table: Relation, params: FlattenObjectParams, probe: Probe) -> Relation:
        value, shape = self._shape(table, params, probe, "OBJECT")
        if params.flattenArrays and not shape:
            value, shape = self._shape(table, params, probe, "ARRAY")
        if not isinstance(shape, dict | list):
            return table  # no row holds a key: there is nothing to spread; what was counted says so
        leaves = list(self._leaves((), shape, params.maxDepth, params, table, value, probe))
        if len(leaves) > _MOST_COLUMNS:
            raise InvalidInput.at(
                "maxDepth",
                f"This would make {len(leaves):,} columns; at most {_MOST_COLUMNS:,} can be made.",
            )
        return table.with_columns(self._columns(leaves, params, table, value, probe), after=params.inCol)

    def effect(self, table: Relation, params: FlattenObjectParams) -> Effect | None:
        kind = call("json_type", json_of(table.text(params.inCol)))
        return Effect(exp.EQ(this=kind, expression=text("OBJECT")), "{hits} of {rows} rows hold an object")

    def _shape(self, table: Relation, params: FlattenObjectParams, probe: Probe, kind: str) -> tuple[exp.Expr, Any]:
        """Return the values of one kind, and the keys and types that they have all together."""
        read = json_of(table.text(params.inCol))
        value = only_if(exp.EQ(this=call("json_type", read), expression=text(kind)), read)
        found = probe.row(table, call("json_group_structure", value))[0]
        return value, jsontext.loads(found) if isinstance(found, str) else None

    def _leaves(
        self,
        keys: tuple[str, ...],
        shape: Any,
        depth: int,
        params: FlattenObjectParams,
        table: Relation,
        value: exp.Expr,
        probe: Probe,
    ) -> Iterator[_Leaf]:
        if isinstance(shape, dict) and shape and depth > 0:
            for key, below in shape.items():
                yield from self._leaves((*keys, key), below, depth - 1, params, table, value, probe)
        elif isinstance(shape, list) and params.flattenArrays and depth > 0:
            length = call("json_array_length", value, text(_Leaf(keys, None).pointer))
            longest = int(probe.row(table, exp.Max(this=length))[0] or 0)
            if longest > _MOST_ELEMENTS:
                raise InvalidInput.at(
                    "flattenArrays", f"An array has {longest:,} elements; at most {_MOST_ELEMENTS} can be spread."
                )
            for place in range(longest):
                below = shape[0] if shape else "NULL"
                yield from self._leaves((*keys, str(place)), below, depth - 1, params, table, value, probe)
        elif keys:
            yield _Leaf(keys, shape)

    def _columns(
        self, leaves: list[_Leaf], params: FlattenObjectParams, table: Relation, value: exp.Expr, probe: Probe
    ) -> list[New]:
        too_large = self._too_large(leaves, table, value, probe)
        made: dict[str, New] = {}
        for leaf in leaves:
            name = params.separator.join(((params.inCol,) if params.prefixOutputs else ()) + leaf.keys)
            if name in made:
                raise InvalidInput.at("separator", f"Two values would be written into “{name}”. Change the separator.")
            made[name] = self._column(name, leaf, value, params, is_text=leaf.keys in too_large)
        return list(made.values())

    def _column(self, name: str, leaf: _Leaf, value: exp.Expr, params: FlattenObjectParams, *, is_text: bool) -> New:
        found = call("json_extract_string", value, text(leaf.pointer))
        if isinstance(leaf.shape, dict):
            return New(name, found, "object", "object")
        if isinstance(leaf.shape, list):
            return New(name, found, "array", "array")
        if not params.nullAsEmpty:
            is_null = exp.EQ(this=call("json_type", value, text(leaf.pointer)), expression=text("NULL"))
            return New(name, exp.case().when(is_null, text("null")).else_(found), "string")
        if leaf.shape not in _TYPES or is_text:
            return New(name, found, "string")
        stored, meaning = _TYPES[leaf.shape]
        cast = exp.TryCast(this=found, to=exp.DataType.build(leaf.shape.removeprefix("U"), dialect="duckdb"))
        return New(name, cast, stored, meaning)

    def _too_large(self, leaves: list[_Leaf], table: Relation, value: exp.Expr, probe: Probe) -> set[tuple[str, ...]]:
        """Return the whole numbers that a column of whole numbers cannot hold: they stay texts."""
        asked = [leaf for leaf in leaves if leaf.shape == "UBIGINT"]
        if not asked:
            return set()
        numbers = [
            exp.Max(
                this=exp.TryCast(
                    this=call("json_extract_string", value, text(leaf.pointer)),
                    to=exp.DataType.build("UBIGINT", dialect="duckdb"),
                )
            )
            for leaf in asked
        ]
        largest = probe.row(table, *numbers)
        return {leaf.keys for leaf, most in zip(asked, largest, strict=True) if (most or 0) > _LARGEST_WHOLE}
