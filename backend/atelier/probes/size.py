"""Size: bytes, files and columns of an item."""

from atelier.probes.base import Metric, Probe, Subject
from atelier.recipes.base import Params


class SizeParams(Params):
    """Nothing to set."""


class Size(Probe[SizeParams]):
    """How large the item is: its bytes and files, for a dataset also its columns."""

    type = "size"
    label = "Size"
    kinds = ("dataset", "folder", "model")
    dss_types = ("basic",)
    is_cheap = True
    Params = SizeParams

    def sentence(self, params: SizeParams) -> str:
        return "Bytes, files and columns"

    def measure(self, subject: Subject, params: SizeParams) -> list[Metric]:
        if subject.kind == "dataset":
            return [
                Metric("basic:SIZE", "Size", int(subject.facts.get("bytes", 0)), "bytes"),
                Metric("basic:COUNT_FILES", "Number of files", len(subject.table().parts), "count"),
                Metric("basic:COUNT_COLUMNS", "Number of columns", len(subject.columns), "count"),
            ]
        figures = subject.folder()
        return [
            Metric("basic:SIZE", "Size", figures.bytes, "bytes"),
            Metric("basic:COUNT_FILES", "Number of files", figures.files, "count"),
        ]
