"""What a benchmark answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One figure. `ours` and `theirs` are in `unit`; `goal` says in words what was aimed for."""

    what: str
    ours: float
    unit: str
    theirs: float | None = None
    against: str = ""
    goal: str = ""

    @property
    def ratio(self) -> float | None:
        """Return ours / theirs, or None when there is nothing to compare with."""
        return None if not self.theirs else self.ours / self.theirs
