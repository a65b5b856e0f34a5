"""Random lives of items: edited, deleted, restored, merged, unlinked and decided about, in any order."""

from __future__ import annotations

import asyncio
import itertools
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from tests.sync.helpers import Ability, World

from interlock.errors import UsageError
from interlock.model.history import Decision, possible_decisions
from interlock.model.kept import LinkState
from interlock.model.value import Side


@dataclass
class Lives:
    """A world in which anything happens to a few clients, and what may follow from it."""

    world: World
    chance: random.Random
    tokens: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    may_go: set[str] = field(default_factory=set)
    """what a user deleted on the left, or a person approved to go: its counterpart may be deleted"""

    def pick(self, *, gone: bool = False, right: bool = False) -> str | None:
        """Some item."""
        peer, resource = (self.world.right, "partners") if right else (self.world.left, "contacts")
        found = [item.id for item in peer.items.get(resource, {}).values() if item.deleted is gone]
        return self.chance.choice(found) if found else None

    def happens(self) -> None:
        """One thing that users do."""
        what = self.chance.choice(
            ("add", "edit", "edit", "edit there", "remove", "restore", "anew", "merge", "merge", "unlink", "decide")
        )
        item, other = self.pick(), self.pick()
        left = self.world.left
        match what:
            case "add":
                left.add("contacts", email=f"{next(self.tokens)}@x.example", phone=f"t{next(self.tokens)}", name="N")
            case "edit" if item:
                left.edit("contacts", item, phone=f"t{next(self.tokens)}")
            case "edit there" if there := self.pick(right=True):
                self.world.right.edit("partners", there, tel=f"t{next(self.tokens)}")
            case "remove" if item:
                left.remove("contacts", item)
                self.may_go.add(item)
            case "restore" if gone := self.pick(gone=True):
                left.merged.pop(gone, None)
                left.restore("contacts", gone)
            case "anew" if gone := self.pick(gone=True):
                old = left.items["contacts"][gone].body
                if not any(one.body["email"] == old["email"] for one in left.live("contacts")):
                    left.add("contacts", **{name: value for name, value in old.items() if name != "id"})
            case "merge" if item and other and item != other:
                left.merge("contacts", item, other)
            case "unlink" if item:
                self._unlink(item)
            case "decide":
                self._decide()

    def _unlink(self, item: str) -> None:
        try:
            self.world.integration.identities.unlink("Client", Side.LEFT, item, by="Ida")
        except UsageError:
            return

    def _decide(self) -> None:
        for held in self.world.ledger.held():
            decision = self.chance.choice((*possible_decisions(held), None))
            if decision not in (None, Decision.LEAVE):  # to leave both is to let them differ
                assert decision is not None
                self.world.ledger.decide(held.id, decision, by="Ida", at=self.world.clock.now())
                link = self.world.ledger.link(held.link) if held.link else None
                if link is not None and decision is not Decision.REJECT:
                    self.may_go.add(link.left_id)

    def judge(self) -> None:
        """What must hold whatever happened."""
        world = self.world
        for method, _, path in world.right.log:
            if method == "DELETE":
                link = world.ledger.link_at("Client", Side.RIGHT, path.rsplit("/", 1)[-1])
                assert link is not None
                assert link.left_id in self.may_go, f"{path} was deleted though `{link.left_id}` was not"
        mails = Counter(item.body["mail"] for item in world.right.live("partners") if not item.archived)
        assert not [mail for mail, count in mails.items() if count > 1], mails
        held = {held.link for held in world.ledger.held()}
        lefts = {item.id: item for item in world.left.live("contacts")}
        rights = {item.id: item for item in world.right.live("partners")}
        linked: list[str] = []
        for link in world.ledger.links("Client"):
            linked += [link.left_id, link.right_id]
            left, right = lefts.get(link.left_id), rights.get(link.right_id)
            if link.state is LinkState.ACTIVE and left and right and link.id not in held and not right.archived:
                assert left.body["phone"] == right.body["tel"], (link, left, right)
            if link.state is LinkState.ACTIVE and link.id not in held:
                assert left is not None, link
                assert right is not None, link
        assert max(Counter(linked).values(), default=0) <= 1
        about = {held.item_id for held in world.ledger.held()}
        for item_id in (*lefts, *rights):
            assert item_id in linked or item_id in about, f"{item_id} is neither linked nor held"


async def told(file: Path, seed: int) -> None:
    """One history, and what must hold in its end."""
    chance = random.Random(seed)
    settings = {
        "client_delete": chance.choice(("delete", "archive", "keep", "ask")),
        "client_conflict": chance.choice(("source of truth wins", "hold")),
        "client_create": "in Books",
    }
    ability = Ability(since=chance.random() < 0.5, tombstones=chance.random() < 0.5)
    world = World(file, settings, ability, replace(ability))
    lives = Lives(world, chance)
    for number in range(4):
        world.left.add("contacts", email=f"first{number}@x.example", phone=f"f{number}", name="N")
    await world.settle(1)
    for _ in range(6):
        for _ in range(chance.randint(1, 3)):
            lives.happens()
        await world.settle(chance.randint(1, 2))
    await world.settle(4)
    lives.judge()
    before = world.writes()
    await world.settle(2)
    assert world.writes() == before
    world.ledger.close()


@pytest.mark.parametrize("block", range(3))
def test_whatever_happens_to_items_nothing_is_lost_doubled_or_forgotten(block: int) -> None:
    for seed in range(20 * block, 20 * block + 20):
        with tempfile.TemporaryDirectory() as folder:
            try:
                asyncio.run(told(Path(folder) / "ledger", seed))
            except Exception as fault:
                fault.add_note(f"seed {seed}")
                raise
