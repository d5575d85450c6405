"""Running a question of Explore: DuckDB's errors become answers, and what takes too long is stopped."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from atelier.errors import InvalidInput, Unavailable
from atelier.tables import engine
from atelier.tables.probe import reason_of

SECONDS = 60.0


@contextmanager
def asking(seconds: float = SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection for one question; raises `InvalidInput` for what cannot be answered."""
    with engine.shared() as connection:
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            yield connection
        except duckdb.InterruptException:
            raise InvalidInput(
                f"This takes longer than the {seconds:.0f} s that Explore may take.",
                hint="Take a smaller sample, fewer columns, or a narrower filter.",
            ) from None
        except duckdb.OutOfMemoryException:
            raise InvalidInput(
                "This needs more memory than Explore may use.", hint="Take a smaller sample, or fewer columns."
            ) from None
        except duckdb.IOException as error:
            raise Unavailable(f"The rows cannot be read at the moment: {reason_of(error)}") from error
        except duckdb.Error as error:
            raise InvalidInput(f"The rows cannot be worked out: {reason_of(error)}") from error
        finally:
            timer.cancel()
