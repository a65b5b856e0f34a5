"""A write that changes nothing makes a new version all the same, and moves the time of the last change."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(stamps_identical_writes=True), example="the same PUT twice: `updated_at` moves twice")
