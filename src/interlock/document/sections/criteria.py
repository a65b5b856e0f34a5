"""Acceptance criteria: sentences that are tests."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from interlock.catalogue import did_you_mean
from interlock.document.blocks import Items, Table
from interlock.document.composition import (
    Composition,
    Trigger,
    compose,
    consequence,
    consequences,
    halves,
    sentence,
    trigger,
)
from interlock.document.context import Context, nearest_shapes
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.named import Named, named_items, report_repeated
from interlock.document.sections.tabular import not_interpreted
from interlock.document.shapes import shapes
from interlock.document.splitting import parts_not_understood
from interlock.document.words import Words
from interlock.model.decisions import Comparison
from interlock.model.document import Criterion, Phrase, Term

_SPECIAL = {
    Comparison.IS: "value",
    Comparison.IS_ONE_OF: "value",
    Comparison.IS_EMPTY: "absent",
    Comparison.IS_NOT_EMPTY: "present",
}


def read_criteria(context: Context, parts: Iterable[Part], stories: Collection[str]) -> tuple[Criterion, ...]:
    """The criteria, each a list item: `**name** (story, story): When ..., ...`."""
    items: list[Named] = []
    for part in parts:
        for block in (block for inner in (part, *part.below) for block in inner.blocks):
            if isinstance(block, Table):
                not_interpreted(context, part, block)
            elif isinstance(block, Items):
                items += named_items(context, block, "criterion")
    report_repeated(context, items, "criteria")
    return tuple(_criterion(context, item, stories) for item in items)


def _criterion(context: Context, item: Named, stories: Collection[str]) -> Criterion:
    said = Criterion(item.name, _stories(context, item, stories), item.sentence.text, item.words.span)
    found = _composition(context, item)
    if found is None:
        return said
    added = _special(context, item, found.first)
    if added is None:
        return said
    return Criterion(
        said.name,
        said.stories,
        said.text,
        said.span,
        trigger=found.first.trigger.phrase,
        withs=(*(each.phrase for each in found.first.withs), *added),
        circumstance=found.first.circumstance.phrase if found.first.circumstance else None,
        outcomes=found.outcomes,
    )


def _stories(context: Context, item: Named, stories: Collection[str]) -> tuple[str, ...]:
    known = {story.casefold(): story for story in stories}
    named = []
    for found in re.finditer(r"[^,;\s][^,;]*", item.about.text):
        words = item.about.part(found.start(), found.end()).strip()
        story = known.get(words.text.casefold())
        if story is None:
            context.report.add(
                "unknown-story",
                words,
                f"no story is called {shown(words.text)}",
                hint=lambda words=words: did_you_mean(words.text, stories),  # type: ignore[misc]
                subject=item.name,
            )
        named.append(story or words.text)
    return tuple(named)


def _composition(context: Context, item: Named) -> Composition | None:
    words = item.sentence
    if context.too_long(words, item.name) or context.report.is_full("criterion-not-understood"):
        return None
    found = compose(words, context.names)
    if found is not None:
        return found
    guessed = compose(words, context.guess)
    if guessed is None:
        _explain(context, item)
        return None
    unknown = [context.unknown_names(part.match, part.words, item.name) for part in guessed.parts]
    # Where the document names no systems or no records at all, that is the one problem, and it is reported once.
    return None if any(unknown) and _all_names(context) else guessed


def _all_names(context: Context) -> bool:
    return len(context.names.systems) == 2 and bool(context.names.records)


def _special(context: Context, item: Named, first: Trigger) -> tuple[Phrase, ...] | None:
    """What a term in the trigger says of its items; None where no test can make such items, which is reported."""
    for argument in first.trigger.match.arguments:
        if argument.name != "record":
            continue
        words = first.trigger.words.part(argument.start, argument.end)
        term = context.names.term(words.text)
        if term is None:
            continue
        found = _as_special(term, words)
        if found is None:
            message = f"a test cannot make a {shown(term.name)}: its condition gives no value"
            hint = "name the record, and say the value after `with`"
            context.report.add("criterion-not-understood", words, message, hint=hint, subject=item.name)
            return None
        return (found,)
    return ()


def _as_special(term: Term, words: Words) -> Phrase | None:
    shape = _SPECIAL.get(term.condition.comparison)
    if shape is None:
        return None
    args: dict[str, object] = {"field": str(term.condition.field)}
    if shape == "value":
        args["value"] = term.condition.values[0]
    return Phrase(shape, args, words.text, words.span)


def _explain(context: Context, item: Named) -> None:
    """Report which part of a sentence no shape understands, as closely as can be told."""
    body = sentence(item.sentence)
    known = shapes()
    cuts = list(halves(body)) if body else []
    if body is None or not cuts:
        _report(
            context,
            item,
            item.sentence,
            "is not told as a criterion",
            "write it like: When TRIGGER, OUTCOME within 15 minutes",
        )
        return
    names = context.guess
    for before, after in reversed(cuts):
        if trigger(before, names):
            wrong = parts_not_understood(after, lambda part: consequence(part, names)) or [after]
            for part in wrong:
                _report(
                    context,
                    item,
                    part,
                    "is no outcome that can be tested",
                    nearest_shapes(part.text, [known["outcomes"]]),
                )
            return
    before, after = next(((b, a) for b, a in cuts if consequences(a, names)), cuts[0])
    _report(
        context,
        item,
        before,
        "is no trigger that a test can bring about",
        nearest_shapes(before.text, [known["triggers"]]),
    )
    for part in parts_not_understood(after, lambda part: consequence(part, names)):
        _report(context, item, part, "is no outcome that can be tested", nearest_shapes(part.text, [known["outcomes"]]))


def _report(context: Context, item: Named, words: Words, what: str, hint: str) -> None:
    message = f"{shown(words.text, most=120)} {what}"
    context.report.add("criterion-not-understood", words, message, hint=hint, subject=item.name)
