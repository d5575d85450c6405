"""What a recipe type is: one class in one file, from which form, validation, menu, docs, job and API follow.

A type says which items it reads and writes (roles), which settings it has (`Params`), and what it does (`run`).
Importing recipe files must import no TensorFlow, scikit-learn or DuckDB: heavy imports live inside `run`.
"""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from atelier.errors import FieldProblem
from atelier.runner.events import AnyEvent
from atelier.storage.handles import DatasetHandle, DatasetWriter, FolderHandle, FolderWriter
from atelier.storage.schema import Column

if TYPE_CHECKING:
    from atelier.recipes.table import TableSource

ItemKind = Literal["dataset", "folder", "model"]


@dataclass(frozen=True, slots=True)
class Role:
    """A named place for items. `holds` narrows a folder: `pictures` or `model` (a model folder)."""

    name: str
    label: str
    kind: ItemKind
    help: str = ""
    holds: Literal["pictures", "model", "labels"] | None = None
    required: bool = True
    many: bool = False


def dataset(
    name: str,
    label: str,
    *,
    help: str = "",
    holds: Literal["labels"] | None = None,
    required: bool = True,
    many: bool = False,
) -> Role:
    """Declare a role for one dataset, or for several."""
    return Role(name, label, "dataset", help=help, holds=holds, required=required, many=many)


def folder(
    name: str,
    label: str,
    *,
    help: str = "",
    holds: Literal["pictures", "model"] | None = None,
    required: bool = True,
    many: bool = False,
) -> Role:
    """Declare a role for one managed folder, or for several."""
    return Role(name, label, "folder", help=help, holds=holds, required=required, many=many)


def model(name: str, label: str, *, help: str = "", required: bool = True) -> Role:
    """Declare a role for one saved model; its active version is read."""
    return Role(name, label, "model", help=help, required=required)


class Params(BaseModel):
    """Base of a type's settings; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", validate_default=True)


def param(
    default: Any = ...,
    *,
    label: str,
    help: str = "",
    section: str = "",
    widget: str | None = None,
    choices: str | None = None,
    options: dict[str, str] | None = None,
    shown_if: dict[str, Any] | None = None,
    unit: str | None = None,
    step: float | None = None,
    dss: str | None = None,
    ge: float | None = None,
    gt: float | None = None,
    le: float | None = None,
    lt: float | None = None,
    max_length: int | None = None,
) -> Any:
    """Declare one setting, once.

    `choices` names a source that the type's `choices()` answers; `options` are fixed values with their labels;
    `shown_if` is data: `{"field": "layers", "op": "eq", "value": "n_last"}`, or `{"all"|"any"|"not": ...}` of such;
    `dss` is the name in DSS's `customConfig` or macro params (a dot goes into a nested object).
    """
    ui: dict[str, Any] = {
        "section": section,
        "widget": widget,
        "choices": choices,
        "options": options,
        "shown_if": shown_if,
        "unit": unit,
        "step": step,
        "dss": dss,
    }
    return Field(
        default,
        title=label,
        description=help,
        ge=ge,
        gt=gt,
        le=le,
        lt=lt,
        max_length=max_length,
        json_schema_extra={"ui": {name: value for name, value in ui.items() if value not in (None, "")}},
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a list that is asked for when it is opened."""

    value: Any
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """A sum written out next to a field: `result` is shown bold, `text` explains, `value` fills a derived input."""

    field: str
    result: str
    text: str = ""
    value: Any = None


@dataclass(frozen=True, slots=True)
class FixedParam:
    """A setting that the inputs have already decided; shown locked, with the reason."""

    value: Any
    reason: str


