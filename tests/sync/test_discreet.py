"""What a system quotes of sensitive values is hidden; whatever else it says stays."""

from __future__ import annotations

from dataclasses import replace

from tests.sync.helpers import DEFAULTS, DOCUMENT, START, Ability, compiled, profile_of

from interlock.errors import Refused, Unreachable
from interlock.model.http import Request
from interlock.model.kept import Act, Intent
from interlock.model.value import Side
from interlock.sync.discreet import discreet
from interlock.sync.record import Record, records_of


def _record(*, sensitive: bool = True) -> Record:
    text = DOCUMENT.format(**DEFAULTS)
    if sensitive:
        text = text.replace("| Shop    | Direction | Books   | Rule |\n| ------- | --------- | ------- | ---- |", "")
        table = "| Shop | Direction | Books | Rule | Notes |\n| --- | --- | --- | --- | --- |"
        rows = (
            "| `email` | ↔         | `mail`  |      | sensitive |\n| `phone` | ↔         | `tel`   |      | sensitive |"
        )
        text = text.replace(
            "| `email` | ↔         | `mail`  |      |\n| `phone` | ↔         | `tel`   |      |", f"{table}\n{rows}"
        )
    document, mappings = compiled(text)
    profiles = {side: {one.name: one for one in profile_of(side, Ability()).records} for side in Side}
    return records_of(document, mappings, profiles)["Client"]


INTENT = Intent(
    "W1",
    Act.UPDATE,
    "Client",
    Side.RIGHT,
    "partners",
    Request("PATCH", "/partners/b1", body=b'{"data": {"mail": "Ann@X.example", "title": "Ann"}}'),
    START,
    before={"tel": "0301234", "mail": "old@x.example", "title": "Anna"},
)


def _said(record: Record, message: str) -> str:
    return discreet(Refused(message, status=422), record, INTENT).message


def test_values_of_sensitive_fields_are_hidden_in_any_spelling() -> None:
    record = _record()
    assert _said(record, 'PATCH was answered 422: {"mail": "ANN@x.example is taken"}') == (
        'PATCH was answered 422: {"mail": "… is taken"}'
    )
    assert _said(record, "`old@x.example` and 0301234 were there before") == "`…` and … were there before"


def test_what_is_not_sensitive_stays() -> None:
    assert _said(_record(), "`title` must not be Ann") == "`title` must not be Ann"
    assert _said(_record(sensitive=False), "Ann@X.example is taken") == "Ann@X.example is taken"


def test_the_rest_of_the_fault_stays_as_it_was() -> None:
    fault = Refused("ann@x.example", status=409, body={"id": 1}, wait_s=3.0, hint="do this")
    quiet = discreet(fault, _record(), INTENT)
    assert (quiet.message, str(quiet), quiet.status, quiet.body, quiet.wait_s, quiet.hint) == (
        "…",
        "…",
        409,
        {"id": 1},
        3.0,
        "do this",
    )
    assert discreet(Unreachable("reset by ann@x.example", sent=True), _record(), INTENT).sent


def test_a_body_that_is_no_json_hides_what_is_known_otherwise() -> None:
    record = _record()
    name = next(pair.name for pair in record.mapping.pairs if pair.sensitive)
    intent = replace(INTENT, request=Request("PATCH", "/x", body=b"\xff"), values={name: "ann@x.example"})
    assert discreet(Refused("ann@x.example", status=422), record, intent).message == "…"
