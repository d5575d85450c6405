"""Datasets through the official client."""

import io
import math
from pathlib import Path
from unittest.mock import Mock

import pytest
from dataikuapi.dss.project import DSSProject
from dataikuapi.utils import DataikuException

CSV = "path,target,weight,number\nada_pic_0001.jpg,ada,0.5,1\nbob_pic_0001.jpg,bob,,\n" + (
    '"odd, ""name"".jpg",caf\u00e9,-1e-7,9007199254740993\n'
)


def _uploaded(project: DSSProject, text: str = CSV):  # type: ignore[no-untyped-def]
    dataset = project.create_upload_dataset("labels")
    dataset.uploaded_add_file(io.BytesIO(text.encode()), "labels.csv")
    return dataset


def test_an_upload_is_detected_saved_and_read_with_its_types(project: DSSProject) -> None:
    dataset = _uploaded(project)
    assert [file["path"] for file in dataset.uploaded_list_files()] == ["/labels.csv"]
    settings = dataset.autodetect_settings(infer_storage_types=True)
    assert settings.get_raw()["formatType"] == "csv"
    assert settings.get_raw()["formatParams"]["separator"] == ","
    settings.save()
    types = {column["name"]: column["type"] for column in dataset.get_schema()["columns"]}
    assert types == {"path": "string", "target": "string", "weight": "double", "number": "bigint"}
    rows = list(dataset.iter_rows())
    assert rows == [
        ["ada_pic_0001.jpg", "ada", 0.5, 1],
        ["bob_pic_0001.jpg", "bob", None, None],
        ['odd, "name".jpg', "caf\u00e9", -1e-7, 9007199254740993],
    ]
    assert next(iter(dataset.iter_rows(columns=["number", "path"]))) == [1, "ada_pic_0001.jpg"]


def test_without_inference_all_columns_are_text(project: DSSProject) -> None:
    dataset = _uploaded(project)
    dataset.autodetect_settings().save()
    assert {column["type"] for column in dataset.get_schema()["columns"]} == {"string"}
    assert next(iter(dataset.iter_rows()))[3] == "1"


def test_a_format_can_be_corrected_by_hand(project: DSSProject) -> None:
    dataset = _uploaded(project, "a|b\n1|2\n")
    settings = dataset.autodetect_settings(infer_storage_types=True)
    settings.set_csv_format(separator="|", skip_rows_before=1, header_row=False)
    settings.get_raw()["schema"] = {"columns": [{"name": "x", "type": "int"}, {"name": "y", "type": "string"}]}
    settings.save()
    assert list(dataset.iter_rows()) == [[1, "2"]]
    back = dataset.get_settings().get_raw()["formatParams"]
    assert (back["separator"], back["parseHeaderRow"], back["skipRowsBeforeHeader"]) == ("|", False, 1)


def test_a_table_is_read_from_filesystem_root(project: DSSProject, root: Path) -> None:
    (root / "labels.csv").write_text(CSV, encoding="utf-8")
    dataset = project.create_filesystem_dataset("labels", "filesystem_root", str(root / "labels.csv"))
    dataset.autodetect_settings(infer_storage_types=True).save()
    assert len(list(dataset.iter_rows())) == 3
    assert dataset.get_settings().get_raw()["params"]["path"] == str(root / "labels.csv")
    with pytest.raises(DataikuException, match="not below a folder that may be read from"):
        project.create_filesystem_dataset("other", "filesystem_root", "/etc/passwd")


def test_a_managed_dataset_is_made_once(project: DSSProject) -> None:
    builder = project.new_managed_dataset("scored").with_store_into("filesystem_managed")
    assert not builder.already_exists()
    dataset = builder.create()
    assert builder.already_exists()
    assert dataset.get_settings().type == "Filesystem"
    assert dataset.get_settings().get_raw()["managed"] is True
    assert list(dataset.iter_rows()) == []
    with pytest.raises(DataikuException, match="There is already a dataset called “scored”"):
        builder.create(overwrite=False)


def test_settings_schema_and_metadata_keep_what_is_not_understood(project: DSSProject) -> None:
    dataset = _uploaded(project)
    dataset.autodetect_settings(infer_storage_types=True).save()
    settings = dataset.get_settings()
    raw = settings.get_raw()
    raw["customFields"] = {"x": 1}
    raw["strange"] = [None, {"y": 2}]
    raw["formatParams"]["arrayMapFormat"] = "json"
    raw["schema"]["columns"][0]["meaning"] = "SomeDssMeaning"
    raw["schema"]["columns"][0]["customKey"] = "kept"
    settings.add_tag("deck") if hasattr(settings, "add_tag") else raw["tags"].append("deck")
    settings.save()
    back = dataset.get_settings().get_raw()
    raw.pop("versionTag"), back.pop("versionTag")
    assert back == raw

    metadata = dataset.get_metadata()
    metadata["description"], metadata["custom"] = "Who is who", {"kv": {"a": "b"}}
    dataset.set_metadata(metadata)
    assert dataset.get_metadata() == metadata

    schema = dataset.get_schema()
    schema["columns"][1]["comment"] = "The character"
    schema["unknown"] = True
    dataset.set_schema(schema)
    assert dataset.get_schema() == schema


