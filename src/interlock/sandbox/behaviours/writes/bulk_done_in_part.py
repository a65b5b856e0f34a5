"""A request for several items of which one does not fit is refused, and those that fit are done all the same."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(refuses_in_part=True), example="three items are sent, 422 is answered, two were made")
