"""Acceptance criteria: sentences that are tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache

from interlock.catalogue import did_you_mean
from interlock.document import rewriting
from interlock.document.blocks import Items, Table
from interlock.document.cells import zones_known
from interlock.document.composition import (
    CIRCUMSTANCE,
    Composition,
    Trigger,
    compose,
    consequence,
    consequences,
    halves,
    sentence,
    trigger,
    without_deadline,
)
from interlock.document.context import Context, nearest_shapes
from interlock.document.outline import Part
from interlock.document.report import shown
from interlock.document.sections.named import Named, named_items, report_repeated
from interlock.document.sections.tabular import not_interpreted
from interlock.document.shapes import shapes
from interlock.document.splitting import parts_not_understood
from interlock.document.words import Source, Words
from interlock.model.decisions import Comparison
from interlock.model.document import Criterion, NamedTest, Phrase, Term
from interlock.model.finding import Replacement

_BY_TEST = re.compile(r"\(test:([^()]*)\)\.?", re.IGNORECASE)
_NAME_OF_TEST = re.compile(r"(?![/~])([^\s:\\`]+\.py)((?:::[^\W\d]\w*)+)")
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
    known = {story.casefold(): story for story in stories}
    return tuple(_criterion(context, item, known) for item in items)


def _criterion(context: Context, item: Named, stories: Mapping[str, str]) -> Criterion:
    said = Criterion(item.name, _stories(context, item, stories), item.sentence.text, item.words.span)
    proof = _proof(item.sentence)
    if proof is not None:
        return replace(said, test=_named_test(context, item, proof))
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


def _proof(sentence: Words) -> Words | None:
    """What stands in `(test: ...)` at the end of a sentence."""
    words = sentence.strip()
    found = next((one for one in _BY_TEST.finditer(words.text) if one.end() == len(words.text)), None)
    return None if found is None else words.part(found.start(1), found.end(1)).strip()


def _named_test(context: Context, item: Named, words: Words) -> NamedTest | None:
    """The test; the sentence before it may be any: it is not interpreted."""
    if context.too_long(item.sentence, item.name):
        return None
    found = _NAME_OF_TEST.fullmatch(words.text.strip("`"))
    if found is None:
        message = f"{shown(words.text)} names no test"
        hint = "name its file beside the document and the test in it: `(test: test_orders.py::test_rounding)`"
        context.report.add("criterion-not-understood", words, message, hint=hint, subject=item.name)
        return None
    return NamedTest(found.group(1), tuple(found.group(2).split("::")[1:]), words.span)


def _stories(context: Context, item: Named, stories: Mapping[str, str]) -> tuple[str, ...]:
    named = []
    for found in re.finditer(r"[^,;\s][^,;]*", item.about.text):
        words = item.about.part(found.start(), found.end()).strip()
        story = stories.get(words.text.casefold())
        if story is None:
            context.report.add(
                "unknown-story",
                words,
                f"no story is called {shown(words.text)}",
                hint=lambda words=words: did_you_mean(words.text, stories.values()),  # type: ignore[misc]
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
        known = [zones_known(context, part.match, part.words, item.name) for part in found.parts]
        return found if all(known) else None
    guessed = compose(words, context.guess)
    if guessed is None:
        _explain(context, item)
        return None
    # What reads as a name that nobody gave may be a name and more: `ERP after 15 minutes`.
    if _rewritten(context, item):
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
    """Say how the sentence could be said, else report as closely as can be told which part no shape understands."""
    if _rewritten(context, item):
        return
    body = sentence(item.sentence)
    cuts = list(halves(body)) if body else []
    if body is None or not cuts:
        _report_open(context, item)
        return
    names = context.guess
    left_open = cache(lambda: _open(context, item))
    for before, after in reversed(cuts):
        if trigger(before, names):
            _report_outcomes(context, item, after, left_open, always=True)
            return
    before, after = next(((b, a) for b, a in cuts if consequences(a, names)), cuts[0])
    _report_trigger(context, item, before, left_open)
    _report_outcomes(context, item, after, left_open)


def _rewritten(context: Context, item: Named) -> bool:
    """Offer the sentence in the controlled language, where it can be told what it says; whether that is so."""
    said = item.sentence.tidy().text
    found = rewriting.rewrite(said, context.vocabulary)
    if found is None:
        ticked = (each for each in rewriting.ticked(said, context.vocabulary) if _reads(context, each))
        found = next((rewriting.Rewriting(each, ()) for each in ticked), None)
    if found is None or not _reads(context, found.text):
        return False
    assumes = f" (assumed: {'; '.join(found.assumes)})" if found.assumes else ""
    _report(
        context,
        item,
        item.sentence,
        "can be tested once it is said in other words",
        f"say it as: {found.text}{assumes}",
        Replacement(item.sentence.span, found.text, found.assumes),
    )
    return True


def _reads(context: Context, text: str) -> bool:
    return compose(Source("", text).words(0, len(text)), context.names) is not None


def _report_open(context: Context, item: Named) -> None:
    """Say which of the three things that a test needs a sentence leaves open."""
    missing = rewriting.left_open(item.sentence.tidy().text, context.vocabulary)
    what = f"leaves open {missing}" if missing else "is not told as a criterion"
    _report(
        context,
        item,
        item.sentence,
        what,
        f"write it like: {rewriting.template(item.sentence.text, context.vocabulary)}",
    )


def _open(context: Context, item: Named) -> str:
    """What the sentence as a whole leaves open, to be added to what is said of a part."""
    missing = rewriting.left_open(item.sentence.tidy().text, context.vocabulary)
    return f"; the sentence leaves open {missing}" if missing else ""


def _report_trigger(context: Context, item: Named, before: Words, left_open: Callable[[], str]) -> None:
    """Report the trigger; only the circumstance, where everything before it is understood."""
    names, known = context.guess, shapes()
    for found in before.outside_code(CIRCUMSTANCE):
        if trigger(before.part(0, found.start()).strip(), names):
            part = before.part(found.end())
            hint = nearest_shapes(part.text, [known["circumstances"]], context.vocabulary, most=4)
            _report(context, item, part, "is no circumstance that a test can bring about", hint)
            return
    hint = nearest_shapes(before.text, [known["triggers"]], context.vocabulary)
    _report(context, item, before, f"is no trigger that a test can bring about{left_open()}", hint)


def _report_outcomes(
    context: Context, item: Named, after: Words, left_open: Callable[[], str], *, always: bool = False
) -> None:
    """Report each outcome that is not understood; `always`: all of it, where each is understood alone."""
    names = context.guess
    wrong = parts_not_understood(after, lambda part: consequence(part, names))
    for part in wrong or ([after] if always else []):
        bare = without_deadline(part, names)
        if bare is not None:
            _report(
                context,
                item,
                bare,
                "is no deadline that can be tested",
                nearest_shapes(bare.text, [shapes()["deadlines"]], context.vocabulary),
            )
            continue
        hint = nearest_shapes(part.text, [shapes()["outcomes"]], context.vocabulary, about=item.sentence.text)
        _report(context, item, part, f"is no outcome that can be tested{left_open()}", hint)


def _report(
    context: Context, item: Named, words: Words, what: str, hint: str, replacement: Replacement | None = None
) -> None:
    message = f"{shown(words.text, most=120)} {what}"
    context.report.add(
        "criterion-not-understood", words, message, hint=hint, subject=item.name, replacement=replacement
    )
