"""Nothing is sent until the time that the answer names is over; that is not counted as an attempt."""

from dataclasses import replace

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, _args: Args) -> Reaction:
    return replace(reaction, wait=True)


REACTION = Behaviour(_add)