def test_clear_keeps_the_schema(project: DSSProject) -> None:
    dataset = _uploaded(project)
    dataset.autodetect_settings(infer_storage_types=True).save()
    dataset.clear()
    assert list(dataset.iter_rows()) == []
    assert len(dataset.get_schema()["columns"]) == 4


def test_a_dataset_is_renamed_listed_and_deleted(project: DSSProject) -> None:
    dataset = _uploaded(project)
    dataset.rename("tags")
    assert [found["name"] for found in project.list_datasets()] == ["tags"]
    assert project.list_datasets()[0]["type"] == "UploadedFiles"
    renamed = project.get_dataset("tags")
    assert renamed.list_partitions() == ["NP"]
    renamed.delete(drop_data=True)
    assert project.list_datasets() == []
    assert not renamed.exists()


def test_refusals_are_sentences(project: DSSProject) -> None:
    with pytest.raises(DataikuException, match="Datasets of type PostgreSQL cannot be made here"):
        project.create_dataset("x", "PostgreSQL", params={})
    with pytest.raises(DataikuException, match="There is no connection “s3”"):
        project.new_managed_dataset("x").with_store_into("s3").create()
    empty = project.create_upload_dataset("empty")
    with pytest.raises(DataikuException, match="empty has no file yet"):
        empty.autodetect_settings()
    dataset = _uploaded(project)
    dataset.autodetect_settings().save()
    with pytest.raises(DataikuException, match="labels has no column “nope”"):
        list(dataset.iter_rows(columns=["nope"]))
    with pytest.raises(DataikuException, match="“geography” is not a type that a column can have"):
        dataset.set_schema({"columns": [{"name": "x", "type": "geography"}], "userModified": True})
    with pytest.raises(DataikuException, match="There is no dataset “nothing” in CARTOON"):
        project.get_dataset("nothing").get_schema()


def test_values_survive_the_way_through_tsv() -> None:
    """Every kind of value, through our writer and the client's own reader and casts."""
    from dataikuapi.utils import DataikuStreamedHttpUTF8CSVReader
    from urllib3 import HTTPResponse

    from atelier.dssapi.cells import tsv_chunks
    from atelier.storage.schema import Column

    columns = [
        Column(name="s", type="string"),
        Column(name="i", type="bigint"),
        Column(name="d", type="double"),
        Column(name="f", type="float"),
        Column(name="b", type="boolean"),
        Column(name="v", type="array", meaning="vector"),
        Column(name="o", type="object"),
    ]
    rows = [
        ['tab\tnew\nline \r "quote" \\ back', 12.0, 0.1, 0.1, True, [0.1, 2.5], '{"a": 0.5}'],
        ["", None, None, None, None, None, None],
        ["x", -(2**63), math.nan, 1e30, False, [], {"k": [1]}],
    ]
    text = "".join(tsv_chunks(columns, iter(rows)))
    schema = [column.model_dump() for column in columns]
    answer = Mock(raw=HTTPResponse(io.BytesIO(text.encode()), preload_content=False))
    read = list(DataikuStreamedHttpUTF8CSVReader(schema, answer).iter_rows())
    assert read[0] == ['tab\tnew\nline \r "quote" \\ back', 12, 0.1, 0.1, True, "[0.1,2.5]", '{"a": 0.5}']
    assert read[1] == ["", None, None, None, False, "", ""]
    assert read[2][1] == -(2**63)
    assert math.isnan(read[2][2])
    assert read[2][5:] == ["[]", '{"k":[1]}']


def test_a_feature_vector_stays_below_what_the_client_can_read() -> None:
    import csv

    import numpy as np

    from atelier.dssapi.cells import text_for

    vector = np.random.default_rng(1).normal(size=2048).astype("float32")
    assert len(text_for("array")(vector.tolist())) < csv.field_size_limit()


def test_a_read_that_breaks_is_told_at_the_end(project: DSSProject, settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    dataset = _uploaded(project, "a\n" + "x\n" * 50_000)
    dataset.autodetect_settings().save()
    for blob in (settings.home / "blobs").glob("*/*"):
        if blob.read_bytes()[:4] == b"PAR1":
            blob.unlink()
    with pytest.raises(Exception, match="broke off|prematurely|IncompleteRead"):
        list(dataset.iter_rows())
