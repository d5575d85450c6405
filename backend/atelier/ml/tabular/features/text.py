"""Texts: words counted, weighted by how rare they are, or hashed and condensed."""

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.features.base import (
    BRIEF_MISSING,
    DROP_ROW,
    Block,
    FeatureHandler,
    Handling,
    State,
    Target,
    named,
    setting,
    when,
)
from atelier.ml.tabular.table import Rows, Table

# words of two letters or more, and single signs that stand for one: emoji
_WORDS = r"(?u)\w\w+|[\u2600-\u27BF\u2B00-\u2BFF\U0001F000-\U0001FAFF]"
_HAS_WORDS = when("text_handling", "TOKENIZE_TFIDF", "TOKENIZE_COUNTS")
_IS_HASHED = when("text_handling", "TOKENIZE_HASHING_SVD")


class TextHandling(Handling):
    missing_handling: Literal["DROP_ROW", "NONE"] = setting(
        "NONE", label="Empty cells", options={"NONE": "A text of no words", **DROP_ROW}, brief=BRIEF_MISSING
    )
    text_handling: Literal["TOKENIZE_TFIDF", "TOKENIZE_COUNTS", "TOKENIZE_HASHING_SVD"] = setting(
        "TOKENIZE_TFIDF",
        label="Handling",
        options={
            "TOKENIZE_TFIDF": "Words, rare ones more (TF-IDF)",
            "TOKENIZE_COUNTS": "Words, counted",
            "TOKENIZE_HASHING_SVD": "Words, hashed and condensed",
        },
        brief={
            "TOKENIZE_TFIDF": "words, rare ones more (TF-IDF)",
            "TOKENIZE_COUNTS": "words, counted",
            "TOKENIZE_HASHING_SVD": "words, hashed and condensed",
        },
    )
    maxWords: int = setting(2_000, label="Most words", shown_if=_HAS_WORDS, ge=1, le=200_000)
    minRows: int = setting(2, label="Rows a word must stand in", shown_if=_HAS_WORDS, ge=1, le=1_000_000)
    maxRowsRatio: float = setting(0.9, label="Share of rows a word may stand in", shown_if=_HAS_WORDS, gt=0, le=1)
    ngramMinSize: int = setting(1, label="Shortest run of words", ge=1, le=5)
    ngramMaxSize: int = setting(1, label="Longest run of words", ge=1, le=5)
    hashSize: int = setting(16_384, label="Hash bins", shown_if=_IS_HASHED, ge=16, le=1_048_576)
    hashSVDSVDComponents: int = setting(50, label="Components", shown_if=_IS_HASHED, ge=1, le=1_000)


class TextFeature(FeatureHandler[TextHandling]):
    """A text of words; each frequent word, or each direction in which texts differ, becomes a feature."""

    type = "TEXT"
    label = "Text"
    Handling = TextHandling

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        return np.array([value is None for value in table.texts(name)], dtype=bool)

    def fit(self, table: Table, name: str, rows: Rows, handling: TextHandling, target: Target) -> State:
        if handling.ngramMinSize > handling.ngramMaxSize:
            raise InvalidInput(f"“{name}”: the longest run of words is shorter than the shortest.")
        texts = _texts(table, name, rows)
        if handling.text_handling == "TOKENIZE_HASHING_SVD":
            return _condensed(name, texts, handling, target.seed)
        words = _vocabulary(name, texts, handling)
        state = State(named(name, words), {"words": words})
        if handling.text_handling == "TOKENIZE_TFIDF":
            having = np.asarray((_counts(texts, words, handling) > 0).sum(axis=0)).ravel()
            state.arrays["rarity"] = np.log((1 + len(texts)) / (1 + having)) + 1.0
        return state

    def transform(self, table: Table, name: str, rows: Rows, handling: TextHandling, state: State) -> Block:
        texts = _texts(table, name, rows)
        if handling.text_handling == "TOKENIZE_HASHING_SVD":
            found = _hashed(texts, handling) @ state.arrays["components"].T
            return np.asarray(found, dtype=np.float32)
        counts = _counts(texts, state.facts["words"], handling)
        if handling.text_handling == "TOKENIZE_COUNTS":
            return counts.astype(np.float32)
        from scipy import sparse
        from sklearn.preprocessing import normalize

        weighted = counts.astype(np.float64) @ sparse.diags(state.arrays["rarity"])
        return sparse.csr_matrix(normalize(weighted)).astype(np.float32)


def _texts(table: Table, name: str, rows: Rows) -> list[str]:
    return ["" if text is None else text for text in table.texts(name)[rows]]


def _options(handling: TextHandling) -> dict[str, Any]:
    return {"token_pattern": _WORDS, "ngram_range": (handling.ngramMinSize, handling.ngramMaxSize)}


def _vocabulary(name: str, texts: list[str], handling: TextHandling) -> list[str]:
    from sklearn.feature_extraction.text import CountVectorizer

    fewest = min(handling.minRows, max(1, len(texts)))
    most = max(fewest, int(handling.maxRowsRatio * len(texts)))
    counter = CountVectorizer(max_features=handling.maxWords, min_df=fewest, max_df=most, **_options(handling))
    try:
        counter.fit(texts)
    except ValueError:
        raise InvalidInput(
            f"No word of “{name}” stands in at least {fewest} rows and at most {handling.maxRowsRatio:.0%} of them.",
            hint="Lower the bounds under Features, or reject this feature.",
        ) from None
    return [str(word) for word in counter.get_feature_names_out()]


def _counts(texts: list[str], words: list[str], handling: TextHandling) -> Any:
    from sklearn.feature_extraction.text import CountVectorizer

    return CountVectorizer(vocabulary=words, **_options(handling)).transform(texts)


def _hashed(texts: list[str], handling: TextHandling) -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(n_features=handling.hashSize, alternate_sign=False, **_options(handling)).transform(texts)


def _condensed(name: str, texts: list[str], handling: TextHandling, seed: int) -> State:
    from sklearn.decomposition import TruncatedSVD

    counts = _hashed(texts, handling)
    if counts.nnz == 0:
        raise InvalidInput(f"“{name}” holds no words in the rows to train on.", hint="Reject this feature.")
    most = min(handling.hashSVDSVDComponents, min(counts.shape) - 1)
    found = TruncatedSVD(n_components=max(1, most), random_state=seed).fit(counts).components_
    names = named(name, [f"component {place}" for place in range(len(found))])
    return State(names, {}, {"components": found.astype(np.float32)})
