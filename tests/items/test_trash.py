"""The trash."""

import pytest
from sqlalchemy.orm import Session

from atelier import clock
from atelier.db.tables import Item, Project, Recipe, RecipeIo
from atelier.errors import Conflict, NotFound
from atelier.items import trash


def _item(session: Session, project: Project, id: str, name: str, *, deleted: bool) -> Item:
    now = clock.now()
    item = Item(
        id=id, project_key=project.key, kind="folder", name=name, origin="managed", created_at=now,
        created_by="admin", updated_at=now, deleted_at=now if deleted else None,
    )  # fmt: skip
    session.add(item)
    session.flush()
    return item


def test_an_item_comes_back_and_is_listed_until_then(session: Session, project: Project) -> None:
    item = _item(session, project, "a", "images", deleted=True)
    assert [entry.name for entry in trash.list_of(session, project=project)] == ["images"]
    assert trash.restore(session, project=project, kind="item", id="a") == "images"
    assert item.deleted_at is None
    assert trash.list_of(session, project=project) == []
    with pytest.raises(NotFound, match="not in the trash"):
        trash.restore(session, project=project, kind="item", id="a")


def test_a_name_given_away_meanwhile_is_a_conflict(session: Session, project: Project) -> None:
    _item(session, project, "a", "images", deleted=True)
    _item(session, project, "b", "images", deleted=False)
    with pytest.raises(Conflict, match="There is already a folder called “images”"):
        trash.restore(session, project=project, kind="item", id="a")


def test_a_recipe_does_not_come_back_without_its_items(session: Session, project: Project) -> None:
    _item(session, project, "a", "images", deleted=True)
    now = clock.now()
    session.add(
        Recipe(
            id="r", project_key=project.key, name="classify", type="image-classification", created_at=now,
            created_by="admin", updated_at=now, updated_by="admin", deleted_at=now,
            io=[RecipeIo(direction="input", role="image_folder", item_id="a")],
        )
    )  # fmt: skip
    session.flush()
    with pytest.raises(Conflict, match="images, which is in the trash too"):
        trash.restore(session, project=project, kind="recipe", id="r")
    trash.restore(session, project=project, kind="item", id="a")
    assert trash.restore(session, project=project, kind="recipe", id="r") == "classify"


def test_nothing_of_another_project_comes_back(session: Session, project: Project) -> None:
    _item(session, project, "a", "images", deleted=True)
    other = Project(key="OTHER", name="x", owner_id=project.owner_id, created_at=clock.now(), updated_at=clock.now())
    session.add(other)
    session.flush()
    with pytest.raises(NotFound):
        trash.restore(session, project=other, kind="item", id="a")


def test_a_recipe_does_not_come_back_beside_another_that_writes_the_same(session: Session, project: Project) -> None:
    _item(session, project, "a", "scored", deleted=False)
    now = clock.now()
    for name, deleted_at in (("old", now), ("new", None)):
        session.add(
            Recipe(
                id=name, project_key=project.key, name=f"{name}_recipe", type="image-classification", created_at=now,
                created_by="admin", updated_at=now, updated_by="admin", deleted_at=deleted_at,
                io=[RecipeIo(direction="output", role="scored_dataset", item_id="a")],
            )
        )  # fmt: skip
    session.flush()
    with pytest.raises(Conflict, match="scored is written by new_recipe now"):
        trash.restore(session, project=project, kind="recipe", id="old")


def test_a_dataset_does_not_come_back_under_a_recipes_name(session: Session, project: Project) -> None:
    item = _item(session, project, "a", "classify", deleted=True)
    item.kind = "dataset"
    now = clock.now()
    session.add(
        Recipe(
            id="r", project_key=project.key, name="classify", type="image-classification", created_at=now,
            created_by="admin", updated_at=now, updated_by="admin",
        )
    )  # fmt: skip
    session.flush()
    with pytest.raises(Conflict, match="There is already a recipe called “classify”"):
        trash.restore(session, project=project, kind="item", id="a")
