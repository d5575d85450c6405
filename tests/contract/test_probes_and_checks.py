"""What every probe and check must hold, whoever wrote it."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from atelier.checks import registry as checks
from atelier.checks.base import Measured
from atelier.errors import InvalidInput
from atelier.probes import registry as probes
from atelier.probes.base import FolderFigures
from atelier.recipes.base import Params
from atelier.recipes.declaration import KEBAB, field_ui, shown_if_issues
from atelier.recipes.table import TableSource
from atelier.storage.schema import Column

PROBES = list(probes.all_types().values())
CHECKS = list(checks.all_types().values())
TYPES: list[Any] = [*PROBES, *CHECKS]
HEAVY = ("tensorflow", "keras", "duckdb", "sqlalchemy", "fastapi")

every_type = pytest.mark.parametrize("found", TYPES, ids=lambda found: f"{type(found).__module__}")


class Bare:
    """An item without anything: what a form sees at first."""

    kind = "dataset"
    name = "bare"
    project_key = "BARE"
    facts: dict[str, Any] = {}
    columns: Sequence[Column] = ()

    def table(self) -> TableSource:
        return TableSource("bare", [], [], 0)

    def other_table(self, dataset_id: str) -> TableSource:
        raise InvalidInput("There is no other.")

    def folder(self) -> FolderFigures:
        return FolderFigures(0, 0, 0, 0, 0, [])

    def querying(self) -> AbstractContextManager[Any]:
        raise AssertionError("a form asks no rows")

    def describe(self, into: Path) -> dict[str, Any]:
        raise AssertionError("a form runs no code")

    def measured(self, metric: str) -> Measured | None:
        return None

    def all_measured(self) -> Sequence[Measured]:
        return ()


@every_type
def test_everything_has_words(found: Any) -> None:
    assert KEBAB.match(found.type)
    assert found.label.strip()
    assert (found.__doc__ or "").strip().endswith(".")
    assert set(found.kinds) <= {"dataset", "folder", "model"}
    for name, field in found.Params.model_fields.items():
        assert field.title, name
        assert (field.description or "").endswith("."), f"{name} needs a sentence of help"
        assert field_ui(found.Params, name).get("section", "") in found.sections
    assert shown_if_issues(found.Params) == []


def test_names_and_aliases_are_unique() -> None:
    for types in (PROBES, CHECKS):
        names = [name for one in types for name in (one.type, *one.dss_types)]
        assert len(set(names)) == len(names)


@every_type
def test_defaults_hold_make_a_sentence_and_unknown_names_are_refused(found: Any) -> None:
    params: Params = found.Params()
    assert found.Params.model_validate(params.model_dump(mode="json")) == params
    assert isinstance(found.sentence(params), str)
    with pytest.raises(ValidationError):
        found.Params.model_validate({"no_such_setting": 1})


@every_type
def test_an_empty_form_is_no_accident(found: Any) -> None:
    bare = Bare()
    for problem in found.check(bare, found.Params()):
        assert problem.loc[0] == "params"
        assert problem.message.endswith(".")
    started = found.Params.model_validate(found.Params().model_dump() | found.initial_params(bare))
    assert all(problem.loc[0] == "params" for problem in found.check(bare, started))
    sources = {field_ui(found.Params, name).get("choices") for name in found.Params.model_fields} - {None}
    for source in sources:
        assert isinstance(list(found.choices(source, bare, {})), list)
    with pytest.raises(KeyError):
        found.choices("no_such_source", bare, {})


@pytest.mark.parametrize("found", CHECKS, ids=lambda found: found.type)
def test_a_check_of_what_was_never_measured_is_empty_or_about_columns(found: Any) -> None:
    if found.needs_code:
        return
    went = found.run(Bare(), found.Params())
    assert went.message.endswith(".")
    assert went.outcome == "EMPTY" or found.type == "columns"


@pytest.mark.parametrize("found", PROBES, ids=lambda found: found.type)
@pytest.mark.parametrize("configuration", [{}, {"aggregates": None}, {"aggregates": [1, {"column": None}]}, {"sql": 3}])
def test_a_configuration_of_a_script_gives_settings(found: Any, configuration: dict[str, Any]) -> None:
    found.Params.model_validate(found.from_dss(configuration))


def test_declarations_load_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from atelier.probes import registry as p\n"
        "from atelier.checks import registry as c\n"
        "for found in [*p.all_types().values(), *c.all_types().values()]: found.Params.model_json_schema()\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert answer.stdout.strip() == "[]"
