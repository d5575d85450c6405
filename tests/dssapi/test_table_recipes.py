"""The visual recipes made, set up, saved and run by the helpers of the unmodified official client."""

import io
from typing import Any

import pytest
from dataikuapi import DSSClient
from dataikuapi.dss.project import DSSProject
from dataikuapi.dss.utils import (
    DSSComputedColumn,
    DSSDatasetSelectionBuilder,
    DSSFilter,
    DSSFilterBuilder,
    DSSFilterOperator,
    DSSSimpleFilter,
)
from dataikuapi.utils import DataikuException

SALES = "shop,day,kind,price\n" + "".join(
    f"{shop},2024-01-0{day},{kind},{price}\n"
    for shop, day, kind, price in (
        ("a", 1, "tea", 3), ("a", 2, "tea", 5), ("b", 1, "nut", 2), ("b", 3, "tea", 8), ("c", 2, "nut", 4),
    )
)  # fmt: skip
SHOPS = "shop,town\na,Ulm\nb,Bonn\nd,Jena\n"


@pytest.fixture
def project(dss: DSSClient) -> DSSProject:
    made = dss.create_project("TABLES", "Tables", "admin")
    for name, text in (("sales", SALES), ("shops", SHOPS)):
        dataset = made.create_upload_dataset(name)
        dataset.uploaded_add_file(io.BytesIO(text.encode()), f"{name}.csv")
        dataset.autodetect_settings(infer_storage_types=True).save()
    return made


def made(project: DSSProject, type_: str, *inputs: str, output: str = "out") -> Any:
    builder = project.new_recipe(type_)
    for name in inputs:
        builder.with_input(name)
    if hasattr(builder, "with_new_output"):
        return builder.with_new_output(output, "filesystem_managed").create()
    project.new_managed_dataset(output).with_store_into("filesystem_managed").create()
    return builder.with_output(output).create()


def rows(project: DSSProject, name: str = "out", columns: list[str] | None = None) -> list[list[Any]]:
    return list(project.get_dataset(name).iter_rows(columns=columns))


def test_join_with_all_its_helpers(project: DSSProject) -> None:
    recipe = made(project, "join", "sales", "shops")
    settings = recipe.get_settings()
    assert [one["index"] for one in settings.raw_virtual_inputs] == [0, 1]
    assert settings.raw_joins[0]["on"][0]["column1"] == {"name": "shop", "table": 0}  # guessed, as DSS does
    settings.raw_joins.clear()
    settings.add_condition_to_join(settings.add_join("INNER"), "EQ", "shop", "shop")
    settings.add_pre_join_computed_column(0, DSSComputedColumn.formula("twice", "price * 2", "bigint"))
    settings.add_post_join_computed_column(DSSComputedColumn.formula("label", "town || ' ' || kind", "string"))
    settings.set_post_filter(DSSFilter.of_single_condition("price", DSSFilterOperator.GREATER_NUMBER, num=2))
    project.new_managed_dataset("alone").with_store_into("filesystem_managed").create()
    settings.set_unmatched_output("alone", side="right")
    settings.save()
    again = recipe.get_settings()
    assert again.obj_payload["joins"][0]["type"] == "INNER"
    assert again.obj_payload["postFilter"]["uiData"]["conditions"][0]["num"] == 2  # as it was written
    assert again.get_recipe_outputs()["unmatchedRight"]["items"][0]["ref"] == "alone"
    assert recipe.get_status().get_status_severity() == "SUCCESS"
    recipe.compute_schema_updates().apply()
    recipe.run()
    assert sorted(rows(project, columns=["label", "twice"])) == [["Bonn tea", 16], ["Ulm tea", 6], ["Ulm tea", 10]]
    project.get_dataset("alone").build()
    assert rows(project, "alone") == [["d", "Jena"]]


def test_a_self_join(project: DSSProject) -> None:
    recipe = made(project, "join", "sales", "sales")
    settings = recipe.get_settings()
    assert settings.get_flat_input_refs() == ["sales"]
    assert [one["index"] for one in settings.raw_virtual_inputs] == [0, 0]
    settings.raw_virtual_inputs[1]["prefix"] = "next_"
    settings.raw_joins.clear()
    join = settings.add_join("INNER")
    settings.add_condition_to_join(join, "EQ", "shop", "shop")
    settings.add_condition_to_join(join, "LT", "day", "day")
    settings.save()
    recipe.run()
    assert sorted(rows(project, columns=["shop", "price", "next_price"])) == [["a", 3, 5], ["b", 2, 8]]
    settings = recipe.get_settings()
    settings.add_virtual_input(0)
    settings.save()
    assert recipe.get_settings().raw_virtual_inputs[2]["computedColumns"] == []
    assert recipe.get_status().get_status_severity() == "ERROR"  # the third is not joined yet


