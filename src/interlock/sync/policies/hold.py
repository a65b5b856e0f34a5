"""The item is set aside until someone decides, or until it changes."""

from dataclasses import replace

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, _args: Args) -> Reaction:
    return replace(reaction, hold=True)


REACTION = Behaviour(_add)
