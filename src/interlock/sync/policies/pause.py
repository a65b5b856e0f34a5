"""Nothing more is sent to the system until it answers again; other work goes on."""

from dataclasses import replace

from interlock.sync.policies._policy import Args, Behaviour, Reaction


def _add(reaction: Reaction, _args: Args) -> Reaction:
    return replace(reaction, pause=True, retries=None)


REACTION = Behaviour(_add)
