"""What changed between two versions of a document, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlock.model.differences import Difference, Differences, Effect, SignsAgain
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import paint, visible, wrapped

SCHEMA = "urn:interlock:schema:diff:1"
_TITLES = {
    Effect.BREAKING: "breaking for the partner",
    Effect.VERIFY: "needs re-verification",
    Effect.WORDING: "wording only",
}
_STYLES = {Effect.BREAKING: "bad", Effect.VERIFY: "warning", Effect.WORDING: "dim"}
_MOST_CRITERIA = 8


def diff_text(found: Differences, *, color: bool = False, width: int = 100) -> str:
    """Each change in the words of the document below what it means, and at the end who has to sign again."""
    lines = [wrapped(visible(f"from {found.before}"), width=width, rest="  ")]
    lines.append(wrapped(visible(f"to   {found.after}"), width=width, rest="  "))
    lines.append("")
    for effect, changes in _by_effect(found):
        lines.append(paint(_TITLES[effect], _STYLES[effect], color=color))
        for reason, alike in _by_reason(changes):
            for one in alike:
                lines.append(wrapped(visible(one.what), width=width, first="  ", rest="    "))
                if one.criteria:
                    lines.append(wrapped(visible(_criteria(one)), width=width, first="    ", rest="      "))
            if effect is not Effect.WORDING:
                lines.append(wrapped(f"why: {reason}", width=width, first="    ", rest="    "))
        lines.append("")
    if not found.changes:
        lines += ["nothing changed", ""]
    lines += [wrapped(visible(one), width=width, rest="  ") for one in _again(found)]
    return "\n".join(lines).rstrip("\n") + "\n"


def diff_markdown(found: Differences) -> str:
    """The same as Markdown, for a comment beside a change."""
    lines = [f"What changed from {_escaped(found.before)} to {_escaped(found.after)}:", ""]
    for effect, changes in _by_effect(found):
        lines += [f"### {_TITLES[effect].capitalize()}", ""]
        for one in changes:
            more = f" ({_escaped(_criteria(one))})" if one.criteria else ""
            why = f"<br>*{_escaped(one.why)}*" if effect is not Effect.WORDING else ""
            lines.append(f"- {_escaped(one.what)}{more}{why}")
        lines.append("")
    if not found.changes:
        lines += ["Nothing changed.", ""]
    lines += [_escaped(one[:1].upper() + one[1:]) + "." for one in _again(found)]
    return "\n".join(lines).rstrip("\n") + "\n"


def diff_json(found: Differences, *, version: str) -> str:
    """The same as JSON (`docs/schemas/diff.json`); `version` is the tool's."""
    data: dict[str, JSON] = {
        "before": found.before,
        "after": found.after,
        "changes": [_datum(one) for one in found.changes],
        "counts": {str(effect): count for effect, count in found.counts.items()},
        "sign_again": [
            {"layer": str(one.layer), "party": one.party, "people": list(one.people)} for one in found.sign_again
        ],
    }
    return dumps(headed(SCHEMA, version, data))


def _datum(one: Difference) -> JSON:
    edit = one.edit
    return {
        "effect": str(one.effect),
        "kind": one.kind,
        "way": str(edit.way),
        "what": one.what,
        "why": one.why,
        "layer": str(edit.layer) if edit.layer is not None else None,
        "section": edit.section,
        "group": edit.group,
        "row": edit.row,
        "column": edit.column,
        "before": edit.before,
        "after": edit.after,
        "line": edit.place.line if edit.place is not None else None,
        "criteria": list(one.criteria),
    }


def _by_effect(found: Differences) -> Iterator[tuple[Effect, list[Difference]]]:
    for effect in Effect:
        changes = [one for one in found.changes if one.effect is effect]
        if changes:
            yield effect, changes


def _by_reason(changes: Sequence[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    """The changes by why they matter, which is then said once."""
    reasons = dict.fromkeys(one.why for one in changes)
    for reason in reasons:
        yield reason, [one for one in changes if one.why == reason]


def _criteria(one: Difference) -> str:
    named = ", ".join(one.criteria[:_MOST_CRITERIA])
    more = len(one.criteria) - _MOST_CRITERIA
    return f"criteria: {named}" + (f" and {more} more" if more > 0 else "")


def _again(found: Differences) -> list[str]:
    """Who has to sign again; nobody where no signed word changed."""
    if not found.changes:
        return []
    if not found.sign_again:
        return ["nobody has to sign again"]
    return [f"the {one.layer} is signed again for {one.party} by {_who(one)}" for one in found.sign_again]


def _who(one: SignsAgain) -> str:
    if not one.people:
        return "nobody whom the document names yet"
    return " or ".join([", ".join(one.people[:-1]), one.people[-1]] if len(one.people) > 1 else one.people)


def _escaped(text: str) -> str:
    """Words that Markdown shows as they are, but for what stands in backticks."""
    parts = visible(text).split("`")
    even = len(parts) % 2 == 1
    plain = [_plain(part) if index % 2 == 0 or not even else part for index, part in enumerate(parts)]
    return ("`" if even else "\\`").join(plain)


def _plain(text: str) -> str:
    for sign in "\\*_[]<>|#~":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("&", "&amp;")
