"""The items have some value in this field, neither empty nor zero."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.fixtures.wish import Wish
from interlock.verify.steps._base import Args, With, word


def ask(wish: Wish, args: Args) -> Wish:
    """The wish with the field."""
    return replace(wish, present=(*wish.present, word(args, "field")))


step = With(ask)
