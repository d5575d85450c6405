"""Notebooks through the official client: listed, made, read, changed, deleted."""

from typing import Any

import pytest
from dataikuapi.dss.project import DSSProject
from dataikuapi.utils import DataikuException

NOTEBOOK: dict[str, Any] = {
    "cells": [
        {"cell_type": "code", "source": ["1 + 1"], "metadata": {}, "execution_count": 3, "outputs": [{"name": "x"}]},
        {"cell_type": "markdown", "source": ["# Words"], "metadata": {}},
    ],
    "metadata": {"kernelspec": {"name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def test_a_notebook_lives(project: DSSProject) -> None:
    assert project.list_jupyter_notebooks() == []
    notebook = project.create_jupyter_notebook("Look at it", NOTEBOOK)
    (listed,) = project.list_jupyter_notebooks(as_type="listitems")
    assert (listed.name, listed.language, listed.kernel_spec["name"]) == ("Look at it", "python", "python3")
    assert project.list_jupyter_notebooks(active=True) == []
    assert notebook.get_sessions() == []
    content = notebook.get_content()
    assert content.get_cells() == NOTEBOOK["cells"]
    assert content.get_metadata()["kernelspec"] == {"name": "python3"}
    content.get_cells()[0]["source"] = ["2 + 2"]
    content.save()
    notebook.clear_outputs()
    cells = project.get_jupyter_notebook("Look at it").get_content().get_cells()
    assert (cells[0]["source"], cells[0]["outputs"], cells[0]["execution_count"]) == (["2 + 2"], [], None)
    assert "outputs" not in cells[1]
    notebook.delete()
    assert project.list_jupyter_notebooks() == []


def test_what_is_no_notebook_is_refused(project: DSSProject) -> None:
    project.create_jupyter_notebook("taken", NOTEBOOK)
    for name, content, sentence in (
        ("taken", NOTEBOOK, "There is already a notebook called “taken”"),
        (".hidden", NOTEBOOK, "“.hidden” cannot be a notebook's name"),
        ("n", {"nbformat": 4}, "A notebook has “cells”, a list of objects."),
        ("n", {**NOTEBOOK, "nbformat": 3}, "Notebooks of nbformat 4 are kept here"),
    ):
        with pytest.raises(DataikuException, match=sentence):
            project.create_jupyter_notebook(name, content)
    missing = project.get_jupyter_notebook("missing")
    for call in (missing.get_content, missing.delete, missing.clear_outputs, missing.get_sessions):
        with pytest.raises(DataikuException, match="There is no notebook “missing” in this project."):
            call()
    content = project.get_jupyter_notebook("taken").get_content()
    content.content["cells"] = "x"
    with pytest.raises(DataikuException, match="A notebook has “cells”"):
        content.save()
