"""Saved models as their page shows them."""

from typing import Any

from sqlalchemy.orm import Session

from atelier.api.itemview import common_fields
from atelier.api.schemas.savedmodels import (
    ComparisonOut,
    DifferenceOut,
    MetricDifferenceOut,
    ModelVersionDetail,
    ModelVersionOut,
    SavedModelBrief,
    SavedModelOut,
)
from atelier.db.tables import Item, ItemVersion, Project, TrainedModel
from atelier.items import savedmodels
from atelier.items.store import Store
from atelier.lab import deploy
from atelier.ml.tabular.algorithms import registry as algorithms
from atelier.ml.tabular.metrics import registry as metrics
from atelier.models import saved
from atelier.tables.script import script_of, sentence_of


def saved_model_out(session: Session, store: Store, project: Project, model: Item) -> SavedModelOut:
    """Return a saved model's page."""
    facts = model.facts
    analysis = facts.get("analysis_id")
    return SavedModelOut.model_validate(
        {
            **common_fields(session, project, model),
            "versions": [version_out(session, model, one) for one in savedmodels.versions_of(session, model)],
            "deleted_versions": [
                version_out(session, model, one) for one in savedmodels.versions_of(session, model, deleted=True)
            ],
            "activations": savedmodels.activations_of(model),
            "analysis_id": analysis if analysis and deploy.analysis_is_there(session, analysis) else None,
            "task_id": facts.get("task_id"),
            "picture_folder": _picture_folder(session, store, model, model.version),
        }
    )


def saved_model_brief(model: Item) -> SavedModelBrief:
    """Return a saved model as a dialog offers it."""
    facts = model.facts
    return SavedModelBrief(
        id=model.id,
        name=model.name,
        version=model.version,
        target=facts.get("target", ""),
        prediction_type=facts.get("prediction_type", ""),
        label=facts.get("label", ""),
    )


def version_out(session: Session, model: Item, version: ItemVersion) -> ModelVersionOut:
    """Return a version."""
    return ModelVersionOut.model_validate(_version_fields(session, model, version))


def version_detail(session: Session, store: Store, model: Item, version: ItemVersion) -> ModelVersionDetail:
    """Return a version with its design and script."""
    described = saved.described(session, store, model, version.version)
    inputs = saved.inputs(session, store, model, version.version)
    return ModelVersionDetail.model_validate(
        {
            **_version_fields(session, model, version),
            "design": described["design"],
            "script": inputs.script,
            "steps": [sentence_of(one) for one in script_of(inputs.script) if one.enabled],
            "columns": [one.model_dump(exclude_none=True) for one in inputs.columns],
            "sections": saved.sections_of(session, model, version.version),
            "picture_folder": described["design"].get("pictureFolder", ""),
        }
    )


def comparison_out(session: Session, store: Store, model: Item, left: ItemVersion, right: ItemVersion) -> ComparisonOut:
    """Return two versions side by side."""
    first, second = version_out(session, model, left), version_out(session, model, right)
    names = dict.fromkeys([*first.metrics, *second.metrics])
    settings = saved.differences(
        saved.described(session, store, model, left.version), saved.described(session, store, model, right.version)
    )
    return ComparisonOut(
        left=first,
        right=second,
        metrics=[_metric(name, first, second) for name in names],
        settings=[DifferenceOut(name=name, left=one, right=other) for name, one, other in settings],
    )


def _metric(name: str, left: ModelVersionOut, right: ModelVersionOut) -> MetricDifferenceOut:
    known = next((one for one in metrics.all_types().values() if one.name == name), None)
    greater_is_better = known.greater_is_better if known else None
    for ranked in (left.ranked_by, right.ranked_by):
        if ranked is not None and ranked.name == name:
            greater_is_better = ranked.greater_is_better  # of one's own metric the design says it
    return MetricDifferenceOut(
        name=name,
        label=known.label if known else name,
        left=left.metrics.get(name),
        right=right.metrics.get(name),
        greater_is_better=greater_is_better,
    )


def _version_fields(session: Session, model: Item, version: ItemVersion) -> dict[str, Any]:
    facts = version.facts
    origin = facts.get("trained_id")
    row = session.get(TrainedModel, origin) if isinstance(origin, int) else None
    dataset = facts.get("dataset")
    return {
        "version": version.version,
        "is_active": version.version == model.version,
        "is_retrained": bool(facts.get("is_retrained")),
        "created_at": version.created_at,
        "created_by": version.created_by,
        "reason": version.reason,
        "algorithm": facts.get("algorithm", ""),
        "label": facts.get("label", ""),
        "values": facts.get("values", {}),
        "values_text": algorithms.said(facts.get("algorithm", ""), facts.get("values", {})),
        "metrics": facts.get("metrics", {}),
        "ranked_by": facts.get("ranked_by"),
        "prediction_type": facts.get("prediction_type", ""),
        "target": facts.get("target", ""),
        "class_names": facts.get("class_names", []),
        "seconds": facts.get("seconds"),
        "bytes": facts.get("bytes", 0),
        "origin": facts.get("origin", ""),
        "trained_id": row.id if row is not None and row.deleted_at is None else None,
        "dataset": {"id": None, "version": None, "rows": None, **dataset} if isinstance(dataset, dict) else None,
    }


def _picture_folder(session: Session, store: Store, model: Item, version: int) -> str:
    if version == 0:
        return ""
    return str(saved.described(session, store, model, version)["design"].get("pictureFolder", ""))
