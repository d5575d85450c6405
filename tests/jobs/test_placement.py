"""Places for runs: pins are kept, shares never add up to more than a GPU, and nothing waits for what is not there."""

from hypothesis import given
from hypothesis import strategies as st

from atelier.jobs.placement import Placement, Room, Wish, place

CPU = [Room("cpu-0", 0.0), Room("cpu-1", 1.0)]
GPUS = [Room("gpu-0", 0.5, 0), Room("gpu-1", 1.0, 1)]


def test_a_run_on_the_processors_takes_a_whole_slot() -> None:
    assert place(Wish("cpu"), CPU + GPUS) == Placement(("cpu-1",))
    assert place(Wish("cpu"), [Room("cpu-0", 0.5), *GPUS]) is None


def test_a_run_that_pins_nothing_gets_the_emptiest_gpu() -> None:
    assert place(Wish("gpu", share=0.5), CPU + GPUS) == Placement(("gpu-1",), 0.5)
    assert place(Wish("gpu", share=1.0), [Room("gpu-0", 0.5, 0)]) is None


def test_pins_are_kept_though_another_gpu_is_free() -> None:
    assert place(Wish("gpu", (0,), 0.5), GPUS) == Placement(("gpu-0",), 0.5)
    assert place(Wish("gpu", (0,), 0.6), GPUS) is None
    assert place(Wish("gpu", (0, 1), 0.5), GPUS) == Placement(("gpu-0", "gpu-1"), 0.5)


def test_what_is_not_there_is_not_waited_for() -> None:
    assert place(Wish("gpu", (0,), 0.5), CPU) == Placement(("cpu-1",))
    assert place(Wish("gpu", (7,), 0.5), GPUS) == Placement(("gpu-1",), 0.5)


@given(
    st.lists(
        st.tuples(st.sampled_from([(), (0,), (1,), (0, 1), (0, 2)]), st.sampled_from([0.1, 0.2, 0.3, 0.5, 0.7, 1.0])),
        max_size=30,
    )
)
def test_shares_never_add_up_to_more_than_there_is(wishes: list[tuple[tuple[int, ...], float]]) -> None:
    taken = {"gpu-0": 0.0, "gpu-1": 0.0, "gpu-2": 0.0}
    for gpus, share in wishes:
        rooms = [Room(name, 1.0 - used, int(name[-1])) for name, used in taken.items()]
        found = place(Wish("gpu", gpus, share), rooms)
        if found is None:
            wanted = [taken[f"gpu-{index}"] for index in gpus or (0, 1, 2)]
            assert (max if gpus else min)(wanted) + share > 1.0
            continue
        for slot_id in found.slot_ids:
            taken[slot_id] += found.share
        assert all(used <= 1.0 + 1e-6 for used in taken.values())
