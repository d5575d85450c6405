"""Settings with the project's variables put in: what a check, a preview, a run and freshness look at."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from atelier import jsontext
from atelier.db.tables import Project
from atelier.items.sentences import validated
from atelier.macros.base import Macro
from atelier.projects import variables
from atelier.recipes.base import Params, Recipe


def expanded(
    session: Session, *, project: Project, params: dict[str, Any], verbatim: Collection[str] = ()
) -> dict[str, Any]:
    """Return the settings with each `${name}` replaced; raises `InvalidInput` at one that is not there."""
    if "${" not in jsontext.dumps(params):
        return params
    return variables.in_force(session, project).expand(params, verbatim=verbatim)


def checked(session: Session, *, project: Project, found: Recipe[Any] | Macro[Any], params: dict[str, Any]) -> Params:
    """Return a type's settings with variables replaced, checked; raises `InvalidInput`."""
    verbatim = found.verbatim if isinstance(found, Recipe) else ()
    return validated(found.Params, expanded(session, project=project, params=params, verbatim=verbatim))
