"""How systems behave where descriptions are silent or wrong, one behaviour a file, switched on by the file's name."""

from interlock.sandbox.behaviours._behaviour import Acting, Behaviour
from interlock.sandbox.behaviours._choosing import behaving, behaviours, families, name_of
from interlock.sandbox.behaviours._settings import Behaviours, MergedAnswer, OnTheWay, Spelling
from interlock.sandbox.behaviours._twist import Turn, Twist

__all__ = [
    "Acting",
    "Behaviour",
    "Behaviours",
    "MergedAnswer",
    "OnTheWay",
    "Spelling",
    "Turn",
    "Twist",
    "behaving",
    "behaviours",
    "families",
    "name_of",
]
