"""Data quality rules through the official client."""

import io
from typing import Any

import pytest
from dataikuapi.dss.project import DSSProject
from dataikuapi.utils import DataikuException


@pytest.fixture
def labels(project: DSSProject) -> Any:
    dataset = project.create_upload_dataset("labels")
    dataset.uploaded_add_file(io.BytesIO(b"path,weight\na.jpg,0.5\nb.jpg,1.5\n"), "labels.csv")
    dataset.autodetect_settings(infer_storage_types=True).save()
    return dataset


def test_a_rule_is_made_computed_changed_and_deleted(labels: Any) -> None:
    rules = labels.get_data_quality_rules()
    assert rules.list_rules() == []
    assert rules.get_status() == "NOT_COMPUTED"
    config = {"type": "RecordCountInRangeRule", "softMinimum": 10, "softMinimumEnabled": True, "displayName": "Enough"}
    rule = rules.create_rule(config | {"team": "red"})
    assert rule.name == "Enough"
    assert rules.list_rules(as_type="dict")[0].items() >= {**config, "team": "red", "enabled": True}.items()
    assert rule.get_last_result() is None
    done = rules.compute_rules().wait_for_result()
    assert [one["outcome"] for one in done["results"]] == ["WARNING"]
    (result,) = rules.get_last_rules_results()
    assert (result.id, result.name, result.outcome, result.partition) == (rule.id, "Enough", "WARNING", "NP")
    assert result.message == "Record count is 2, below 10."
    assert rules.get_status() == "WARNING"
    assert rules.get_partitions_status() == {"NP": "WARNING"}
    assert rules.get_status_by_partition() == {"NP": "WARNING"}
    rule.rule["softMinimum"] = 1
    assert rule.save() == "Success"
    assert rule.compute().wait_for_result()["results"][0]["outcome"] == "OK"
    assert [one.outcome for one in rule.get_rule_history()] == ["OK", "WARNING"]
    assert len(rules.get_rules_history(results_per_page=1, page=1)) == 1
    assert rules.get_rules_history(min_timestamp=result.compute_date + 10**9) == []
    rules.delete_rules_history()
    assert rules.get_rules_history() == []
    rule.delete()
    assert rules.list_rules() == []


def test_a_rule_on_a_column_is_measured_from_then_on(labels: Any) -> None:
    rules = labels.get_data_quality_rules()
    rules.create_rule({"type": "ColumnMaxInRangeRule", "columns": ["weight"], "maximum": 1, "maximumEnabled": True})
    rules.create_rule({"type": "value-set", "params": {"metric": "basic:COUNT_COLUMNS", "values": "2"}})
    rules.compute_rules().wait_for_result()
    assert {one.outcome for one in rules.get_last_rules_results()} == {"ERROR", "OK"}
    assert rules.get_status() == "ERROR"
    assert labels.get_last_metric_values().get_global_value("col_stats:MAX:weight") == 1.5


def test_rules_that_cannot_be_are_refused(labels: Any) -> None:
    rules = labels.get_data_quality_rules()
    for config, sentence in (
        ({"type": "PythonRule"}, "There is no rule type “PythonRule”; there are: RecordCountInRangeRule"),
        ({"type": "RecordCountInRangeRule"}, "A range needs a bound"),
        (
            {"type": "ColumnMinInRangeRule", "columns": ["a", "b"], "minimum": 1, "minimumEnabled": True},
            "“columns” must hold one column's name",
        ),
        (
            {"type": "ColumnMinInRangeRule", "columns": ["nope"], "minimum": 1, "minimumEnabled": True},
            "nope",
        ),
        ({"displayName": "x"}, "“type” is needed, as text."),
    ):
        with pytest.raises(DataikuException, match=sentence):
            rules.create_rule(config)
    assert rules.list_rules() == []
    with pytest.raises(DataikuException, match="Datasets have no partitions here, so none is called “2024”"):
        rules.compute_rules(partition="2024")
