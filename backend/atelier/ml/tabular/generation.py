"""Features made of features: sums and differences of numbers, products, combinations of two columns."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.features.base import Block, bounded

MOST_MADE = 20_000
Step = dict[str, Any]  # {"kind": "sum" | "difference" | "product" | "outer", "of": [column, column]}


def steps_of(design: Design) -> list[Step]:
    """Return what is made; raises `InvalidInput` for interactions of columns that are no features."""
    asked = design.preprocessing.feature_generation
    numbers = [name for name, one in design.inputs().items() if one.type == "NUMERIC"]
    pair_count = len(numbers) * (len(numbers) - 1) // 2
    kinds = [*(("sum", "difference") if asked.pairwise_linear else ()), *(("product",) if asked.polynomial else ())]
    if pair_count * len(kinds) > MOST_MADE:
        raise InvalidInput(
            f"{len(numbers):,} numerical features have {pair_count:,} pairs, too many to make features of each.",
            hint="Switch pairwise features off, or name the interactions that matter.",
        )
    pairs = combinations(numbers, 2) if kinds else ()
    steps: list[Step] = [{"kind": kind, "of": list(pair)} for pair in pairs for kind in kinds]
    for place, one in enumerate(asked.interactions):
        for name in (one.column_1, one.column_2):
            if name not in design.inputs():
                raise InvalidInput.at(
                    ("preprocessing", "feature_generation", "interactions", place),
                    f"“{name}” is no feature of this task, so it cannot be combined with another.",
                )
        steps.append({"kind": "outer", "of": [one.column_1, one.column_2]})
    return steps


def names_of(steps: Sequence[Step], names: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names of what is made; `names` are those of each column's features."""
    signs = {"sum": "+", "difference": "-", "product": "×"}
    found: list[str] = []
    for step in steps:
        first, second = step["of"]
        if step["kind"] == "outer":
            found += [f"{a} × {b}" for a in names[first] for b in names[second]]
        else:
            found.append(f"{first} {signs[step['kind']]} {second}")
        if len(found) > MOST_MADE:
            raise InvalidInput(
                f"Combining “{first}” with “{second}” makes more than {MOST_MADE:,} features.",
                hint="Combine columns of fewer values.",
            )
    return found


def made(steps: Sequence[Step], blocks: Mapping[str, Block]) -> list[Block]:
    """Return the new features; `blocks` are those of the columns."""
    from scipy import sparse

    found: list[Block] = []
    for step in steps:
        first, second = (blocks[name] for name in step["of"])
        if step["kind"] == "outer":
            found.append(_outer(first, second))
            continue
        one, other = (
            (part.toarray() if sparse.issparse(part) else part)[:, :1].astype(np.float64) for part in (first, second)
        )
        found.append(bounded({"sum": one + other, "difference": one - other, "product": one * other}[step["kind"]]))
    return found


def _outer(first: Block, second: Block) -> Block:
    """Return all products of two blocks' features, shape (rows, n · m)."""
    from scipy import sparse

    if sparse.issparse(first) or sparse.issparse(second):
        one, other = sparse.csr_matrix(first), sparse.csr_matrix(second)
        other = other.astype(np.float64)
        whole = sparse.hstack([other.multiply(one[:, place]) for place in range(one.shape[1])], format="csr")
        return sparse.csr_matrix((bounded(whole.data), whole.indices, whole.indptr), shape=whole.shape)
    products = first[:, :, None].astype(np.float64) * second[:, None, :]
    return bounded(products.reshape(len(first), -1))
