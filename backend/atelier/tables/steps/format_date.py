"""Format dates as text."""

from typing import Any, Literal

from atelier.tables import datepatterns
from atelier.tables.calls import moment_of
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting


class FormatDateParams(StepParams):
    inCol: str = setting("", label="Column", widget="column")
    outCol: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")
    outFormat: str = setting(
        "yyyy-MM-dd", label="Format", help="Such as dd/MM/yyyy or EEEE d MMMM yyyy.", max_length=200
    )
    lang: Literal["en", "fr", "de", "es"] = setting(
        "en", label="Language", help="Of the names of months and days.", options=datepatterns.LANGUAGES
    )
    timezone_id: str = setting("UTC", label="Time zone", help="In which the date is written.", max_length=100)


class FormatDate(Step[FormatDateParams]):
    """Write dates as texts in a format, a language and a time zone."""

    type = "DateFormatter"
    label = "Format date"
    category = "dates"
    keywords = ("strftime", "text", "pattern")
    Params = FormatDateParams

    def sentence(self, params: FormatDateParams) -> str:
        into = f" into “{params.outCol}”" if params.outCol else ""
        return f"Format “{params.inCol}” as “{params.outFormat}”{into}"

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        language = str(params.get("lang") or "en").split("_", 1)[0].lower()
        return {**params, "lang": language if language in datepatterns.LANGUAGES else "en"}

    def apply(self, table: Relation, params: FormatDateParams, probe: Probe) -> Relation:
        zone = datepatterns.demand_zone(probe, params.timezone_id, "timezone_id")
        made = datepatterns.written(
            moment_of(table, params.inCol), params.outFormat, language=params.lang, zone=zone, loc="outFormat"
        )
        return table.with_columns([New(params.outCol or params.inCol, made, "string")], after=params.inCol)
