"""Lists are taken in quickly where items are as they were; nothing but the time tells that from looking at each."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sync.helpers import DEFAULTS, DOCUMENT, START, Ability, FakeClock, compiled, profile_of

from interlock.adapters.ledger import SqliteLedger
from interlock.model.listed import Listed
from interlock.model.peer import Item
from interlock.model.value import Body, Side
from interlock.sync.drifting import Tally
from interlock.sync.intake import Intake, Missed
from interlock.sync.observe import Observer
from interlock.sync.record import SIDES, Record, records_of


def record_of(**settings: str) -> Record:
    document, mappings = compiled(DOCUMENT.format(**{**DEFAULTS, **settings}))
    profiles = {side: {one.name: one for one in profile_of(side, Ability()).records} for side in SIDES}
    return records_of(document, mappings, profiles)["Client"]


RECORD = record_of()


class Plain:
    """Reads a body whose fields are called as an item's."""

    tombstones = True

    def item(self, item_id: str, body: Body) -> Item:
        at = body.get("at")
        stamp = START + timedelta(seconds=at) if isinstance(at, int) else None
        return Item("contacts", item_id, body, updated_at=stamp, deleted=self.deleted(body))

    def deleted(self, body: Body) -> bool:
        return bool(body.get("gone"))


class Scanner:
    """Reads complete lists into a ledger of its own; `quick` with pages as systems over HTTP give them."""

    def __init__(self, record: Record = RECORD, *, quick: bool) -> None:
        self.record = record
        self.quick = quick
        self.ledger = SqliteLedger(":memory:", "test")
        self.clock = FakeClock()
        self.scans = 0
        self.intake: Intake | None = None

    def scan(self, pages: Sequence[Sequence[tuple[str, Body]]], piece: int = 3) -> dict[str, Any]:
        """What a complete list led to."""
        self.scans += 1
        self.clock.passes(minutes=10)
        observer, tally = Observer(self.ledger), Tally(())
        missed = Missed(START + timedelta(seconds=2))
        intake = Intake(
            observer,
            self.ledger,
            self.clock,
            self.record,
            Side.LEFT,
            tally,
            missed,
            piece=piece,
            generation=self.scans,
            first=self.scans == 1,
        )
        self.intake = intake
        for page in pages:
            listed = Listed([one for one, _ in page], [body for _, body in page], Plain())
            intake.page(listed if self.quick else tuple(listed))
        intake.end()
        intake.judges.all_judged()
        unmet = self.ledger.unmet(self.record.name, Side.LEFT, self.scans, intake.met, most=100)
        everything = {seen.id: seen for seen in self.ledger.every(self.record.name, Side.LEFT)}
        return {
            "kept": everything,
            "doubtful": sorted(set(intake.doubtful)),
            "changes": intake.changes,
            "missing": sorted(seen.id for seen in unmet),
            "missed": missed.found,
        }


bodies = st.fixed_dictionaries(
    {"email": st.sampled_from(["a@x", "b@x"]), "kind": st.sampled_from(["", "vip"])},
    optional={"at": st.integers(0, 3), "gone": st.sampled_from([True, False])},
)
pages = st.lists(st.lists(st.tuples(st.sampled_from("abcdef"), bodies), max_size=4), max_size=4)


@settings(deadline=None, max_examples=60)
@given(st.lists(pages, max_size=4), st.integers(1, 6))
def test_a_list_is_taken_in_as_if_each_item_were_looked_at(lists: list[Any], piece: int) -> None:
    quick, slow = Scanner(quick=True), Scanner(quick=False)
    with closing(quick.ledger), closing(slow.ledger):
        for one in (each for each in lists for _ in range(2)):
            ids = [item_id for page in one for item_id, _ in page]
            # What is shown twice within a piece is looked at, and in another one it is a change: either is right.
            size = piece if len(set(ids)) == len(ids) else 1000
            assert quick.scan(one, size) == slow.scan(one, size)


def many(count: int, **more: Any) -> list[list[tuple[str, Body]]]:
    items: list[tuple[str, Body]] = [(f"i{number}", {"email": f"{number}@x", **more}) for number in range(count)]
    return [items[start : start + 10] for start in range(0, count, 10)]


def test_what_is_missing_from_a_long_list_is_found_in_any_order() -> None:
    for order in (1, -1):
        scanner = Scanner(quick=True)
        with closing(scanner.ledger):
            scanner.scan(many(95))
            shown = [page[::order] for page in many(95)[::order]]
            assert scanner.scan(shown)["missing"] == []
            del shown[3][2:4]
            gone = sorted(dict(many(95)[3 if order == 1 else 6]).keys() - dict(shown[3]).keys())
            found = scanner.scan(shown)
            assert (found["missing"], found["changes"]) == (gone, 0)


def test_a_list_of_what_is_known_writes_nothing() -> None:
    scanner = Scanner(quick=True)
    with closing(scanner.ledger):
        scanner.scan(many(50))
        scanner.scan(many(50))
        before = scanner.ledger._db.changes()  # noqa: SLF001 - nothing public tells how much was written
        scanner.scan(many(50))
        assert scanner.ledger._db.changes() == before  # noqa: SLF001


def test_what_is_known_of_the_system_makes_everything_be_judged_anew() -> None:
    scanner = Scanner(quick=True)
    with closing(scanner.ledger):
        scanner.scan(many(5))
        scanner.record = record_of(client_when="Shop: `kind` is `vip`")
        scanner.ledger.set_fact("document", "another")
        found = scanner.scan(many(5))["kept"]
        assert {seen.in_scope for seen in found.values()} == {False}
