"""Some webhooks arrive twice, under the same id."""

from interlock.sandbox.behaviours._behaviour import Behaviour, webhooks

BEHAVIOUR = Behaviour(
    webhooks("doubled"), example="`evt_4f` comes at 9:00:01 and again at 9:00:02", amount=0.3, unit="share, 0 to 1"
)
