"""What changed is in lists and searches only a while later, as where an index follows the store."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(
    settings("list_lag_s"),
    example="an item that was just made is found alone and not in the list",
    amount=5.0,
    unit="seconds",
)
