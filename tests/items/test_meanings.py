"""Meanings that people chose: noted beside the column's own, kept through builds, given back."""

from hypothesis import given
from hypothesis import strategies as st

from atelier.items.meanings import is_described_only, with_choices, with_kept_choices
from atelier.storage.schema import Column

OWN = Column(name="n", type="bigint", meaning="integer")
VECTOR = Column(name="v", type="array", meaning="vector")
COLUMNS = st.builds(
    Column,
    name=st.sampled_from("abc"),
    type=st.sampled_from(["string", "bigint", "array"]),
    meaning=st.sampled_from(["text", "integer", "class", "vector", None]),
)


def test_a_choice_notes_what_the_meaning_was() -> None:
    (chosen,) = with_choices([OWN], [OWN.model_copy(update={"meaning": "flag"})])
    assert (chosen.meaning, chosen.detected_meaning) == ("flag", "integer")
    (other,) = with_choices([chosen], [chosen.model_copy(update={"meaning": "class"})])
    assert (other.meaning, other.detected_meaning) == ("class", "integer")
    (back,) = with_choices([other], [other.model_copy(update={"meaning": "integer"})])
    assert back == OWN


def test_a_column_without_a_meaning_has_that_of_its_type() -> None:
    bare = Column(name="n", type="bigint")
    (chosen,) = with_choices([bare], [bare.model_copy(update={"meaning": "class"})])
    assert chosen.detected_meaning == "integer"


def test_a_build_keeps_choices_for_columns_that_are_stored_alike() -> None:
    chosen = Column(name="n", type="bigint", meaning="flag", detected_meaning="integer", comment="0 or 1")
    assert with_kept_choices([chosen], [OWN]) == [chosen]
    retyped = Column(name="n", type="string", meaning="text")
    assert with_kept_choices([chosen], [retyped]) == [retyped.model_copy(update={"comment": "0 or 1"})]
    marked = OWN.model_copy(update={"detected_meaning": "text"})
    assert with_kept_choices([], [marked]) == [OWN], "what was chosen for an input is no choice for the output"


def test_vectors_are_not_other_arrays() -> None:
    listed = VECTOR.model_copy(update={"meaning": "array"})
    assert not is_described_only([VECTOR], [listed])
    assert with_kept_choices([listed.model_copy(update={"detected_meaning": "text"})], [VECTOR]) == [VECTOR]


@given(st.lists(COLUMNS, max_size=3, unique_by=lambda column: column.name))
def test_what_nobody_chose_is_marked_nowhere(columns: list[Column]) -> None:
    again = with_choices(columns, with_choices(columns, columns))
    assert all(column.detected_meaning is None for column in again)
    assert with_kept_choices(columns, columns) == columns
