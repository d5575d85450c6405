"""What a Prepare step is: one class in one file, from which library, form, sentence, query and help follow."""

import builtins
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation

Category = Literal["columns", "rows", "text", "numbers", "dates", "values", "objects", "geo", "code"]


class StepParams(BaseModel):
    """Base of a step's settings. Their names are DSS's where DSS has them; unknown names are kept (round trips)."""

    model_config = ConfigDict(extra="allow", validate_default=True)


def setting(
    default: Any = ...,
    *,
    label: str,
    help: str = "",
    widget: str | None = None,
    options: dict[str, str] | None = None,
    shown_if: dict[str, Any] | None = None,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    max_length: int | None = None,
) -> Any:
    """Declare one setting of a step.

    `widget`: `column`, `columns`, `new_column`, `pairs` (list of {from, to}), `formula`, `regex`, `values` (list of
    texts), `code`, `dataset`, or None for what the type says. `options` and `shown_if` are as in recipes' `param`.
    """
    ui: dict[str, Any] = {"widget": widget, "options": options, "shown_if": shown_if}
    return Field(
        default,
        title=label,
        description=help,
        ge=ge,
        gt=gt,
        le=le,
        max_length=max_length,
        json_schema_extra={"ui": {name: value for name, value in ui.items() if value not in (None, "")}},
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step found: `hit` is true, over the rows before the step, where it had something to do.

    `words` is a sentence with `{hits}` and `{rows}`; `is_expected` says that no hit at all deserves a warning.
    """

    hit: exp.Expr
    words: str
    is_expected: bool = True


P = TypeVar("P", bound=StepParams)


class Step(Generic[P]):
    """Base of all steps. The class docstring is the help that users read."""

    type: ClassVar[str]  # DSS's processor name where there is one, e.g. `ColumnSplitter`
    label: ClassVar[str]  # "Split column"
    category: ClassVar[Category]
    icon: ClassVar[str] = "step"  # a glyph name of the visual language
    keywords: ClassVar[tuple[str, ...]] = ()  # what else people search for
    dss_types: ClassVar[tuple[str, ...]] = ()  # other processor names that mean this step
    runs_code: ClassVar[bool] = False  # needs the right to write code
    Params: ClassVar[builtins.type[StepParams]]

    def sentence(self, params: P) -> str:
        """Return the step in words, with names in “ ”: “Split column “images” on “_pic_””."""
        raise NotImplementedError

    def apply(self, table: Relation, params: P, probe: Probe) -> Relation:
        """Return the table after the step; raises `InvalidInput` for what cannot be done.

        `probe` answers what only the rows can say (how many columns a split gives); on a preview it sees the sample.
        """
        raise NotImplementedError

    def effect(self, table: Relation, params: P) -> Effect | None:
        """Return what to count before the step; None where there is nothing worth counting."""
        return None

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        """Turn DSS's params into ours where names or shapes differ."""
        return params
