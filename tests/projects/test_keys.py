"""Keys of projects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from atelier.auth.caller import Caller
from atelier.projects import keys, service


@given(st.text(max_size=300))
def test_every_name_gives_a_key_of_the_right_form(name: str) -> None:
    assert keys.PATTERN.fullmatch(keys.key_from_name(name))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Cartoon characters", "CARTOON_CHARACTERS"),
        ("  Élan & Größe ", "ELAN_GROE"),
        ("7 dwarfs", "P_7_DWARFS"),
        ("日本", "PROJECT"),
        ("a" * 100, "A" * 64),
    ],
)
def test_names_become_keys(name: str, key: str) -> None:
    assert keys.key_from_name(name) == key


def test_a_taken_key_gets_a_number_even_when_its_project_is_in_the_trash(session: Session, caller: Caller) -> None:
    for expected in ("CARTOON", "CARTOON_2", "CARTOON_3"):
        assert keys.propose(session, "Cartoon") == expected
        made = service.create(session, caller=caller, key=expected, name="Cartoon")
        service.delete(session, project=made)


def test_a_long_taken_key_stays_within_its_length(session: Session, caller: Caller) -> None:
    service.create(session, caller=caller, key="A" * 64, name="x")
    assert keys.propose(session, "a" * 90) == "A" * 62 + "_2"
