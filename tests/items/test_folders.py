"""Folders: every edit is a version, every version comes back."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from atelier import ids
from atelier.db.tables import Item, Picture, Project
from atelier.errors import Conflict
from atelier.items import entries, folders
from atelier.items.entries import Filter
from atelier.items.folders import NewFile

MOMENT = datetime(2024, 1, 1, tzinfo=UTC)
PATHS = ["a.jpg", "b.jpg", "sub/a.jpg", "sub/deep/c_pic_1.png", "notes.txt", "é_2.jpg", "%_x.jpg"]


def new(path: str, content: str = "0", size: int = 1) -> NewFile:
    return NewFile(path, content.ljust(64, "0"), size, MOMENT)


def files_at(session: Session, folder: Item, version: int | None = None) -> dict[str, str]:
    return {e.path: e.content for e in entries.iterate(session, folder=folder, version=version)}


def listed(session: Session, folder: Item, wanted: Filter = Filter(), limit: int = 3, **asked: object) -> list[str]:  # noqa: B008
    """Return the paths of all pages put together, checking that each page counts the same whole."""
    found: list[str] = []
    after = None
    while True:
        page = entries.page(session, folder=folder, wanted=wanted, after=after, limit=limit, **asked)  # type: ignore[arg-type]
        found += [entry.path for entry, _ in page.rows]
        after = page.next
        if after is None:
            assert page.total == len(found)
            return found
        assert len(page.rows) == limit


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.dictionaries(st.sampled_from(PATHS), st.sampled_from("123"), min_size=1)),
        st.tuples(st.just("take"), st.lists(st.sampled_from(PATHS), min_size=1, unique=True)),
        st.tuples(st.just("run"), st.dictionaries(st.sampled_from(PATHS), st.sampled_from("45"))),
        st.tuples(st.just("undo"), st.integers(0, 9)),
    ),
    max_size=9,
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(EDITS)
def test_every_version_stays_as_it_was_and_comes_back(
    session: Session, project: Project, edits: list[tuple[str, object]]
) -> None:
    folder = folders.create(session, project=project, name=ids.item_id(), author="ada")
    history: list[dict[str, str]] = [{}]
    for kind, what in edits:
        now = dict(history[-1])
        if kind == "put":
            assert isinstance(what, dict)
            folders.change(session, folder=folder, add=[new(p, c) for p, c in what.items()], author="ada", reason="")
            now |= {path: content.ljust(64, "0") for path, content in what.items()}
        elif kind == "take":
            assert isinstance(what, list)
            folders.change(session, folder=folder, remove=what, author="ada", reason="")
            now = {path: content for path, content in now.items() if path not in what}
        elif kind == "run":
            assert isinstance(what, dict)
            folders.replace_all(
                session,
                folder=folder,
                files=[new(p, c) for p, c in what.items()],
                author="ada",
                reason="",
                facts={},
                attempt_id=None,
                fingerprint="f",
            )
            now = {path: content.ljust(64, "0") for path, content in what.items()}
        else:
            assert isinstance(what, int)
            if what >= folder.version:
                with pytest.raises(Conflict, match=f"has no version {what} to go back to"):
                    folders.undo_to(session, folder=folder, version=what, author="ada")
                continue
            folders.undo_to(session, folder=folder, version=what, author="ada")
            now = dict(history[what])
        history.append(now)
        assert folder.version == len(history) - 1
        assert folder.facts["files"] == folder.facts["bytes"] == len(now)
        assert folder.facts["pictures"] == sum(not path.endswith(".txt") for path in now)
    for version, then in enumerate(history):
        assert files_at(session, folder, version) == then
    assert files_at(session, folder) == history[-1]
    assert listed(session, folder) == sorted(history[-1])


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(
        st.lists(st.sampled_from(["a", "A", "é", "%", "_", "\\", "🐈", "1"]), min_size=1, max_size=3).map("/".join),
        st.integers(0, 3),
        max_size=12,
    ),
    st.sampled_from(["name", "size", "time"]),
    st.booleans(),
    st.sampled_from(["", "a", "%", "_", "\\", "É"]),
    st.sampled_from(["", "a/", "%/", "_/", "\\/"]),
    st.integers(1, 5),
)
def test_pages_by_key_are_the_whole_in_any_order(
    session: Session,
    project: Project,
    files: dict[str, int],
    sort: str,
    descending: bool,
    search: str,
    prefix: str,
    limit: int,
) -> None:
    folder = folders.create(session, project=project, name=ids.item_id(), author="ada")
    session.flush()
    add = [
        NewFile(path, "0" * 64, size, datetime(2024, 1, 1 + size, 0, 0, 0, 123_457, tzinfo=UTC))
        for path, size in files.items()
    ]
    folders.change(session, folder=folder, add=add, author="ada", reason="")
    wanted = [path for path in files if path.startswith(prefix) and (search in path or search.lower() in path.lower())]
    if search == "É":  # a database folds the case of plain letters only
        wanted = [path for path in wanted if search in path]
    if sort == "name":
        wanted.sort(reverse=descending)
    else:
        wanted.sort(key=lambda path: (files[path], path), reverse=descending)
    found = listed(session, folder, Filter(prefix=prefix, search=search), limit, sort=sort, descending=descending)
    if search == "É":
        found = [path for path in found if search in path]
    assert found == wanted


def test_a_page_is_found_by_its_index_not_by_reading_all(session: Session, project: Project) -> None:
    folder = folders.create(session, project=project, name="images", author="ada")
    session.flush()
    plan = session.connection().exec_driver_sql(
        "EXPLAIN QUERY PLAN SELECT * FROM folder_entry LEFT JOIN picture ON picture.content = folder_entry.content "
        "WHERE folder_id = 'x' AND until_version IS NULL AND path > 'm' ORDER BY path LIMIT 201"
    )
    steps = " ".join(str(row[-1]) for row in plan)
    assert "USING INDEX" in steps
    assert "path>?" in steps
    assert "TEMP B-TREE" not in steps
    assert folder.version == 0


def test_a_place_in_the_list_that_is_none_is_refused(session: Session, project: Project) -> None:
    folder = folders.create(session, project=project, name="images", author="ada")
    for after in ("x", "[]", "WyJhIl0=", "e30=", "WzEsImEiXQ==", "é", "WzFlOTk5LCAiYSJd"):
        with pytest.raises(Exception, match="This is not a place in the list"):
            entries.page(session, folder=folder, wanted=Filter(), after=after)


def test_subfolders_and_groups_count_what_is_in_them(session: Session, project: Project) -> None:
    folder = folders.create(session, project=project, name="images", author="ada")
    paths = ["a/x/1.jpg", "a/x/2.jpg", "a/y_1.jpg", "a%/z.jpg", "A/q.jpg", "top_pic_1.jpg", "é/1.jpg", "A/x/1.jpg"]
    folders.change(session, folder=folder, add=[new(path, size=2) for path in paths], author="ada", reason="")

    def below(prefix: str) -> dict[str, tuple[int, int]]:
        return {
            one["path"]: (one["files"], one["bytes"])
            for one in entries.subfolders(session, folder=folder, prefix=prefix)
        }

    assert below("") == {"a/": (3, 6), "a%/": (1, 2), "A/": (2, 4), "é/": (1, 2)}
    assert below("a/") == {"a/x/": (2, 4)}
    assert below("a/x/") == below("none/") == {}
    counts = {group["name"]: group["count"] for group in entries.groups(session, folder=folder)}
    assert counts == {"x": 3, "y": 1, "a%": 1, "A": 1, "top": 1, "é": 1}
    assert listed(session, folder, Filter(group="x")) == ["A/x/1.jpg", "a/x/1.jpg", "a/x/2.jpg"]


def test_unreadable_pictures_are_counted_and_listed_by_name(session: Session, project: Project) -> None:
    folder = folders.create(session, project=project, name="images", author="ada")
    session.add(Picture(content="b" * 64, problem="it is cut off in the middle"))
    session.add(Picture(content="a" * 64, width=2, height=2, format="PNG"))
    add = [NewFile("bad.jpg", "b" * 64, 1, MOMENT), NewFile("good.jpg", "a" * 64, 1, MOMENT), new("new.jpg")]
    folders.change(session, folder=folder, add=add, author="ada", reason="")
    assert folder.facts["unreadable"] == 1
    assert listed(session, folder, Filter(only="unreadable")) == ["bad.jpg"]
    assert [entry.path for entry in entries.first_pictures(session, folder=folder, count=4)] == ["good.jpg", "new.jpg"]


def test_asking_for_many_paths_at_once_tells_those_there(session: Session, project: Project) -> None:
    folder = folders.create(session, project=project, name="images", author="ada")
    paths = [f"{n}.jpg" for n in range(1200)]
    folders.change(session, folder=folder, add=[new(path) for path in paths], author="ada", reason="")
    assert entries.known(session, folder=folder, paths=[*paths, "none"]) == set(paths)
    folders.change(session, folder=folder, remove=paths[100:], author="ada", reason="")
    assert entries.known(session, folder=folder, paths=paths) == set(paths[:100])
