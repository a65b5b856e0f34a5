"""The write is tried again at even distances."""

from dataclasses import replace
from datetime import timedelta

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, args: Args) -> Reaction:
    distance = args.get("duration")
    every = distance if isinstance(distance, timedelta) else reaction.every
    return replace(reaction, retries=reaction.retries or None, every=every)


REACTION = Behaviour(_add)
