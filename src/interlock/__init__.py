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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interlock.journeys.api import (
        Project,
        add_question,
        ask,
        check,
        coldread,
        coldread_standing,
        decide,
        held,
        history,
        learn,
        link,
        load,
        new_document,
        pause,
        plan,
        propose,
        resume,
        run,
        status,
        undo,
        unlink,
        verify,
    )

__version__ = "0.1.0"

__all__ = [
    "Project",
    "__version__",
    "add_question",
    "ask",
    "check",
    "coldread",
    "coldread_standing",
    "decide",
    "held",
    "history",
    "learn",
    "link",
    "load",
    "new_document",
    "pause",
    "plan",
    "propose",
    "resume",
    "run",
    "status",
    "undo",
    "unlink",
    "verify",
]


def __getattr__(name: str) -> object:
    # Rooms import this package on their way; loading the journeys only when asked keeps that free of cycles and fast.
    if name in __all__:
        return getattr(importlib.import_module("interlock.journeys.api"), name)
    raise AttributeError(f"module `interlock` has no attribute `{name}`")
