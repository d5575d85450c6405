"""Which columns of two tables most likely say what belongs together."""

from collections.abc import Sequence

from atelier.storage.schema import Column
from atelier.tables.types import WHOLE


def guessed_keys(left: Sequence[Column], right: Sequence[Column]) -> list[tuple[str, str]]:
    """Return the pair of columns that most likely is the key: of one name, else of one meaning that tells files."""
    by_name = {column.name.lower(): column for column in right}
    same = [(one, by_name[one.name.lower()]) for one in left if one.name.lower() in by_name]
    same = [(a, b) for a, b in same if _is_key_like(a) and _is_key_like(b)]
    if same:
        a, b = min(same, key=lambda pair: _key_rank(pair[0]))
        return [(a.name, b.name)]
    paths = [[column for column in columns if column.meaning == "picture_path"] for columns in (left, right)]
    return [(paths[0][0].name, paths[1][0].name)] if paths[0] and paths[1] else []


def _is_key_like(column: Column) -> bool:
    return column.type == "string" or column.type in WHOLE or column.type == "date"


def _key_rank(column: Column) -> int:
    if column.meaning == "picture_path":
        return 0
    name = column.name.lower()
    return 1 if name in ("id", "key", "path", "image", "images") or name.endswith("_id") else 2
