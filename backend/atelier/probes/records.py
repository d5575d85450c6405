"""Records: how many rows a dataset has."""

from atelier.probes.base import Metric, Probe, Subject
from atelier.recipes.base import Params


class RecordsParams(Params):
    """Nothing to set."""


class Records(Probe[RecordsParams]):
    """How many rows the dataset has."""

    type = "records"
    label = "Record count"
    kinds = ("dataset",)
    is_cheap = True
    Params = RecordsParams

    def sentence(self, params: RecordsParams) -> str:
        return "Number of records"

    def measure(self, subject: Subject, params: RecordsParams) -> list[Metric]:
        return [Metric("records:COUNT_RECORDS", "Record count", subject.table().row_count, "count")]
