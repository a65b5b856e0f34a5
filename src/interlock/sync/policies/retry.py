"""The write is tried again: so often after the first time, or without end."""

from dataclasses import replace

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, args: Args) -> Reaction:
    count = args.get("count")
    return replace(reaction, retries=count if isinstance(count, int) else None, backoff=bool(args.get("backoff")))


REACTION = Behaviour(_add)
