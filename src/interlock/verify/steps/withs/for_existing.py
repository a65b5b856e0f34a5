"""The items refer to items of another record that exist and are linked already."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.fixtures.wish import Wish
from interlock.verify.steps._base import Args, With, word


def ask(wish: Wish, args: Args) -> Wish:
    """The wish with the record that must be there."""
    return replace(wish, existing=(*wish.existing, word(args, "record")))


step = With(ask)
