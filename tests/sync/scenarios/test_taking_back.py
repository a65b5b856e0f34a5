"""What the history tells of a list is taken back as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.sync.scenarios.systems import TEXT, Can
from tests.sync.scenarios.words import Words
from tests.sync.scenarios.world import World

from interlock.model.value import ABSENT


def _rows(*fields: str) -> str:
    return json.dumps({"type": "array", "items": {"type": "object", "properties": dict.fromkeys(fields, TEXT)}})


async def test_a_list_is_taken_back_as_a_whole(make: Callable[..., World]) -> None:
    world = make(
        fields=(
            *Words().fields,
            "`lines[]` | ↔ | `rows[]` | ",
            "`lines[].sku` | ↔ | `rows[].code` | ",
            "`lines[].note` | ↔ | `rows[].text` | ",
        ),
        left=Can(more=(("lines", _rows("sku", "note")),)),
        right=Can(more=(("rows", _rows("code", "text")),)),
    )
    was = [{"sku": "A", "note": "one"}, {"sku": "B", "note": "two"}]
    [(a, b)] = await world.linked(lines=was)
    world.left.edit(a, lines=[{"sku": "C", "note": "three"}])
    await world.rounds(2)
    assert world.right.body(b)["rows"] == [{"code": "C", "text": "three"}]
    entry = [one for one in world.ledger.history() if one.pair.startswith("lines") and one.before is not ABSENT][-1]
    await world.integration.undo(entry, "Ida")
    assert world.left.body(a)["lines"] == was
    assert world.right.body(b)["rows"] == [{"code": "A", "text": "one"}, {"code": "B", "text": "two"}]
    assert await world.rounds(2) == 0
