"""Walks a package in which every module is one item, so that nobody edits a list."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Catalogue(Generic[T]):
    """The items of a package by the names of their files (`cents_to_amount`), in alphabetical order."""

    package: str
    items: Mapping[str, T]
    docs: Mapping[str, str]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items.values())

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, name: str) -> T:
        return self.items[name]

    def __contains__(self, name: object) -> bool:
        return name in self.items


def discover(package: str, attribute: str, kind: type[T]) -> Catalogue[T]:
    """The catalogue of a package: `attribute` of every module in it whose name has no leading underscore.

    Modules in sub-packages belong to it too; their item is found under its own file's name.

    Raises:
        TypeError: a module has no such attribute, has one of another kind, or has no docstring.
        ValueError: two modules have the same name.
    """
    root = importlib.import_module(package)
    items: dict[str, T] = {}
    docs: dict[str, str] = {}
    for module in _modules(root):
        name = module.__name__.rsplit(".", 1)[-1]
        item = getattr(module, attribute, None)
        if not isinstance(item, kind):
            raise TypeError(f"{module.__name__} has no {attribute} of type {kind.__name__}")
        if not module.__doc__:
            raise TypeError(f"{module.__name__} has no docstring")
        if name in items:
            raise ValueError(f"two modules of {package} are called {name}")
        items[name] = item
        docs[name] = module.__doc__
    ordered = dict(sorted(items.items()))
    return Catalogue(package, ordered, {name: docs[name] for name in ordered})


def _modules(root: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(root.__path__, prefix=f"{root.__name__}."):
        if found.ispkg or found.name.rsplit(".", 1)[-1].startswith("_"):
            continue
        yield importlib.import_module(found.name)
