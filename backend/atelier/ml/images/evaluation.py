"""Figures of a classifier on labelled pictures: accuracy, loss, precision and recall by class, confusion, mistakes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

EXAMPLES_PER_CELL = 24
MISTAKES = 60
TINY = 1e-7  # as Keras clips probabilities


def evaluate(
    probabilities: NDArray[np.floating[Any]], truth: NDArray[np.intp], classes: Sequence[str], paths: Sequence[str]
) -> dict[str, Any]:
    """Return the metrics of predictions of shape (pictures, classes) against the true class of each.

    Precision of a class nobody was taken for, and recall of a class without pictures, are 0 (as in scikit-learn).
    """
    count = len(classes)
    predicted = probabilities.argmax(axis=1)
    sure = probabilities.max(axis=1)
    confusion = np.zeros((count, count), np.int64)
    np.add.at(confusion, (truth, predicted), 1)
    right = np.diag(confusion)
    precision = _share(right, confusion.sum(axis=0))
    recall = _share(right, confusion.sum(axis=1))
    f1 = _share(2 * precision * recall, precision + recall)
    support = confusion.sum(axis=1)
    seen = support > 0
    likelihood = np.clip(probabilities[np.arange(len(truth)), truth], TINY, 1 - TINY)
    ranks = (probabilities > probabilities[np.arange(len(truth)), truth][:, None]).sum(axis=1)
    order = np.argsort(-sure, kind="stable")
    return {
        "pictures": len(truth),
        "val_acc": float((predicted == truth).mean()),
        "val_loss": float(-np.log(likelihood).mean()),
        "top5_acc": float((ranks < 5).mean()),
        "macro_f1": float(f1[seen].mean()),
        "per_class": [
            {
                "class": name,
                "precision": float(precision[index]),
                "recall": float(recall[index]),
                "f1": float(f1[index]),
                "support": int(support[index]),
            }
            for index, name in enumerate(classes)
        ],
        "confusion": {
            "labels": list(classes),
            "counts": confusion.tolist(),
            "examples": _examples(order, truth, predicted, sure, classes, paths),
        },
        "mistakes": [
            {
                "path": paths[place],
                "label": classes[truth[place]],
                "prediction": classes[predicted[place]],
                "probability": float(sure[place]),
            }
            for place in order
            if predicted[place] != truth[place]
        ][:MISTAKES],
    }


def _examples(
    order: NDArray[np.intp],
    truth: NDArray[np.intp],
    predicted: NDArray[np.intp],
    sure: NDArray[np.floating[Any]],
    classes: Sequence[str],
    paths: Sequence[str],
) -> dict[str, list[dict[str, Any]]]:
    """Return, by `label|prediction`, pictures of that cell, the surest first."""
    examples: dict[str, list[dict[str, Any]]] = {}
    for place in order:
        listed = examples.setdefault(f"{classes[truth[place]]}|{classes[predicted[place]]}", [])
        if len(listed) < EXAMPLES_PER_CELL:
            listed.append({"path": paths[place], "probability": float(sure[place])})
    return examples


def _share(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.divide(part, whole, out=np.zeros(len(part), np.float64), where=whole > 0)
    return result
