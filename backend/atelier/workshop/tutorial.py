"""The tutorial project: drawn pictures, the built-in network, and the course's whole flow of parts 0 to 2."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.orm import Session

from atelier.auth.caller import Caller
from atelier.db.tables import Item, Job, Project, Recipe
from atelier.items import flow, recipes
from atelier.items.roles import OutputWish
from atelier.items.store import Store
from atelier.jobs.start import start_macro
from atelier.projects import keys, service

NAME = "Cartoon characters"
DESCRIPTION = (
    "Twelve cartoon characters, drawn by Atelier. First a network that has never seen them classifies the test "
    "pictures; then it is retrained on the labelled ones and classifies them again."
)
NETWORK = "sketchnet_drawn"
CLASSIFY = {"max_labels": 5, "min_probability": 0.1}
RETRAIN: dict[str, Any] = {
    "path_column": "path",
    "label_column": "target",
    "train_ratio": 0.8,
    "seed": 1337,
    "layers": "last",
    "optimizer": "adam",
    "learning_rate": 0.003,
    "batch_size": 64,
    "epochs": 30,
}
"""Settings that suit the drawn pictures: only the last layer learns, so an epoch takes about a second."""


@dataclass(frozen=True, slots=True)
class Tutorial:
    """The started project: `job` draws the pictures and fetches the network, the recipes wait to be run."""

    project: Project
    job: Job
    classify: Recipe
    retrain: Recipe
    classify_again: Recipe


def start_tutorial(
    session: Session,
    *,
    store: Store,
    caller: Caller,
    via: Literal["browser", "api", "shell"],
    train_pictures: int = 2400,
    test_pictures: int = 480,
) -> Tutorial:
    """Make the project with its flow and start the job that fills it."""
    project = service.create(
        session,
        caller=caller,
        key=keys.propose(session, NAME),
        name=NAME,
        description=DESCRIPTION,
        is_tutorial=True,
    )
    started: dict[str, Any] = {"project": project, "store": store, "initiator": caller.login, "via": via}
    job = start_macro(
        session, type="tutorial-pictures", params={"train": train_pictures, "test": test_pictures}, **started
    )
    start_macro(
        session,
        type="download-pretrained-model",
        params={"output_name": NETWORK, "network": NETWORK},
        after=job,
        **started,
    )
    return _draw_flow(session, project=project, store=store, author=caller.login, job=job)


def _draw_flow(session: Session, *, project: Project, store: Store, author: str, job: Job) -> Tutorial:
    items = {item.name: item for item in flow.load(session, project=project).items.values()}

    def make(type: str, name: str, inputs: dict[str, Item], output: tuple[str, str], params: dict[str, Any]) -> Recipe:
        role, new_name = output
        return recipes.create(
            session,
            project=project,
            store=store,
            type=type,
            name=name,
            inputs={role: [item.id] for role, item in inputs.items()},
            outputs={role: [OutputWish(new_name=new_name)]},
            params=params,
            author=author,
        )

    test, network = items["images_test"], items[NETWORK]
    classify = make(
        "image-classification",
        "classify_images_test",
        {"image_folder": test, "model_folder": network},
        ("scored_dataset", "images_test_scored"),
        CLASSIFY,
    )
    retrain = make(
        "image-retrain",
        f"retrain_{NETWORK}",
        {"label_dataset": items["labels"], "image_folder": items["images_train"], "model_folder": network},
        ("model_output", f"{NETWORK}_retrained"),
        RETRAIN,
    )
    retrained = session.get_one(Item, recipes.io_of(retrain, "output")["model_output"][0])
    classify_again = make(
        "image-classification",
        "classify_images_test_again",
        {"image_folder": test, "model_folder": retrained},
        ("scored_dataset", "images_test_rescored"),
        CLASSIFY,
    )
    return Tutorial(project, job, classify, retrain, classify_again)
