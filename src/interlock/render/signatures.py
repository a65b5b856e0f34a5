"""Who signed what, and whether that holds."""

from __future__ import annotations

from collections.abc import Sequence

from interlock.model.agreement import Agreed, CellChange, Grade, Layer, SignedBy, same, shown_digest
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import paint, visible, wrapped

SCHEMA = "urn:interlock:schema:signatures:1"
_MOST_CHANGES = 12


def signatures_text(
    agreed: Agreed, parties: Sequence[str], *, pinned: str = "", color: bool = False, width: int = 100
) -> str:
    """Each layer with its digest, and below it each company's signatures with what each is worth.

    Args:
        agreed: what was signed.
        parties: the companies that sign.
        pinned: the fingerprint of a key that was pinned just now.
        color: whether to colour.
        width: how many columns there are.
    """
    lines: list[str] = []
    for layer in Layer:
        lines.append(paint(f"{layer}, digest {shown_digest(agreed.digests[layer])}", "strong", color=color))
        of = agreed.of(layer)
        for party in parties:
            theirs = [one for one in of if same(one.party) == same(party)]
            if not theirs:
                lines.append(f"  {visible(party)}: nobody yet")
            for one in theirs:
                lines += _signature(one, color=color, width=width)
        known = {same(party) for party in parties}
        for one in of:
            if same(one.party) not in known:
                lines += _signature(one, color=color, width=width)
        lines.append("")
    if pinned:
        text = f"pinned the key {pinned}; tell this to the other company by telephone, and commit `signatures/`"
        lines.append(wrapped(text, width=width, rest="  "))
    return "\n".join(lines).rstrip("\n") + "\n"


def _signature(one: SignedBy, *, color: bool, width: int) -> list[str]:
    who = f"{one.party}: {one.name}" + (f" ({one.role})" if one.role else "")
    day = f", {one.when.date().isoformat()}" if one.when is not None else ""
    version = f", version {one.version}" if one.version else ""
    grade = one.grade.value if one.grade is Grade.KEY else f"{one.grade.value}, weaker than a signature by key"
    lines = [wrapped(visible(f"{who}{day}{version}, by {grade}"), width=width, first="  ", rest="    ")]
    if one.trouble is not None:
        text = visible(f"counts for nothing ({one.trouble.value}): {one.detail}")
        lines.append(paint(wrapped(text, width=width, first="    ", rest="    "), "error", color=color))
    elif one.changed:
        count = len(one.changed)
        text = f"void: {count} cell{'s' if count > 1 else ''} changed since"
        lines.append(paint(f"    {text}", "warning", color=color))
        lines += [
            wrapped(_change(cell), width=width, first="      ", rest="        ") for cell in one.changed[:_MOST_CHANGES]
        ]
        if count > _MOST_CHANGES:
            lines.append(f"      and {count - _MOST_CHANGES} more")
    else:
        lines.append(paint("    holds", "good", color=color))
    return lines


def _change(cell: CellChange) -> str:
    before, after = (f"“{text}”" if text else "nothing" for text in (cell.before, cell.after))
    return visible(f"{cell.name}: {before} became {after}".replace("`", ""))


def signatures_json(agreed: Agreed, parties: Sequence[str], *, version: str) -> str:
    """The same as JSON (`docs/schemas/signatures.json`); `version` is the tool's."""
    layers: dict[str, JSON] = {
        str(layer): {
            "digest": agreed.digests[layer],
            "shown": shown_digest(agreed.digests[layer]),
            "signatures": [_datum(one) for one in agreed.of(layer)],
        }
        for layer in Layer
    }
    return dumps(headed(SCHEMA, version, {"parties": list(parties), "layers": layers}))


def _datum(one: SignedBy) -> JSON:
    return {
        "party": one.party,
        "name": one.name,
        "role": one.role,
        "contact": one.contact,
        "grade": one.grade.value,
        "signed_at": one.when.isoformat() if one.when is not None else None,
        "version": one.version,
        "digest": one.digest,
        "file": one.file,
        "key": one.key,
        "holds": one.holds,
        "trouble": one.trouble.value if one.trouble is not None else None,
        "detail": one.detail,
        "changed": [_cell(cell) for cell in one.changed],
    }


def _cell(cell: CellChange) -> JSON:
    where: dict[str, JSON] = {"section": cell.section, "group": cell.group, "row": cell.row, "column": cell.column}
    return where | {"before": cell.before, "after": cell.after}
