"""What the version of a saved model says of itself in the flow: small, flat, and the same however it was trained."""

from typing import Any

from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.metrics import registry as metrics

_MOST_CLASSES = 1_000


def facts_of(
    design: Design,
    *,
    algorithm: str,
    values: dict[str, Any],
    figures: dict[str, float | None],
    spread: dict[str, float],
    seconds: float | None,
) -> dict[str, Any]:
    """Return the facts of a version; `ranked_by` is the metric that versions are compared by."""
    metric = metrics.chosen(design.modeling.metrics)
    return {
        "algorithm": algorithm,
        "label": registry.get(algorithm).label,
        "values": values,
        "metrics": figures,
        "spread": spread,
        "ranked_by": {
            "type": metric.type,
            "name": metric.name,
            "label": metric.label,
            "greater_is_better": metric.greater_is_better,
        },
        "prediction_type": design.predictionType,
        "target": design.targetVariable,
        "class_names": design.classes[:_MOST_CLASSES],
        "inputs": len(design.inputs()),
        "seconds": seconds,
    }
