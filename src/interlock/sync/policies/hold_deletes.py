"""All deletes of the batch are set aside, none is carried out."""

from dataclasses import replace

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, _args: Args) -> Reaction:
    return replace(reaction, hold=True)


REACTION = Behaviour(_add)
