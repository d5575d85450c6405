"""Functions in Python that queries may call, for what DuckDB has not; each takes and gives whole Arrow columns."""

import html
import json
from collections.abc import Callable
from functools import lru_cache

import duckdb
import pyarrow as pa

STEM = "atelier_stem"  # (word, language) -> its stem
UNESCAPE = "atelier_unescape"  # (text, '') -> text with XML's and HTML's named characters written out
USER_AGENT = "atelier_user_agent"  # (text, '') -> its `USER_AGENT_PARTS` as JSON

USER_AGENT_PARTS = (
    "browser", "browser_version", "os", "os_version", "device", "device_brand", "device_model", "kind",
)  # fmt: skip

_STEMMED_WORDS = 200_000
_USER_AGENTS = 50_000
_LONGEST_USER_AGENT = 2_000  # its patterns look at all of a text, again and again


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the functions known to an engine."""
    for name, function in ((STEM, _stem), (UNESCAPE, _unescape), (USER_AGENT, _user_agent)):
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


@lru_cache(maxsize=_USER_AGENTS)
def _user_agent(text: str, _: str) -> str:
    from ua_parser import parse

    found = parse(text[:_LONGEST_USER_AGENT])
    browser, system, device = found.user_agent, found.os, found.device
    values = (
        browser and browser.family,
        browser and _version(browser.major, browser.minor, browser.patch),
        system and system.family,
        system and _version(system.major, system.minor, system.patch),
        device and device.family,
        device and device.brand,
        device and device.model,
        _kind_of_device(text, system.family if system else None, device.family if device else None),
    )
    return json.dumps(dict(zip(USER_AGENT_PARTS, values, strict=True)))


def _version(*parts: str | None) -> str | None:
    given = [part for part in parts if part]
    return ".".join(given) or None


def _kind_of_device(text: str, system: str | None, device: str | None) -> str:
    if device == "Spider":
        return "bot"
    is_mobile = system in ("iOS", "Android", "Windows Phone", "BlackBerry OS", "KaiOS", "Tizen", "HarmonyOS")
    if device == "iPad" or "Tablet" in text or (system == "Android" and "Mobile" not in text):
        return "tablet"
    if is_mobile or "Mobile" in text:
        return "phone"
    return "desktop" if system else "other"
