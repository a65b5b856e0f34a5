"""A write that does not say which version it is meant for is refused with 428."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(demands_version=True), example="a PATCH without If-Match is answered 428")
