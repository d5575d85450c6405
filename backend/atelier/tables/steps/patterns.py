"""Regular expressions of users: RE2's, which take time in proportion to the text, and answered when they are wrong."""

import re
from collections.abc import Iterator, Sequence

import duckdb

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.probe import Probe, reason_of

MAX_LENGTH = 500


def readable(pattern: str, loc: str, probe: Probe) -> str:
    """Return a pattern as the engine writes it; raises `InvalidInput` at `loc` where it cannot be read."""
    if not pattern:
        raise InvalidInput.at(loc, "Write a regular expression.")
    if len(pattern) > MAX_LENGTH:
        raise InvalidInput.at(loc, f"A regular expression has at most {MAX_LENGTH} characters.")
    written = as_engine(pattern)
    try:
        probe.connection.execute("SELECT regexp_matches('', ?)", [written]).fetchone()
    except duckdb.Error as error:
        reason = reason_of(error)
        more = " Look-around and back references are not known." if reason.startswith("invalid ") else ""
        raise InvalidInput.at(loc, f"The pattern “{shown(pattern)}” cannot be read: {reason}.{more}") from None
    return written


def as_engine(pattern: str) -> str:
    """Return a pattern with named groups written as RE2 wants them: `(?P<name>...)`."""
    parts, done = [], 0
    for place in _openings(pattern):
        if re.match(r"\(\?<[^=!]", pattern[place : place + 4]):
            parts.append(pattern[done:place] + "(?P<")
            done = place + 3
    return "".join(parts) + pattern[done:]


def groups(pattern: str) -> list[str | None]:
    """Return the names of a readable pattern's capturing groups in order, None for one without a name."""
    found: list[str | None] = []
    for place in _openings(pattern):
        named = re.match(r"\(\?P?<(\w+)>", pattern[place:])
        if named or not pattern.startswith("(?", place):
            found.append(named.group(1) if named else None)
    return found


def _openings(pattern: str) -> Iterator[int]:
    """Give the places of the brackets that open groups: not those escaped, quoted or in a set of signs."""
    place, is_set = 0, False
    while place < len(pattern):
        if pattern.startswith(r"\Q", place) and not is_set:
            end = pattern.find(r"\E", place + 2)
            place = len(pattern) if end < 0 else end + 2
            continue
        sign = pattern[place]
        if sign == "\\":
            place += 2
            continue
        if is_set:
            end = pattern.find(":]", place + 2) if pattern.startswith("[:", place) else -1
            if end > 0:
                place = end + 2
                continue
            is_set = sign != "]"
        elif sign == "[":
            is_set = True
            # a bracket right after the opening one, or after ^, stands for itself
            place += 1 if pattern.startswith("^", place + 1) else 0
            place += 1 if pattern.startswith("]", place + 1) else 0
        elif sign == "(":
            yield place
        place += 1


def replacement(text: str, pattern: str, loc: str) -> str:
    r"""Return a replacement as RE2 writes it: `$1` is the first group, `$$` a dollar, a backslash itself.

    Raises `InvalidInput` at `loc` for a group that the pattern has not.
    """
    count = len(groups(pattern))

    def written(match: re.Match[str]) -> str:
        found = match.group(0)
        if found == "\\":
            return "\\\\"
        if found == "$$":
            return "$"
        if int(found[1:]) > count:
            raise InvalidInput.at(loc, f"“{found}” means group {found[1:]}, and the pattern has {count}.")
        return f"\\{found[1:]}"

    return re.sub(r"\\|\$\$|\$[0-9]", written, text)


def renamed(names: Sequence[str], pattern: str, text: str, probe: Probe, *, loc: str, text_loc: str) -> list[str]:
    """Return the names with all that a pattern matches replaced."""
    written = readable(pattern, loc, probe)
    found = probe.connection.execute(
        "SELECT list_transform(?::VARCHAR[], lambda name: regexp_replace(name, ?, ?, 'g'))",
        [list(names), written, replacement(text, written, text_loc)],
    ).fetchone()
    assert found is not None
    return [str(name) for name in found[0] or []]
