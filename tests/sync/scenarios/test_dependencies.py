"""References: parents first, the right one by its id, and no knot that cannot be undone."""

from __future__ import annotations

from collections.abc import Callable

from tests.sync.scenarios.between import answering, listing, when
from tests.sync.scenarios.words import COMPANIES, WITH_COMPANY
from tests.sync.scenarios.world import World

from interlock.model.history import HeldKind

Make = Callable[..., World]

CIRCLE = (*COMPANIES, "`contact_id` | ↔ | `person_id` | the linked Contact")
TREE = (*COMPANIES, "`parent_id` | ↔ | `account_id` | the linked Company")


async def test_098_a_contact_that_shows_before_its_company_waits_for_it(make: Make) -> None:
    world = make(fields=WITH_COMPANY, companies=COMPANIES)
    hidden = True
    world.left.between.append(listing(lambda items: [] if hidden else items, "companies"))
    world.left.between.append(
        when(lambda one: hidden and one.path.startswith("/companies/"), answering(404, writes=False))
    )
    company = world.left.add("companies", code="c1", name="One")
    world.right.add("accounts", ref="c2", title="One")
    world.left.add(email="ann@x.example", company_id=company)
    await world.rounds(1)
    assert world.right.ids() == []
    assert [held.kind for held in world.held()] == [HeldKind.WAITING]
    hidden = False
    await world.rounds(2)
    [account] = [one for one in world.right.ids("accounts") if world.right.body(one, "accounts")["ref"] == "c1"]
    assert world.right.all("account_id") == [account]
    assert world.held() == ()


async def test_099_contacts_of_a_company_that_is_refused_wait_and_others_flow(make: Make) -> None:
    world = make(fields=WITH_COMPANY, companies=COMPANIES, policies=("a 422 answer | hold the item and alert",))
    world.right.between.append(when(lambda one: b"Bad" in one.body, answering(422, {"detail": "not this one"})))
    bad = world.left.add("companies", code="c1", name="Bad")
    good = world.left.add("companies", code="c2", name="Good")
    for n in range(6):
        world.left.add(email=f"{n}@x.example", company_id=bad if n < 3 else good)
    await world.rounds(2)
    assert world.right.all("mail") == ["3@x.example", "4@x.example", "5@x.example"]
    assert len(world.held(HeldKind.WAITING)) == 3
    assert all(bad in held.reason for held in world.held(HeldKind.WAITING))
    world.left.edit(bad, "companies", name="Mended")
    await world.rounds(2)
    assert len(world.right.ids()) == 6
    assert world.held() == ()


async def test_100_two_items_that_refer_to_each_other_are_made_and_then_tied(make: Make) -> None:
    world = make(fields=WITH_COMPANY, companies=CIRCLE)
    company = world.left.add("companies", code="c1", name="One")
    contact = world.left.add(email="ann@x.example", company_id=company)
    world.left.edit(company, "companies", contact_id=contact)
    await world.rounds(3)
    [account], [person] = world.right.ids("accounts"), world.right.ids()
    assert world.right.body(account, "accounts")["person_id"] == person
    assert world.right.body(person)["account_id"] == account
    methods = [one.request.method for one in world.right.applied]
    assert methods.count("POST") == 2
    assert methods.count("PATCH") <= 2
    assert world.left.applied == []
    assert world.calm
    assert await world.rounds(2) == 0


async def test_101_a_child_that_moves_before_its_parent_is_deleted_stays(make: Make) -> None:
    world = make(fields=WITH_COMPANY, companies=COMPANIES)
    old, new = (world.left.add("companies", code=code, name=code) for code in ("c1", "c2"))
    [(a, b)] = await world.linked(company_id=old)
    world.left.edit(a, company_id=new)
    world.left.remove(old, "companies")
    await world.rounds(2)
    [account] = world.right.ids("accounts")
    assert world.right.body(b)["account_id"] == account
    assert world.right.body(account, "accounts")["ref"] == "c2"
    assert world.calm


async def test_102_moves_that_would_close_a_circle_are_held(make: Make) -> None:
    world = make(companies=TREE)
    one, other = (world.left.add("companies", code=code, name=code) for code in ("c1", "c2"))
    await world.rounds(2)
    accounts = {world.right.body(item, "accounts")["ref"]: item for item in world.right.ids("accounts")}
    world.left.edit(one, "companies", parent_id=other)
    world.right.edit(accounts["c2"], "accounts", account_id=accounts["c1"])
    assert await world.rounds(4) == 0
    assert {held.kind for held in world.held()} == {HeldKind.CONFLICT}
    assert world.left.body(other, "companies").get("parent_id") is None
    assert world.right.body(accounts["c1"], "accounts").get("account_id") is None


async def test_103_companies_of_one_name_are_told_apart_by_their_ids(make: Make) -> None:
    world = make(fields=WITH_COMPANY, companies=COMPANIES)
    companies = [world.left.add("companies", code=code, name="Same name") for code in ("c1", "c2")]
    for n, company in enumerate(companies):
        world.left.add(email=f"{n}@x.example", company_id=company)
    await world.rounds(2)
    codes = {item: world.right.body(item, "accounts")["ref"] for item in world.right.ids("accounts")}
    found = {
        world.right.body(one)["mail"]: codes[str(world.right.body(one)["account_id"])] for one in world.right.ids()
    }
    assert found == {"0@x.example": "c1", "1@x.example": "c2"}
