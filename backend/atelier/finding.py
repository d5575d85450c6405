"""Finding types in files: every module of a package, and every file of plugin folders, each class checked as it comes.

A broken built-in file stops the start; a broken plugin file is kept as a failure with its reason.
"""

import importlib
import importlib.util
import inspect
import pkgutil
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Generic, TypeVar

from atelier.errors import NotFound

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A plugin file that could not be taken in, and why."""

    file: str
    reasons: tuple[str, ...]


class BrokenDeclaration(Exception):
    """A type's declaration breaks the rules; each of `issues` is a sentence."""

    def __init__(self, name: str, issues: Sequence[str]) -> None:
        super().__init__(f"{name}: " + " ".join(issues))
        self.issues = tuple(issues)


class Registry(Generic[T]):
    """All types of one sort by their name."""

    def __init__(
        self,
        word: str,
        package: str,
        base: type[T],
        check: Callable[[type[T]], list[str]],
        plugin_folders: Callable[[], Iterable[Path]],
    ) -> None:
        self._word = word
        self._package = package
        self._base = base
        self._check = check
        self._plugin_folders = plugin_folders
        self._types: dict[str, T] | None = None
        self._failures: list[Failure] = []
        self._lock = threading.Lock()

    def all_types(self) -> dict[str, T]:
        """Return one object per type, by type name; files are read at the first call."""
        with self._lock:
            if self._types is None:
                self._types = self._read_package()
                for folder in self._plugin_folders():
                    self._read_folder(folder, self._types)
            return self._types

    def get(self, name: str) -> T:
        """Return the type called `name`, by its own name or one that DSS scripts use; raises NotFound."""
        types = self.all_types()
        if name in types:
            return types[name]
        for found in types.values():
            if name in getattr(found, "dss_types", ()):
                return found
        raise NotFound(f"There is no {self._word} type “{name}”.", hint=f"Known types: {', '.join(sorted(types))}.")

    def failures(self) -> list[Failure]:
        """Return the plugin files that could not be taken in."""
        self.all_types()
        return list(self._failures)

    def add_folder(self, folder: Path) -> None:
        """Take in the `*.py` files of one more plugin folder; a folder that is not there has none."""
        types = self.all_types()
        with self._lock:
            self._read_folder(folder, types)

    def forget(self) -> None:
        """Forget everything read, so that the next question reads the files anew."""
        with self._lock:
            self._types = None
            self._failures = []

    def _read_package(self) -> dict[str, T]:
        types: dict[str, T] = {}
        package = importlib.import_module(self._package)
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
            for declared in self._declared_in(importlib.import_module(f"{self._package}.{module.name}")):
                self._add(declared, types)
        return types

    def _read_folder(self, folder: Path, types: dict[str, T]) -> None:
        for file in sorted(folder.glob("*.py")):
            try:
                for declared in self._declared_in(_import_file(file, f"{self._package}_plugins")):
                    self._add(declared, types)
            except BrokenDeclaration as broken:
                self._failures.append(Failure(str(file), broken.issues))
            except Exception as error:
                self._failures.append(Failure(str(file), (f"{type(error).__name__}: {error}",)))

    def _declared_in(self, module: ModuleType) -> list[type[T]]:
        return [
            member
            for _, member in inspect.getmembers(module, inspect.isclass)
            if issubclass(member, self._base)
            and member is not self._base
            and member.__module__ == module.__name__
            and "is_base" not in vars(member)  # a base of further types, not a type
        ]

    def _add(self, declared: type[T], types: dict[str, T]) -> None:
        issues = self._check(declared)
        name = getattr(declared, "type", "")
        if name in types and type(types[name]) is not declared:
            issues.append(f"The name “{name}” is taken by another type.")
        if issues:
            raise BrokenDeclaration(declared.__name__, issues)
        types[str(name)] = declared()


def _import_file(file: Path, namespace: str) -> ModuleType:
    name = f"{namespace}.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} cannot be read as Python.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
