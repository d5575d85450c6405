"""`atelier demo`: parts 0 to 3 of the course without a browser, through the same services and executor.

Ends with a table of pictures, seconds and accuracies. Test accuracy compares the class in a file's name with the
class of highest probability.
"""

import csv
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
from sqlalchemy import select
from sqlalchemy.orm import Session

from atelier.auth import first
from atelier.auth.caller import Caller
from atelier.db.tables import Event, Item, Job, Project, Recipe
from atelier.errors import ActivityFailed
from atelier.instance import Atelier
from atelier.items import datasets, entries, recipes
from atelier.jobs.start import Target, start_build
from atelier.runner.events import EventBody, LogLine, Progress, as_log_line
from atelier.settings import Settings
from atelier.storage.names import group_of
from atelier.workshop.tutorial import Tutorial, start_tutorial

_LOOK_EVERY_SECONDS = 0.25
_ENDED = frozenset({"DONE", "FAILED", "ABORTED"})
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demo found. Accuracies are shares between 0 and 1."""

    project_key: str
    train_pictures: int
    test_pictures: int
    seconds: dict[str, float]
    accuracy_before: float
    accuracy_after: float
    validation_before: float | None
    validation_after: float | None


def run_demo(settings: Settings, *, train_pictures: int, test_pictures: int, home: Path | None, say: Say) -> Outcome:
    """Run parts 0 to 3 in a data folder of its own, or in `home`, where the project can be looked at afterwards."""
    if home is not None:
        return _run(settings.model_copy(update={"home": home}), train_pictures, test_pictures, say)
    with TemporaryDirectory(prefix="atelier-demo-") as folder:
        return _run(settings.model_copy(update={"home": Path(folder)}), train_pictures, test_pictures, say)


def _run(settings: Settings, train_pictures: int, test_pictures: int, say: Say) -> Outcome:
    atelier = Atelier(settings)
    atelier.start()
    try:
        seconds: dict[str, float] = {}

        def timed(what: str, job_id: int) -> None:
            before = time.monotonic()
            _follow(atelier, job_id, say)
            seconds[what] = time.monotonic() - before

        with atelier.database.write() as session:
            admin = first.ensure_admin(session, settings)
            caller = Caller(admin.login, admin.id, is_admin=True, may_write_code=True, via="api")
            tutorial = start_tutorial(
                session,
                store=atelier.store,
                caller=caller,
                via="shell",
                train_pictures=train_pictures,
                test_pictures=test_pictures,
            )
        say(f"Part 0: project {tutorial.project.key}; drawing {train_pictures:,} + {test_pictures:,} pictures")
        timed("draw the pictures, fetch the network", tutorial.job.id)
        say("Part 1: classify the test pictures with the network as it is")
        timed("classify with the network as it is", _build(atelier, tutorial, tutorial.classify))
        say("Part 2: retrain the last layer on the labelled pictures")
        timed("retrain the last layer", _build(atelier, tutorial, tutorial.retrain))
        say("Part 3: classify the test pictures again")
        timed("classify with the retrained network", _build(atelier, tutorial, tutorial.classify_again))
        with atelier.database.read() as session:
            return Outcome(
                tutorial.project.key,
                train_pictures,
                test_pictures,
                seconds,
                accuracy_before=test_accuracy(session, atelier, tutorial.classify),
                accuracy_after=test_accuracy(session, atelier, tutorial.classify_again),
                validation_before=_accuracy_by_names(session, atelier, tutorial.retrain),
                validation_after=_validation_accuracy(session, tutorial.retrain),
            )
    finally:
        atelier.stop()


def table(outcome: Outcome) -> str:
    """Return the figures as text."""
    total = sum(outcome.seconds.values())
    lines = [
        "",
        f"  {'pictures to train on':<46}{outcome.train_pictures:>9,}",
        f"  {'pictures to test on':<46}{outcome.test_pictures:>9,}",
        *(f"  {f'seconds to {what}':<46}{seconds:>9.1f}" for what, seconds in outcome.seconds.items()),
        f"  {'seconds altogether':<46}{total:>9.1f}",
        "",
        f"  {'accuracy':<34}{'before retraining':>21}{'after':>12}",
        f"  {'on the validation pictures':<34}{_percent(outcome.validation_before):>21}"
        f"{_percent(outcome.validation_after):>12}",
        f"  {'on the test pictures':<34}{_percent(outcome.accuracy_before):>21}{_percent(outcome.accuracy_after):>12}",
        "",
    ]
    return "\n".join(lines)


def test_accuracy(session: Session, atelier: Atelier, recipe: Recipe) -> float:
    """Return the share of pictures whose top class is the one their file is named after."""
    item = session.get_one(Item, recipes.io_of(recipe, "output")["scored_dataset"][0])
    right = total = 0
    for part in datasets.parts_of(session, item, atelier.store):
        rows = pq.read_table(part, columns=["images", "top_class"]).to_pylist()
        total += len(rows)
        right += sum(group_of(row["images"]) == row["top_class"] for row in rows)
    return right / total if total else 0.0


def _build(atelier: Atelier, tutorial: Tutorial, recipe: Recipe) -> int:
    with atelier.database.write() as session:
        job = start_build(
            session,
            project=session.get_one(Project, tutorial.project.key),
            store=atelier.store,
            targets=[Target("recipe", recipe.id)],
            build_type="NON_RECURSIVE_FORCED_BUILD",
            initiator=recipe.created_by,
            via="shell",
        )
        return job.id


def _follow(atelier: Atelier, job_id: int, say: Say) -> None:
    """Say each line of a job's log as it comes; raises `ActivityFailed` when the job does not end well."""
    last = 0
    while True:
        with atelier.database.read() as session:
            job = session.get_one(Job, job_id)
            ended, state, error = job.state in _ENDED, job.state, job.error or {}
            events = session.scalars(select(Event).where(Event.job_id == job_id, Event.id > last).order_by(Event.id))
            for event in events:
                last = event.id
                body = EventBody.model_validate(event.body).root
                line = None if _is_library_talk(body) else as_log_line(body, event.at)
                if line is not None:
                    say(f"  {line}")
                elif isinstance(body, Progress) and body.text and body.fraction is None:
                    say(f"  {body.text}")
        if ended:
            if state != "DONE":
                raise ActivityFailed(
                    str(error.get("message") or f"Job {job_id} ended as {state}."), hint=error.get("hint")
                )
            return
        time.sleep(_LOOK_EVERY_SECONDS)


def _is_library_talk(body: object) -> bool:
    return isinstance(body, LogLine) and body.source == "python" and body.level == "INFO"


def _validation_accuracy(session: Session, recipe: Recipe) -> float | None:
    item = session.get_one(Item, recipes.io_of(recipe, "output")["model_output"][0])
    value = item.facts.get("model", {}).get("val_acc")
    return float(value) if value is not None else None


def _accuracy_by_names(session: Session, atelier: Atelier, recipe: Recipe) -> float | None:
    """Return 0 where the network to start from knows none of the classes, so that it can name no picture rightly."""
    network = session.get_one(Item, recipes.io_of(recipe, "input")["model_folder"][0])
    retrained = session.get_one(Item, recipes.io_of(recipe, "output")["model_output"][0])
    entry = entries.find(session, folder=network, path="model_labels.csv")
    if entry is None:
        return None
    with atelier.store.open_entry(network, entry) as file:
        known = {row["className"] for row in csv.DictReader(TextIOWrapper(file, encoding="utf-8", newline=""))}
    return 0.0 if known.isdisjoint(retrained.facts["class_names"]) else None


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"
