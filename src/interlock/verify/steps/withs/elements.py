"""The items have so many elements in this array."""

from __future__ import annotations

from dataclasses import replace

from interlock.verify.fixtures.wish import Wish
from interlock.verify.steps._base import Args, With, number, word


def ask(wish: Wish, args: Args) -> Wish:
    """The wish with the array's length."""
    return replace(wish, elements=(*wish.elements, (word(args, "array"), number(args, "count"))))


step = With(ask)
