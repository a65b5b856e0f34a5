"""Rules that stand in the words of other rules."""

from __future__ import annotations

import re
from dataclasses import replace

from interlock.mapping.language import parse_rule, rules
from interlock.mapping.outcome import Problem
from interlock.mapping.rule import Call, Conversion, Rule, Takes

_COMPOSED = frozenset({"each", "in_turn", "when"})
_OF_ROWS = frozenset({"linked", "each_linked", "each_linked_as_a_set", "paired_by"})
_MOST = 8
_SPLIT = re.compile(r"((?:[^`]|`[^`]*`)+?)(?:, then |$)")


def steps_of(words: str) -> tuple[str, ...]:
    """The words of each rule that is written after another with `, then`."""
    return tuple(found[1] for found in _SPLIT.finditer(words))


def inner_rule(words: str, call: Call, *, composed: frozenset[str] = frozenset()) -> tuple[Rule, Call]:
    """The rule that the words mean, with its own call.

    Raises:
        Problem: no rule is written so, or it cannot stand in the words of another one.
    """
    use = parse_rule(words)
    if use is None:
        raise Problem(f"no mapping rule is written “{words[:80]}”", hint="`interlock shapes` lists the rules")
    rule = rules()[use.rule]
    fields = rule.takes is not Takes.ONE or rule.gives is not Takes.ONE or rule.reads_empty
    if fields or (use.rule in _COMPOSED and use.rule not in composed) or use.rule in _OF_ROWS:
        raise Problem(f"the rule “{words[:80]}” needs a row of its own")
    if call.two_way and not rule.has_inverse(use.args):
        raise Problem(f"the rule “{words[:80]}” has no way back, and the row goes both ways")
    return rule, replace(call, args=use.args)


def inner(words: str, call: Call, *, composed: frozenset[str] = frozenset(), fields: bool = False) -> Conversion:
    """The conversion of a rule that stands in the words of another one.

    Raises:
        Problem: as `inner_rule`, or it needs other fields where none can be had.
    """
    rule, own = inner_rule(words, call, composed=composed)
    if rule.names(own.args) and not fields:
        raise Problem(f"the rule “{words[:80]}” needs other fields, and a row of its own")
    made = rule.build(own)
    if not isinstance(made, Conversion):
        raise Problem(f"the rule “{words[:80]}” needs a row of its own")
    return made


def chain(words: str, call: Call) -> list[Conversion]:
    """The conversions of rules that follow each other.

    Raises:
        Problem: as `inner`, or they are too many.
    """
    steps = steps_of(words)
    if len(steps) > _MOST:
        raise Problem(f"{len(steps)} rules follow each other, where at most {_MOST} can be understood")
    ends = range(len(steps))
    return [
        inner(
            step, replace(call, source=call.source if i == 0 else None, target=call.target if i == ends[-1] else None)
        )
        for i, step in enumerate(steps)
    ]


def turns(words: str) -> bool:
    """Whether all rules that the words are made of have a way back."""
    for step in steps_of(words):
        use = parse_rule(step)
        if use is None or not rules()[use.rule].has_inverse(use.args):
            return False
    return True


def names(words: str) -> tuple[str, ...]:
    """The fields that the rule in these words needs."""
    use = parse_rule(words)
    return () if use is None else rules()[use.rule].names(use.args)
