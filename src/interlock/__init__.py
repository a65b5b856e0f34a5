"""Interlock: an integration document that two companies can read, sign, and run.

The library has the verbs of the command line::

    project = interlock.load("orders.interlock.md")
    for finding in interlock.check(project): ...
    for verdict in interlock.verify(project): ...
    plan = interlock.plan(project, env="sandbox")
    report = interlock.run(project, env="sandbox")
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interlock.journeys.api import (
        Project,
        accept,
        add_question,
        ask,
        check,
        coldread,
        coldread_standing,
        coldreads,
        decide,
        diff,
        estimate,
        export,
        gates,
        go_live,
        held,
        history,
        import_tables,
        learn,
        link,
        load,
        map_fields,
        map_records,
        new_document,
        pause,
        plan,
        propose,
        readiness,
        receive,
        render,
        resume,
        rollback,
        run,
        sign,
        signatures,
        status,
        undo,
        unlink,
        verify,
    )

__version__ = "0.1.0"

__all__ = [
    "Project",
    "__version__",
    "accept",
    "add_question",
    "ask",
    "check",
    "coldread",
    "coldread_standing",
    "coldreads",
    "decide",
    "diff",
    "estimate",
    "export",
    "gates",
    "go_live",
    "held",
    "history",
    "import_tables",
    "learn",
    "link",
    "load",
    "map_fields",
    "map_records",
    "new_document",
    "pause",
    "plan",
    "propose",
    "readiness",
    "receive",
    "render",
    "resume",
    "rollback",
    "run",
    "sign",
    "signatures",
    "status",
    "undo",
    "unlink",
    "verify",
]


class _Library(ModuleType):
    """This package, in which a verb stays a function also where a room of the house has the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        # Importing `interlock.render` binds its module here, and `interlock.render(project)` would be no call any more.
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Library


def __getattr__(name: str) -> object:
    # Rooms import this package on their way; loading the journeys only when asked keeps that free of cycles and fast.
    if name in __all__:
        return getattr(importlib.import_module("interlock.journeys.api"), name)
    raise AttributeError(f"module `interlock` has no attribute `{name}`")
