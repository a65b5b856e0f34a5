"""A look at an item that was merged into another is answered 301, with the address of that one."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings
from interlock.sandbox.behaviours._settings import MergedAnswer

BEHAVIOUR = Behaviour(settings(merged_answer=MergedAnswer.MOVED), example="GET of the loser: 301 to the winner")