def test_stack_in_its_modes(project: DSSProject) -> None:
    recipe = made(project, "vstack", "sales", "shops")
    settings = recipe.get_settings()
    assert settings.type == "vstack"
    settings.set_intersection_input_schema_mode()
    settings.add_origin_column("from", {1: "list of shops"})
    settings.raw_virtual_inputs[0]["preFilter"] = DSSFilter.of_formula("price > 4")
    settings.save()
    assert recipe.get_settings().columns_selection_mode == "INTERSECT"
    recipe.run()
    assert rows(project) == [["a", "sales"], ["b", "sales"], *([shop, "list of shops"] for shop in "abd")]
    settings = recipe.get_settings()
    settings.remove_origin_column()
    settings.set_custom_remapping_mode({"name": {0: "kind", 1: "town"}, "price": {0: "price"}})
    settings.save()
    recipe.run()
    assert rows(project)[:3] == [["tea", 5], ["tea", 8], ["Ulm", None]]
    settings = recipe.get_settings()
    settings.set_from_dataset_input_schema_mode("sales")
    settings.save()
    assert recipe.get_settings().obj_payload["copySchemaFromDatasetWithName"] == "sales"
    recipe.run()
    assert rows(project, columns=["shop", "price"])[-1] == ["d", None]
    settings.set_from_dataset_input_schema_mode("shops")
    with pytest.raises(DataikuException, match="is shops: the columns can be those of the first input, sales"):
        settings.save()


def test_split_in_its_modes(project: DSSProject) -> None:
    builder = project.new_recipe("split").with_input("sales")
    recipe = builder.with_new_output("tea", "filesystem_managed").with_new_output("rest", "filesystem_managed").create()
    tea, rest = {"mode": "dataset", "value": "tea"}, {"mode": "index", "value": 1}

    def counts() -> tuple[int, int]:
        recipe.run()
        return len(rows(project, "tea")), len(rows(project, "rest"))

    settings = recipe.get_settings()
    settings.set_split_on_single_column_values("kind", [{"output": tea, "value": "tea"}], default_output="rest")
    settings.save()
    assert recipe.get_settings().split_mode == "VALUES"
    assert counts() == (3, 2)
    settings.set_split_on_filters(
        [{"output": tea, "filter": DSSFilter.of_or_conditions([
            DSSFilter.condition("price", DSSFilterOperator.LESS_OR_EQUAL_NUMBER, num=2),
            DSSFilter.condition("shop", DSSFilterOperator.EQUALS_STRING, string="c"),
        ])}],
        default_output_index=1,
    )  # fmt: skip
    settings.save()
    assert counts() == (2, 3)
    settings.set_split_on_single_column_ranges(
        "day", "date", [{"output": tea, "min": "2024-01-02", "max": "2024-01-03"}], default_output_index=1
    )
    settings.save()
    assert recipe.get_settings().split_mode == "RANGE"
    assert counts() == (3, 2)
    settings.set_split_on_random_columns(
        ["shop"], [{"output": tea, "share": 50}, {"output": rest, "share": 50}], seed=4
    )
    settings.save()
    recipe.run()
    assert not {row[0] for row in rows(project, "tea")} & {row[0] for row in rows(project, "rest")}
    settings.set_split_on_random_ratio([{"output": tea, "share": 40}, {"output": rest, "share": 60}])
    settings.save()
    assert sum(counts()) == 5
    settings.set_split_on_centiles(
        [{"column": "price", "desc": True}], [{"output": tea, "share": 40}, {"output": rest, "share": 60}]
    )
    settings.save()
    assert counts() == (2, 3)
    assert {row[3] for row in rows(project, "tea")} == {8, 5}


def test_sort_distinct_and_top_n(project: DSSProject) -> None:
    recipe = made(project, "sort", "sales")
    settings = recipe.get_settings()
    settings.clear_sorting_keys()
    settings.add_sorting_key("kind")
    settings.add_sorting_key("price", ascending=False)
    settings.rank_column_enabled = True
    assert settings.row_number_column_enabled is False
    settings.save()
    recipe.run()
    assert rows(project, columns=["kind", "price", "rank"])[:3] == [["nut", 4, 1], ["nut", 2, 2], ["tea", 8, 3]]

    recipe = made(project, "distinct", "sales", output="kinds")
    settings = recipe.get_settings()
    settings.obj_payload["keys"] = [{"column": "kind"}]
    settings.obj_payload["globalCount"] = True
    settings.obj_payload["preFilter"] = DSSFilterBuilder().with_formula("price < 8").build()
    settings.save()
    recipe.run()
    assert rows(project, "kinds") == [["tea", 2], ["nut", 2]]

    recipe = made(project, "topn", "sales", output="dearest")
    settings = recipe.get_settings()
    payload = settings.obj_payload
    payload.update(firstRows=1, keys=["shop"], orders=[{"column": "price", "desc": True}], rowNumber=True)
    payload["engineType"] = "DSS"
    settings.save()
    assert recipe.get_settings().obj_payload["engineType"] == "DSS"
    recipe.run()
    assert rows(project, "dearest", ["shop", "price", "row_number"]) == [["a", 5, 1], ["b", 8, 1], ["c", 4, 1]]


