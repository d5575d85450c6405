"""Tables of every format, some of their rows, and copies of them, through the official client."""

import io
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.utils import DSSDatasetSelectionBuilder
from dataikuapi.utils import DataikuException

from atelier import jsontext

FRAME = pd.DataFrame({"name": ["ada", "bo", "cleo"], "number": [1, 2, 3], "share": [0.5, 1.5, 2.5]})
ROWS = [["ada", 1, 0.5], ["bo", 2, 1.5], ["cleo", 3, 2.5]]


def _excel(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_excel(out, index=False)
    return out.getvalue()


def _parquet(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    return out.getvalue()


FORMATS: dict[str, tuple[str, Callable[[pd.DataFrame], bytes]]] = {
    "t.csv": ("csv", lambda frame: frame.to_csv(index=False).encode()),
    "t.tsv": ("csv", lambda frame: frame.to_csv(index=False, sep="\t").encode()),
    "t.jsonl": ("json", lambda frame: frame.to_json(orient="records", lines=True).encode()),
    "t.xlsx": ("excel", _excel),
    "t.parquet": ("parquet", _parquet),
}


def uploaded(project: DSSProject, name: str = "table", files: dict[str, bytes] | None = None) -> Any:
    dataset = project.create_upload_dataset(name)
    for file, data in (files or {"t.csv": FORMATS["t.csv"][1](FRAME)}).items():
        dataset.uploaded_add_file(io.BytesIO(data), file)
    dataset.autodetect_settings(infer_storage_types=True).save()
    return dataset


@pytest.mark.parametrize("file", FORMATS)
def test_a_file_is_detected_and_read(project: DSSProject, file: str) -> None:
    type_, write = FORMATS[file]
    dataset = project.create_upload_dataset("table")
    dataset.uploaded_add_file(io.BytesIO(write(FRAME)), file)
    found = dataset.test_and_detect(infer_storage_types=True).wait_for_result()
    assert (found["format"]["ok"], found["format"]["type"]) == (True, type_)
    dataset.autodetect_settings(infer_storage_types=True).save()
    assert list(dataset.iter_rows()) == ROWS
    settings = dataset.get_settings()
    assert settings.get_raw()["formatType"] == type_
    settings.save()  # what was read is no change
    assert list(dataset.iter_rows()) == ROWS
    assert [column["name"] for column in dataset.get_schema()["columns"]] == ["name", "number", "share"]


def test_several_files_are_one_dataset(project: DSSProject) -> None:
    first, second = FRAME.iloc[:2], FRAME.iloc[2:]
    write = FORMATS["t.csv"][1]
    dataset = uploaded(project, files={"a.csv": write(first), "b.csv": write(second)})
    assert [one["path"] for one in dataset.uploaded_list_files()] == ["/a.csv", "/b.csv"]
    assert list(dataset.iter_rows()) == ROWS
    dataset.uploaded_add_file(io.BytesIO(write(first)), "b.csv")
    assert len(list(dataset.iter_rows())) == 4


def test_the_tables_of_a_folder(project: DSSProject) -> None:
    folder = project.create_managed_folder("files")
    folder.put_file("a.csv", io.BytesIO(FORMATS["t.csv"][1](FRAME.iloc[:2])))
    folder.put_file("b.jsonl", io.BytesIO(FORMATS["t.jsonl"][1](FRAME.iloc[2:])))
    dataset = folder.create_dataset_from_files("table")
    dataset.autodetect_settings(infer_storage_types=True).save()
    assert list(dataset.iter_rows()) == ROWS
    assert dataset.get_settings().type == "FilesInFolder"
    folder.put_file("c.csv", io.BytesIO(FORMATS["t.csv"][1](FRAME.iloc[:1])))
    dataset.get_settings().save()
    assert len(list(dataset.iter_rows())) == 4


def test_a_format_that_cannot_be_read_is_named(project: DSSProject) -> None:
    dataset = uploaded(project)
    settings = dataset.get_settings()
    settings.get_raw()["formatType"] = "avro"
    with pytest.raises(DataikuException, match="Files of format avro cannot be read; csv, json, excel, parquet can."):
        settings.save()


def _data(dss: DSSClient, **params: Any) -> str:
    answer = dss._session.get(f"{dss.host}/dip/publicapi/projects/CARTOON/datasets/table/data/", params=params)
    if answer.status_code >= 400:
        raise ValueError(answer.json()["message"])
    return answer.text


def test_some_of_the_rows(dss: DSSClient, project: DSSProject) -> None:
    dataset = uploaded(project)
    assert list(dataset.iter_rows(partitions=["NP"], columns=["number"])) == [[1], [2], [3]]
    assert list(dataset.iter_rows(partitions="ALL")) == ROWS
    with pytest.raises(DataikuException, match="Datasets have no partitions here, so none is called “2024”."):
        next(dataset.iter_rows(partitions=["2024"]))
    assert _data(dss, filter="share > 1", columns=["share", "name"]) == "1.5\tbo\r\n2.5\tcleo\r\n"
    head = jsontext.dumps(DSSDatasetSelectionBuilder().with_head_sampling(1).build())
    assert _data(dss, sampling=head, format="tsv-excel-header") == "name\tnumber\tshare\r\nada\t1\t0.5\r\n"
    some = jsontext.dumps(DSSDatasetSelectionBuilder().with_random_fixed_nb_sampling(2).build())
    assert len(_data(dss, sampling=some, filter="number < 3").splitlines()) == 2
    for wrong, sentence in (
        ({"filter": "nope > 1"}, "There is no column “nope”"),
        ({"filter": "number"}, "A filter must be true or false for each row"),
        ({"sampling": "head"}, "“sampling” must be a JSON object"),
        ({"sampling": '{"samplingMethod": "COLUMN_BASED"}'}, "“params.selection.samplingMethod” is COLUMN_BASED"),
    ):
        with pytest.raises(ValueError, match=sentence):
            _data(dss, **wrong)


def test_a_copy_has_the_rows_and_columns(dss: DSSClient, project: DSSProject) -> None:
    source = uploaded(project)
    other = dss.create_project("OTHER", "Other", "admin")
    target = other.new_managed_dataset("copy").with_store_into("filesystem_managed").create()
    result = source.copy_to(target).wait_for_result()
    assert result["rows"] == 3
    assert list(target.iter_rows()) == ROWS
    assert source.copy_to(target, write_mode="APPEND").wait_for_result()["rows"] == 6
    assert list(target.iter_rows()) == [*ROWS, *ROWS]
    narrow = uploaded(project, "narrow", {"n.csv": b"name\nx\n"})
    for call, sentence in (
        (
            lambda: narrow.copy_to(target, write_mode="APPEND"),
            "narrow and copy have other columns: name \\(string\\) and",
        ),
        (lambda: narrow.copy_to(target, sync_schema=False), "narrow and copy have other columns"),
        (lambda: source.copy_to(source), "table cannot be copied to itself"),
        (lambda: source.copy_to(target, write_mode="MERGE"), "“MERGE” is not a way to write"),
    ):
        with pytest.raises(DataikuException, match=sentence):
            call()
    narrow.copy_to(target).wait_for_result()
    assert list(target.iter_rows()) == [["x"]]


def test_nothing_is_copied_over_what_a_recipe_writes(project: DSSProject) -> None:
    source = uploaded(project)
    project.new_recipe("sync").with_input("table").with_new_output("out", "filesystem_managed").create()
    target = project.get_dataset("out")
    with pytest.raises(DataikuException, match="out is written by the recipe sync_table; copy to another dataset"):
        source.copy_to(target)
    with pytest.raises(DataikuException, match="out is not built yet, so there is nothing to copy"):
        target.copy_to(source)


def test_what_is_known_of_a_dataset(project: DSSProject) -> None:
    dataset = uploaded(project)
    project.new_recipe("sync").with_input("table").with_new_output("out", "filesystem_managed").create()
    assert dataset.get_usages()[0]["type"] == "RECIPE_INPUT"
    assert dataset.get_info().last_build_end_time is not None
    assert dataset.list_partitions() == ["NP"]
    assert dataset.get_zone().id == "default"
    metadata = dataset.get_metadata()
    metadata["tags"] = ["deck"]
    metadata["custom"]["kv"]["team"] = "red"
    dataset.set_metadata(metadata)
    assert (dataset.get_metadata()["tags"], dataset.get_metadata()["custom"]["kv"]) == (["deck"], {"team": "red"})
    schema = dataset.get_schema()
    schema["columns"][1]["type"] = "string"
    dataset.set_schema(schema)
    assert next(iter(dataset.iter_rows())) == ["ada", "1", 0.5]
    dataset.clear()
    assert list(dataset.iter_rows()) == []
    assert len(dataset.get_schema()["columns"]) == 3
    project.update_variables({"limit": 5})
    assert project.get_variables() == {"standard": {"limit": 5}, "local": {}}
