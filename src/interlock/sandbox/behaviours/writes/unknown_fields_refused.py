"""A field that the system does not have is refused."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(refuses_unknown_fields=True), example="`colour: red` is answered 422")
