"""A parameter that nobody knows is taken for a condition on a field of that name: mostly nothing fits it."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(filters_unknown=True), example="`?limits=10` shows an empty list with 200")
