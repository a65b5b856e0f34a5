"""The Python API: the verbs of the command line as functions; `import interlock` offers them."""

from __future__ import annotations

from interlock.journeys.check import check
from interlock.journeys.holding import decide, held
from interlock.journeys.learning import learn
from interlock.journeys.linking import link, unlink
from interlock.journeys.looking import history
from interlock.journeys.planning import plan
from interlock.journeys.project import Project, load
from interlock.journeys.proposing import propose
from interlock.journeys.resting import pause, resume
from interlock.journeys.running import run
from interlock.journeys.standing import status
from interlock.journeys.tracing import undo
from interlock.journeys.verifying import verify

__all__ = [
    "Project",
    "check",
    "decide",
    "held",
    "history",
    "learn",
    "link",
    "load",
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
