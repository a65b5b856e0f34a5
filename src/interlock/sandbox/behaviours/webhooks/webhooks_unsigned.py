"""Some webhooks come without a signature."""

from interlock.sandbox.behaviours._behaviour import Behaviour, webhooks

BEHAVIOUR = Behaviour(
    webhooks("unsigned"), example="no signature header, though a secret was agreed", amount=1.0, unit="share, 0 to 1"
)
