"""Believable items: people, places, goods, money and moments that fit the fields of a profile, and repeat by seed."""

from interlock.sandbox.believable.bodies import BodyMaker
from interlock.sandbox.believable.edges import EDGES, with_same
from interlock.sandbox.believable.likeness import Likeness
from interlock.sandbox.believable.scene import Scene

__all__ = ["EDGES", "BodyMaker", "Likeness", "Scene", "with_same"]
