"""A key that is to keep a repeated write from being done twice is taken and does nothing."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(ignores_idempotency=True), example="the same POST with the same key makes two items")
