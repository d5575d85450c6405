"""All metrics: those of this package and those of the plugin folder below the data folder."""

from atelier.finding import Registry
from atelier.ml.tabular.design import MetricParams, PredictionType
from atelier.ml.tabular.metrics.base import Metric
from atelier.settings import get_settings


def _issues(declared: type[Metric]) -> list[str]:
    return [f"A metric needs `{name}`." for name in ("type", "name", "label") if not getattr(declared, name, None)]


_REGISTRY: Registry[Metric] = Registry(
    "metric",
    "atelier.ml.tabular.metrics",
    Metric,
    _issues,
    lambda: [get_settings().home / "plugins" / "model-metrics"],
)


def all_types() -> dict[str, Metric]:
    """Return every metric by its type."""
    return _REGISTRY.all_types()


def get(name: str) -> Metric:
    """Return a metric by its type; raises `NotFound`."""
    return _REGISTRY.get(name)


def chosen(params: MetricParams) -> Metric:
    """Return the metric that a task's models are ranked by; raises `NotFound`."""
    return get(params.evaluationMetric).for_task(params)


def for_task(prediction_type: PredictionType) -> list[Metric]:
    """Return the metrics that make sense for a task."""
    return [one for one in all_types().values() if prediction_type in one.tasks]
