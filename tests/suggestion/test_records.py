"""Which resources are proposed to meet."""

from __future__ import annotations

from interlock.model.fact import Confidence, Fact
from interlock.model.path import Path
from interlock.model.profile import FieldProfile, FieldType, Operation, RecordProfile, Verb
from interlock.suggestion import suggest_records


def resource(name: str, *fields: str, opened: str = "") -> RecordProfile:
    """A resource whose items can be listed; `opened` is an object in it of which nothing is told."""
    known = [FieldProfile(Path.of(one), FieldType.STRING) for one in ("id", *fields)]
    more = [FieldProfile(Path.of(opened), FieldType.MAP)] if opened else []
    listing = Operation(Verb.LIST, "GET", f"/{name}")
    return RecordProfile(
        name, fields=(*known, *more), operations=(listing,), primary_key=Fact((Path.of("id"),), Confidence.SURE)
    )


SHOP = (
    resource("customers", "email", "first_name", "phone"),
    resource("products", "sku", "price"),
    resource("coupons"),
)


def test_a_resource_that_tells_no_fields_is_proposed_where_no_other_is_called_as_much_alike() -> None:
    (found,) = suggest_records(SHOP, [resource("contacts", "archived", opened="properties")])
    assert (found.left, found.right, found.confidence) == ("customers", "contacts", Confidence.POSSIBLE)
    assert found.reasons[-1] == "the fields of contacts are not described, and no other resource is as near"


def test_a_resource_that_tells_its_fields_is_not_proposed_by_a_faint_name() -> None:
    assert suggest_records(SHOP, [resource("contacts", "archived", "source", "weight")]) == ()
