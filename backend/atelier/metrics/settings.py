"""Which probes and checks an item has: read, validated and saved as one whole, so that undo is saving it again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from atelier import clock
from atelier.checks import registry as check_types
from atelier.checks.base import Check, View
from atelier.db.tables import Item, MetricSettings
from atelier.errors import Conflict, FieldProblem, Forbidden, InvalidInput, NotFound
from atelier.items.sentences import validated
from atelier.probes import registry as probe_types
from atelier.probes.base import Probe, Subject
from atelier.projects.events import item_changed
from atelier.recipes.base import Params

MOST_PROBES = 50
MOST_CHECKS = 100
_DEFAULTS = {"dataset": ("records", "size"), "folder": ("size", "pictures"), "model": ("size", "model")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A probe or a check as it is set up on an item."""

    id: str
    type: str
    name: str = ""
    enabled: bool = True
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measuring:
    """What is measured of an item. `revision` 0: nothing was saved yet, these are the defaults."""

    probes: tuple[Entry, ...]
    checks: tuple[Entry, ...] = ()
    shown: tuple[str, ...] | None = None
    after_build: bool = False
    revision: int = 0


def of(session: Session, item: Item) -> Measuring:
    """Return what is measured of an item."""
    row = session.get(MetricSettings, item.id)
    if row is None:
        return Measuring(defaults(item))
    return Measuring(
        probes=tuple(Entry(**one) for one in row.probes),
        checks=tuple(Entry(**one) for one in row.checks),
        shown=None if row.shown is None else tuple(row.shown),
        after_build=row.after_build,
        revision=row.revision,
    )


def defaults(item: Item) -> tuple[Entry, ...]:
    """Return what is measured of an item that nothing was set up for; a folder with a network is a model."""
    kind = "model" if item.kind == "folder" and item.facts.get("model") else item.kind
    return tuple(Entry(id=one, type=one) for one in _DEFAULTS.get(kind, ("size",)))


def save(
    session: Session,
    *,
    item: Item,
    wanted: Measuring,
    subject: Subject,
    view: View,
    author: str,
    may_write_code: bool,
) -> Measuring:
    """Save; `wanted.revision` must be the one that was read. Raises `InvalidInput`, `Conflict` or `Forbidden`."""
    before = of(session, item)
    if wanted.revision != before.revision:
        raise Conflict(
            "Somebody else changed what is measured here meanwhile.",
            hint="Read the page again, then repeat the change.",
        )
    _demand_few(wanted)
    problems: list[FieldProblem] = []
    old = {(one.type, repr(sorted(one.params.items()))) for one in (*before.probes, *before.checks)}
    for place, entry in enumerate(wanted.probes):
        is_new = (entry.type, repr(sorted(entry.params.items()))) not in old
        problems += _probe_problems(entry, ("probes", place), subject, is_new, may_write_code)
    for place, entry in enumerate(wanted.checks):
        is_new = (entry.type, repr(sorted(entry.params.items()))) not in old
        problems += _check_problems(entry, ("checks", place), view, is_new, may_write_code)
    if problems:
        message = problems[0].message if len(problems) == 1 else f"{len(problems)} settings need another value."
        raise InvalidInput(message, fields=problems)
    row = session.get(MetricSettings, item.id)
    now = clock.now()
    if row is None:
        row = MetricSettings(item_id=item.id, revision=0, followed=item.version, tries=0, after_build=False)
        session.add(row)
    if wanted.after_build and not row.after_build:
        row.followed, row.tries = item.version, 0  # what is there already is measured on request
    row.probes = [asdict(one) for one in wanted.probes]
    row.checks = [asdict(one) for one in wanted.checks]
    row.shown = None if wanted.shown is None else list(wanted.shown)
    row.after_build = wanted.after_build
    row.revision = before.revision + 1
    row.updated_at, row.updated_by = now, author
    session.flush()
    item_changed(session, project_key=item.project_key, object="item", id=item.id, change="changed")
    return of(session, item)


def probe_of(entry: Entry) -> tuple[Probe[Any], Params]:
    """Return an entry's probe with its checked settings; raises `NotFound` or `InvalidInput`."""
    found = probe_types.get(entry.type)
    return found, validated(found.Params, entry.params)


def check_of(entry: Entry) -> tuple[Check[Any], Params]:
    """Return an entry's check with its checked settings; raises `NotFound` or `InvalidInput`."""
    found = check_types.get(entry.type)
    return found, validated(found.Params, entry.params)


def demand_code_right(found: Probe[Any] | Check[Any], may_write_code: bool) -> None:
    """Raise `Forbidden` for a type that holds code, for one who may not write any."""
    if found.needs_code and not may_write_code:
        raise Forbidden(
            f"“{found.label}” runs code, and you may not write code.",
            hint="An administrator can give the right to write code to your group.",
        )


def _demand_few(wanted: Measuring) -> None:
    for word, listed, most in (("probes", wanted.probes, MOST_PROBES), ("checks", wanted.checks, MOST_CHECKS)):
        if len(listed) > most:
            raise InvalidInput.at(word, f"An item may have at most {most} {word}.")
        seen: set[str] = set()
        for place, entry in enumerate(listed):
            if entry.id in seen:
                raise InvalidInput.at((word, place, "id"), f"Two {word} have the identifier “{entry.id}”.")
            seen.add(entry.id)


def _probe_problems(
    entry: Entry, loc: tuple[str | int, ...], subject: Subject, is_new: bool, may_write_code: bool
) -> list[FieldProblem]:
    try:
        found, params = probe_of(entry)
    except NotFound as error:
        return [FieldProblem((*loc, "type"), error.message)]
    except InvalidInput as error:
        return _below(loc, error.fields)
    if subject.kind not in found.kinds:
        return [FieldProblem((*loc, "type"), f"“{found.label}” cannot measure a {subject.kind}.")]
    if not is_new:
        return []
    demand_code_right(found, may_write_code)
    return _below(loc, found.check(subject, params))


def _check_problems(
    entry: Entry, loc: tuple[str | int, ...], view: View, is_new: bool, may_write_code: bool
) -> list[FieldProblem]:
    try:
        found, params = check_of(entry)
    except NotFound as error:
        return [FieldProblem((*loc, "type"), error.message)]
    except InvalidInput as error:
        return _below(loc, error.fields)
    if view.kind not in found.kinds:
        return [FieldProblem((*loc, "type"), f"“{found.label}” cannot check a {view.kind}.")]
    if not is_new:
        return []
    demand_code_right(found, may_write_code)
    return _below(loc, found.check(view, params))


def _below(loc: tuple[str | int, ...], problems: Sequence[FieldProblem]) -> list[FieldProblem]:
    return [FieldProblem((*loc, *one.loc), one.message) for one in problems]
