"""List folder contents: a row for each file of a folder."""

from typing import Literal

from atelier.recipes.base import Params, param


class ListFolderParams(Params):
    files: Literal["all", "pictures"] = param(
        "all",
        label="Files",
        help="Which files get a row.",
        section="Files",
        options={"all": "All files", "pictures": "Pictures only"},
    )
    pictures: bool = param(
        True,
        label="Look into pictures",
        help="Adds width, height, mode and whether the picture can be read. Each picture's header is opened.",
        section="Files",
    )
    label: Literal["none", "auto", "subfolder", "pattern"] = param(
        "auto",
        label="Label",
        help="Where the column `label` comes from.",
        section="Label",
        options={
            "none": "No label",
            "auto": "File name before _pic_ or a number, else the sub-folder",
            "subfolder": "Name of the sub-folder",
            "pattern": "Regular expression over the path",
        },
    )
    pattern: str = param(
        "",
        label="Regular expression",
        help="Its first group is the label, such as `^(.+)_pic_`. Paths that do not match get no label.",
        section="Label",
        widget="regex",
        shown_if={"field": "label", "op": "eq", "value": "pattern"},
        max_length=1_000,
    )
