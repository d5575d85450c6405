"""DSS storage types and DuckDB's types, both ways."""

from atelier.storage.schema import Column, Meaning, StorageType

_SQL: dict[StorageType, str] = {
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "tinyint": "TINYINT",
    "smallint": "SMALLINT",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "date": "TIMESTAMP",
    "object": "VARCHAR",
}

_STORED: dict[str, StorageType] = {
    "BOOLEAN": "boolean",
    "TINYINT": "tinyint",
    "SMALLINT": "smallint",
    "INTEGER": "int",
    "BIGINT": "bigint",
    "UTINYINT": "smallint",
    "USMALLINT": "int",
    "UINTEGER": "bigint",
    "UBIGINT": "double",
    "HUGEINT": "double",
    "UHUGEINT": "double",
    "FLOAT": "float",
    "DOUBLE": "double",
    "DATE": "date",
    "TIMESTAMP": "date",
    "TIMESTAMP WITH TIME ZONE": "date",
    "TIMESTAMP_NS": "date",
    "TIMESTAMP_MS": "date",
    "TIMESTAMP_S": "date",
    "JSON": "object",
}

WHOLE: frozenset[StorageType] = frozenset({"tinyint", "smallint", "int", "bigint"})
NUMERIC: frozenset[StorageType] = WHOLE | {"float", "double"}

_MEANINGS: dict[StorageType, Meaning] = {
    "string": "text",
    "boolean": "boolean",
    "float": "decimal",
    "double": "decimal",
    "date": "date",
    "array": "array",
    "object": "object",
}


def sql_type(type: StorageType, meaning: Meaning | None = None) -> str:
    """Return the DuckDB type in which a column is worked on; moments are naive and in UTC there."""
    if type == "array":
        return "FLOAT[]" if meaning == "vector" else "VARCHAR"
    return _SQL[type]


def sql_type_of(column: Column) -> str:
    """Return the DuckDB type of a column."""
    return sql_type(column.type, column.meaning)


def storage_type(sql: str) -> tuple[StorageType, Meaning | None]:
    """Return how a result of a DuckDB type is stored: lists of numbers as vectors, other nested values as JSON."""
    if sql.startswith("DECIMAL"):
        return "double", "decimal"
    if sql in ("FLOAT[]", "DOUBLE[]"):
        return "array", "vector"
    if sql.endswith("]"):
        return "array", "array"
    if sql.startswith(("STRUCT", "MAP", "UNION")):
        return "object", "object"
    stored = _STORED.get(sql, "string")
    return stored, meaning_of(stored)


def meaning_of(type: StorageType) -> Meaning:
    """Return the meaning that a type alone suggests."""
    return "integer" if type in WHOLE else _MEANINGS[type]
