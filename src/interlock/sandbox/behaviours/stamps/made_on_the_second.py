"""Items are made on whole seconds, many on the same one, while edits are stamped to the millisecond."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(
    settings(made_on_the_second=True), example="54 items with the stamp 09:00:07, and an edited one with 09:00:07.412"
)
