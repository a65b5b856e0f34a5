"""Systems that show later what they have taken, set their clocks, and spell texts in their own way."""

import orjson
import pytest
from tests.sandbox.helpers import DESK, SIGNED, HandClock, sandbox

from interlock.model.http import Answer, Request
from interlock.sandbox import Behaviours, FaultKind, Sandbox, Spelling

_BODY = b'{"subject":"Broken","reporter":{"name":"Ann"}}'
_LIST = Request("GET", "/tickets", (), SIGNED["desk"])
_WRITE = Request("POST", "/tickets", (), SIGNED["desk"], _BODY)


def _listed(made: Sandbox) -> list[str]:
    response = made.answer(_LIST).response
    assert response is not None
    body = orjson.loads(response.body)
    rows = next(value for value in body.values() if isinstance(value, list)) if isinstance(body, dict) else body
    return [row["subject"] for row in rows]


def _one(made: Sandbox, item_id: str) -> int:
    response = made.answer(Request("GET", f"/tickets/{item_id}", (), SIGNED["desk"])).response
    assert response is not None
    return response.status


def test_lists_show_a_change_only_after_their_lag() -> None:
    clock = HandClock()
    made = sandbox(DESK, clock, behaviours=Behaviours(list_lag_s=30))
    made.answer(_WRITE)
    (item,) = made.store.items("tickets")
    assert (_listed(made), _one(made, item.id)) == ([], 200)
    clock.forward(29.9)
    made.store.change("tickets", item.id, {"subject": "Mended"})
    assert _listed(made) == []
    clock.forward(0.1)
    assert _listed(made) == ["Broken"]
    clock.forward(30)
    assert _listed(made) == ["Mended"]
    made.store.remove("tickets", item.id)
    assert _listed(made) == ["Mended"]
    clock.forward(30)
    assert _listed(made) == []


def test_a_read_copy_knows_a_new_item_only_after_its_lag() -> None:
    clock = HandClock()
    made = sandbox(DESK, clock, behaviours=Behaviours(get_lag_s=5))
    made.answer(_WRITE)
    (item,) = made.store.items("tickets")
    assert (_listed(made), _one(made, item.id)) == (["Broken"], 404)
    clock.forward(5)
    assert _one(made, item.id) == 200


def test_a_late_write_arrives_after_its_connection_ended() -> None:
    clock = HandClock()
    made = sandbox(DESK, clock)
    made.faults.late(20, times=1)
    assert made.answer(_WRITE) == Answer(None, sent=True)
    clock.forward(19)
    assert _listed(made) == []
    clock.forward(1)
    assert _listed(made) == ["Broken"]
    assert [one.fault for one in made.log] == [None, FaultKind.LATE, None]


def test_a_cut_answer_ends_in_the_middle_of_what_was_done() -> None:
    made = sandbox(DESK)
    made.faults.cut(times=1)
    response = made.answer(_WRITE).response
    assert response is not None
    assert response.status == 201
    with pytest.raises(orjson.JSONDecodeError):
        orjson.loads(response.body)
    assert len(made.store.items("tickets")) == 1


def test_a_clock_gains_and_can_be_set() -> None:
    clock = HandClock()
    made = sandbox(DESK, clock, behaviours=Behaviours(clock_offset_s=2, clock_gain=0.1))
    clock.forward(100)
    made.store.set_clock(-50)
    assert (made.store.now() - clock.now()).total_seconds() == pytest.approx(2 + 10 - 50)


@pytest.mark.parametrize(
    ("spelling", "kept"),
    [
        (Spelling.UPPER, " AB "),
        (Spelling.LOWER, " ab "),
        (Spelling.TRIMMED, "aB"),
        (Spelling.INTERNATIONAL, "+ aB "),
    ],
)
def test_a_text_is_kept_as_the_system_spells_it(spelling: Spelling, kept: str) -> None:
    made = sandbox(DESK, behaviours=Behaviours(spellings={"subject": spelling}))
    item_id = made.store.insert("tickets", {"subject": " aB ", "reporter": {"name": "Ann"}})
    for _ in range(2):
        item = made.store.item("tickets", item_id)
        assert item is not None
        assert item.body["subject"] == kept
        made.store.change("tickets", item_id, {"subject": item.body["subject"]})
