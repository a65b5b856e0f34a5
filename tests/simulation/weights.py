"""How often people do what, unless a seed draws otherwise."""

from __future__ import annotations

MORE_ACTS = {"bring back": 3, "merge": 3, "arrange": 6, "promote": 3, "swap": 2, "name": 5}
WEIGHTS = {
    "create": 8,
    "twins": 1,
    "edit": 8,
    "clear": 1,
    "late": 1,
    "edit both": 3,
    "edit across": 2,
    "answer": 3,
    "rename": 2,
    "reparent": 2,
    "sort": 1,
    "remark": 1,
    "delete": 2,
    "delete both": 1,
    "delete and edit": 1,
}
