"""A field that only the system writes may be sent, and is dropped without a word."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(refuses_read_only=False), example="`total: 5` is answered 200, and the total stays")
