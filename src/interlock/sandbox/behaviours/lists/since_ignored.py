"""The parameter for what changed since a moment is taken and does nothing: every item comes."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(ignores_since=True), example="`?updated_since=2099-01-01` shows all 251 items")
