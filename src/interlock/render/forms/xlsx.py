"""A workbook for analysts: a sheet for each table, mappings with the types and examples of both sides beside them."""

from __future__ import annotations

from interlock.catalogue.extras import how_to_install
from interlock.errors import InterlockError
from interlock.model.agreement import shown_digest
from interlock.model.sheet import Sheet
from interlock.render.form import Form, Settings
from interlock.render.view.inline import plain
from interlock.render.view.model import FieldEnd, FieldView, View


def _write(view: View, settings: Settings) -> bytes:
    try:
        from interlock.render.workbook import xlsx  # noqa: PLC0415 - what writes it is an extra
    except ImportError:
        raise InterlockError("a workbook needs the extra `office`", hint=how_to_install("office")) from None
    return xlsx(settings.sheets, plain(view.title), beside=_beside(view, settings.sheets), told=_signed(view))


def _signed(view: View) -> list[str]:
    """Who agreed to what, a line each; at the end what each layer's content stands for."""
    lines = ["Signatures"]
    for one in view.signatures:
        who = ", ".join(part for part in (one.name, one.role, one.company) if part)
        lines.append(f"{one.layer}: {who}, {one.given} by {one.grade}: {one.void or 'holds'}")
    if not view.signatures:
        lines.append("Nobody has signed this version yet.")
    return [*lines, *(f"{layer}: {shown_digest(digest)}" for layer, digest in view.digests.items())]


def _beside(view: View, sheets: tuple[Sheet, ...]) -> dict[str, Sheet]:
    """For each mapping what a reader wants to know of its fields, row by row."""
    names = [one.name for one in view.systems]
    if len(names) != 2:
        return {}
    heads = tuple(f"{what} ({name})" for name in names for what in ("label", "type", "required"))
    by_name = {record.name.casefold(): record for record in view.records}
    found = {}
    for sheet in sheets:
        record = by_name.get(sheet.heading.casefold())
        if record is not None and len(record.fields) == len(sheet.rows):
            rows = tuple(_row(one) for one in record.fields)
            found[sheet.name] = Sheet(sheet.name, "", (*heads, "example before", "example after"), rows)
    return found


def _row(one: FieldView) -> tuple[str, ...]:
    shown = (one.example.left, one.example.right) if one.example is not None else ("", "")
    return (*_end(one.left), *_end(one.right), *shown)


def _end(some: tuple[FieldEnd, ...]) -> tuple[str, str, str]:
    required = ("yes" if one.required else "" if one.required is None else "no" for one in some)
    return (
        "; ".join(one.label for one in some if one.label),
        "; ".join(plain(one.type) for one in some if one.type),
        "; ".join(text for text in required if text),
    )


FORM = Form(ending=".xlsx", write=_write, text=False)
