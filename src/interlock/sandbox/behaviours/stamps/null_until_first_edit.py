"""The time of the last change is null until an item is first edited, and who asks for changes misses new items."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(
    settings(null_until_edited=True), example="a new item has `updated_at: null` and is in no list of changes"
)
