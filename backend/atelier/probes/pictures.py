"""Pictures: how many a folder holds, how many of them cannot be read, and how many of each class."""

from atelier.probes.base import Metric, Probe, Subject
from atelier.recipes.base import Params, param

_MOST_CLASSES = 200


class PicturesParams(Params):
    classes: bool = param(
        True,
        label="Count each class",
        help="A class is the name before “_pic_” or before a number at the end of the file's name.",
        section="Pictures",
    )


class Pictures(Probe[PicturesParams]):
    """How many pictures the folder holds, how many cannot be read, and how many there are of each class."""

    type = "pictures"
    label = "Pictures"
    icon = "picture"
    kinds = ("folder",)
    is_cheap = True
    Params = PicturesParams
    sections = ("Pictures",)

    def sentence(self, params: PicturesParams) -> str:
        return f"Pictures and unreadable pictures{', by class' if params.classes else ''}"

    def measure(self, subject: Subject, params: PicturesParams) -> list[Metric]:
        found = subject.folder()
        waiting = f"{found.waiting:,} pictures are still being looked at: more may prove unreadable."
        metrics = [
            Metric("pictures:COUNT", "Pictures", found.pictures, "count"),
            Metric(
                "pictures:UNREADABLE",
                "Unreadable pictures",
                found.unreadable,
                "count",
                problem=waiting if found.waiting else None,
            ),
        ]
        if params.classes and found.classes:
            metrics.append(Metric("pictures:CLASSES", "Classes", len(found.classes), "count"))
            smallest = min(found.classes, key=lambda one: (one[1], one[0]))
            metrics.append(
                Metric(
                    "pictures:SMALLEST_CLASS", "Pictures of the smallest class", smallest[1], "count",
                    detail={"class": smallest[0]},
                )
            )  # fmt: skip
            metrics += [
                Metric(f"pictures:CLASS:{name}", f"Pictures of {name}", count, "count")
                for name, count in found.classes[:_MOST_CLASSES]
            ]
        return metrics
