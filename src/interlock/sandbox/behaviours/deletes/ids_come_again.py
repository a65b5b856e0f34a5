"""An id whose item was deleted can be taken again, and the deleted item is forgotten then."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(ids_come_again=True), example="a tombstone vanishes when its id is created again")
