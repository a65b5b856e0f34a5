"""User stories: who needs what, when and why, for one direction."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlock.document.blocks import Items, Table
from interlock.document.context import Context, phrase
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.named import Named, named_items, report_repeated
from interlock.document.sections.tabular import not_interpreted
from interlock.document.shapes import shapes
from interlock.document.shapes.shape import first_match
from interlock.document.words import Words
from interlock.model.document import Phrase, Stated, Story

_WAY = re.compile(r"(.+?)\s*(→|->|←|<-|↔|<->)\s*(.+)")


def read_stories(context: Context, parts: Iterable[Part]) -> tuple[Story, ...]:
    """The stories, each a list item: `**name** (System → System): As a ..., so that ...`."""
    items: list[Named] = []
    for part in parts:
        for block in (block for inner in (part, *part.below) for block in inner.blocks):
            if isinstance(block, Table):
                not_interpreted(context, part, block)
            elif isinstance(block, Items):
                items += named_items(context, block, "story")
    report_repeated(context, items, "stories")
    return tuple(_story(context, item) for item in items)


def _story(context: Context, item: Named) -> Story:
    source, target = _way(context, item)
    return Story(item.name, source, target, _sentence(context, item), item.words.span)


def _way(context: Context, item: Named) -> tuple[Stated[str], Stated[str]]:
    said = _WAY.fullmatch(item.about.text) if len(item.about.text) < 200 else None
    if said is None or said.group(2) in {"↔", "<->"}:
        context.report.add(
            "story-not-understood",
            item.about or item.words,
            f"the story {shown(item.name)} does not say from which system to which",
            hint="write it like `(Left → Right)` after the story's name, with the names of the two systems",
            subject=item.name,
        )
        nothing: Stated[str] = Stated(item.about.text, item.about.span)
        return nothing, nothing
    ends = [item.about.part(said.start(group), said.end(group)).strip() for group in (1, 3)]
    if said.group(2) in {"←", "<-"}:
        ends.reverse()
    source, target = (_system(context, words, item.name) for words in ends)
    return source, target


def _system(context: Context, words: Words, story: str) -> Stated[str]:
    bare = words.bare()
    known = context.names.system(bare.text)
    if known is None:
        context.unknown_system(bare, story)
    return Stated(bare.text, bare.span, known)


def _sentence(context: Context, item: Named) -> Stated[Phrase]:
    words = item.sentence
    if not words:
        context.report.add("story-not-understood", item.words, "the story says nothing", subject=item.name)
        return Stated("", words.span)
    if context.too_long(words, item.name):
        return Stated(words.text, words.span)
    body = words.part(0, len(words.text.rstrip(" .")))
    found = first_match(shapes()["stories"], body.text)
    if found is None:
        hint, replacement = context.reworded("stories", body.tidy())
        context.report.add(
            "story-not-understood",
            words,
            f"{shown(words.text)} is not told as a user story",
            hint=hint,
            subject=item.name,
            replacement=replacement,
        )
        return Stated(words.text, words.span)
    return Stated(words.text, words.span, phrase(found, body))
