"""Extract parts of dates into columns."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.schema import StorageType
from atelier.tables import datepatterns
from atelier.tables.calls import call, moment_of, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting

_PARTS: dict[str, tuple[str, StorageType]] = {
    "outYearColumn": ("year", "int"),
    "outQuarterColumn": ("quarter", "int"),
    "outMonthColumn": ("month", "int"),
    "outWeekOfYearColumn": ("week", "int"),
    "outWeekYearColumn": ("isoyear", "int"),
    "outDayColumn": ("day", "int"),
    "outDayOfWeekColumn": ("isodow", "int"),
    "outDayOfYearColumn": ("dayofyear", "int"),
    "outHourColumn": ("hour", "int"),
    "outMinutesColumn": ("minute", "int"),
    "outSecondsColumn": ("second", "int"),
    "outMillisecondsColumn": ("millisecond", "int"),
    "outTimestampColumn": ("epoch", "bigint"),
}


class ExtractDatePartsParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    timezone_id: str = setting("UTC", label="Time zone", help="In which the parts are read.", max_length=100)
    outYearColumn: str = setting("", label="Year into", widget="new_column")
    outQuarterColumn: str = setting("", label="Quarter into", widget="new_column")
    outMonthColumn: str = setting("", label="Month into", widget="new_column")
    outWeekOfYearColumn: str = setting("", label="Week into", help="Of ISO 8601.", widget="new_column")
    outWeekYearColumn: str = setting("", label="Year of the week into", help="Of ISO 8601.", widget="new_column")
    outDayColumn: str = setting("", label="Day of the month into", widget="new_column")
    outDayOfWeekColumn: str = setting("", label="Day of the week into", help="Monday is 1.", widget="new_column")
    outDayOfYearColumn: str = setting("", label="Day of the year into", widget="new_column")
    outHourColumn: str = setting("", label="Hour into", widget="new_column")
    outMinutesColumn: str = setting("", label="Minutes into", widget="new_column")
    outSecondsColumn: str = setting("", label="Seconds into", widget="new_column")
    outMillisecondsColumn: str = setting("", label="Milliseconds into", widget="new_column")
    outTimestampColumn: str = setting(
        "", label="Unix time into", help="Seconds since the start of 1970 in UTC.", widget="new_column"
    )


class ExtractDateParts(Step[ExtractDatePartsParams]):
    """Write the year, month, day, hour and other parts of dates into columns of numbers."""

    type = "DateComponentsExtractor"
    label = "Extract date parts"
    category = "dates"
    keywords = ("year", "month", "day", "weekday", "hour", "components")
    Params = ExtractDatePartsParams

    def sentence(self, params: ExtractDatePartsParams) -> str:
        words = [_PARTS[name][0] for name in _PARTS if getattr(params, name).strip()]
        return f"Extract {', '.join(words) or 'parts'} from “{params.column}”"

    def apply(self, table: Relation, params: ExtractDatePartsParams, probe: Probe) -> Relation:
        zone = datepatterns.demand_zone(probe, params.timezone_id, "timezone_id")
        moment = moment_of(table, params.column)
        local = datepatterns.in_zone(moment, zone)
        made: dict[str, New] = {}
        for setting_name, (part, stored) in _PARTS.items():
            name = getattr(params, setting_name)
            if not name.strip():
                continue
            if name in made:
                raise InvalidInput.at(setting_name, f"Two parts would be written into “{name}”.")
            made[name] = New(name, self._part(part, moment, local), stored)
        if not made:
            raise InvalidInput.at("outYearColumn", "Name a column for at least one part.")
        return table.with_columns(list(made.values()), after=params.column)

    def _part(self, part: str, moment: exp.Expr, local: exp.Expr) -> exp.Expr:
        if part == "epoch":
            return exp.cast(call("floor", call("epoch", moment)), "BIGINT")
        found = call("date_part", text(part), local)
        if part == "millisecond":  # DuckDB counts the seconds in
            found = call("mod", found, exp.Literal.number(1000))
        return exp.cast(found, "INTEGER")
