"""Some webhooks never arrive, and nobody says so."""

from interlock.sandbox.behaviours._behaviour import Behaviour, webhooks

BEHAVIOUR = Behaviour(webhooks("lost"), example="an item changes and nothing comes", amount=0.3, unit="share, 0 to 1")
