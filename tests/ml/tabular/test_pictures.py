"""Columns that name pictures: a network of the project turns each picture into features."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.ml.handles import Run, folder_of
from tests.ml.tabular.tables import Stored, only

from atelier.errors import InvalidInput
from atelier.ml.tabular import checking, embedding, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.features import registry as features
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.session import INPUT, Planned, SessionParams, TrainingSession
from atelier.recipes import registry as recipes
from atelier.recipes.table import TableSource
from atelier.runner.events import ModelChanged

pytestmark = pytest.mark.keras


def _design(stored: Stored, **handling: Any) -> Design:
    from atelier.ml.tabular.guessing import with_type

    design = only(stored.design("kind"))
    feature = with_type(design.preprocessing.per_feature["picture"], "IMAGE")
    given = {"pictureFolder": "pictures1", "networkFolder": "network1", "layer": -1, **handling}
    design.preprocessing.per_feature["picture"] = feature.model_copy(update={"role": "INPUT", **given})
    return Design.model_validate(design.model_dump())


def _stored(folder: Path, pictures: Path) -> Stored:
    names = sorted(file.name for file in pictures.iterdir())
    return Stored(folder, {"kind": [name.split("_")[0] for name in names], "picture": [f"/{name}" for name in names]})


def _session(tmp_path: Path, coloured: Path, model_path: Path, design: Design, stored: Stored) -> Run:
    source = TableSource(stored.name, stored.columns, stored.parts, 36)
    folders = {
        "pictures": folder_of(coloured, "images", tmp_path),
        "network": folder_of(model_path, "tiny", tmp_path),
    }
    run = Run(tmp_path / "run", folders=folders, tables={INPUT: [source]})
    block = training.block_of(design, registry.get("LOGISTIC_REGRESSION"))
    planned = [Planned(number=1, algorithm="LOGISTIC_REGRESSION", block=block)]
    TrainingSession().run(run, SessionParams(design=design, models=planned))
    return run


def test_pictures_become_features_as_the_recipe_writes_them(tmp_path: Path, coloured: Path, model_path: Path) -> None:
    stored = _stored(tmp_path, coloured)
    design = _design(stored)
    problems = checking.problems(design, ["kind", "picture"])
    assert [one.message for one in problems] == [
        "No algorithm is switched on. Switch on at least one under Algorithms."
    ]
    run = _session(tmp_path, coloured, model_path, design, stored)
    done = [one for one in run.events if isinstance(one, ModelChanged) and one.state == "DONE"]
    assert done[0].facts["metrics"]["accuracy"] > 0.8
    recipe = recipes.get("image-features")
    folders = {"image_folder": run.folders["pictures"], "model_folder": run.folders["network"]}
    written = Run(tmp_path / "recipe", folders=folders, shared_cache=run.cache)
    recipe.run(written, recipe.Params.model_validate({"layer": -1}))
    assert any("36 of 36 pictures are in the feature cache already" in line for line in written.lines)
    table = stored.table()
    embedding.Embedder(run, design, lambda kind, _: run.folders[kind]).embed(table)
    assert np.allclose(table.vectors("picture").matrix, np.vstack(list(written.frame("feature_dataset").prediction)))
    model = TabularModel.load(run.root / "models" / "1")
    again = model.predict(table, np.arange(36))
    assert len(again.values) == 36


def test_another_network_is_not_taken_for_that_of_the_training(
    tmp_path: Path, coloured: Path, model_path: Path
) -> None:
    stored = _stored(tmp_path, coloured)
    design = _design(stored)
    run = _session(tmp_path, coloured, model_path, design, stored)
    model = TabularModel.load(run.root / "models" / "1")
    other = _design(stored, layer=-2)  # cut elsewhere it is another network
    embedder = embedding.Embedder(run, other, lambda kind, _: run.folders[kind], fitted=model.preprocessor)
    with pytest.raises(InvalidInput) as refused:
        embedder.embed(stored.table())
    assert refused.value.message == (
        "“tiny” is not the network that the model was trained with: the pictures of “picture” would become other "
        "numbers."
    )
    assert refused.value.hint == "Choose the network of the training, or train the model again with this one."


def test_rows_without_their_picture_are_counted_over_all_stretches(
    tmp_path: Path, coloured: Path, model_path: Path
) -> None:
    stored = _stored(tmp_path, coloured)
    design = _design(stored)
    run = _session(tmp_path, coloured, model_path, design, stored)
    model = TabularModel.load(run.root / "models" / "1")
    embedder = embedding.Embedder(run, design, lambda kind, _: run.folders[kind], fitted=model.preprocessor)
    embedder.embed(stored.table())
    gone = Stored(tmp_path / "gone", {"kind": ["a", "b"], "picture": ["gone.jpg", None]}).table()
    embedder.embed(gone)  # a stretch without any picture, of a dataset with some
    assert not gone.vectors("picture").present.any()
    assert len(model.predict(gone, np.arange(2)).values) == 2
    embedder.warn()
    assert run.warnings()["pictures_gone"] == (
        "1 of 37 rows name no picture of “images” in “picture”: they count as rows without one."
    )


def test_pictures_that_are_not_there(tmp_path: Path, coloured: Path, model_path: Path) -> None:
    stored = Stored(tmp_path, {"kind": ["a", "b"] * 20, "picture": [f"gone_{row}.jpg" for row in range(40)]})
    with pytest.raises(InvalidInput) as refused:
        _session(tmp_path, coloured, model_path, _design(stored), stored)
    assert refused.value.message == "“picture” names no picture of the folder “images”: it has no “gone_0.jpg”."
    assert refused.value.hint == "Choose the folder that the paths of this column belong to."


def test_what_is_not_chosen_is_said_at_its_field(tmp_path: Path, coloured: Path) -> None:
    design = _design(_stored(tmp_path, coloured), pictureFolder="", networkFolder="")
    said = {problem.loc[-1]: problem.message for problem in checking.problems(design, ["kind", "picture"])}
    assert said["pictureFolder"] == "Choose the folder that the pictures named in “picture” are in."
    assert said["networkFolder"] == "Choose the network that turns the pictures of “picture” into numbers."
    assert features.get("IMAGE").default()["layer"] == -2
