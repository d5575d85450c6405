"""Model folders: what their networks are, how they were trained, and how well they do."""

from typing import Any

from fastapi import APIRouter

from atelier.api.deps import AtelierDep, ReadableProject, ReadSession
from atelier.api.itemview import folder_out
from atelier.api.schemas.items import ModelLayer, ModelOut
from atelier.models.describe import DescribedModel, describe

router = APIRouter(prefix="/api/projects/{key}/models", tags=["models"])


@router.get("/{folder_id}", name="get")
def get_model(session: ReadSession, atelier: AtelierDep, project: ReadableProject, folder_id: str) -> ModelOut:
    """Return what a model folder says of itself."""
    found = describe(session, project=project, store=atelier.store, folder_id=folder_id)
    network = found.network
    return ModelOut(
        folder=folder_out(session, project, found.item),
        architecture=network.architecture,
        architecture_label=network.label,
        trained_on=network.trained_on,
        licence=network.licence,
        input_size=list(network.input_size),
        minimum_size=network.minimum_size,
        preprocessing=network.preprocessing,
        parameters=network.parameters,
        retrained=network.retrained,
        classes=list(network.classes),
        layers=[
            ModelLayer(
                index=layer.index,
                name=layer.name,
                class_name=layer.class_name,
                output_shape=list(layer.output_shape),
                parameters=layer.parameters,
                block=layer.block,
            )
            for layer in network.layers
        ],
        summary=network.summary,
        history=list(network.history),
        best_epoch=network.best_epoch,
        metrics={name: value for name, value in network.metrics.items() if name != "confusion"},
        confusion=_confusion(found),
        training=network.training or None,
        provenance=network.provenance,
    )


def _confusion(found: DescribedModel) -> dict[str, Any] | None:
    stored = found.network.metrics.get("confusion")
    return {**stored, "image_folder_id": found.image_folder_id} if isinstance(stored, dict) else None
