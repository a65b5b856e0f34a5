"""Sets a paper as PDF, by Typst: what the document says goes in as data, never as markup."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

import orjson

from interlock.catalogue.extras import how_to_install
from interlock.errors import InterlockError
from interlock.model.value import JSON
from interlock.render.paper.blocks import Beside, Block, Cell, Facts, Grid, Heading, Paper, Paragraph, Picture
from interlock.render.view.inline import plain, runs

_NAMED = 5

_TIGHT_PAGES = 2
"""On so many pages a tight paper is to lie, whatever fonts this machine has: some are a tenth wider than others."""

_SCALES = (1.0, 0.94, 0.88, 0.83)
"""How much smaller its letters may become for that; below it a wide font, too, is hard to read."""


def pdf(paper: Paper) -> bytes:
    """The paper as PDF, A4, with headings as bookmarks; fonts that this machine lacks are replaced by others.

    Raises:
        InterlockError: what sets it is not installed, cannot set it, or no font has some of its signs.
    """
    try:
        import typst  # noqa: PLC0415 - an extra

        from interlock.render.paper.glyphs import not_printable  # noqa: PLC0415
    except ImportError:
        raise InterlockError(
            "a PDF needs the extra `office`", hint=f"{how_to_install('office')}, or render `html` and print it"
        ) from None
    data = _datum(paper)
    lacking = not_printable(_texts(data))
    if lacking:
        raise InterlockError(
            f"no font of this machine has `{'`, `'.join(lacking[:_NAMED])}`, which would be empty boxes in the PDF",
            hint="install a font that has them (the Noto fonts have nearly all), or render it as `html` or `docx`",
        )
    try:
        return bytes(
            typst.compile(_template(), format="pdf", sys_inputs=_fitted(data) if paper.tight else _inputs(data))
        )
    except typst.TypstError as fault:
        raise InterlockError(f"the PDF cannot be set: {fault}", hint="render it as `html` and print that") from None


def _fitted(data: dict[str, JSON]) -> dict[str, str]:
    """What a tight paper is set from: its letters as large as fit on its pages; where none do, as large as usual."""
    import typst  # noqa: PLC0415 - an extra

    for scale in _SCALES:
        given = _inputs({**data, "scale": scale})
        (pages,) = orjson.loads(typst.query(_template(), "<pages>", field="value", sys_inputs=given))
        if pages <= _TIGHT_PAGES:
            return given
        if pages > _TIGHT_PAGES + 1:  # the smallest letters take two thirds of the room
            break
    return _inputs(data)


def _inputs(data: dict[str, JSON]) -> dict[str, str]:
    return {"paper": orjson.dumps(data).decode()}


@cache
def _template() -> bytes:
    return resources.files("interlock.render.paper").joinpath("document.typ").read_bytes()


def _texts(data: JSON) -> Iterator[str]:
    """Every text in it."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _datum(paper: Paper) -> dict[str, JSON]:
    return {
        "title": plain(paper.title),
        "heading": _runs(paper.title),
        "over": paper.over,
        "foot": paper.foot,
        "tight": paper.tight,
        "scale": 1.0,
        "blocks": [_block(one) for one in paper.blocks],
    }


def _block(block: Block) -> JSON:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": _runs(block.text), "aside": _runs(block.aside)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "tone": block.tone.value, "text": _runs(block.text)}
    if isinstance(block, Grid):
        rows: list[JSON] = [[_cell(one) for one in row] for row in block.rows]
        heads: list[JSON] = [_runs(head) for head in block.heads]
        return {"kind": "grid", "heads": heads, "rows": rows, "widths": list(block.widths), "firm": list(block.firm)}
    if isinstance(block, Facts):
        return {"kind": "facts", "facts": [[_runs(what), _runs(said)] for what, said in block.facts]}
    if isinstance(block, Picture):
        return _picture(block)
    if isinstance(block, Beside):
        sides: list[JSON] = [[_block(one) for one in side] for side in (block.left, block.right)]
        return {"kind": "beside", "sides": sides}
    return {"kind": "signing", "company": block.company}


def _picture(block: Picture) -> JSON:
    shown = block.diagram
    arrows: list[JSON] = [
        {
            "record": _runs(one.record),
            "left": _runs(one.left),
            "right": _runs(one.right),
            "direction": one.direction,
            "often": _runs(one.how_often),
        }
        for one in shown.arrows
    ]
    return {
        "kind": "picture",
        "left": _runs(shown.left),
        "left_note": _runs(shown.left_note),
        "right": _runs(shown.right),
        "right_note": _runs(shown.right_note),
        "arrows": arrows,
    }


def _cell(one: Cell) -> JSON:
    return {"lines": [_runs(line) for line in one.lines], "quiet": [_runs(line) for line in one.quiet]}


def _runs(text: str) -> list[JSON]:
    return [{"t": one.text, "c": one.code, "s": one.strong, "e": one.emphasis, "l": one.link} for one in runs(text)]
