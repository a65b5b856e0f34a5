"""Blanks before and after a text are cut off when it is kept."""

from interlock.sandbox.behaviours._behaviour import Behaviour
from interlock.sandbox.behaviours._settings import Spelling
from interlock.sandbox.behaviours._spelling import spelled

BEHAVIOUR = Behaviour(spelled(Spelling.TRIMMED), example='`" Ann "` is kept as `"Ann"`')
