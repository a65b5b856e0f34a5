"""A value that does not fit is refused with 400 and not with 422."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(invalid_status=400), example="a text for a number is answered 400")
