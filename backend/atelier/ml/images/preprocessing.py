"""Preprocessing as data: stored in the model folder, and used alike for training, scoring, extraction and preview.

Pixels are RGB numbers from 0 to 255. `{"kind": "scale", "mode": "RGB"|"BGR", "scale": s, "offset": o}` means
`pixels[channels in mode order] * s + o`, where `s` and `o` are one number or three, one per channel in that order.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput

Preprocessing = dict[str, Any]

_TORCH_MEAN = (0.485, 0.456, 0.406)
_TORCH_STD = (0.229, 0.224, 0.225)

# The three ways of keras.applications.imagenet_utils.preprocess_input, and none, written in this form.
TF: Preprocessing = {"kind": "scale", "mode": "RGB", "scale": 1 / 127.5, "offset": -1.0}
CAFFE: Preprocessing = {"kind": "scale", "mode": "BGR", "scale": 1.0, "offset": [-103.939, -116.779, -123.68]}
TORCH: Preprocessing = {
    "kind": "scale",
    "mode": "RGB",
    "scale": [1 / (255 * std) for std in _TORCH_STD],
    "offset": [-mean / std for mean, std in zip(_TORCH_MEAN, _TORCH_STD, strict=True)],
}
NONE: Preprocessing = {"kind": "scale", "mode": "RGB", "scale": 1.0, "offset": 0.0}
UNIT: Preprocessing = {"kind": "scale", "mode": "RGB", "scale": 1 / 255, "offset": 0.0}

BY_NAME: dict[str, Preprocessing] = {"tf": TF, "unit": UNIT, "none": NONE, "caffe": CAFFE, "torch": TORCH}
LABELS: dict[str, str] = {
    "tf": "Scaled to [-1, 1]",
    "unit": "Scaled to [0, 1]",
    "none": "As they are, 0 to 255",
    "caffe": "Blue-green-red less ImageNet's mean",
    "torch": "Scaled by ImageNet's mean and deviation",
}


def checked(preprocessing: object) -> Preprocessing:
    """Return `preprocessing` if it is of the form above; raises InvalidInput."""
    if (
        isinstance(preprocessing, dict)
        and preprocessing.get("kind") == "scale"
        and preprocessing.get("mode") in ("RGB", "BGR")
        and all(_is_scale(preprocessing.get(name)) for name in ("scale", "offset"))
    ):
        return preprocessing
    raise InvalidInput("The model's preprocessing cannot be read; it must name a scale, an offset and a channel order.")


def _is_scale(value: object) -> bool:
    if isinstance(value, list):
        return len(value) == 3 and all(isinstance(part, int | float) for part in value)
    return isinstance(value, int | float)


def apply(preprocessing: Preprocessing, pixels: NDArray[Any]) -> NDArray[np.float32]:
    """Return pictures of shape (n, h, w, 3) as the network wants them."""
    ordered = pixels[..., ::-1] if preprocessing["mode"] == "BGR" else pixels
    scale = np.asarray(preprocessing["scale"], np.float32)
    offset = np.asarray(preprocessing["offset"], np.float32)
    result: NDArray[np.float32] = ordered.astype(np.float32)
    result *= scale
    result += offset
    return result
