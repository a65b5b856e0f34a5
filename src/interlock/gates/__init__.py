"""The gates of going live: each computed from what was found, run, signed or said, and never ticked."""

from interlock.gates.condition import Condition, conditions
from interlock.gates.ground import Ground, Proof
from interlock.gates.judging import judge

__all__ = ["Condition", "Ground", "Proof", "conditions", "judge"]
