"""Paragraphs of a document without the comments in them, which are for those who write it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMENT = re.compile(r"(?P<code>(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))|<!--.*?-->", re.DOTALL)


def uncommented(paragraphs: Iterable[str]) -> tuple[str, ...]:
    """The paragraphs as a viewer of Markdown shows them; one that is a comment only is left out."""
    shown = (_COMMENT.sub(lambda found: found["code"] or "", one).strip() for one in paragraphs)
    return tuple(one for one in shown if one)
