"""Say where each row comes from."""

from sqlglot import exp

from atelier import clock
from atelier.errors import InvalidInput
from atelier.tables.calls import text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting

_OF_FILES = (
    "partitionOutputColumn",
    "partitionChunksOutputColumnsPrefix",
    "filenameOutputColumn",
    "filepathOutputColumn",
    "lastModifiedOutputColumn",
)


class RecordContextParams(StepParams):
    datasetOutputColumn: str = setting(
        "dataset", label="Dataset's name into", help="Empty: no column.", widget="new_column"
    )
    fileRecordOutputColumn: str = setting(
        "record",
        label="Number of the row into",
        help="From 1, in the order in which rows come to this step. Empty: no column.",
        widget="new_column",
    )
    buildDateOutputColumn: str = setting(
        "", label="Moment of the run into", help="The same for all rows. Empty: no column.", widget="new_column"
    )


class RecordContext(Step[RecordContextParams]):
    """Add columns that say where each row comes from: the dataset's name, the row's number, the moment of the run.

    As the first step it keeps the place that each row has in the input dataset, whatever later steps do.
    """

    type = "EnrichWithRecordContext"
    dss_types = ("EnrichWithRecordContextProcessor", "EnrichWithBuildContextProcessor")
    label = "Enrich with record context"
    category = "rows"
    keywords = ("origin", "source", "provenance", "row number", "build date", "lineage")
    Params = RecordContextParams

    def sentence(self, params: RecordContextParams) -> str:
        words = {
            "the dataset's name": params.datasetOutputColumn,
            "the number of the row": params.fileRecordOutputColumn,
            "the moment of the run": params.buildDateOutputColumn,
        }
        given = [f"{what} in “{name}”" for what, name in words.items() if name.strip()]
        return f"Add {', '.join(given) or 'nothing yet'}"

    def apply(self, table: Relation, params: RecordContextParams, probe: Probe) -> Relation:
        for name in _OF_FILES:
            if (params.model_extra or {}).get(name):
                raise InvalidInput(
                    f"“{name}” asks for the file or partition of each row, which datasets do not keep.",
                    hint="Take it out; List folder contents gives a row for each file.",
                )
        made = []
        if params.datasetOutputColumn.strip():
            made.append(New(params.datasetOutputColumn, text(table.name), "string"))
        if params.fileRecordOutputColumn.strip():
            number = exp.cast(exp.Window(this=exp.RowNumber()), "BIGINT")
            made.append(New(params.fileRecordOutputColumn, number, "bigint"))
        if params.buildDateOutputColumn.strip():
            moment = exp.cast(text(clock.now().strftime("%Y-%m-%d %H:%M:%S")), "TIMESTAMP")
            made.append(New(params.buildDateOutputColumn, moment, "date"))
        if not made:
            raise InvalidInput.at("datasetOutputColumn", "Name a column for at least one of them.")
        if len({one.name for one in made}) < len(made):
            raise InvalidInput.at("fileRecordOutputColumn", "Each needs a column of its own.")
        return table.with_columns(made)
