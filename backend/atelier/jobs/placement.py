"""Where a run goes: which slots have room for it, with GPUs shared by fractions and pinned by index."""

from collections.abc import Sequence
from dataclasses import dataclass

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Room:
    """A slot and the fraction of it that is free. `gpu` is the GPU's index, None for a share of the processors."""

    slot_id: str
    free: float
    gpu: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run asks for: GPUs by index (none: any one), and how much of each."""

    slot_class: str
    gpus: tuple[int, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Placement:
    """The slots that a run gets, and how much of each it holds."""

    slot_ids: tuple[str, ...]
    share: float = 1.0


def place(wish: Wish, rooms: Sequence[Room]) -> Placement | None:
    """Return the place for a run, or None while there is no room.

    A run on the processors takes a whole slot. A machine without GPUs runs on its processors what wants one, and one
    without the pinned GPUs runs it on those it has: waiting for what is not there would last for ever. The run's log
    says so.
    """
    gpus = [room for room in rooms if room.gpu is not None]
    if wish.slot_class != "gpu" or not gpus:
        whole = next((room for room in rooms if room.gpu is None and room.free >= 1 - _ROUNDING), None)
        return Placement((whole.slot_id,)) if whole else None
    share = min(1.0, max(0.0, wish.share))
    pinned = [room for room in gpus if room.gpu in wish.gpus]
    if pinned:
        has_room = all(room.free >= share - _ROUNDING for room in pinned)
        return Placement(tuple(room.slot_id for room in pinned), share) if has_room else None
    best = max(gpus, key=lambda room: room.free)
    return Placement((best.slot_id,), share) if best.free >= share - _ROUNDING else None
