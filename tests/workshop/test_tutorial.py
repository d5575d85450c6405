"""The tutorial project, as it stands before anything has run."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.auth.caller import Caller
from atelier.db.tables import Activity, Item
from atelier.instance import Atelier
from atelier.items import flow, recipes
from atelier.jobs.retry import retry
from atelier.settings import Settings
from atelier.workshop.tutorial import Tutorial, start_tutorial


@pytest.fixture
def tutorial(session: Session, caller: Caller, settings: Settings) -> Tutorial:
    store = Atelier(settings).store
    return start_tutorial(session, store=store, caller=caller, via="api", train_pictures=24, test_pictures=12)


def test_one_job_draws_the_pictures_and_then_fetches_the_network(session: Session, tutorial: Tutorial) -> None:
    activities = list(session.scalars(select(Activity).where(Activity.job_id == tutorial.job.id).order_by(Activity.id)))
    assert [activity.type for activity in activities] == ["tutorial-pictures", "download-pretrained-model"]
    assert activities[1].needs == [activities[0].id]
    assert activities[0].params["train"] == 24


def test_trying_again_runs_what_is_left_of_it_in_one_job(
    session: Session, tutorial: Tutorial, settings: Settings
) -> None:
    store = Atelier(settings).store
    first, second = session.scalars(select(Activity).where(Activity.job_id == tutorial.job.id).order_by(Activity.id))

    def types_of_another_try() -> list[str]:
        again = retry(session, project=tutorial.project, store=store, job=tutorial.job, initiator="ada", via="api")
        found = session.scalars(select(Activity).where(Activity.job_id == again.id).order_by(Activity.position))
        return [activity.type for activity in found]

    tutorial.job.state, first.state, second.state = "FAILED", "FAILED", "SKIPPED"
    assert types_of_another_try() == ["tutorial-pictures", "download-pretrained-model"]
    first.state, second.state = "DONE", "FAILED"
    assert types_of_another_try() == ["download-pretrained-model"]


def test_the_flow_is_that_of_parts_0_to_2_and_waits_to_be_built(session: Session, tutorial: Tutorial) -> None:
    loaded = flow.load(session, project=tutorial.project)
    assert {item.name for item in loaded.items.values()} == {
        "images_train",
        "images_test",
        "labels",
        "sketchnet_drawn",
        "images_test_scored",
        "sketchnet_drawn_retrained",
        "images_test_rescored",
    }
    assert all(item.version == 0 for item in loaded.items.values())
    retrained = recipes.io_of(tutorial.retrain, "output")["model_output"]
    assert recipes.io_of(tutorial.classify_again, "input")["model_folder"] == retrained
    assert tutorial.classify.params["max_labels"] == 5
    assert tutorial.classify.params["min_probability"] == 0.1
    assert tutorial.retrain.params["path_column"] == "path"
    assert tutorial.project.is_tutorial


def test_a_second_tutorial_gets_a_key_of_its_own(session: Session, caller: Caller, settings: Settings) -> None:
    store = Atelier(settings).store
    keys = [start_tutorial(session, store=store, caller=caller, via="api").project.key for _ in range(2)]
    assert keys == ["CARTOON_CHARACTERS", "CARTOON_CHARACTERS_2"]


def test_it_is_started_over_http(client: TestClient, atelier: Atelier) -> None:
    atelier.executor.stop() if atelier.executor else None  # nothing needs to run here
    answer = client.post("/api/projects/tutorial", json={"train_pictures": 24, "test_pictures": 12})
    assert answer.status_code == 201
    assert answer.json()["project"]["key"] == "CARTOON_CHARACTERS"
    (card,) = client.get("/api/projects").json()
    assert card["is_tutorial"]
    assert card["running"][0]["id"] == answer.json()["job_id"]
    with atelier.database.read() as session:
        assert len(list(session.scalars(select(Item)))) == 7
    refused = client.post("/api/projects/tutorial", json={"train_pictures": 1})
    assert refused.json()["fields"] == [{"loc": ["train_pictures"], "message": "This has to be at least 24."}]
