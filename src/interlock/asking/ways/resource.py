"""Where documentation or a sandbox is, and who gives access."""

from __future__ import annotations

from interlock.asking.offer import Asked, NotAnAnswer, Offer, Way
from interlock.document.editing import add_row, write_cell
from interlock.document.sections.listings import RESOURCES

_KINDS = {"documentation": "API reference", "sandbox": "sandbox"}


_SCHEMES = ("http://", "https://")


def _parts(words: str) -> tuple[str, str]:
    """The place, and what follows a `;` or, after an address, a comma or blank."""
    where, _, access = (part.strip() for part in words.partition(";"))
    address, *rest = where.split(maxsplit=1)[:2] or [""]
    address = address.rstrip(",").removeprefix("<").removesuffix(">")
    if not address.startswith(_SCHEMES):
        return where, access
    return address, ", ".join(part for part in (*rest, access) if part)


def _offer(asked: Asked) -> Offer | None:
    parts = asked.finding.subject.split("/")
    if len(parts) != 3 or parts[2] not in _KINDS:
        return None
    what = f"{parts[1]} {_KINDS[parts[2]]}"

    def write(words: str) -> str:
        where, access = _parts(words)
        if not where:
            raise NotAnAnswer("nothing is written")
        shown = f"<{where}>" if where.startswith(_SCHEMES) else where
        for one in asked.document.resources:
            if one.what.casefold() == what.casefold():
                text = write_cell(asked.text, one.span.line, ["Where"], shown)
                return write_cell(text, one.span.line, ["Access"], access) if access else text
        return add_row(asked.text, "Resources", RESOURCES, {"what": what, "where": shown, "access": access})

    return Offer(write, expects="its address; and after a `;` with which login, and who gives it")


WAY = Way(("documentation-missing", "sandbox-missing"), _offer)
