"""Weather in which defects of one kind show soon."""

from __future__ import annotations

from tests.simulation.script import Climate
from tests.simulation.words import GUARDED

from interlock.sandbox.behaviours import OnTheWay

NOTHING = {
    "fault": 0, "crash": 0, "decide": 0, "stall": 0, "full disk": 0, "document": 0, "clock": 0, "second": 0,
}  # fmt: skip
PLAIN = {"client_create": "in both", "client_start": "all", "client_when": ""}

CALM = Climate(kinds=NOTHING)
LOST = Climate(
    kinds={**NOTHING, "fault": 9, "restart": 9, "cycle": 12, "heal": 0, "watch": 0, "busy cycle": 0},
    acts={"create": 20},
    faults={"lost": 1},
    words=PLAIN,
    traits={"keys": False, "together": 0},
    manner={"lag_s": 40.0},
)
KEYED = Climate(
    kinds={**NOTHING, "fault": 9, "restart": 9, "cycle": 12, "heal": 0},
    acts={"create": 20},
    faults={"lost": 3, "stumbles": 1},
    words=PLAIN,
    traits={"keys": True, "together": 0},
)
STUMBLES = Climate(
    kinds={**NOTHING, "fault": 12, "cycle": 12, "heal": 0},
    acts={"create": 20, "edit": 10},
    faults={"stumbles": 2, "lost": 1, "cut": 1},
    words=PLAIN,
    traits={"keys": False},
)
DOUBT = Climate(
    kinds={**NOTHING, "people": 12, "fault": 6, "cycle": 12},
    acts={"edit": 10, "edit both": 20, "create": 6},
    faults={"lost": 3, "stumbles": 2, "cut": 1},
    words={**PLAIN, "client_conflict": "source of truth wins"},
)
BREAKS = Climate(
    kinds={**NOTHING, "fault": 12, "cycle": 9, "heal": 0},
    acts={"create": 20},
    faults={"500": 1, "drop": 1, "down": 1},
    words=PLAIN,
    traits={"size": 2, "since": True, "paging": "cursor"},
    manner={"latency_s": 0.2, "hints": 0.0},
)
PAGES = Climate(
    kinds={**NOTHING, "cycle": 9},
    acts={"create": 20},
    words=PLAIN,
    traits={"size": 2, "paging": "cursor", "since": False},
    manner={"hints": 0.0},
)
SECRET = Climate(
    kinds={**NOTHING, "fault": 9, "cycle": 12, "heal": 1},
    faults={"hidden": 1},
    words={**PLAIN, "client_delete": "delete"},
    traits={"deletes": "hidden", "since": False},
)
MEETING = Climate(kinds={**NOTHING, "busy cycle": 9}, acts={"edit both": 9, "edit across": 5})
BUSY = Climate(kinds={**NOTHING, "busy cycle": 12}, acts={"edit": 20, "edit both": 9})
TALK = Climate(kinds={**NOTHING, "cycle": 9}, acts={"answer": 20}, words={"client_start": "all"})
AGAINST = Climate(
    kinds={**NOTHING, "cycle": 12},
    acts={"edit": 30},
    words={**PLAIN, "client_conflict": "hold", "client_truth": "Shop", "phone": "→", "name": "→", "score": "←"},
)
LEAVING = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 9},
    acts={"create": 16, "delete": 8},
    words={**PLAIN, "policies": GUARDED, "client_delete": "delete"},
)
DELETING = Climate(kinds={**NOTHING, "cycle": 9}, acts={"delete": 9, "delete and edit": 4}, words=PLAIN)
HURRIED = Climate(
    kinds={**NOTHING, "fault": 12, "cycle": 12, "watch": 6},
    faults={"429": 1},
    words=PLAIN,
    acts={"create": 12, "edit": 12},
)
LAGGING = Climate(
    kinds={**NOTHING, "cycle": 16, "busy cycle": 6, "people": 8, "time": 0},
    acts={"edit": 20, "answer": 12},
    words=PLAIN,
    traits={"stamps": "min", "since": True},
    manner={"lag_s": 40.0, "hints": 0.0},
)
LONG = Climate(
    kinds={**NOTHING, "cycle": 12, "time": 6},
    acts={"late": 30, "edit": 6},
    words=PLAIN,
    traits={"since": True},
    manner={"hints": 0.0, "ignores_since": False},
)
TOGETHER = Climate(
    kinds={**NOTHING, "people": 20, "cycle": 6, "fault": 7, "heal": 0, "watch": 0, "busy cycle": 0},
    acts={"create": 60, "edit": 12, "edit both": 12, "delete": 0},
    faults={"refuses": 60},
    words={**PLAIN, "client_conflict": "source of truth wins"},
    traits={"keys": False, "together": 10, "whole": False},
    manner={"partly": True, "limit": 0},
)
BEHIND = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 16, "busy cycle": 0, "watch": 0, "time": 0},
    acts={"create": 20, "edit": 12},
    words=PLAIN,
    traits={"answers": False, "stamps": "ms", "etag": False},
    manner={"get_lag_s": 25.0, "latency_s": 0.2, "hints": 1.0},
)
BIN = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 12},
    acts={"create": 8, "delete": 12, "bring back": 30},
    words={**PLAIN, "client_delete": "keep", "phone": "↔"},
    manner={"get_lag_s": 0.0},
)
MERGING = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 12},
    acts={"create": 12, "merge": 30},
    words={**PLAIN, "client_delete": "delete"},
    manner={"merged": "moved"},
)
CHILDREN = Climate(
    kinds={**NOTHING, "cycle": 9, "fault": 5},
    acts={"create": 16, "reparent": 6},
    faults={"refuses": 3},
    words={"invoice_create": "in Books", "invoice_start": "all"},
)
LISTS = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 12},
    acts={"create": 10, "arrange": 60, "edit": 4},
    words={**PLAIN, "client_conflict": "source of truth wins", "tags": "↔", "lines": "↔", "steps": "↔"},
)
NAMING = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 12},
    acts={"create": 12, "name": 60, "edit": 4},
    words={**PLAIN, "client_conflict": "source of truth wins", "circle": "↔", "copies": "→"},
)
ROUND = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 12},
    acts={"create": 12, "swap": 30, "promote": 20, "delete": 0},
    words={**PLAIN, "client_conflict": "source of truth wins", "boss": "↔"},
    manner={"lag_s": 0.0, "get_lag_s": 0.0},
)
TOLD = Climate(
    kinds={**NOTHING, "people": 12, "watch": 12},
    acts={"create": 12, "edit": 12},
    words=PLAIN,
    traits={"signs": "standard"},
    manner={"hooks": OnTheWay(doubled=0.2, unsigned=0.3, late_s=5.0)},
)
GONE = Climate(
    kinds={**NOTHING, "people": 12, "cycle": 12, "lose": 6},
    acts={"create": 12, "rename": 20, "delete": 6},
    words={**PLAIN, "client_delete": "keep"},
)
REFUSING = Climate(
    kinds={**NOTHING, "people": 12, "fault": 12, "watch": 12, "heal": 0},
    acts={"create": 16, "edit": 16},
    faults={"refuses": 9},
    words=PLAIN,
)
PROMPT = Climate(
    kinds=NOTHING,
    acts={"create": 16, "delete": 0},
    words=PLAIN,
    traits={"since": True, "stamps": "ms"},
    manner={"lag_s": 0.0, "get_lag_s": 0.0, "limit": 0, "gain": 0.0, "ignores_since": False, "hints": 0.0},
)
