"""The networks that Atelier knows: what they are, what they need, and where their weights come from; no Keras here.

Sizes at the input, smallest sizes, addresses and MD5 sums are those in the sources of `keras.applications` 3.15;
counts of parameters and licences those of its documentation. A network takes one weight file, the one with the
classifier: the part without it is cut from it, so no second file is needed.
"""

from dataclasses import dataclass
from typing import Literal

from atelier.errors import NotFound
from atelier.ml.images import preprocessing
from atelier.ml.images.preprocessing import Preprocessing

_STORE = "https://storage.googleapis.com/tensorflow/keras-applications"
CLASS_INDEX_URL = "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json"
CLASS_INDEX_MD5 = "c2c37ea517e94d9795004a39431a14cb"


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A weight file as its makers publish it; `bytes` is its size, for display and progress."""

    url: str
    md5: str
    bytes: int

    @property
    def name(self) -> str:
        """Return the file's original name, which it has in a mirror folder too."""
        return self.url.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Architecture:
    """A network as a template. `parameters` counts those with the classifier of `trained_on`."""

    name: str
    label: str
    trained_on: str
    source: Literal["atelier", "keras"]
    keras_name: str
    input_size: int
    minimum_size: int
    parameters: int
    licence: str
    preprocessing: Preprocessing
    top: WeightFile | None = None
    no_top: WeightFile | None = None
    plugin_names: tuple[str, ...] = ()

    @property
    def choice(self) -> str:
        """Return the value that names this network in the download macro."""
        return f"{self.name}_{self.trained_on}"


def _keras(
    name: str,
    label: str,
    keras_name: str,
    sizes: tuple[int, int],
    parameters: int,
    licence: str,
    prepared: Preprocessing,
    files: tuple[str, str, str],
    sums: tuple[str, str],
    sizes_bytes: tuple[int, int],
    plugin_names: tuple[str, ...] = (),
) -> Architecture:
    folder, top, no_top = files
    return Architecture(
        name, label, "imagenet", "keras", keras_name, sizes[0], sizes[1], parameters, licence, prepared,
        WeightFile(f"{_STORE}/{folder}/{top}", sums[0], sizes_bytes[0]),
        WeightFile(f"{_STORE}/{folder}/{no_top}", sums[1], sizes_bytes[1]),
        plugin_names,
    )  # fmt: skip


def _resnet(
    name: str,
    label: str,
    keras_name: str,
    parameters: int,
    licence: str,
    prepared: Preprocessing,
    sums: tuple[str, str],
    sizes_bytes: tuple[int, int],
    plugin_names: tuple[str, ...] = (),
) -> Architecture:
    stem = f"{name}_weights_tf_dim_ordering_tf_kernels"
    return _keras(name, label, keras_name, (224, 32), parameters, licence, prepared,
                  ("resnet", f"{stem}.h5", f"{stem}_notop.h5"), sums, sizes_bytes, plugin_names)  # fmt: skip


