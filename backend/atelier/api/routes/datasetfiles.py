"""The files behind a dataset: further ones appended, all read again, other columns tried on them."""

from fastapi import APIRouter

from atelier.api.deps import (
    AtelierDep,
    CallerDep,
    ReadableProject,
    ReadSession,
    WritableProjectReading,
    writing,
)
from atelier.api.itemview import dataset_out
from atelier.api.schemas.items import (
    AppendIn,
    ColumnCheck,
    DatasetOut,
    MisfitExample,
    RereadOut,
    SchemaCheckOut,
    SchemaIn,
    SourceStandingOut,
)
from atelier.errors import Conflict
from atelier.items import conversion, datasets, rereading, sources

router = APIRouter(prefix="/api/projects/{key}/datasets", tags=["datasets"])


@router.post("/{dataset_id}/append")
def append(
    reading: ReadSession,
    atelier: AtelierDep,
    caller: CallerDep,
    project: WritableProjectReading,
    dataset_id: str,
    body: AppendIn,
) -> DatasetOut:
    """Put the rows of a further uploaded file behind those of the dataset, as a new version."""
    dataset = datasets.require(reading, project=project, dataset_id=dataset_id)
    source = sources.demand_appendable(dataset)
    added = {"kind": "upload", "upload_id": body.upload_id}
    known = {"kind": "raw", **{name: value for name, value in source.items() if name != "kind"}}
    with (
        sources.opened(reading, project=project, store=atelier.store, source=known) as before,
        sources.opened(reading, project=project, store=atelier.store, source=added) as further,
    ):
        converted = datasets.read_again(
            [*before, *further],
            dataset,
            store=atelier.store,
            given=dataset.params.get("format"),
            columns=datasets.columns_of(dataset),
            staging=atelier.staging,
        )
        name = further[0].name
    with writing(atelier, caller, project.key) as (session, project):
        dataset = datasets.require(session, project=project, dataset_id=dataset_id)
        if dataset.params.get("source") != source:
            raise Conflict(f"Somebody else changed the files of {dataset.name} meanwhile. Append the file once more.")
        kept = sources.kept(session, project=project, source=added)
        datasets.publish_table(
            session,
            dataset=dataset,
            converted=converted,
            source=sources.with_appended(source, kept),
            author=caller.login,
            reason=f"{name} appended"[:200],
        )
        return dataset_out(session, project, dataset)


@router.get("/{dataset_id}/source", name="source")
def source(session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str) -> SourceStandingOut:
    """Say whether the files behind a dataset changed since they were read."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    found = rereading.standing(session, project=project, store=atelier.store, dataset=dataset)
    return SourceStandingOut(is_changed=found.is_changed, said=found.said)


@router.post("/{dataset_id}/reread")
def reread(
    reading: ReadSession, atelier: AtelierDep, caller: CallerDep, project: WritableProjectReading, dataset_id: str
) -> RereadOut:
    """Read the files behind the dataset once more, as they are now; those of a folder, with any new columns.

    Where nothing changed, no version is made.
    """
    dataset = datasets.require(reading, project=project, dataset_id=dataset_id)
    source = dataset.params.get("source")
    if not source:
        raise Conflict(f"{dataset.name} is not read from files: build it by its recipe.")
    is_folder = source["kind"] == "folder"
    now = rereading.seen(reading, project=project, store=atelier.store, source=source)
    with sources.opened(reading, project=project, store=atelier.store, source=source) as files:
        converted = datasets.read_again(
            files,
            dataset,
            store=atelier.store,
            given=None if is_folder else dataset.params.get("format"),
            columns=None if is_folder else datasets.columns_of(dataset),
            staging=atelier.staging,
        )
    with writing(atelier, caller, project.key) as (session, project):
        dataset = datasets.require(session, project=project, dataset_id=dataset_id)
        version = datasets.version_of(session, dataset)
        said = rereading.told(dataset, converted, version.manifest["parts"] if version else [], now)
        kept = sources.kept(session, project=project, source={**source, "seen": now})
        if said or version is None:
            datasets.publish_table(
                session, dataset=dataset, converted=converted, source=kept, author=caller.login, reason="read again"
            )
        else:
            dataset.params = {**dataset.params, "source": kept}
        return RereadOut.model_validate({**dataset_out(session, project, dataset).model_dump(), "said": said})


@router.post("/{dataset_id}/check", name="check_columns")
def check(
    session: ReadSession, atelier: AtelierDep, project: ReadableProject, dataset_id: str, body: SchemaIn
) -> SchemaCheckOut:
    """Say which values would not fit other columns, before they are saved."""
    dataset = datasets.require(session, project=project, dataset_id=dataset_id)
    source = dataset.params.get("source")
    if not source:
        raise Conflict(f"The columns of {dataset.name} follow from the recipe that writes it. Change them there.")
    wanted = body.columns[:-1] if source.get("origin_column") else body.columns
    with sources.opened(session, project=project, store=atelier.store, source=source) as files:
        rows, checks = conversion.check(
            files,
            given=dataset.params.get("format"),
            columns=wanted,
            names=dataset.params.get("names"),
            each_by_itself=source["kind"] == "folder",
        )
    return SchemaCheckOut(
        rows=rows,
        columns=[
            ColumnCheck(
                name=one.column.name,
                type=one.column.type,
                misfits=one.misfits,
                examples=[MisfitExample(row=row, value=value) for row, value in one.examples],
            )
            for one in checks
        ],
    )
