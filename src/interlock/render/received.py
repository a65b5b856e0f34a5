"""What became of a partner's reply."""

from __future__ import annotations

from collections.abc import Iterable

from interlock.model.reply import Received, Taken
from interlock.model.value import JSON
from interlock.render.data import dumps, headed
from interlock.render.plain import counted, paint, wrapped

SCHEMA = "urn:interlock:schema:received:1"
_OF_THE = {"approval", "acceptance"}
_STYLES = {"refused": "bad", "there already": "dim"}


def received_text(replies: Iterable[Received], *, color: bool = False, width: int = 100) -> str:
    """Who replied, each thing they say with what became of it, and what it is worth."""
    lines: list[str] = []
    for one in replies:
        reply = one.reply
        who = ", ".join(part for part in (reply.name, reply.company, reply.contact) if part)
        day = reply.made_at.date().isoformat()
        lines.append(paint(wrapped(f"{one.file}: {who}, {day}", width=width, rest="  "), "strong", color=color))
        if one.note:
            lines.append(paint(wrapped(one.note, width=width, first="  ", rest="  "), "doubt", color=color))
        lines += [_line(taken, color=color, width=width) for taken in one.taken]
        lines.append(wrapped(_worth(one), width=width, first="  ", rest="  "))
    return "\n".join(lines) + "\n"


def _line(one: Taken, *, color: bool, width: int) -> str:
    about = (
        f" about {one.about}" if one.about and one.kind not in _OF_THE else f" of the {one.about}" if one.about else ""
    )
    reason = f" ({one.reason})" if one.reason else ""
    text = wrapped(f"{one.kind}{about}: {one.text}: {one.became}{reason}", width=width, first="  ", rest="    ")
    return paint(text, _STYLES[one.became], color=color) if one.became in _STYLES else text


def _worth(one: Received) -> str:
    refused = sum(taken.became == "refused" for taken in one.taken)
    counts = f"{counted(len(one.taken), 'thing')} said, {refused} refused"
    if any(taken.kind == "approval" for taken in one.taken):
        counts += "; a reply file says who agreed and cannot prove it: it is the weaker grade of approval"
    elif any(taken.kind == "acceptance" for taken in one.taken):
        counts += "; a reply file says who accepts and cannot prove it: it is kept as that person's statement"
    return counts


def received_json(replies: Iterable[Received], *, version: str) -> str:
    """The same as JSON (`docs/schemas/received.json`); `version` is the tool's."""
    told: list[JSON] = [
        {
            "file": one.file,
            "name": one.reply.name,
            "company": one.reply.company,
            "contact": one.reply.contact,
            "made_at": one.reply.made_at.isoformat(),
            "digest": one.reply.digest,
            "note": one.note,
            "taken": [
                {"kind": t.kind, "about": t.about, "text": t.text, "became": t.became, "reason": t.reason}
                for t in one.taken
            ],
        }
        for one in replies
    ]
    return dumps(headed(SCHEMA, version, {"replies": told}))