_BUILT = (
    Architecture(
        "sketchnet", "SketchNet", "drawn", "atelier", "", 128, 32, 1_285_899, "Apache-2.0", preprocessing.TF
    ),
    _resnet("resnet50", "ResNet50", "ResNet50", 25_636_712, "MIT", preprocessing.CAFFE,
            ("2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626"),
            (102_967_424, 94_765_736), ("resnet",)),
    _resnet("resnet101", "ResNet101", "ResNet101", 44_707_176, "MIT", preprocessing.CAFFE,
            ("f1aeb4b969a6efcfb50fad2f0c20cfc5", "88cf7a10940856eca736dc7b7e228a21"),
            (179_648_224, 171_446_536)),
    _resnet("resnet152", "ResNet152", "ResNet152", 60_419_944, "MIT", preprocessing.CAFFE,
            ("100835be76be38e30d865e96f2aaae62", "ee4c566cf9a93f14d82f913c2dc6dd0c"),
            (242_900_224, 234_698_864)),
    _resnet("resnet50v2", "ResNet50V2", "ResNet50V2", 25_613_800, "BSD-3-Clause", preprocessing.TF,
            ("3ef43a0b657b3be2300d5770ece849e0", "fac2f116257151a9d068a22e544a4917"),
            (102_869_336, 94_668_760)),
    _keras("xception", "Xception", "Xception", (299, 71), 22_910_480, "MIT", preprocessing.TF,
           ("xception", "xception_weights_tf_dim_ordering_tf_kernels.h5",
            "xception_weights_tf_dim_ordering_tf_kernels_notop.h5"),
           ("0a58e3b7378bc2990ea3b43d5981f1f6", "b0042744bf5b25fce3cb969f33bebb97"),
           (91_884_032, 83_683_744), ("xception",)),
    _keras("inceptionv3", "InceptionV3", "InceptionV3", (299, 75), 23_851_784, "Apache-2.0", preprocessing.TF,
           ("inception_v3", "inception_v3_weights_tf_dim_ordering_tf_kernels.h5",
            "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5"),
           ("9a0d58056eeedaa3f26cb7ebd46da564", "bcbd6486424b2319ff4ef7d526e38f63"),
           (96_112_376, 87_910_968), ("inceptionv3", "inception_v3")),
    _keras("vgg16", "VGG16", "VGG16", (224, 32), 138_357_544, "CC-BY-4.0", preprocessing.CAFFE,
           ("vgg16", "vgg16_weights_tf_dim_ordering_tf_kernels.h5",
            "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5"),
           ("64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc"),
           (553_467_096, 58_889_256), ("vgg16",)),
    _keras("mobilenetv2", "MobileNetV2", "MobileNetV2", (224, 32), 3_538_984, "Apache-2.0", preprocessing.TF,
           ("mobilenet_v2", "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5",
            "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5"),
           ("", ""), (14_536_120, 9_406_464), ("mobilenet",)),
    _keras("efficientnetv2b0", "EfficientNetV2-B0", "EfficientNetV2B0", (224, 32), 7_200_312, "Apache-2.0",
           preprocessing.NONE, ("efficientnet_v2", "efficientnetv2-b0.h5", "efficientnetv2-b0_notop.h5"),
           ("21ecbf6da12460d5c40bb2f29ceb2188", "893217f2bb855e2983157299931e43ff"),
           (29_403_144, 24_274_472)),
    _keras("densenet201", "DenseNet201", "DenseNet201", (224, 32), 20_242_984, "BSD-3-Clause", preprocessing.TORCH,
           ("densenet", "densenet201_weights_tf_dim_ordering_tf_kernels.h5",
            "densenet201_weights_tf_dim_ordering_tf_kernels_notop.h5"),
           ("1ceb130c1ea1b78c3bf6114dbdfd8807", "c13680b51ded0fb44dff2d8f86ac8bb1"),
           (82_524_592, 74_836_368), ("densenet",)),
)  # fmt: skip

ARCHITECTURES: dict[str, Architecture] = {architecture.name: architecture for architecture in _BUILT}
BUILTIN = ARCHITECTURES["sketchnet"]


def find(name: str) -> Architecture:
    """Return the network called `name`, by ours or the plugin's name; raises NotFound."""
    if name in ARCHITECTURES:
        return ARCHITECTURES[name]
    for architecture in _BUILT:
        if name in architecture.plugin_names:
            return architecture
    raise NotFound(f"Atelier knows no network “{name}”.", hint=f"It knows {', '.join(ARCHITECTURES)}.")


def find_choice(value: str) -> Architecture:
    """Return the network that `<name>_<trained on>` or `<name>::<trained on>` names; raises NotFound."""
    name, _, trained_on = value.partition("::") if "::" in value else value.rpartition("_")
    architecture = find(name)
    if architecture.trained_on != trained_on:
        raise NotFound(f"There are no weights of {architecture.label} trained on “{trained_on}”.")
    return architecture
