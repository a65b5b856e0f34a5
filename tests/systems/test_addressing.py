"""What a person means by a name of something in a system."""

from __future__ import annotations

import pytest

from interlock.errors import UsageError
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, RecordProfile, SystemProfile
from interlock.systems import addresses


def _record(name: str, *fields: str) -> RecordProfile:
    return RecordProfile(name, fields=tuple(FieldProfile(Path.of(one), FieldType.STRING) for one in fields))


DESK = SystemProfile(
    "Desk",
    records=(
        _record("clients", "email", "address.city", "events"),
        _record("clients.old", "email"),
        _record("bills", "no"),
    ),
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("clients", ["clients"]),
        ("Client.deletes", ["clients.deletes"]),
        ("CLIENTS.Deletes seen", ["clients.deletes"]),
        ("clients.key", ["clients.primary_key"]),
        ("`clients.paging.size_max`", ["clients.paging.size_max"]),
        ("clients.archive flag.value", ["clients.archive_flag.value"]),
        ("clients.list.records_path", ["clients.list.records_path"]),
        ("clients.bulk create", ["clients.bulk create"]),
        ("clients.address.city.max-length", ["clients.address.city.max_length"]),
        ("clients.old.email", ["clients.old.email"]),
        ("clients.events", ["clients.events"]),
        ("clients.events.type", ["clients.events.type"]),
        ("rate limit", ["rate_limit"]),
        ("auth", ["auth"]),
        ("email", ["clients.email", "clients.old.email"]),
        ("email.unique", ["clients.email.unique", "clients.old.email.unique"]),
    ],
)
def test_what_is_meant(text: str, meant: list[str]) -> None:
    assert [str(one) for one in addresses(DESK, text, names={"Client": "clients"})] == meant


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("client", "nothing of `Desk` is called `client`", "did you mean `clients`"),
        ("clients.emial", "`clients` has no field, fact or operation `emial`", "did you mean `email`?"),
        (
            "clients.emial.max_length",
            "`clients` has no field, fact or operation `emial.max_length`",
            "did you mean `email`?",
        ),
        ("clients.paging.nothing", "`clients` has no field, fact or operation `paging.nothing`", ""),
        ("clients.new.type", "`clients` has no field, fact or operation `new.type`", ""),
        ("", "nothing is named", "name a field, a fact or a record"),
    ],
)
def test_what_is_not_there(text: str, said: str, hint: str) -> None:
    with pytest.raises(UsageError) as problem:
        addresses(DESK, text, names={})
    assert problem.value.message == said
    assert (problem.value.hint or "").startswith(hint)


def test_a_field_that_is_left_out_is_stated_by_its_type() -> None:
    found = addresses(DESK, "clients.nick.name.type", names={}, new=True)
    assert [one.keys for one in found] == [("records", "clients", "fields", "nick.name", "type")]
