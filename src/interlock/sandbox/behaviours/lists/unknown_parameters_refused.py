"""A parameter that the description does not have is refused with 400, and a required one must be there."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(strict_query=True), example="`?limits=10` is answered 400")
