"""Addresses of mail are kept in lower case."""

from interlock.sandbox.behaviours._behaviour import Behaviour
from interlock.sandbox.behaviours._settings import Spelling
from interlock.sandbox.behaviours._spelling import spelled

BEHAVIOUR = Behaviour(
    spelled(Spelling.LOWER, "email", "mail"), example="`Ann@Example.com` is kept as `ann@example.com`"
)
