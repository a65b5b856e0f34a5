"""Every answer takes that long."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings("latency_s"), example="GET takes two seconds", amount=2.0, unit="seconds")
