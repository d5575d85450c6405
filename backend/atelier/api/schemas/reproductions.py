"""What the API says and takes of a preparation reproduced for further pictures."""

from typing import Literal

from pydantic import Field

from atelier.api.schemas.base import In, Out


class BeginningOut(Out):
    """An item that a dataset is built from and that another can take the place of."""

    id: str
    name: str
    kind: Literal["dataset", "folder", "model"]
    pictures: int
    is_root: bool


class ReproductionPlanIn(In):
    """`replaced`: what takes the place of which beginning, by ids."""

    item_id: str = Field(max_length=40)
    replaced: dict[str, str] = Field(max_length=50)


class CopiedOut(Out):
    recipe_id: str
    recipe_name: str
    type: str
    type_label: str
    outputs: dict[str, str]


class ReproductionIn(ReproductionPlanIn):
    """`names` of the new items by the id of the item each is a counterpart of; what is done with the last of them."""

    names: dict[str, str] = Field({}, max_length=200)
    saved_model_id: str | None = Field(None, max_length=40)
    then: Literal["score", "evaluate"] = "score"
    scored_name: str = Field("", max_length=200)
    run: bool = True


class ReproductionOut(Out):
    """What was made: the prepared dataset, the scored one if a model was named, and the job if it runs."""

    prepared_id: str
    scored_id: str | None
    recipes: list[str]
    job_id: int | None
