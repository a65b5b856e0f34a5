"""A look at an item that was merged into another shows that one, under its own id."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings
from interlock.sandbox.behaviours._settings import MergedAnswer

BEHAVIOUR = Behaviour(settings(merged_answer=MergedAnswer.WINNER), example="GET of 7 shows the item 9")
