"""Saved models: versions keep their files, one is active, and a new one takes over as it was asked to."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from atelier import ids
from atelier.db.tables import Item, Project
from atelier.errors import Conflict, NotFound
from atelier.items import entries, savedmodels
from atelier.items.folders import NewFile

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def add(session: Session, model: Item, score: float | None, activation: str = "always", *, greater: bool = True) -> int:
    facts: dict[str, Any] = {
        "label": "Ridge",
        "metrics": {"accuracy": score},
        "ranked_by": {"name": "accuracy", "greater_is_better": greater},
        "activation": activation,
    }
    number = len(savedmodels.versions_of(session, model)) + len(savedmodels.versions_of(session, model, deleted=True))
    files = [NewFile("model.json", f"{number}".ljust(64, "0"), 7, MOMENT)]
    made = savedmodels.add_version(
        session, model=model, files=files, facts=facts, author="ada", reason="trained", fingerprint=f"print {number}"
    )
    return made.version


def made(session: Session, project: Project) -> Item:
    return savedmodels.create(session, project=project, name=f"model {ids.token(6)}", author="ada")


def test_a_worse_model_is_kept_but_does_not_take_over(session: Session, project: Project) -> None:
    model = made(session, project)
    assert add(session, model, 0.8, "if_not_worse") == 1  # the first is active whatever was asked
    assert model.version == 1
    add(session, model, 0.7, "if_not_worse")
    assert (model.version, model.fingerprint) == (1, "print 1")  # the newest is what the recipe would write now
    add(session, model, 0.8, "if_not_worse")
    assert model.version == 3
    add(session, model, None, "if_not_worse")
    assert model.version == 3
    add(session, model, 0.9, "never")
    assert model.version == 3
    add(session, model, 0.9, "if_not_worse", greater=False)
    assert model.version == 3
    add(session, model, 0.1, "if_not_worse", greater=False)
    assert (model.version, model.facts["metrics"]) == (7, {"accuracy": 0.1})


def test_versions_are_put_away_and_come_back(session: Session, project: Project) -> None:
    model = made(session, project)
    for score in (0.5, 0.6):
        add(session, model, score)
    savedmodels.delete_version(session, model=model, version=1)
    with pytest.raises(NotFound, match=rf"^{model.name} has no version 1. It may have been deleted.$"):
        savedmodels.activate(session, model=model, version=1, author="ada")
    assert add(session, model, 0.7) == 3  # a number is never given twice
    savedmodels.restore_version(session, model=model, version=1)
    savedmodels.activate(session, model=model, version=1, author="bob")
    assert savedmodels.activations_of(model)[0]["by"] == "bob"
    with pytest.raises(Conflict, match=r"^Version 1 is the active one."):
        savedmodels.delete_version(session, model=model, version=1)
    with pytest.raises(NotFound, match="Version 3 of .* is not deleted."):
        savedmodels.restore_version(session, model=model, version=3)


def test_names_are_unique_and_said_with_their_word(session: Session, project: Project) -> None:
    savedmodels.create(session, project=project, name="classes", author="ada")
    with pytest.raises(Conflict, match=r"^There is already a saved model called “classes”"):
        savedmodels.create(session, project=project, name="classes", author="ada")
    with pytest.raises(NotFound, match=r"^There is no saved model “nothing” in this project."):
        savedmodels.require(session, project=project, model_id="nothing")


DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from(["always", "if_not_worse", "never"])),
        st.tuples(st.sampled_from(["activate", "delete", "restore"]), st.integers(1, 8)),
    ),
    max_size=20,
)


@given(DEEDS)
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_one_version_is_active_and_files_stay(
    session: Session, project: Project, deeds: list[tuple[str, Any]]
) -> None:
    model = made(session, project)
    add(session, model, 0.5)
    for deed, what in deeds:
        try:
            if deed == "add":
                add(session, model, 0.5, what)
            elif deed == "activate":
                savedmodels.activate(session, model=model, version=what, author="ada")
            elif deed == "delete":
                savedmodels.delete_version(session, model=model, version=what)
            else:
                savedmodels.restore_version(session, model=model, version=what)
        except (NotFound, Conflict):
            continue
    here = [one.version for one in savedmodels.versions_of(session, model)]
    gone = [one.version for one in savedmodels.versions_of(session, model, deleted=True)]
    assert model.version in here
    assert sorted(here + gone) == list(range(1, len(here) + len(gone) + 1))
    for number in here + gone:
        files = list(entries.iterate(session, folder=model, version=number))
        assert [one.content for one in files] == [f"{number - 1}".ljust(64, "0")]
