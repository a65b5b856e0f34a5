"""Which items belong together, as data and as a sheet, for whoever goes on without us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interlock.model.kept import Link
from interlock.model.value import JSON, Side
from interlock.render.data import dumps, headed
from interlock.render.sheets import sheet

SCHEMA = "urn:interlock:schema:links:1"


def links_json(links: Sequence[Link], *, names: Mapping[Side, str], version: str) -> str:
    """The links as JSON (`docs/schemas/links.json`)."""
    rows: list[JSON] = [
        {
            "record": link.record,
            "left_id": link.left_id,
            "right_id": link.right_id,
            "state": link.state.value,
            "linked_at": link.made_at.isoformat(),
        }
        for link in links
    ]
    systems: JSON = {side.value: name for side, name in names.items()}
    return dumps(headed(SCHEMA, version, {"systems": systems, "links": rows}))


def links_csv(links: Sequence[Link], *, names: Mapping[Side, str]) -> str:
    """The links as a sheet: one row each."""
    heads = ["Record", f"Id in {names[Side.LEFT]}", f"Id in {names[Side.RIGHT]}", "State", "Linked at (UTC)"]
    rows = [
        [link.record, link.left_id, link.right_id, link.state.value, f"{link.made_at:%Y-%m-%d %H:%M:%S}"]
        for link in links
    ]
    return sheet(heads, rows)
