"""What happens is spread evenly over a time."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.fixtures.wish import Wish
from interlock.verify.steps._base import Args, With, time


def ask(wish: Wish, args: Args) -> Wish:
    """The wish with the time over which it happens."""
    return replace(wish, spread=time(args, "duration"))


step = With(ask)
