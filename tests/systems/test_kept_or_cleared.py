"""What an update does to fields that it does not send, as its prose says."""

from __future__ import annotations

import pytest
from tests.systems.helpers import STAMPED, description, listing, only_record, writing

from interlock.model.profile import Verb


@pytest.mark.parametrize(
    ("method", "says", "replaces"),
    [
        ("put", "", True),
        ("put", "Replaces the whole thing.", True),
        ("put", "Fields that are not sent keep their value.", False),
        ("put", "Omitted properties are preserved.", False),
        ("put", "Any parameters not provided will be left unchanged.", False),
        ("put", "You only need to send the fields you want to change.", False),
        ("put", "Only fields included in the body are updated.", False),
        ("put", "Performs a partial update.", False),
        ("put", "Fields that are not sent are cleared. Partial updates are not supported.", True),
        ("put", "Does not support partial updates: send all fields.", True),
        ("put", "You must send the entire object, not only the fields you change.", True),
        ("patch", "", False),
        ("patch", "Replaces the existing tags.", False),
        ("post", "Omitted fields are reset to their default.", True),
    ],
)
def test_whether_an_update_clears_what_it_does_not_send(method: str, says: str, *, replaces: bool) -> None:
    record = only_record(
        description(
            {
                "/things": {"get": listing(STAMPED)},
                "/things/{id}": {method: {**writing(STAMPED), "description": says}},
            }
        )
    )
    update = record.operation(Verb.UPDATE)
    assert update is not None
    assert update.replaces is replaces


def test_a_list_of_edits_is_no_item() -> None:
    """A PATCH that only takes JSON Patch cannot be sent an item, so it is no update."""
    edits = {"type": "array", "items": {"type": "object", "properties": {"op": {}, "path": {}, "value": {}}}}
    patch = {"requestBody": {"content": {"application/json-patch+json": {"schema": edits}}}, "responses": {}}
    record = only_record(description({"/things": {"get": listing(STAMPED)}, "/things/{id}": {"patch": patch}}))
    assert record.operation(Verb.UPDATE) is None
