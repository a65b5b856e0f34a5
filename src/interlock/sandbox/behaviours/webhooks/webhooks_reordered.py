"""Webhooks take long, each its own time, so that later ones overtake earlier ones."""

from interlock.sandbox.behaviours._behaviour import Behaviour, webhooks

BEHAVIOUR = Behaviour(
    webhooks("late_s"), example="`deleted` arrives before `updated`", amount=60.0, unit="seconds at most"
)
