"""Pictures: what a network makes of each is a vector, whose numbers are features."""

from typing import Literal

from pydantic import Field

from atelier.ml.tabular.features.vector import VectorHandling, Vectors


class ImageHandling(VectorHandling):
    pictureFolder: str = Field("", title="Folder of the pictures")  # id of the folder that the paths are in
    networkFolder: str = Field("", title="Network")  # id of a model folder
    layer: int = Field(-2, le=-1, ge=-100_000, title="Layer")  # counted from the last backwards
    rescaling: Literal["AVGSTD", "NONE"] = "AVGSTD"


class ImageFeature(Vectors):
    """The path of a picture; the output of a layer of a network for it becomes the features."""

    type = "IMAGE"
    label = "Image"
    Handling = ImageHandling
