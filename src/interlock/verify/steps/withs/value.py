"""The items have this value in this field."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.fixtures.wish import Wish
from interlock.verify.steps._base import Args, With, word


def ask(wish: Wish, args: Args) -> Wish:
    """The wish with the value, as the sentence writes it."""
    return replace(wish, values=(*wish.values, (word(args, "field"), word(args, "value"))))


step = With(ask)
