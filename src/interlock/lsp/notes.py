"""What is known of a name, as the Markdown that an editor shows beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interlock.lsp.analysis import Analysis
from interlock.model.decisions import Condition
from interlock.model.document import RecordRow, Stated, SystemRow, Term
from interlock.model.fact import Fact
from interlock.model.finding import Finding
from interlock.model.profile import FieldProfile, RecordProfile
from interlock.model.value import Side
from interlock.render import record_facts, system_facts, visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~])")
_LONGEST = 600


def plain(text: str) -> str:
    """Words of a document or a description, which must not become markup of ours."""
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return _MARKUP.sub(r"\\\1", visible(" ".join(cut.split())))


def code(text: object) -> str:
    """A name or value as code."""
    return f"`{visible(str(text)).replace('`', '´')[:_LONGEST]}`"


def sentence(text: str) -> str:
    """The words with a capital and a full stop."""
    said = text.strip()
    return f"{said[:1].upper()}{said[1:]}" + ("" if said.endswith((".", "?", "!", "…")) or not said else ".")


def finding_note(finding: Finding) -> str:
    """A question with why it matters and how it is answered."""
    lines = [f"**{finding.severity.value}** {code(finding.code)}: {plain(sentence(finding.message))}"]
    if finding.why:
        lines.append(f"*Why it matters*: {plain(sentence(finding.why))}")
    if finding.hint:
        lines.append(f"*How to answer*: {plain(sentence(finding.hint))}")
    if finding.asks:
        lines.append(f"*Asks*: {plain(finding.asks)}")
    return "\n\n".join(lines)


def field_note(field: FieldProfile, system: str, resource: str) -> str:
    """A field's type, bounds and evidence."""
    lines = [f"**{code(field.path)}** of {code(resource)} in {plain(system)}: {plain(', '.join(_kind(field)))}"]
    if field.label or field.description:
        lines.append(plain(" – ".join(part for part in (field.label, field.description) if part)))
    if field.enum:
        lines.append(
            "One of " + ", ".join(code(value) for value in field.enum[:20]) + (" …" if field.enum[20:] else "")
        )
    for what, fact in (("unique", field.unique), ("refers to", field.refers_to)):
        if fact.known and fact.value:
            lines.append(f"{what}{'' if fact.value is True else f' {code(fact.value)}'}: {_evidence(fact)}")
    if field.example is not None:
        lines.append(f"For example {code(field.example)}")
    if field.pointer:
        lines.append(f"Read at {code(field.pointer)}")
    return "\n\n".join(lines)


def brief(field: FieldProfile) -> str:
    """A field's type and marks on one line."""
    return ", ".join(_kind(field))


def _kind(field: FieldProfile) -> Iterator[str]:
    of = f" of {field.items.value}" if field.items is not None else ""
    yield field.type.value + of + (f" ({field.format})" if field.format else "")
    if field.max_length is not None:
        yield f"at most {field.max_length:,} characters"
    if field.minimum is not None:
        yield f"at least {field.minimum:g}"
    if field.maximum is not None:
        yield f"at most {field.maximum:g}"
    if field.unit:
        yield f"in {field.unit}"
    marks = {"required": field.required, "may be null": field.nullable, "read-only": field.read_only}
    yield from (mark for mark, there in marks.items() if there)
    if field.deprecated:
        yield "deprecated"


def resource_note(resource: RecordProfile, system: str) -> str:
    """What a system can do with one kind of thing, each fact with how sure it is."""
    verbs = ", ".join(operation.verb.value for operation in resource.operations) or "no operation"
    head = f"**{code(resource.name)}** in {plain(system)}: {verbs}; {len(resource.fields)} fields"
    return "\n".join([head, "", *_facts(record_facts(resource))])


def system_note(row: SystemRow, analysis: Analysis) -> str:
    """Who a system belongs to, and what was learned of it."""
    head = f"**{plain(row.name)}**, {plain(row.what or 'a system')} of {plain(row.company or 'nobody yet')}"
    profile = analysis.project.profiles.get(row.side)
    if profile is None:
        return f"{head}\n\nNothing is known of it yet: its API description is missing or cannot be read."
    said = f"{plain(profile.title)}: {len(profile.records)} kinds of things"
    return "\n".join([head, "", said, "", *_facts(system_facts(profile))])


def _facts(facts: list[list[str]]) -> Iterator[str]:
    """Those that are known, as a list."""
    for what, value, sure, where in facts:
        if value not in {"?", "none"}:
            yield f"- {what}: {code(value)}, {sure}" + (f", read at {code(where)}" if where else "")


def _evidence(fact: Fact[Any]) -> str:
    first = fact.evidence[0] if fact.evidence else None
    quote = f" “{plain(first.quote)}”" if first is not None and first.quote else ""
    return fact.confidence.value + (f", read at {code(first.pointer)}" if first is not None else "") + quote


def record_note(row: RecordRow, analysis: Analysis) -> str:
    """All decisions about a record; `?` for one that is open."""
    decisions: dict[str, Stated[Any]] = {
        analysis.system(Side.LEFT): row.left,
        analysis.system(Side.RIGHT): row.right,
        "source of truth": row.source_of_truth,
        "direction": row.direction,
        "on conflict": row.on_conflict,
        "on delete": row.on_delete,
        "matched by": row.matched_by,
        "only when": row.only_when,
        "when it leaves": row.when_it_leaves,
        "create missing": row.create_missing,
        "starting": row.starting,
        "how often": row.how_often,
    }
    shown = [f"| {plain(name)} | {_said(one)} |" for name, one in decisions.items()]
    head = f"**{plain(row.name)}**: {len(row.fields)} rows of fields"
    return "\n".join([head, "", "| decision | |", "| --- | --- |", *shown])


def _said(stated: Stated[Any]) -> str:
    return "?" if stated.open else plain(stated.text)


def term_note(term: Term) -> str:
    """What a term stands for."""
    return f"**{plain(term.name)}**: {plain(term.record)} where {_condition(term.condition)}"


def _condition(condition: Condition) -> str:
    values = ", ".join(code(value) for value in condition.values)
    return f"{code(condition.field)} {condition.comparison.value} {values}".strip()
