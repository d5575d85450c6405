"""Class colours."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from atelier.db.tables import Project
from atelier.projects import classes

NAMES = st.lists(st.text(min_size=1, max_size=5), max_size=8)


def test_classes_are_numbered_alphabetically_and_keep_their_number(session: Session, project: Project) -> None:
    assert classes.assign(session, project=project, names=["cy", "ada", "bob"]) == {"ada": 0, "bob": 1, "cy": 2}
    assert classes.assign(session, project=project, names=["abe", "cy"]) == {"ada": 0, "bob": 1, "cy": 2, "abe": 3}
    session.expire(project)
    assert project.class_colours["abe"] == 3


@given(st.lists(NAMES, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_a_number_is_given_once_and_never_changes(session: Session, project: Project, rounds: list[list[str]]) -> None:
    seen: dict[str, int] = dict(project.class_colours)
    for names in rounds:
        known = classes.assign(session, project=project, names=names)
        assert seen.items() <= known.items()
        assert set(names) <= set(known)
        assert sorted(known.values()) == list(range(len(known)))
        seen = known
