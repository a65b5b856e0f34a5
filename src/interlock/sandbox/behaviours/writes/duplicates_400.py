"""A value that another item has is refused with 400, as any wrong value, and not with 409."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(duplicate_status=400), example="a second `email` is answered 400")
