"""People are told: at once, or when it lasts for a time."""

from dataclasses import replace
from datetime import timedelta

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, args: Args) -> Reaction:
    after = args.get("duration")
    return replace(reaction, alert_after=after if isinstance(after, timedelta) else timedelta(0))


REACTION = Behaviour(_add)
