"""Sums with colours."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from atelier.drawn.palette import any_colour, channels, darker, hexadecimal, lighter, mix, varied

COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))


@given(COLOURS)
def test_a_colour_survives_its_channels(colour: str) -> None:
    assert hexadecimal(*channels(colour)) == colour


@given(COLOURS, COLOURS)
def test_a_mixture_runs_from_one_colour_to_the_other(one: str, other: str) -> None:
    assert mix(one, other, 0) == one
    assert mix(one, other, 1) == other
    for low, middle, high in zip(channels(one), channels(mix(one, other, 0.5)), channels(other), strict=True):
        assert min(low, high) - 0.005 <= middle <= max(low, high) + 0.005


@given(st.sampled_from(["#808080", "#d9483b", "#3a7cc2", "#7fae4e"]))
def test_shade_is_darker_and_light_is_paler(colour: str) -> None:
    assert sum(channels(darker(colour))) < sum(channels(colour)) < sum(channels(lighter(colour)))


@given(COLOURS, st.integers(0, 10_000))
def test_a_varied_colour_is_a_colour_and_repeats_with_its_seed(colour: str, seed: int) -> None:
    neighbour = varied(colour, Random(seed))
    assert all(0 <= value <= 1 for value in channels(neighbour))
    assert neighbour == varied(colour, Random(seed))
    assert any_colour(Random(seed)) == any_colour(Random(seed))
