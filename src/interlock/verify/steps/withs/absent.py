"""The items lack this field; what the system would refuse is put into its store all the same."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.fixtures.wish import Wish
from interlock.verify.steps._base import Args, With, word


def ask(wish: Wish, args: Args) -> Wish:
    """The wish without the field."""
    return replace(wish, absent=(*wish.absent, word(args, "field")))


step = With(ask)
