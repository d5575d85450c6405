"""Variables in settings: which layer holds, nesting, what is left alone, what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.errors import InvalidInput
from atelier.flow.variables import MAX_CHARACTERS, NAME, Layer, Variables, name_problem


def of(**values: object) -> Variables:
    return Variables([Layer("the project's variables", values)])


def refusal(variables: Variables, text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        variables.expand_text(text)
    return caught.value.message


def test_nearer_layers_hide_further_ones() -> None:
    found = Variables(
        [Layer("local", {"a": 1}), Layer("project", {"a": 2, "b": 2}), Layer("instance", {"b": 3, "c": 3})]
    )
    assert found.expand_text("${a}${b}${c}") == "123"
    assert [found.where(name) for name in "abcd"] == ["local", "project", "instance", None]


def test_values_other_than_text_are_json() -> None:
    assert (
        of(a=True, b=[1, "x"], c={"k": None}, d=1.5).expand_text("${a} ${b} ${c} ${d}") == 'true [1,"x"] {"k":null} 1.5'
    )


def test_settings_are_expanded_at_any_depth_but_code_is_not() -> None:
    params = {"sql": "from ${t}", "steps": [{"params": {"to": "${t}_2", "code": "${t}"}}], "n": 3, "none": None}
    assert of(t="x").expand(params, verbatim=("code",)) == {
        "sql": "from x", "steps": [{"params": {"to": "x_2", "code": "${t}"}}], "n": 3, "none": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$${a}", "${a}"), ("$$${a}", "$1"), ("$$$${a}", "$${a}"),
        ("$a {a} ${} ${1} ${a b} $", "$a {a} ${} ${1} ${a b} $"),
        ("${a}}", "1}"), ("${${a}}", "${1}"), ("a$", "a$"), ("^x{2}$", "^x{2}$"),
    ],
)  # fmt: skip
def test_what_is_no_reference_is_left_alone(text: str, expected: str) -> None:
    assert of(a=1).expand_text(text) == expected


def test_values_may_name_further_variables() -> None:
    assert of(a="<${b}>", b="[${c}]", c="x").expand_text("${a}") == "<[x]>"


def test_a_missing_one_is_named_with_the_place() -> None:
    with pytest.raises(InvalidInput) as caught:
        of().expand({"steps": [{"params": {"column": "${gone}"}}]})
    assert caught.value.message == "There is no variable “gone”."
    assert caught.value.fields[0].loc == ("params", "steps", 0, "params", "column")
    assert caught.value.hint == "Set it in the project's variables. For the characters themselves write $${name}."
    assert refusal(of(a="${b}"), "${a}") == "There is no variable “b”; “a” in the project's variables names it."
    assert refusal(of(Gone=1), "${gone}") == "There is no variable “gone”; there is “Gone” in the project's variables."


def test_rings_and_bombs_are_refused() -> None:
    assert refusal(of(a="${b}", b="${a}"), "${a}") == "The variable “a” is made of itself: a → b → a."
    deep = of(**{f"v{n}": f"${{v{n + 1}}}" for n in range(40)}, v40="x")
    assert refusal(deep, "${v0}").startswith("Variables are nested more than 20 deep: v0 → v1")
    bomb = of(**{f"v{n}": f"${{v{n + 1}}}" * 10 for n in range(12)}, v12="lol")
    assert (
        refusal(bomb, "${v0}") == f"With its variables replaced, this text has more than {MAX_CHARACTERS:,} characters."
    )


def test_a_bomb_of_nothing_costs_nothing() -> None:
    assert of(**{f"v{n}": f"${{v{n + 1}}}" * 50 for n in range(15)}, v15="").expand_text("${v0}") == ""


def test_texts_never_fail() -> None:
    assert of(a="${b}", b="${gone}", c=3).texts() == {"a": "${b}", "b": "${gone}", "c": "3"}


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    message = "."
    try:
        of(a="x").expand_text(text)
    except InvalidInput as error:
        message = error.message
    assert message.endswith(".")


@given(st.text(alphabet=st.characters(exclude_characters="$"), max_size=40), st.from_regex(NAME, fullmatch=True))
def test_a_reference_becomes_the_value_and_an_escaped_one_itself(value: str, name: str) -> None:
    found = Variables([Layer("x", {name: value})])
    assert found.expand_text(f"a${{{name}}}b") == f"a{value}b"
    assert found.expand_text(f"a$${{{name}}}b") == f"a${{{name}}}b"


@given(st.text(max_size=120))
def test_names_are_those_that_can_be_referred_to(name: str) -> None:
    assert (name_problem(name) is None) == (re.fullmatch(NAME.pattern, name) is not None)
