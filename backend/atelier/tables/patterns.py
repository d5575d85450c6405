"""Regular expressions over texts, by an engine (RE2) whose time grows with the text and not with the pattern."""

import contextlib
import re
from collections.abc import Sequence

import duckdb

from atelier.errors import InvalidInput
from atelier.tables import engine
from atelier.tables.probe import reason_of


def first_group(pattern: str, texts: Sequence[str], loc: tuple[str | int, ...]) -> list[str | None]:
    """Return what the first group of a pattern finds in each text; None where it does not match.

    Raises `InvalidInput` at `loc` for a pattern that cannot be read or has no group.
    """
    with contextlib.suppress(re.error):  # only to count its groups; what only RE2 understands is left to it
        if re.compile(pattern).groups == 0:
            raise InvalidInput.at(loc, "The regular expression has no group: put what is wanted in round brackets.")
    asked = "SELECT list_transform(?::VARCHAR[], lambda t: nullif(regexp_extract(t, ?, 1), '')) "
    with engine.shared() as connection:
        try:
            row = connection.execute(asked, [list(texts), pattern]).fetchone()
        except duckdb.Error as error:
            raise InvalidInput.at(loc, f"The regular expression cannot be used: {reason_of(error)}.") from None
    return list(row[0]) if row else []
