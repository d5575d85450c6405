"""Functions in Python that queries may call, for what DuckDB has not; each takes and gives whole Arrow columns."""

import html
from collections.abc import Callable
from functools import lru_cache

import duckdb
import pyarrow as pa

STEM = "atelier_stem"  # (word, language) -> its stem
UNESCAPE = "atelier_unescape"  # (text, '') -> text with XML's and HTML's named characters written out

_STEMMED_WORDS = 200_000


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions known to an engine."""
    for name, function in ((STEM, _stem), (UNESCAPE, _unescape)):
        connection.create_function(  # type: ignore[call-overload]  # its stubs know no Arrow function
            name, _over_columns(function), ["VARCHAR", "VARCHAR"], "VARCHAR", type="arrow", null_handling="special"
        )


def _over_columns(
    function: Callable[[str, str], str],
) -> Callable[[pa.ChunkedArray, pa.ChunkedArray], pa.Array]:
    def over(first: pa.ChunkedArray, second: pa.ChunkedArray) -> pa.Array:
        pairs = zip(first.to_pylist(), second.to_pylist(), strict=True)
        return pa.array([None if a is None or b is None else function(a, b) for a, b in pairs], pa.string())

    return over


@lru_cache(maxsize=_STEMMED_WORDS)
def _stem(word: str, language: str) -> str:
    return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=32)
def _stemmer(language: str):  # type: ignore[no-untyped-def]  # the library has no types
    import snowballstemmer

    return snowballstemmer.stemmer(language)


def _unescape(text: str, _: str) -> str:
    return html.unescape(text)
