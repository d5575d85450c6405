"""What the recipes that apply a saved model have in common: roles, columns kept, and what makes them impossible."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from atelier.errors import AtelierError, FieldProblem, InvalidInput
from atelier.recipes import picture_inputs
from atelier.recipes.base import Choice, FormContext, Params, dataset, model, param
from atelier.storage.schema import Column

if TYPE_CHECKING:
    from atelier.ml.tabular.design import Design
    from atelier.ml.tabular.stored import Inputs

DATASET, MODEL = "dataset", "model"
COLUMNS_KEPT, ANSWERS = "Columns kept", "Prediction"
COLUMN_CHOICES = "scored_columns"
_ROWS_LOOKED_AT = 1_000

INPUTS = (
    dataset(DATASET, "Dataset", help="The rows to score."),
    model(MODEL, "Saved model", help="Its active version is used; the script of its analysis is applied first."),
    *picture_inputs.ROLES,
)


class ScoringParams(Params):
    keep: Literal["all", "chosen", "none"] = param(
        "all",
        label="Input columns in the output",
        help="They stand before the probabilities and the prediction.",
        section=COLUMNS_KEPT,
        options={"all": "All", "chosen": "Chosen", "none": "None"},
    )
    kept_columns: list[str] = param(
        [],
        label="Columns",
        help="Columns after the model's script.",
        section=COLUMNS_KEPT,
        choices=COLUMN_CHOICES,
        shown_if={"field": "keep", "op": "eq", "value": "chosen"},
    )
    with_probabilities: bool = param(
        True,
        label="Probabilities",
        help="A column proba_… for each class.",
        section=ANSWERS,
        dss="outputProbabilities",
    )
    own_threshold: bool = param(
        False,
        label="Another threshold",
        help="With two classes: from which probability on the second is predicted. Off: the model's own.",
        section=ANSWERS,
        dss="overrideModelSpecifiedThreshold",
    )
    threshold: float = param(
        0.5,
        label="Threshold",
        help="The second class is predicted from this probability on.",
        section=ANSWERS,
        ge=0,
        le=1,
        step=0.01,
        shown_if={"field": "own_threshold", "op": "eq", "value": True},
        dss="forcedClassifierThreshold",
    )

    @property
    def explains(self) -> bool:
        """Say whether each row gets what moved its prediction."""
        return False

    @property
    def columns_kept(self) -> list[str] | None:
        """Return the columns of the input that stay; None for all."""
        return {"all": None, "none": [], "chosen": self.kept_columns}[self.keep]

    @property
    def threshold_asked(self) -> float | None:
        return self.threshold if self.own_threshold else None


def choices(source: str, form: FormContext) -> Sequence[Choice] | None:
    """Answer the sources that these recipes share; None for others."""
    if source != COLUMN_CHOICES:
        return None
    try:
        described = described_model(form)
        columns = columns_after(form, described[1]) if described else []
    except AtelierError:
        columns = []  # the check says why
    return [Choice(one.name, one.name, one.meaning or one.type) for one in columns]


def described_model(form: FormContext) -> "tuple[Design, Inputs] | None":
    """Return the design of the active version and what it reads; None while the role is empty or not trained."""
    from atelier.errors import NotFound
    from atelier.ml.tabular import stored
    from atelier.ml.tabular.design import Design
    from atelier.ml.tabular.model import DESCRIPTION, described_from

    info = form.input(MODEL)
    if info is None:
        return None
    folder = form.folder(MODEL)
    if folder.get(DESCRIPTION) is None:
        return None
    try:
        said = described_from(folder.read_bytes(DESCRIPTION))
    except NotFound:
        raise InvalidInput(f"The files of {info.name} are not in the store any more. Train it again.") from None
    return Design.model_validate(said["design"]), stored.inputs_of(folder)


def columns_after(form: FormContext, inputs: "Inputs") -> list[Column]:
    """Return the columns of the dataset after the model's script; raises `InvalidInput` for a step that fails."""
    from atelier.tables import engine
    from atelier.tables.preview import sampled
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Scope
    from atelier.tables.script import ScriptStep, apply_script

    tables = form.tables(DATASET)
    if not tables:
        return []
    if not any(step.get("enabled", True) for step in inputs.script):
        return list(tables[0].columns)
    table = Scope().table(tables[0].name, tables[0].columns, tables[0].parts)
    with engine.shared() as connection:
        probe = Probe(connection, seconds=10)
        applied = apply_script(
            sampled(table, _ROWS_LOOKED_AT), [ScriptStep.model_validate(step) for step in inputs.script], probe
        )
        return list(applied[-1].after.columns) if applied else list(table.columns)


def implied_inputs(form: FormContext) -> dict[str, list[str]]:
    """Return the folders that a model of pictures needs; none where it reads none."""
    try:
        described = described_model(form)
    except AtelierError:
        return {}  # the check says why
    return {} if described is None else picture_inputs.implied(form, described[0], DATASET)


def looks_at_pictures(form: FormContext) -> bool:
    """Say whether the model has features of pictures."""
    described = described_model(form)
    return described is not None and any(one.type == "IMAGE" for one in described[0].inputs().values())


def picture_problems(form: FormContext) -> list[FieldProblem]:
    """Return which folders of pictures and networks are missing."""
    described = described_model(form)
    return [] if described is None else picture_inputs.problems(form, described[0])


def problems(form: FormContext, params: ScoringParams) -> list[FieldProblem]:
    """Return what makes scoring impossible: no version, columns that the model does not find, names taken."""
    from atelier.ml.tabular import scoring, stored

    info = form.input(MODEL)
    tables = form.tables(DATASET)
    try:
        described = described_model(form)
    except InvalidInput as error:
        return [FieldProblem(("inputs", MODEL), error.message)]
    if info is not None and described is None:
        return [FieldProblem(("inputs", MODEL), f"{info.name} has no version yet. Run the recipe that trains it.")]
    if described is None or not tables or not tables[0].columns:
        return []
    design, inputs = described
    try:
        columns = columns_after(form, inputs)
    except InvalidInput as error:
        return [FieldProblem(("inputs", DATASET), f"The model's script does not fit {tables[0].name}: {error.message}")]
    problem = stored.column_problem(design, columns, inputs, tables[0].name)
    if problem:
        return [FieldProblem(("inputs", DATASET), problem)]
    try:
        scoring.kept_columns(columns, params.columns_kept, answers_of(design, params))
    except InvalidInput as error:
        return [FieldProblem(("params", "kept_columns" if params.keep == "chosen" else "keep"), error.message)]
    return []


def answers_of(design: "Design", params: ScoringParams) -> list[Column]:
    """Return the columns that scoring adds."""
    from atelier.ml.tabular import scoring
    from atelier.ml.tabular.explanation import cells

    found = scoring.answer_columns(design.classes, with_probabilities=params.with_probabilities)
    return [*found, cells.COLUMN] if params.explains else found


def output_columns(form: FormContext, params: ScoringParams) -> list[Column]:
    """Return the columns of the scored dataset; none while the model or the dataset is not there."""
    from atelier.ml.tabular import agreement, scoring

    described = described_model(form)
    if described is None:
        return []
    design, inputs = described
    answers = answers_of(design, params)
    kept = scoring.kept_columns(columns_after(form, inputs), params.columns_kept, answers)
    return [*agreement.truth_marked(design, kept), *answers]
