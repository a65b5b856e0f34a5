"""The Python API: the verbs of the command line as functions; `import interlock` offers them."""

from __future__ import annotations

from interlock.journeys.accepting import accept
from interlock.journeys.answering import ask
from interlock.journeys.check import check
from interlock.journeys.diffing import diff
from interlock.journeys.estimating import estimate
from interlock.journeys.gating import gates
from interlock.journeys.going_live import go_live
from interlock.journeys.holding import decide, held
from interlock.journeys.importing import import_tables
from interlock.journeys.learning import learn
from interlock.journeys.linking import link, unlink
from interlock.journeys.looking import history
from interlock.journeys.map_records import map_records
from interlock.journeys.mapping import map_fields
from interlock.journeys.planning import plan
from interlock.journeys.project import Project, load
from interlock.journeys.proposing import propose
from interlock.journeys.questions import add_question
from interlock.journeys.reading import coldread, coldread_standing, coldreads
from interlock.journeys.readying import readiness
from interlock.journeys.rendering import export, render
from interlock.journeys.replies import receive
from interlock.journeys.resting import pause, resume
from interlock.journeys.rolling_back import rollback
from interlock.journeys.running import run
from interlock.journeys.signatures import signatures
from interlock.journeys.signing import sign
from interlock.journeys.standing import status
from interlock.journeys.starting import new_document
from interlock.journeys.tracing import undo
from interlock.journeys.verifying import verify

__all__ = [
    "Project",
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
