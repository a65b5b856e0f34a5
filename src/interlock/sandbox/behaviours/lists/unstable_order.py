"""A list that is not asked for an order comes in another one each time, so that pages overlap and leave items out."""

from interlock.sandbox.behaviours._behaviour import Behaviour, settings

BEHAVIOUR = Behaviour(settings(any_order=True), example="items 3, 1, 2 and then 2, 3, 1")
