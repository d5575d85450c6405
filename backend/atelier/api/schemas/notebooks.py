"""Shapes of notebooks."""

from datetime import datetime

from pydantic import Field

from atelier.api.schemas.base import In, Out


class NotebookOut(Out):
    """A notebook; `template` and `dataset` are empty where they are not known."""

    name: str
    size: int
    modified_at: datetime
    template: str
    dataset: str


class NotebookTemplateOut(Out):
    """A predefined notebook; `options` are the columns it needs, by name with their labels."""

    name: str
    label: str
    help: str
    options: dict[str, str]


class NotebooksOut(Out):
    """The project's notebooks and the templates for new ones."""

    notebooks: list[NotebookOut]
    templates: list[NotebookTemplateOut]


class NotebookIn(In):
    name: str = Field(min_length=1, max_length=100)
    template: str = Field(max_length=40)
    dataset_id: str = Field(max_length=200)
    options: dict[str, str] = {}
