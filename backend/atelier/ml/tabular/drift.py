"""Drift: how far the rows of today are from those a model was trained on, feature by feature and in its answers.

Two figures. PSI, the population stability index, sums (now - then) * ln(now / then) over ten bins of equal share at
training (N. Siddiqi, Credit Risk Scorecards, 2006: below 0.1 stable, above 0.25 shifted). KS is the largest distance
between the two cumulative distributions, looked at in the 101 quantiles that are kept (Smirnov, 1939). What few rows
may show by chance is no drift: without any, PSI / (1 / rows then + 1 / rows now) follows chi squared with one degree
of freedom less than bins (B. Yurdakul, Statistical Properties of Population Stability Index, 2018). Rows are taken in
stretches: only counts are held.
"""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular import reference
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.table import Table

SLIGHT_PSI, STRONG_PSI = 0.1, 0.25
_BINS = 10

Level = Literal["stable", "slight", "strong"]


class Counted:
    """One distribution of today, counted in the bins of its reference."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known
        self.missing = 0
        self.rows = 0
        self._edges = np.unique(np.asarray(known.get("quantiles", []), dtype=np.float64))
        self._places = np.zeros(2 * len(self._edges) + 1, dtype=np.int64)  # before, at, between, at, ..., after
        self._counts: dict[str, int] = {}

    def take(self, values: NDArray[Any]) -> None:
        """Count values: numbers (NaN where missing), or texts (None)."""
        self.rows += len(values)
        if self.known["kind"] == "category":
            for value in values:
                if value is None:
                    self.missing += 1
                else:
                    self._counts[value] = self._counts.get(value, 0) + 1
            return
        there = values[~np.isnan(values)]
        self.missing += len(values) - len(there)
        if len(self._edges):
            places = np.searchsorted(self._edges, there, side="left") + np.searchsorted(
                self._edges, there, side="right"
            )
            self._places += np.bincount(places, minlength=len(self._places))

    def result(self) -> dict[str, Any]:
        """Return `psi`, `ks` (None for categories), the shares missing then and now, and the bins."""
        known = self.known
        then_rows = known["missing"] + (
            sum(known["counts"].values()) + known["other"] if known["kind"] == "category" else known["count"]
        )
        said: dict[str, Any] = {
            "kind": known["kind"],
            "missing_then": known["missing"] / then_rows if then_rows else 0.0,
            "missing_now": self.missing / self.rows if self.rows else 0.0,
            "rows_then": then_rows - known["missing"],
            "rows_now": self.rows - self.missing,
            "psi": None,
            "ks": None,
            "bins": [],
        }
        if self.rows == self.missing:
            return said
        if known["kind"] == "category":
            bins = self._category_bins()
        elif len(self._edges):
            bins, said["ks"] = self._number_bins()
        else:
            return said
        said["bins"] = bins
        said["psi"] = psi(
            [one["then"] for one in bins], [one["now"] for one in bins], rows=(said["rows_then"], said["rows_now"])
        )
        return said

    def _category_bins(self) -> list[dict[str, Any]]:
        known = self.known["counts"]
        then_sum = sum(known.values()) + self.known["other"]
        now_sum = sum(self._counts.values())
        others = now_sum - sum(self._counts.get(name, 0) for name in known)
        bins = [(name, count, self._counts.get(name, 0)) for name, count in known.items()]
        if others or self.known["other"]:
            bins.append(("other values", self.known["other"], others))
        return [
            {"name": name, "then": then / max(1, then_sum), "now": now / max(1, now_sum)} for name, then, now in bins
        ]

    def _number_bins(self) -> tuple[list[dict[str, Any]], float]:
        quantiles = np.asarray(self.known["quantiles"], dtype=np.float64)
        whole = np.cumsum(self._places) / self._places.sum()
        # shares below each edge, and up to and with it: they differ where many rows have that very value
        then = reference.QUANTILES[np.searchsorted(quantiles, self._edges, side="right") - 1]
        then_below = reference.QUANTILES[np.searchsorted(quantiles, self._edges, side="left")]
        now, now_below = whole[1::2], whole[0:-1:2]
        ks = float(max(np.abs(now - then).max(), np.abs(now_below - then_below).max()))
        cuts = np.searchsorted(then, np.linspace(0, 1, _BINS + 1)[1:-1] - 1e-9, side="left")
        last = len(self._edges) - 1
        bins = []
        if now_below[0] > 0:  # below anything seen at training
            bins.append({"low": None, "high": float(self._edges[0]), "then": 0.0, "now": float(now_below[0])})
        low, then_low, now_low = float(self._edges[0]), 0.0, float(now_below[0])
        for place in [*(cut for cut in dict.fromkeys(int(cut) for cut in cuts) if cut < last), last]:
            high = float(self._edges[place])
            shares = {"then": float(then[place]) - then_low, "now": float(now[place]) - now_low}
            bins.append({"low": low, "high": high, **shares})
            low, then_low, now_low = high, float(then[place]), float(now[place])
        if now_low < 1:
            bins.append({"low": low, "high": None, "then": 0.0, "now": 1 - now_low})
        return bins, ks


class Drift:
    """The distributions of today beside those a model keeps of its training."""

    def __init__(self, design: Design, known: dict[str, Any]) -> None:
        self._kinds = {name: one.type for name, one in design.inputs().items()}
        self._features = {name: Counted(one) for name, one in known["features"].items() if name in self._kinds}
        self._answers = Counted(known["answers"])

    def take(self, table: Table, answers: NDArray[Any]) -> None:
        """Count the rows of a stretch and what the model said of them."""
        for name, counted in self._features.items():
            try:
                values = reference.measured(table, name, self._kinds[name], counted.known)
            except InvalidInput:
                continue  # scoring says what is wrong with the column
            counted.take(values)
        self._answers.take(answers)

    def result(self) -> dict[str, Any]:
        """Return the drift of all features, the strongest first, and of the answers."""
        features = [{"name": name, **judged(one.result())} for name, one in self._features.items()]
        features.sort(key=lambda one: (-(one["psi"] or 0.0), one["name"]))
        return {"features": features, "answers": judged(self._answers.result())}


def judged(result: dict[str, Any]) -> dict[str, Any]:
    """Return a result with its `level`: stable where the rows are too few to say anything else."""
    found = result["psi"]
    level: Level = "stable"
    if found is not None and found > SLIGHT_PSI and found > by_chance(result):
        level = "slight" if found < STRONG_PSI else "strong"
    return {**result, "level": level}


def by_chance(result: dict[str, Any]) -> float:
    """Return the PSI that one in a hundred comparisons of undrifted rows exceeds."""
    from scipy.stats import chi2

    then, now = max(1, result["rows_then"]), max(1, result["rows_now"])
    return float(chi2.ppf(0.99, max(1, len(result["bins"]) - 1)) * (1 / then + 1 / now))


def psi(then: list[float], now: list[float], *, rows: tuple[int, int]) -> float:
    """Return the population stability index of shares then and now, of so many rows.

    An empty bin, which would make it infinite, counts as half a row: with less, one row outside all that was seen at
    training would outweigh what all other rows say.
    """
    first, second = (
        np.clip(np.asarray(one), 0.5 / max(1, count), None) for one, count in zip((then, now), rows, strict=True)
    )
    return float(((second - first) * np.log(second / first)).sum())
