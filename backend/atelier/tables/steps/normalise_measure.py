"""Bring measures with units, such as “1.2 km”, to one unit."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, case, decimal, named, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting

# how much of the first unit one of each is; exact by definition (International System of Units, and the
# international yard and pound agreement of 1959)
_UNITS: dict[str, dict[str, float]] = {
    "length": {
        "m": 1, "mm": 1e-3, "cm": 1e-2, "dm": 1e-1, "km": 1e3, "µm": 1e-6, "um": 1e-6, "nm": 1e-9, "in": 0.0254,
        '"': 0.0254, "ft": 0.3048, "'": 0.3048, "yd": 0.9144, "mi": 1609.344, "nmi": 1852.0,
    },
    "mass": {
        "kg": 1, "g": 1e-3, "mg": 1e-6, "µg": 1e-9, "ug": 1e-9, "t": 1e3, "lb": 0.45359237, "lbs": 0.45359237,
        "oz": 0.028349523125,
    },
    "time": {
        "s": 1, "ms": 1e-3, "µs": 1e-6, "us": 1e-6, "ns": 1e-9, "sec": 1, "min": 60, "h": 3600, "hr": 3600, "d": 86400,
        "day": 86400, "days": 86400,
    },
    "volume": {"l": 1, "ml": 1e-3, "cl": 1e-2, "dl": 1e-1, "hl": 1e2, "m3": 1e3, "m³": 1e3, "cm3": 1e-3, "cm³": 1e-3},
    "data": {
        "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 1024, "mib": 1024**2, "gib": 1024**3,
        "tib": 1024**4,
    },
}  # fmt: skip
_LABELS = {
    "length": "Length (to metres)",
    "mass": "Mass (to kilograms)",
    "time": "Time (to seconds)",
    "volume": "Volume (to litres)",
    "data": "Data (to bytes)",
}
_PATTERN = r"^\s*([+-]?[0-9]*[.,]?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([^0-9\s.,+-][^\s]*)\s*$"


class NormaliseMeasureParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    measure: str = setting("length", label="Measure", options=_LABELS)
    outputColumn: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")


class NormaliseMeasure(Step[NormaliseMeasureParams]):
    """Read measures written with their units, such as “1.2 km” or “30 cm”, as numbers of one unit.

    What has no unit, or one that is not known, becomes empty.
    """

    type = "MeasureNormalize"
    label = "Normalise measure"
    category = "numbers"
    keywords = ("unit", "convert", "length", "weight", "size")
    Params = NormaliseMeasureParams

    def sentence(self, params: NormaliseMeasureParams) -> str:
        into = f" into “{params.outputColumn}”" if params.outputColumn else ""
        return f"Read “{params.column}” as {_LABELS.get(params.measure, params.measure).lower()}{into}"

    def apply(self, table: Relation, params: NormaliseMeasureParams, probe: Probe) -> Relation:
        made = self._read(table, params)
        return table.with_columns([New(params.outputColumn or params.column, made, "double")], after=params.column)

    def effect(self, table: Relation, params: NormaliseMeasureParams) -> Effect | None:
        read = exp.not_(exp.Is(this=exp.paren(self._read(table, params)), expression=exp.null()))
        return Effect(read, f"{{hits}} of {{rows}} rows hold a {params.measure} in {named([params.column])}")

    def _read(self, table: Relation, params: NormaliseMeasureParams) -> exp.Expr:
        units = _UNITS.get(params.measure)
        if units is None:
            raise InvalidInput.at("measure", f"Choose one of: {', '.join(_UNITS)}.")
        value = table.text(params.column)
        digits = call("replace", _group(value, 1), text(","), text("."))
        number = exp.TryCast(this=digits, to=exp.DataType.build("DOUBLE"))
        unit = call("lower", _group(value, 2))
        factor = case(
            *((exp.EQ(this=unit.copy(), expression=text(word)), decimal(size)) for word, size in units.items())
        )
        return exp.paren(exp.Mul(this=number, expression=factor))


def _group(value: exp.Expr, number: int) -> exp.Expr:
    return call("regexp_extract", value, text(_PATTERN), exp.Literal.number(number))
