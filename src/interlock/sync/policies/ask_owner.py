"""The owner is asked to decide; until then what is held stays held."""

from dataclasses import replace
from datetime import timedelta

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, _args: Args) -> Reaction:
    return replace(reaction, ask_owner=True, hold=True, alert_after=reaction.alert_after or timedelta(0))


REACTION = Behaviour(_add)
