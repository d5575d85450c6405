"""Parse dates."""

from typing import Any, Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables import datepatterns
from atelier.tables.calls import call, in_years, iso_moment, named
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.column_choice import ColumnChoice

_MOST_FORMATS = 20


class ParseDateParams(ColumnChoice):
    formats: list[str] = setting(
        [],
        label="Formats",
        help="Tried in order, such as dd/MM/yyyy HH:mm. None: ISO 8601, as in 2024-05-01T12:30:00Z.",
        widget="values",
    )
    lang: Literal["en", "fr", "de", "es"] = setting(
        "en", label="Language", help="Of the names of months and days.", options=datepatterns.LANGUAGES
    )
    timezone_id: str = setting(
        "UTC", label="Time zone", help="Of dates that do not name theirs, such as Europe/Paris.", max_length=100
    )
    outCol: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")


class ParseDate(Step[ParseDateParams]):
    """Read texts as dates by one or several formats. What fits none of them becomes empty."""

    type = "DateParser"
    label = "Parse date"
    category = "dates"
    keywords = ("datetime", "timestamp", "format", "strptime")
    Params = ParseDateParams

    def sentence(self, params: ParseDateParams) -> str:
        by = f" as {', '.join(f'“{one}”' for one in params.formats[:3])}" if params.formats else ""
        into = f" into “{params.outCol}”" if params.outCol else ""
        return f"Parse dates in {params.words()}{by}{into}"

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        language = str(params.get("lang") or "en").split("_", 1)[0].lower()
        return {**params, "lang": language if language in datepatterns.LANGUAGES else "en"}

    def apply(self, table: Relation, params: ParseDateParams, probe: Probe) -> Relation:
        names = params.chosen(table, probe)
        if params.outCol and len(names) > 1:
            raise InvalidInput.at("outCol", "An output column goes with one column: leave it empty for several.")
        datepatterns.demand_zone(probe, params.timezone_id, "timezone_id")
        made = [New(params.outCol or name, self._read(table, params, name), "date") for name in names]
        return table.with_columns(made, after=names[0])

    def effect(self, table: Relation, params: ParseDateParams) -> Effect | None:
        if params.appliesTo not in ("SINGLE_COLUMN", "COLUMNS") or not params.columns:
            return None
        missed = [
            exp.and_(
                exp.not_(table.is_empty(name)),
                exp.Is(this=exp.paren(self._read(table, params, name)), expression=exp.null()),
            )
            for name in params.columns
        ]
        words = f"{{hits}} of {{rows}} rows have a date in {named(params.columns)} that cannot be read"
        return Effect(exp.paren(exp.or_(*missed)), words, is_expected=False)

    def _read(self, table: Relation, params: ParseDateParams, name: str) -> exp.Expr:
        if table.field(name).column.type == "date":
            return table.sql(name)
        if len(params.formats) > _MOST_FORMATS:
            raise InvalidInput.at("formats", f"At most {_MOST_FORMATS} formats are tried.")
        value = table.text(name)
        if not params.formats:
            return self._by_iso(value, params.timezone_id)
        read = [
            datepatterns.read(value, one, language=params.lang, zone=params.timezone_id, loc="formats")
            for one in params.formats
        ]
        return in_years(call("coalesce", *read) if len(read) > 1 else read[0])

    def _by_iso(self, value: exp.Expr, zone: str) -> exp.Expr:
        if zone == "UTC":
            return iso_moment(value)
        names_zone = exp.RegexpLike(
            this=value.copy(), expression=exp.Literal.string(r"[Tt ]\d\d.*(Z|z|[+-]\d\d(:?\d\d)?)\s*$")
        )
        local = datepatterns.from_zone(iso_moment(value), zone)
        return in_years(exp.case().when(names_zone, iso_moment(value)).else_(local))
