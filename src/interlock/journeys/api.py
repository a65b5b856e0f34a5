"""The Python API: the verbs of the command line as functions; `import interlock` offers them."""

from __future__ import annotations

from interlock.journeys.check import check
from interlock.journeys.learning import learn
from interlock.journeys.planning import plan
from interlock.journeys.project import Project, load
from interlock.journeys.running import run
from interlock.journeys.verifying import verify

__all__ = ["Project", "check", "learn", "load", "plan", "run", "verify"]
