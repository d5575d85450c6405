"""Changed copies of pictures: turned, shifted, sheared, zoomed, mirrored, lighter or darker.

The names and meanings are those of Keras' former ImageDataGenerator (its `apply_affine_transform`,
`random_channel_shift` and `random_brightness`), on the pixels before preprocessing.
"""

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray


@dataclass
class Augmenter:
    """Changes pictures at random; `values` are read by `named_values.read_augmentation`."""

    values: dict[str, Any]
    generator: np.random.Generator

    def __call__(self, pixels: NDArray[Any]) -> NDArray[np.float32]:
        """Return changed copies of float pictures of shape (n, h, w, 3) with values from 0 to 255."""
        changed = np.asarray(pixels, np.float32)
        if self._moves():
            matrices = np.stack([self._matrix(*changed.shape[1:3]) for _ in range(len(changed))])
            fill = self.values.get("fill_mode", "nearest")
            moved = keras.ops.image.affine_transform(
                changed, matrices, interpolation="bilinear", fill_mode=fill, fill_value=self.values.get("cval", 0.0)
            )
            changed = np.array(keras.ops.convert_to_numpy(moved))
        return np.clip(self._recoloured(changed), 0, 255)

    def _moves(self) -> bool:
        return bool(self.values.keys() - {"channel_shift_range", "brightness_range", "fill_mode", "cval"})

    def _recoloured(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        count = len(pixels)
        if "brightness_range" in self.values:
            low, high = self.values["brightness_range"]
            pixels = pixels * self._uniform(low, high, count)[:, None, None, None]
        if shift := self.values.get("channel_shift_range"):
            pixels = pixels + self._uniform(-shift, shift, count)[:, None, None, None]
        return pixels.astype(np.float32)

    def _uniform(self, low: float, high: float, count: int | None = None) -> Any:
        return self.generator.uniform(low, high, count)

    def _shift(self, name: str, side: int) -> float:
        reach = abs(self.values.get(name, 0.0))
        return float(self._uniform(-reach, reach)) * (side if reach < 1 else 1)

    def _matrix(self, height: int, width: int) -> NDArray[np.float32]:
        """Return the eight numbers that map a point of the result, from its centre, to a point of the picture."""
        turn = np.deg2rad(self._uniform(-1, 1) * self.values.get("rotation_range", 0.0))
        shear = np.deg2rad(self._uniform(-1, 1) * self.values.get("shear_range", 0.0))
        low, high = self.values.get("zoom_range", (1.0, 1.0))
        zoom_x, zoom_y = self._uniform(low, high), self._uniform(low, high)
        matrix = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
        down, right = self._shift("height_shift_range", height), self._shift("width_shift_range", width)
        matrix = matrix @ np.array([[1, 0, right], [0, 1, down], [0, 0, 1]])
        matrix = matrix @ np.array([[np.cos(shear), 0, 0], [-np.sin(shear), 1, 0], [0, 0, 1]])
        matrix = matrix @ np.diag([zoom_x, zoom_y, 1.0])
        for name, axis in (("horizontal_flip", 0), ("vertical_flip", 1)):
            if self.values.get(name) and self.generator.random() < 0.5:
                mirror = np.eye(3)
                mirror[axis, axis] = -1
                matrix = matrix @ mirror
        centre = np.array([[1, 0, (width - 1) / 2], [0, 1, (height - 1) / 2], [0, 0, 1]])
        back = np.array([[1, 0, -(width - 1) / 2], [0, 1, -(height - 1) / 2], [0, 0, 1]])
        numbers: NDArray[np.float32] = (centre @ matrix @ back).ravel()[:8].astype(np.float32)
        return numbers
