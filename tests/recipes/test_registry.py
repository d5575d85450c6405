"""One file is all it takes to add a type, and a broken one harms nobody else."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pandas as pd
import pytest
from tests.ml.handles import Run

from atelier.errors import NotFound
from atelier.macros import registry as macros
from atelier.recipes import registry

GREETING = dedent(
    '''
    """Greet: a table of greetings."""

    import pandas as pd

    from atelier.recipes.base import Params, Recipe, dataset, param
    from atelier.storage.schema import Column


    class GreetParams(Params):
        count: int = param(2, label="How many", help="Rows to write.", ge=1, le=9)


    class Greet(Recipe[GreetParams]):
        """Write greetings."""

        type = "greet"
        label = "Greet"
        icon = "macro"
        family = "code"
        inputs = ()
        outputs = (dataset("greetings", "Greetings", help="The rows."),)
        Params = GreetParams

        def output_columns(self, form, params):
            return {"greetings": [Column(name="text", meaning="text")]}

        def run(self, ctx, params):
            rows = pd.DataFrame({"text": ["hello"] * params.count})
            ctx.output_dataset("greetings").write(self.output_columns(None, params)["greetings"], [rows])
    '''
)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    yield
    registry.forget()
    macros.forget()


def test_a_file_dropped_in_is_a_recipe_type(tmp_path: Path) -> None:
    (tmp_path / "greet.py").write_text(GREETING)
    registry.add_folder(tmp_path)
    found = registry.get("greet")
    run = Run(tmp_path / "run")
    found.run(run, found.Params(count=3))
    assert run.frame("greetings").equals(pd.DataFrame({"text": ["hello"] * 3}))
    assert registry.failures() == []


def test_a_broken_file_is_kept_with_its_reasons(tmp_path: Path) -> None:
    (tmp_path / "a_broken.py").write_text("import nothing_of_that_name")
    (tmp_path / "b_wrong.py").write_text(
        GREETING.replace('type = "greet"', 'type = "Greet Me"')
        .replace('label="How many"', 'label=""')
        .replace('"""Write greetings."""', "")
    )
    (tmp_path / "c_taken.py").write_text(GREETING.replace('type = "greet"', 'type = "image-retrain"'))
    (tmp_path / "d_good.py").write_text(GREETING)
    registry.add_folder(tmp_path)
    assert registry.get("greet").label == "Greet"
    broken, wrong, taken = registry.failures()
    assert broken.reasons == ("ModuleNotFoundError: No module named 'nothing_of_that_name'",)
    assert wrong.reasons == (
        "The type's name “Greet Me” must be kebab-case.",
        "The class needs a docstring: it is the description that users read.",
        "The setting “count” needs a label: declare it with `param(label=...)`.",
    )
    assert taken.reasons == ("The name “image-retrain” is taken by another type.",)
    assert registry.get("image-retrain").label == "Retraining image classification model"


def test_an_unknown_type_is_answered_with_those_there_are() -> None:
    with pytest.raises(NotFound) as caught:
        registry.get("no-such-type")
    assert caught.value.message == "There is no recipe type “no-such-type”."
    assert caught.value.hint == f"Known types: {', '.join(sorted(registry.all_types()))}."


def test_a_plugin_folder_that_is_not_there_has_no_types(tmp_path: Path) -> None:
    before = set(macros.all_types())
    macros.add_folder(tmp_path / "missing")
    assert set(macros.all_types()) == before
    assert macros.failures() == []
