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


class JupyterLabOut(Out):
    """Whether the caller can open notebooks in JupyterLab here; `refusal` and `hint` say why not."""

    is_installed: bool
    refusal: str | None
    hint: str | None


class NotebooksOut(Out):
    """The project's notebooks, the templates for new ones, and whether JupyterLab can be opened."""

    notebooks: list[NotebookOut]
    templates: list[NotebookTemplateOut]
    jupyterlab: JupyterLabOut


class NotebookIn(In):
    name: str = Field(min_length=1, max_length=100)
    template: str = Field(max_length=40)
    dataset_id: str = Field(max_length=200)
    options: dict[str, str] = {}


class NotebookKernelOut(Out):
    """A notebook that runs in a session: its file, and whether it computes."""

    notebook: str
    is_busy: bool
    last_used_at: datetime | None


class NotebookSessionOut(Out):
    """A JupyterLab session: whose, for which project, and what runs in it."""

    id: str
    login: str
    display_name: str
    project_key: str
    started_at: datetime
    last_used_at: datetime
    ends_when_idle_minutes: float
    is_mine: bool
    kernels: list[NotebookKernelOut]


class NotebookOpened(Out):
    """Where a notebook is open in JupyterLab; the address holds the session's token and is for this person only."""

    session: NotebookSessionOut
    address: str
