"""The items of a system that was used for a while: repeatable, valid, and the unusual always among them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.sandbox.helpers import DESK, SHOP, START, HandClock, field, with_record

from interlock.model.path import Path
from interlock.model.profile import FieldType, SystemProfile, sure
from interlock.sandbox import Sandbox
from interlock.sandbox.believable import EDGES, BodyMaker
from interlock.sandbox.validation import problems_of

PEOPLE = with_record(
    SHOP,
    "authors",
    fields=(
        *SHOP.records[1].fields,
        field("bio", max_length=300),
        field("born", format="date"),
        field("balance", FieldType.NUMBER, multiple_of=0.01, maximum=5000),
        field("points", FieldType.INTEGER, minimum=-10, maximum=10**12),
        field("rank", FieldType.INTEGER, minimum=1, maximum=5),
        field("nick", nullable=True),
        field("tags[]", FieldType.ARRAY, items=FieldType.STRING),
    ),
    match_keys=sure((Path.of("first_name"), Path.of("last_name"))),
)


def furnished(count: int, *, profile: SystemProfile = PEOPLE, name: str = "authors", seed: int = 1) -> Sandbox:
    sandbox = Sandbox(profile, HandClock(), seed=seed)
    sandbox.store.furnish(name, count)
    return sandbox


def bodies(sandbox: Sandbox, name: str = "authors") -> list[dict[str, Any]]:
    return [item.body for item in sandbox.store.items(name)]


def test_the_unusual_is_among_twenty_and_more() -> None:
    made = bodies(furnished(24))
    assert len(made) == 24
    assert max(len(one["bio"]) for one in made) == 300
    assert min(len(one["bio"]) for one in made) == 0
    assert any("\u674e" in one["bio"] for one in made)
    assert any("\n" in one["bio"] for one in made)
    assert any(one["nick"] is None for one in made)
    assert any(one["tags"] == [] for one in made)
    assert {"1900-02-28", "1970-01-01"} & {one["born"] for one in made}
    assert "2199-12-31" in {one["born"] for one in made}
    assert {one["points"] for one in made} >= {-10, 0, 10**12}
    assert {one["rank"] for one in made} >= {1, 5}
    assert min(one["balance"] for one in made) < 0
    assert max(one["balance"] for one in made) == 5000
    names = [(one["first_name"], one["last_name"]) for one in made]
    assert len(set(names)) == len(names) - 1, "somebody is there twice"


def test_all_of_it_is_what_the_description_allows() -> None:
    sandbox = furnished(60)
    shelf = sandbox.store.shelf("authors")
    for body in bodies(sandbox):
        assert problems_of(shelf.shape, body, required=shelf.required, whole=True) == []
    emails = [body["email"] for body in bodies(sandbox)]
    assert len(set(emails)) == 60, "what must differ differs"


def test_the_same_seed_makes_the_same_items_and_another_seed_others() -> None:
    assert bodies(furnished(30)) == bodies(furnished(30))
    assert bodies(furnished(30)) != bodies(furnished(30, seed=2))


def test_they_were_made_one_after_the_other() -> None:
    made = [item.created_at for item in furnished(40).store.items("authors")]
    assert made == sorted(made)
    assert START - timedelta(days=90) <= made[0] < START - timedelta(days=60)
    assert made[-1] < START


def test_references_hold() -> None:
    sandbox = furnished(20)
    sandbox.store.furnish("books", 40)
    authors = {body["id"] for body in bodies(sandbox)}
    assert {body["author_id"] for body in bodies(sandbox, "books")} <= authors
    assert len({body["author_id"] for body in bodies(sandbox, "books")}) > 5


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 12])
def test_a_few_are_a_few(count: int) -> None:
    assert len(bodies(furnished(count))) == count
    assert len(furnished(count, profile=DESK, name="tickets").store.items("tickets")) == count


def test_lists_within_lists_do_not_grow_by_each_other() -> None:
    fields = (
        field("id"),
        field("a[]", FieldType.ARRAY),
        field("a[].b[]", FieldType.ARRAY),
        field("a[].b[].c[]", FieldType.ARRAY),
        field("a[].b[].c[].d"),
    )
    profile = with_record(SHOP, "authors", fields=fields)
    assert max(len(str(one)) for one in bodies(furnished(24, profile=profile))) < 1_000_000


def test_a_currency_stays_one() -> None:
    fields = (field("id"), field("currency"), field("name"))
    made = bodies(furnished(24, profile=with_record(SHOP, "authors", fields=fields)))
    assert {len(one["currency"]) for one in made} <= {0, 3}


@pytest.mark.parametrize("edge", EDGES)
def test_each_edge_makes_something_of_its_own(edge: str) -> None:
    """No two edges make the same item, and none the usual one."""
    sandbox = Sandbox(PEOPLE, HandClock(), seed=1)
    maker = BodyMaker(sandbox.store.shelf("authors"), system="shop", seed=1, resources=("authors",))

    def made(name: str) -> Any:
        return maker.edge(name, 7, START, lambda _resource: ())

    assert made(edge) != maker.body(7, START, lambda _resource: ())
    assert [name for name in EDGES if made(name) == made(edge)] == [edge]


def test_a_hundred_thousand_are_kept_apart_by_their_stamps() -> None:
    """Ten thousand here, which take the same way."""
    sandbox = furnished(10_000, profile=DESK, name="tickets")
    assert len(sandbox.store.items("tickets")) == 10_000
    assert len({item.updated_at for item in sandbox.store.items("tickets")}) > 5_000


def test_where_all_ids_are_listed_no_other_is_made_up() -> None:
    kinds = ("email", "post", "call")
    fields = (field("id", read_only=True, enum=kinds), field("label", max_length=20))
    profile = with_record(SHOP, "authors", fields=fields, finds=(), match_keys=sure(()))
    made = bodies(furnished(20, profile=profile))
    assert sorted(one["id"] for one in made) == sorted(kinds)


@pytest.mark.parametrize("pattern", ["^[A-Z]{2,40}$", "^[A-Z]+-[0-9]*$", "[a-z]{1,30}", "^(de|en|a-much-longer-one)$"])
def test_a_patterned_text_keeps_to_its_length_too(pattern: str) -> None:
    limited = with_record(
        SHOP, "authors", fields=(*SHOP.records[1].fields, field("mark", pattern=pattern, max_length=6, min_length=2))
    )
    sandbox = furnished(60, profile=limited)
    shelf = sandbox.store.shelf("authors")
    for body in bodies(sandbox):
        assert problems_of(shelf.shape, body, required=shelf.required, whole=True) == []


def test_what_has_a_form_keeps_it_or_is_empty() -> None:
    made = bodies(
        furnished(24, profile=with_record(SHOP, "authors", fields=(*PEOPLE.records[1].fields, field("phone"))))
    )
    phones = [one["phone"] for one in made]
    assert "" in phones
    assert all(one == "" or re.fullmatch(r"\+[0-9]{7,15}", one) for one in phones), phones
