"""A rule, condition or way to archive names a value that the field does not have.

What it asks:
    Which of the field's values is meant?

Why it matters:
    Every item with this value is rejected, and it looks like a fault of the item.

How to answer:
    Write one of the values that the field lists.

Example bad:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                               | Notes |
    | -------------- | --------- | ------------ | ---------------------------------- | ----- |
    | `number`       | →         | `number`     |                                    |       |
    | `status`       | →         | `state`      | `sent` = `open`, `paid` = `settled` |      |

Example good:
    ## Field mapping

    ### Invoice

    | Desk           | Direction | Books        | Rule                               | Notes |
    | -------------- | --------- | ------------ | ---------------------------------- | ----- |
    | `number`       | →         | `number`     |                                    |       |
    | `status`       | →         | `state`      | `sent` = `open`, `paid` = `closed` |       |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.catalogue import did_you_mean
from interlock.model.decisions import Comparison
from interlock.model.document import RecordRow
from interlock.model.finding import Severity
from interlock.model.place import Span
from interlock.model.profile import FieldProfile
from interlock.model.value import Side
from interlock.rules.context import Context
from interlock.rules.rows import targets
from interlock.rules.rule import Concern, Needs, Rule
from interlock.rules.values import known_values, line_of, one_field, rule_values, table_of
from interlock.rules.wording import same_words

_NAMES_VALUES = frozenset({Comparison.IS, Comparison.IS_NOT, Comparison.IS_ONE_OF})


def check(context: Context) -> Iterator[Concern]:
    """Compares the values of pairs, constants, conditions, terms and archiving with those that the fields list."""
    for row in context.document.records:
        for place, side, field, values in (*_of_rules(context, row), *_of_cells(context, row)):
            known = known_values(field)
            strange = [value for value in values if known and value not in known]
            for value in dict.fromkeys(strange):
                name = context.name(side)
                message = f"which value of `{field.path}` is meant by `{value}`? `{name}` does not list it"
                hint = did_you_mean(value, known) or f"it lists {', '.join(f'`{one}`' for one in sorted(known)[:12])}"
                yield Concern(place, message, f"{row.name}/{name}/{field.path}/{value}", context.engineer(side), hint)


_Named = tuple[Span, Side, FieldProfile, Sequence[str]]


def _of_rules(context: Context, row: RecordRow) -> Iterator[_Named]:
    for pair in row.fields:
        for side in Side:
            field = one_field(context, row, pair, side)
            # A rule may write a truth in words of its own; what it lists is what counts.
            if field is not None and field.enum:
                table, values = table_of(context, pair), rule_values(context, row, pair, side)
                if table is None or not table.lines:
                    yield pair.rule.span, side, field, values
                    continue
                met: set[str] = set()
                for line, value in zip(table.lines, values, strict=False):
                    if value not in met:
                        yield line_of(context.document, table, line), side, field, [value]
                    met.add(value)


def _of_cells(context: Context, row: RecordRow) -> Iterator[_Named]:
    for condition in row.only_when.value or ():
        field = context.field(row, condition.side, condition.field) if condition.side is not None else None
        if field is not None and condition.side is not None and condition.comparison in _NAMES_VALUES:
            yield row.only_when.span, condition.side, field, condition.values
    rule = row.on_delete.value
    if rule is not None and rule.field is not None and rule.value is not None:
        for side in targets(row):
            field = context.field(row, side, rule.field) if rule.only_in in {None, side} else None
            if field is not None:
                yield row.on_delete.span, side, field, (rule.value,)
    for term in context.document.terms:
        found = [context.field(row, side, term.condition.field) for side in Side]
        if same_words(term.record, row.name) and term.condition.comparison in _NAMES_VALUES:
            # A term names no system: it is strange only where no side has such a value.
            known = [(side, field) for side, field in zip(Side, found, strict=True) if field and known_values(field)]
            values = [v for v in term.condition.values if not any(v in known_values(field) for _, field in known)]
            for side, field in known[:1]:
                yield term.span, side, field, values


RULE = Rule(check, Severity.ERROR, needs=Needs.FIELDS)
