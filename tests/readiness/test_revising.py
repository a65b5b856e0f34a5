"""What a new version of a description changes: each kind with how much it stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import pytest

from interlock.journeys.project import Project, load
from interlock.model.fact import Fact, sure
from interlock.model.finding import Severity
from interlock.model.path import Path
from interlock.model.profile import (
    AuthKind,
    AuthScheme,
    FieldProfile,
    FieldType,
    RateLimit,
    RecordProfile,
    SystemProfile,
    Verb,
)
from interlock.model.value import Side
from interlock.readiness import revised

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
Change = Callable[[SystemProfile], SystemProfile]


@pytest.fixture(scope="module")
def project(example_systems: FilePath) -> Project:
    return load(example_systems.parent)


def _record(name: str, change: Callable[[RecordProfile], RecordProfile | None]) -> Change:
    def apply(system: SystemProfile) -> SystemProfile:
        changed = (change(one) if one.name == name else one for one in system.records)
        return replace(system, records=tuple(one for one in changed if one is not None))

    return apply


def _field(record: str, path: str, /, **attributes: Any) -> Change:
    def change(one: RecordProfile) -> RecordProfile:
        assert one.field(path) is not None
        fields = (replace(each, **attributes) if str(each.path) == path else each for each in one.fields)
        return replace(one, fields=tuple(fields))

    return _record(record, change)


def _facts(record: str, **facts: Any) -> Change:
    return _record(record, lambda one: replace(one, **facts))


def _without(record: str, verb: Verb) -> Change:
    return _record(
        record, lambda one: replace(one, operations=tuple(each for each in one.operations if each.verb is not verb))
    )


def _added(record: str, **attributes: Any) -> Change:
    new = FieldProfile(Path.of("vat_id"), FieldType.STRING, **attributes)
    return _record(record, lambda one: replace(one, fields=(*one.fields, new)))


CHANGES: dict[str, tuple[Change, str, Severity, str]] = {
    "record removed": (_record("sales-orders", lambda _: None), "record-removed", ERROR, "no `sales-orders` any more"),
    "record renamed": (
        _record("sales-orders", lambda one: replace(one, name="deals")),
        "record-removed",
        ERROR,
        "may be `deals`",
    ),
    "field removed": (
        _record(
            "business-partners", lambda one: replace(one, fields=tuple(f for f in one.fields if str(f.path) != "phone"))
        ),
        "field-removed",
        ERROR,
        "no field `phone` any more",
    ),
    "field respelled": (
        _field("business-partners", "email_address", path=Path.of("emailAddress")),
        "field-removed",
        ERROR,
        "`emailAddress`",
    ),
    "type": (_field("business-partners", "phone", type=FieldType.INTEGER), "field-type", ERROR, "integer, not string"),
    "format": (_field("business-partners", "phone", format="e164"), "field-format", WARNING, "its format is e164"),
    "shorter": (
        _field("business-partners", "display_name", max_length=9),
        "field-limits",
        WARNING,
        "at most 9 characters",
    ),
    "longer": (
        _field("business-partners", "display_name", max_length=9000),
        "field-limits",
        NOTE,
        "at most 9,000 characters",
    ),
    "choice gone": (
        _field("business-partners", "kind", enum=("supplier",)),
        "field-enum",
        ERROR,
        "no longer takes `customer`",
    ),
    "read-only": (
        _field("business-partners", "display_name", read_only=True),
        "field-read-only",
        ERROR,
        "can no longer be written",
    ),
    "nullable": (_field("stock-levels", "product_code", nullable=True), "field-nullable", WARNING, "may be empty now"),
    "deprecated": (
        _field("business-partners", "phone", deprecated=True),
        "field-deprecated",
        WARNING,
        "means to remove it",
    ),
    "required": (_added("business-partners", required=True), "field-required", ERROR, "and nothing fills it"),
    "new field": (_added("business-partners"), "fields-added", NOTE, "1 new field: `vat_id`"),
    "no create": (
        _without("sales-orders", Verb.CREATE),
        "ability-lost",
        ERROR,
        "no longer says that it creates items: no",
    ),
    "no filter": (
        _facts("stock-levels", since=Fact()),
        "ability-lost",
        WARNING,
        "lists what changed since a moment: unknown",
    ),
    "another key": (
        _facts("stock-levels", primary_key=sure((Path.of("code"),))),
        "key-changed",
        ERROR,
        "identified by code",
    ),
    "sign in": (
        lambda one: replace(one, auth=sure((AuthScheme(AuthKind.BASIC),))),
        "sign-in-changed",
        ERROR,
        "no longer takes oauth2",
    ),
    "lower limit": (
        lambda one: replace(one, rate_limit=sure(RateLimit(1, 60.0))),
        "limit-changed",
        WARNING,
        "allows 1 ",
    ),
    "address": (lambda one: replace(one, servers=("https://new.example",)), "address-changed", NOTE, "new.example"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_told_with_its_severity(name: str, project: Project) -> None:
    change, code, severity, said = CHANGES[name]
    before = project.profiles[Side.RIGHT]
    found = revised(project.document, Side.RIGHT, before, change(before))
    told = [one for one in found if one.code == f"new-{code}"]
    assert [one.severity for one in told] == [severity], found
    assert said in told[0].message
    assert told[0].place.file == project.document.path
    assert told[0].place.line > 1
    assert told[0].why


def test_what_the_document_does_not_use_is_no_finding(project: Project) -> None:
    before = project.profiles[Side.RIGHT]
    unused = (
        _record("invoices", lambda _: None) if before.record("invoices") else _field("stock-levels", "id", label="x")
    )
    assert revised(project.document, Side.RIGHT, before, unused(before)) == ()
    assert revised(project.document, Side.RIGHT, before, before) == ()
