"""Codes, articles' numbers and the like are kept in upper case."""

from interlock.sandbox.behaviours._behaviour import Behaviour
from interlock.sandbox.behaviours._settings import Spelling
from interlock.sandbox.behaviours._spelling import spelled

BEHAVIOUR = Behaviour(
    spelled(Spelling.UPPER, "code", "sku", "number", "reference", "ref"), example="`ab-1` is kept as `AB-1`"
)
