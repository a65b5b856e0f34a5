"""What must hold after all has healed and come to rest, told from the stores; ledger and history only explain."""

from __future__ import annotations

from collections.abc import Mapping

from tests.simulation.described import KINDS
from tests.simulation.things import Edit, Thing, elements, named, same_but_for_order, text
from tests.simulation.world import SIDES, World
from tests.simulation.writes.going import merged_and_gone

from interlock.mapping import PairMapping
from interlock.model.decisions import DeleteKind, Direction, Leaving, StartingKind, WinnerKind
from interlock.model.document import RecordRow
from interlock.model.history import EntryKind, Held, HeldKind
from interlock.model.kept import LinkState
from interlock.model.value import Side

RECORDS = {"Client": 0, "Invoice": 1}


def links_hold(world: World) -> None:
    """No link joins what people never meant as the same, at any moment."""
    for record, left_id, right_id, state in world.disk.execute("SELECT record, left_id, right_id, state FROM link"):
        if state != LinkState.ACTIVE.value:
            continue
        left, right = world.oracle.linked(record, left_id, right_id)
        if left is not right:
            world.oracle.wrong("false link", f"{left or left_id} on the left with {right or right_id} on the right")


class Laws:
    """Judges a world that has come to rest."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.oracle = world.oracle
        self.wrong = world.oracle.wrong
        self.held: dict[tuple[str, Side, str], list[Held]] = {}
        for one in world.ledger.held():
            self.held.setdefault((one.record, one.side, one.item_id), []).append(one)
        self.lost, self.before = set(self.oracle.lost), set(self.oracle.before)
        self.reported: set[tuple[str, str, str]] = set()
        """record, item, pair"""
        for entry in world.ledger.history():
            self.lost.add((entry.record, entry.pair, self.oracle.told(entry, entry.lost)))
            self.before.add((entry.record, entry.pair, self.oracle.told(entry, entry.before)))
            if entry.kind is EntryKind.REPORTED:
                self.reported.add((entry.record, entry.item_id, entry.pair))

    def judge(self) -> None:
        """Note every violation."""
        self.stuck()
        self.circles()
        for thing in self.oracle.things:
            self._thing(thing)
        for edit in self.oracle.edits:
            if not self._explained(edit):
                self.wrong(
                    "loss",
                    f"{edit.value!r}, written for `{edit.pair}` of {edit.thing} on the {edit.side.value}, is nowhere",
                )

    def stuck(self) -> None:
        """Nothing waits for what has come."""
        for some in self.held.values():
            for one in some:
                if one.kind is HeldKind.WAITING and one.waits_side is not None:
                    link = self.world.ledger.link_at(one.waits_record, one.waits_side, one.waits_for)
                    there = one.waits_side.other
                    if link is None or link.state is not LinkState.ACTIVE:
                        continue
                    seen = self.world.ledger.seen(one.waits_record, there, link.id_on(there))
                    if seen is not None and not seen.gone:
                        self.wrong("stuck", f"{one.record} {one.item_id} waits for what is there: {one.reason}")

    def circles(self) -> None:
        """Nothing waits for what waits for it in turn."""
        for some in self.held.values():
            for one in some:
                way = [(one.record, one.side, one.item_id)]
                while way[-1] not in way[:-1] and (after := self._waits_for(way[-1])) is not None:
                    way.append(after)
                if len(way) > 1 and way[-1] == way[0]:
                    self.wrong("stuck", f"{one.record} {one.item_id} waits for itself: {one.reason}")

    def _waits_for(self, item: tuple[str, Side, str]) -> tuple[str, Side, str] | None:
        for one in self.held.get(item, ()):
            if one.kind is HeldKind.WAITING and one.waits_side is not None and not one.pair:
                return one.waits_record, one.waits_side, one.waits_for
        return None

    def bounded(self) -> None:
        """Nobody wrote more than what was to be done, the ledger is whole, and no secret stands where it must not."""
        for flaw in self.world.ledger.flaws():
            self.wrong("flawed ledger", str(flaw))
        most = 12 + 6 * self.oracle.people_did
        if self.world.applied > most:
            self.wrong("unbounded", f"{self.world.applied} writes followed from {self.oracle.people_did} edits")
        image = self.world.disk.image()
        for box in self.world.boxes.values():
            for name in box.credential.parts:
                text_of_it = (box.credential.reveal(name) or "").encode()
                if text_of_it in image or any(text_of_it.decode() in str(alert) for alert in self.world.alerts.sent):
                    self.wrong("secret", f"the {name} of {box.profile.name} stands in the ledger or in an alert")

    def whole(self) -> bool:
        """Whether everything that matters is on both sides, in use, and recognised by the same key."""
        for record in ("Client", "Invoice"):
            keys: set[str] = set()
            for thing in self.oracle.things:
                if thing.record != record:
                    continue
                items = [item for side in SIDES if (item := self.oracle.item(thing, side)) is not None]
                if not items:
                    continue
                if len(items) != 2 or any(item.archived for item in items) or self.holds_of(thing):
                    return False
                key = {
                    text(item.body.get(KINDS[side][RECORDS[record]].key))
                    for side, item in zip(SIDES, items, strict=True)
                }
                if len(key) != 1 or "" in key or key & keys:
                    return False
                keys |= key
        return True

    # Explanations

    def holds_of(self, thing: Thing) -> list[Held]:
        """What is held of a thing on either side."""
        return [one for side in thing.ids for one in self.held.get((thing.record, side, thing.ids[side]), [])]

    def is_reported(self, thing: Thing, pair: str) -> bool:
        """Whether it was told that this is left as it is."""
        return any((thing.record, item_id, pair) in self.reported for item_id in thing.ids.values())

    def in_scope(self, thing: Thing) -> bool:
        """Whether it satisfies the condition where it is."""
        for side in SIDES:
            item = self.oracle.item(thing, side)
            if item is not None and not self.world.mappings[thing.record].satisfies(side, item.body):
                return False
        return True

    def left_out(self, thing: Thing) -> bool:
        """Whether it was there before the start, and the document says to leave such items."""
        starting = self.oracle.row(thing.record).starting.value
        return self.oracle.old(thing) is not False and starting is not None and starting.kind is not StartingKind.ALL

    # One thing

    def _thing(self, thing: Thing) -> None:
        items = {side: self.oracle.item(thing, side) for side in SIDES}
        there = [side for side, item in items.items() if item is not None]
        if len(there) == 2:
            self._pair(thing)
        elif len(there) == 1 and len(thing.ids) == 2:
            self._one_gone(thing, there[0])
        elif len(there) == 1:
            self._alone(thing, there[0])

    def _alone(self, thing: Thing, side: Side) -> None:
        """Nothing on the other side, ever: it says why."""
        row = self.oracle.row(thing.record)
        item = self.oracle.item(thing, side)
        assert item is not None
        target = side.other
        if item.archived or not self.in_scope(thing) or self.left_out(thing) or self.holds_of(thing):
            return
        if self.oracle.forgot and "" in thing.decided:
            return  # a person decided that what nobody can tell any more is left alone
        if row.direction.value is None or not row.direction.value.writes(target):
            return
        missing = row.create_missing.value
        if (missing is None or target not in missing.sides) and self.is_reported(thing, ""):
            return
        self.wrong("silent", f"{thing} on the {side.value} has no counterpart, and nothing says why")

    def _one_gone(self, thing: Thing, there: Side) -> None:
        """One side is gone: the delete rule was followed once, or somebody is asked."""
        if there.other in thing.merged:
            self._merged(thing, there)
            return
        if there in thing.back and self._told_of_return(thing):
            return
        if there.other not in thing.deleted:
            return  # the sync deleted it, and that was judged when it happened
        # What was carried out under the rule of its day is settled: another rule does not reach back to it, nor does it
        # where the item came back for so short a time that nobody saw it.
        since = thing.deleted_first[there.other] if self._settled(thing) else self.world.clock.now()
        if any(self._as_ruled(thing, there, row) for row in self.oracle.rows(thing.record, since)):
            return
        if self.holds_of(thing) or self.left_out(thing) or "" in thing.decided or not self._was_linked(thing):
            return
        self.wrong("ghost", f"{thing} was deleted on the {there.other.value} and is in use on the {there.value}")

    def _merged(self, thing: Thing, there: Side) -> None:
        """Its counterpart was merged into another item: a person is asked what becomes of it."""
        item = self.oracle.item(thing, there)
        known = self.holds_of(thing) or "" in thing.decided or not self._was_linked(thing)
        # Into what is gone, too: nothing shows any more that it was merged, and the rule for deletes holds.
        unseen = merged_and_gone(thing, there.other)
        known = known or (unseen and self._as_ruled(thing, there, self.oracle.row(thing.record)))
        known = known or (there in thing.back and self.is_reported(thing, ""))
        if not known and item is not None and not item.archived and not self.left_out(thing) and self.in_scope(thing):
            self.wrong("silent", f"{thing} was merged away on the {there.other.value}, and nobody is asked about it")

    def _told_of_return(self, thing: Thing) -> bool:
        """Whether it was told that it came back while its counterpart was taken out of use because of it."""
        rule = self.oracle.row(thing.record).on_delete.value
        # Some systems do not show that an item is archived: gone there may be just that.
        archives = rule is not None and rule.kind is DeleteKind.ARCHIVE
        return self._settled(thing) and (archives or self.is_reported(thing, ""))

    def _as_ruled(self, thing: Thing, there: Side, row: RecordRow) -> bool:
        """Whether the delete rule of a row leaves an item as it is, whose counterpart people deleted."""
        rule = row.on_delete.value
        item = self.oracle.item(thing, there)
        flows = row.direction.value is not None and row.direction.value.writes(there)
        if rule is None or not flows or rule.only_in not in (None, there) or rule.kind is DeleteKind.KEEP:
            return True
        return rule.kind is DeleteKind.ARCHIVE and item is not None and item.archived

    def _settled(self, thing: Thing) -> bool:
        """Whether its link rests."""
        links = (self.world.ledger.link_at(thing.record, side, thing.ids[side]) for side in thing.ids)
        return any(link is not None and link.state is not LinkState.ACTIVE for link in links)

    def _was_linked(self, thing: Thing) -> bool:
        return any(
            self.world.ledger.link_at(thing.record, side, item_id) is not None for side, item_id in thing.ids.items()
        )

    def _pair(self, thing: Thing) -> None:
        """Both are there: they agree, but for what is held or reported."""
        holds = self.holds_of(thing)
        if any(not one.pair for one in holds):
            return
        row = self.oracle.row(thing.record)
        items = {side: self.oracle.item(thing, side) for side in SIDES}
        if not self.in_scope(thing) and (row.when_it_leaves.value or Leaving.STOP) is not Leaving.KEEP:
            return
        if all(item is not None and item.archived for item in items.values()):
            return
        if thing.back and any(item is not None and item.archived for item in items.values()):
            return  # one is out of use, and what came back is told of
        if not self._was_linked(thing):
            if not self.left_out(thing) and self.in_scope(thing) and "" not in thing.decided:
                self.wrong("silent", f"{thing} is on both sides and not linked, and nothing says why")
            return
        for pair in self.world.mappings[thing.record].pairs:
            shown = {
                side: self.oracle.shown(thing.record, side, item.body)[pair.name]
                for side, item in items.items()
                if item is not None
            }
            if shown[Side.LEFT] == shown[Side.RIGHT] or any(one.pair == pair.name for one in holds):
                continue
            if self._may_differ(thing, pair) or self._meant_the_same(pair, shown):
                continue
            # Where an answer shows nothing, another order before the first look may be the system's own.
            if (thing, pair.name) in self.oracle.reordered and same_but_for_order(*shown.values()):
                continue
            self.wrong(
                "divergence",
                f"`{pair.name}` of {thing} is {shown[Side.LEFT]!r} on the left and {shown[Side.RIGHT]!r} on the right",
            )

    def _meant_the_same(self, pair: PairMapping, shown: Mapping[Side, str]) -> bool:
        """Whether both name the same things: who was written before it was merged into another stands for that one."""
        if pair.refers_to is None:
            return False
        left, right = ([self._in_the_end(name, side) for name in named(shown[side])] for side in SIDES)
        return sorted(left) == sorted(right) if pair.elementwise else left == right

    def _in_the_end(self, name: str, side: Side) -> str:
        thing = next((one for one in self.oracle.things if str(one) == name), None)
        while thing is not None and side in thing.merged:
            thing = thing.merged[side]
        return name if thing is None else str(thing)

    def _may_differ(self, thing: Thing, pair: PairMapping) -> bool:
        if pair.direction is not Direction.BOTH:
            source = Side.LEFT if pair.direction is Direction.RIGHT else Side.RIGHT
            at_source, there = ((thing.record, one, thing.ids[one], pair.name) for one in (source, source.other))
            # People may put the same things into a set on both sides, one long after the other: that is no flow.
            kept = self.oracle.met_at if pair.elementwise else self.oracle.seen_at
            said = self.oracle.seen_at.get(at_source, set()) - {""}
            came = kept.get(there, set()) - {""}
            # Where the source never said anything, or took it back before it was read, there is nothing to flow.
            if pair.name in thing.decided or not said or (not self._says(thing, source, pair.name) and not said & came):
                return True
        if not self.is_reported(thing, pair.name):
            return False
        winner = pair.winner or self.oracle.row(thing.record).on_conflict.value
        if winner is not None and winner.kind is WinnerKind.REPORT:
            return True
        if pair.direction is Direction.BOTH:
            return False
        restores = winner is not None and winner.kind is WinnerKind.SOURCE_OF_TRUTH
        return not restores

    def _says(self, thing: Thing, side: Side, pair: str) -> str:
        item = self.oracle.item(thing, side)
        return "" if item is None else self.oracle.shown(thing.record, side, item.body)[pair]

    # One value

    def _explained(self, edit: Edit) -> bool:
        if edit.replaced or edit.window or edit.again:
            return True
        thing = edit.thing
        if any(self._shows(thing, side, edit) for side in SIDES):
            return True
        told = (thing.record, edit.pair, edit.value)
        # What somebody decided to leave as it is differs from then on, and goes with the next edit of the other side.
        if told in self.lost or (edit.pair in thing.decided and told in self.before):
            return True
        # Before its first look the sync cannot tell an edit from the system's own way; it says so, and keeps the value.
        if self.is_reported(thing, edit.pair) and told in self.before:
            return True
        holds = [shown for one in self.holds_of(thing) for shown in (text(one.left), text(one.right))]
        if self.oracle.is_set(thing.record, edit.pair):
            lost_there = {value for record, pair, value in self.lost if (record, pair) == (thing.record, edit.pair)}
            return any(f'"{edit.value}"' in one for one in (*lost_there, *holds))
        return edit.value in holds

    def _shows(self, thing: Thing, side: Side, edit: Edit) -> bool:
        shown = self._says(thing, side, edit.pair)
        if self.oracle.is_set(thing.record, edit.pair):
            return edit.value in elements(shown)
        return shown == edit.value
