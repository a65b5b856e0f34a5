"""A refusal is kept by its idempotency key, too, and answered again for whatever body comes with that key."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(
    settings(replays_failures=True), example="a mended body with the key of a refused one is refused as before"
)
