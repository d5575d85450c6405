"""What is done about the mistakes of a model: its rows sent to a dataset, its labels corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
from sqlalchemy.orm import Session

from atelier import ids
from atelier.db.tables import Analysis, Item, Project
from atelier.errors import InvalidInput
from atelier.items import datasets
from atelier.items.publish import holds
from atelier.items.store import Store
from atelier.lab import analyses, trained
from atelier.ml.tabular.design import Design
from atelier.storage.dataset import StagedDataset
from atelier.storage.schema import Column
from atelier.storage.staging import seal

STEP = "CorrectValues"


def stored(table: pa.Table, columns: Sequence[Column], *, store: Store, staging: Path) -> list[dict[str, Any]]:
    """Write a table into the blob store; returns its parts for `send`. Opens no transaction."""
    staging.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=staging, prefix="rows-") as folder:
        work = Path(folder)
        staged = StagedDataset("rows", work / "outputs" / "rows")
        staged.write_tables(columns, [table])
        sealed = seal(work, {"rows": staged})["outputs"]["rows"]
        for part in sealed["parts"]:
            store.blobs.adopt(staged.path / part["path"], part["sha256"])
    return [{"blob": part["sha256"], "rows": part["rows"], "bytes": part["size"]} for part in sealed["parts"]]


def send(
    session: Session,
    *,
    project: Project,
    name: str,
    parts: Sequence[dict[str, Any]],
    columns: Sequence[Column],
    picture_folder: str,
    origin: str,
    author: str,
) -> Item:
    """Make a dataset of the flow from rows of a report; `origin` says of which model they are."""
    params = {"picture_folder": picture_folder} if picture_folder else {}
    dataset = datasets.create(session, project=project, name=name, author=author, params=params)
    dataset.description = origin
    plain = [column.model_dump(exclude_none=True) for column in columns]
    datasets.publish_parts(
        session,
        dataset=dataset,
        parts=parts,
        columns=plain,
        facts={"holds": holds(plain)},
        author=author,
        reason="sent from the Lab",
    )
    return dataset


@dataclass(frozen=True, slots=True)
class Corrected:
    """An analysis whose script corrects labels now; `before` is the script as it was, to go back to."""

    analysis: Analysis
    before: list[dict[str, Any]]
    count: int


def correct(*, found: trained.Found, labels: Mapping[str, str | None], may_write_code: bool = False) -> Corrected:
    """Correct labels of pictures (None: left out of the training) by a step of the analysis's script.

    The dataset stays as it is; without the step the old labels are back. A step that ends the script and corrects the
    same column takes the corrections in. Raises `InvalidInput` where rows have no picture to be named by, and for a
    class that the task does not know.
    """
    design = Design.model_validate(found.session.design)
    if not design.is_classification or not design.pictureColumn:
        raise InvalidInput(
            "Only labels of pictures can be corrected here.",
            hint="Name the column with the pictures' paths in the design, at the target.",
        )
    if not labels:
        raise InvalidInput.at("labels", "Choose a label for at least one picture.")
    given = {picture: "" if name is None else _value(design, name) for picture, name in labels.items()}
    before = list(found.analysis.script)
    script = list(before)
    earlier: dict[str, str] = {}
    if script and _is_of(script[-1], design):
        last = script.pop()
        earlier = {one["from"]: one["to"] for one in last["params"].get("corrections", [])}
    corrections = [{"from": key, "to": value} for key, value in {**earlier, **given}.items()]
    params = {
        "inputColumn": design.targetVariable,
        "keyColumn": design.pictureColumn,
        "corrections": corrections,
    }
    script.append({"id": ids.item_id(), "type": STEP, "params": params, "enabled": True})
    analyses.change(analysis=found.analysis, revision=None, script=script, may_write_code=may_write_code)
    return Corrected(found.analysis, before, len(given))


def _is_of(step: dict[str, Any], design: Design) -> bool:
    params = step.get("params", {})
    return (
        step.get("type") == STEP
        and step.get("enabled", True)
        and params.get("inputColumn") == design.targetVariable
        and params.get("keyColumn") == design.pictureColumn
    )


def _value(design: Design, name: str) -> str:
    """Return the value of the target that counts as a class: the class itself, or the most frequent of its values."""
    values = [one for one in design.preprocessing.target_remapping if one.mappedValue == name]
    if not values:
        known = ", ".join(design.classes[:10])
        raise InvalidInput.at("labels", f"There is no class “{name}” in this task. It has: {known}.")
    if any(one.sourceValue == name for one in values):
        return name
    return max(values, key=lambda one: one.count).sourceValue
