"""Packages that offer names of their modules, and load a module only when one of its names is asked for.

Most commands need few of the modules that a room has; loading them all is most of the time that a short command takes.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping


def on_demand(package: str, modules: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """The `__getattr__` of a package that offers these names of these modules of it."""
    where = {name: module for module, names in modules.items() for name in names}

    def find(name: str) -> object:
        module = where.get(name)
        if module is None:
            raise AttributeError(f"module `{package}` has no attribute `{name}`")
        found: object = getattr(importlib.import_module(f"{package}.{module}"), name)
        setattr(sys.modules[package], name, found)  # asked for once
        return found

    return find
