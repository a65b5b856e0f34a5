"""An id that no item has is taken as a reference."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(checks_references=False), example="`author_id: 999999` is answered 201")