def test_window_and_pivot(project: DSSProject) -> None:
    recipe = made(project, "window", "sales")
    settings = recipe.get_settings()
    window = {"enablePartitioning": True, "partitioningColumns": ["shop"], "enableOrdering": True,
              "orders": [{"column": "day", "desc": False}], "enableLimits": False}  # fmt: skip
    settings.obj_payload["windows"] = [window]
    settings.obj_payload["values"] = [{"column": "price", "sum": True, "lag": True, "lagValues": "1"}]
    settings.obj_payload["rowNumber"] = True
    settings.save()
    assert recipe.get_settings().obj_payload["windows"][0]["enableLimits"] is False
    recipe.run()
    wanted = ["shop", "row_number", "price_sum", "price_lag"]
    assert rows(project, columns=wanted)[:3] == [["a", 1, 3, None], ["a", 2, 8, 3], ["b", 1, 2, None]]

    recipe = made(project, "pivot", "sales", output="wide")
    settings = recipe.get_settings()
    settings.obj_payload["explicitIdentifiers"] = ["shop"]
    pivot = settings.obj_payload["pivots"][0]
    pivot.update(keyColumns=["kind"], globalCount=False, valueLimit="TOP_N", topnLimit=20, minOccLimit=2)
    pivot["valueColumns"] = [{"column": "price", "type": "bigint", "sum": True}]
    settings.save()
    recipe.run()
    assert rows(project, "wide") == [["a", None, 8], ["b", 2, 8], ["c", 4, None]]


def test_sample_and_sync(project: DSSProject) -> None:
    recipe = made(project, "sampling", "sales")
    settings = recipe.get_settings()
    settings.raw_params["selection"] = DSSDatasetSelectionBuilder().with_head_sampling(2).build()
    settings.set_json_payload(DSSFilter.from_simple_filter(DSSSimpleFilter.eq("kind", "tea")))
    settings.save()
    again = recipe.get_settings()
    assert again.raw_params["selection"]["samplingMethod"] == "HEAD_SEQUENTIAL"
    recipe.run()
    assert [row[3] for row in rows(project)] == [3, 5]
    again.raw_params["selection"] = DSSDatasetSelectionBuilder().with_all_data_sampling().build()
    again.save()
    recipe.run()
    assert [row[3] for row in rows(project)] == [3, 5, 8]
    again.raw_params["selection"]["samplingMethod"] = "COLUMN_BASED"
    with pytest.raises(DataikuException, match="“params.selection.samplingMethod” is COLUMN_BASED"):
        again.save()

    recipe = made(project, "sync", "sales", output="copy")
    recipe.get_settings().save()
    recipe.run()
    assert rows(project, "copy") == rows(project, "sales")


def test_group_by_all_its_words(project: DSSProject) -> None:
    builder = project.new_recipe("grouping").with_input("sales").with_group_key("shop")
    recipe = builder.with_new_output("out", "filesystem_managed").create()
    settings = recipe.get_settings()
    assert settings.obj_payload["keys"] == [{"column": "shop"}]
    settings.set_global_count_enabled(False)
    settings.set_column_aggregations("price", max=True)
    settings.obj_payload["values"].append({"customExpr": "max(price) - min(price)", "customName": "range"})
    settings.obj_payload["outputColumnNameOverrides"] = {"price_max": "dearest"}
    settings.obj_payload["postFilter"] = DSSFilter.of_sql_expression('"price_max" > 4')
    settings.save()
    recipe.run()
    assert [column["name"] for column in project.get_dataset("out").get_schema()["columns"]] == [
        "shop",
        "dearest",
        "range",
    ]
    assert rows(project) == [["a", 5, 2], ["b", 8, 6]]


def test_a_change_in_the_browser_is_what_scripts_read_then(dss: DSSClient, project: DSSProject) -> None:
    recipe = made(project, "sort", "sales")
    settings = recipe.get_settings()
    settings.add_sorting_key("price")
    settings.obj_payload["engineParams"] = {"kept": True}
    settings.save()
    place = f"{dss.host}/api/projects/TABLES/recipes"
    found = dss._session.get(f"{place}/{recipe.name}").json()
    params = found["params"] | {"keys": [{"column": "day", "descending": True}]}
    answer = dss._session.put(f"{place}/{found['id']}", json={"params": params, "revision": found["revision"]})
    assert answer.status_code == 200, answer.text
    payload = recipe.get_settings().obj_payload
    assert payload["orders"] == [{"column": "day", "desc": True, "emptyFirst": False}]
    assert payload["engineParams"] == {"kept": True}


def test_a_payload_given_at_creation(project: DSSProject) -> None:
    builder = project.new_recipe("sort").with_input("sales").with_new_output("out", "filesystem_managed")
    builder.set_raw_mode()
    builder.creation_settings["rawPayload"] = '{"orders": [{"column": "price", "desc": true}]}'
    recipe = builder.create()
    recipe.run()
    assert [row[3] for row in rows(project)] == [8, 5, 4, 3, 2]


def test_a_payload_is_text(project: DSSProject) -> None:
    recipe = made(project, "sort", "sales")
    settings = recipe.get_settings()
    settings.data["payload"] = {"orders": []}
    settings._str_payload = None
    with pytest.raises(DataikuException, match="“payload” has to be text"):
        settings.save()