@dataclass(frozen=True, slots=True)
class InputInfo:
    """What a form may know of an input: its names, columns and facts, never its bytes at large."""

    id: str
    kind: ItemKind
    name: str
    columns: tuple[Column, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a result that is no query, as plain values; `read` files or rows were looked at."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    read: int
    is_whole: bool


FORM_FILES = 5_000
"""So many files of a folder a form sees at most: it reads small ones, not a library of pictures."""


class FormContext(Protocol):
    """What a type sees of its inputs while its form is being filled."""

    def input(self, role: str) -> InputInfo | None:
        """Return what is known of the item in `role`, or None when the role is empty.

        Where a role takes several, `role.1`, `role.2`, ... are the further ones; so it is with `folder`.
        """
        ...

    def folder(self, role: str) -> FolderHandle:
        """Return the folder or saved model in `role`, its first `FORM_FILES` files; raises `NotFound` for none."""
        ...

    def tables(self, role: str) -> "Sequence[TableSource]":
        """Return the datasets of a role, in order, as a query reads them."""
        ...

    def value_counts(self, role: str, column: str, limit: int = 1000) -> dict[str, int]:
        """Count the values of a dataset's column (the sizes of classes)."""
        ...

    def pictures_of(self, role: str) -> str | None:
        """Return the id of the folder whose pictures the dataset in `role` speaks of; None where none is known."""
        ...


@dataclass(frozen=True, slots=True)
class Device:
    """Where an activity runs: `gpus` are indexes (none: the processors); `memory_share` is per GPU."""

    gpus: tuple[int, ...] = ()
    memory_share: float = 1.0
    threads: int = 1


class RunContext(Protocol):
    """What a type sees while it runs, inside the runner process."""

    device: Device
    scratch: Path  # an own temporary folder, gone afterwards
    work: Path  # the staging folder of the attempt: scratch and outputs lie below it
    cache: Path  # the shared cache folder (feature cache); safe for several processes
    variables: dict[str, str]
    project_key: str

    def input_folder(self, role: str) -> FolderHandle: ...

    def input_model(self, role: str) -> FolderHandle:
        """Return the files of the active version of the saved model in `role`."""
        ...

    def input_dataset(self, role: str) -> DatasetHandle: ...

    def input_tables(self, role: str) -> "Sequence[TableSource]":
        """Return the datasets of a role, in order, as a query reads them; none for an empty role."""
        ...

    def described(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Return all `inputs` and `outputs` by slot as plain values, for a process of one's own to read and write."""
        ...

    def output_folder(self, role: str) -> FolderWriter: ...

    def output_model(self, role: str) -> FolderWriter:
        """Return the folder of a new version of the saved model in `role`."""
        ...

    def output_dataset(self, role: str) -> DatasetWriter: ...

    def output_slots(self) -> Sequence[str]:
        """Return the slots in which outputs stand: the role's name, and `role.1`, `role.2`, ... for further items."""
        ...

    def emit(self, event: AnyEvent) -> None:
        """Send an event (epoch, warning, ...) to everybody who watches."""
        ...

    def log(self, text: str, *, source: str = "job", level: Literal["INFO", "WARN", "ERROR"] = "INFO") -> None: ...

    def progress(self, fraction: float | None, text: str = "", *, seconds_left: float | None = None) -> None:
        """Report progress; calls more often than twice a second are thinned out."""
        ...

    def stop_requested(self) -> bool:
        """Say whether to stop at the next good moment; with a whole result return, else `raise Stopped`."""
        ...

    def summarise(self, **figures: Any) -> None:
        """Set figures shown on the job and the recipe's node (epoch, val_acc, best_epoch, pictures, ...)."""
        ...


P = TypeVar("P", bound=Params)


class Recipe(Generic[P]):
    """Base of all recipe types. The class docstring is the description shown to users."""

    type: ClassVar[str]
    label: ClassVar[str]
    icon: ClassVar[str]  # a glyph name of the visual language
    family: ClassVar[Literal["visual", "code", "deep", "ml"]]
    inputs: ClassVar[tuple[Role, ...]]
    outputs: ClassVar[tuple[Role, ...]]
    Params: ClassVar[builtins.type[Params]]
    version: ClassVar[int] = 1
    verb: ClassVar[str] = ""  # names new recipes: "classify" -> classify_images_test
    dss_types: ClassVar[tuple[str, ...]] = ()  # names under which DSS scripts ask for this type
    is_offered: ClassVar[bool] = True  # whether menus make one; others come into being by another action
    verbatim: ClassVar[tuple[str, ...]] = ()  # settings, at any depth, in which `${name}` is no variable
    sections: ClassVar[tuple[str, ...]] = ()  # order of the form's sections
    judges: ClassVar[str] = ""  # the input role of a saved model that is judged by its own metric: a person's code

    def slot_class(self, params: P) -> Literal["cpu", "gpu"]:
        """Return the class of slot an activity with these settings needs."""
        return "gpu" if getattr(params, "use_gpu", False) else "cpu"

    def device_wish(self, params: P) -> Device:
        """Return the GPUs that the settings pin (none: any) and the share of each."""
        return Device()

    def check(self, form: FormContext, params: P) -> Sequence[FieldProblem]:
        """Return what the settings and inputs together make impossible; `loc` starts with `params` or `inputs`."""
        return ()

    def hints(self, form: FormContext, params: P) -> Sequence[Hint]:
        """Return sums to write out beside fields."""
        return ()

    def fixed_params(self, form: FormContext) -> dict[str, FixedParam]:
        """Return settings that the inputs decide."""
        return {}

    def choices(self, source: str, form: FormContext) -> Sequence[Choice]:
        """Answer a named source of choices."""
        raise KeyError(source)

    def initial_params(self, form: FormContext) -> dict[str, Any]:
        """Return better starting values than the defaults, worked out from the inputs (column names, sizes)."""
        return {}

    def output_columns(self, form: FormContext, params: P) -> dict[str, list[Column]]:
        """Return the columns of each dataset output."""
        return {}

    def implied_inputs(self, form: FormContext) -> dict[str, list[str]]:
        """Return the ids of items that the chosen inputs ask for, by role: a new recipe takes them for empty roles."""
        return {}

    def sample(self, form: FormContext, params: P) -> Sample | None:
        """Return the first rows that a run would write, where they can be had in a second (default: they cannot)."""
        return None

    def migrate(self, params: dict[str, Any], from_version: int) -> dict[str, Any]:
        """Turn settings stored by an older version into today's."""
        return params

    def from_dss(self, config: dict[str, Any]) -> dict[str, Any]:
        """Turn DSS's `customConfig` into params (the default follows each field's `dss` name)."""
        from atelier.recipes.dssconfig import params_from_dss

        return params_from_dss(self.Params, config)

    def to_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        """Turn params into DSS's `customConfig`."""
        from atelier.recipes.dssconfig import params_to_dss

        return params_to_dss(self.Params, params)

    def code_in(self, params: Mapping[str, Any]) -> str:
        """Return what in the settings, as they were sent, is a person's code ("This recipe"); "" where nothing is."""
        return "This recipe" if self.family == "code" else ""

    def to_payload(self, params: dict[str, Any]) -> str | None:
        """Return what DSS keeps beside a recipe's settings: code as text, a visual recipe's settings as JSON text."""
        return None

    def from_payload(self, payload: str, inputs: Sequence[str] = ()) -> dict[str, Any]:
        """Turn such a payload into params; `inputs` are the names of the recipe's inputs. Raises `InvalidInput`."""
        return {}

    def to_dss_settings(self, params: dict[str, Any]) -> dict[str, Any]:
        """Return what DSS keeps of the settings in a visual recipe's `params`, beside the payload."""
        return {}

    def from_dss_settings(self, settings: dict[str, Any]) -> dict[str, Any]:
        """Turn such `params` into ours; raises `InvalidInput`."""
        return {}

    def from_dss_creation(self, wishes: dict[str, Any], places: Sequence[int]) -> dict[str, Any]:
        """Turn what a script says at creation alone into params.

        `places` are those of its virtual inputs among the recipe's inputs.
        """
        return {}

    def run(self, ctx: RunContext, params: P) -> None:
        """Do it."""
        raise NotImplementedError
