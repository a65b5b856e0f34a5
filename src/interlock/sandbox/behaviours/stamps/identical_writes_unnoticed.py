"""A write that changes nothing is no new version, and the time of the last change stays."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(stamps_identical_writes=False), example="the same PUT twice: `updated_at` moves once")
