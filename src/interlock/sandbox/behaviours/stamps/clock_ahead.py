"""The system's own clock is ahead (behind where the number is negative), and so are all its stamps."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(
    settings("clock_offset_s"), example="an item made at 9:00 was made at 9:05", amount=300.0, unit="seconds"
)
